#ifndef REDACT_STREET_PLAIN_H
#define REDACT_STREET_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "redact/speech.h"
#include "redact/street_name.h"

/* ", 5", "12", "nummer 8" behind a name that ends at `last`: the last token of
 * the number, or 0. */
size_t street_plain_house_behind(
    const struct speech *s, size_t last, enum plain sure);

/* "14", but no "2e". */
bool street_is_plain_house(const struct speech *s, size_t i);

bool street_is_bis(const struct speech *s, size_t i); /* "12 bis" */

/* "flat", at the word: not "room", "int". */
bool street_is_dwelling(const struct speech *s, size_t i);

/* The last token of the address that begins at `i`, or 0. */
size_t street_plain_end(const struct speech *s, size_t i, enum plain sure);

/* The same of one that begins with the number of a house or a flat: "14
 * Larkspur", "flat 3, the foundry", "12 bis Victor Hugo". */
size_t street_numbered_end(const struct speech *s, size_t i, enum plain sure);

/* ", lecco" behind an address that was told or asked for, and ends at `last`:
 * its last token, or 0. */
size_t street_plain_town(struct speech *s, size_t last, struct spans *out);

/* "The Gables", "Rose Cottage": a house that has no number, at its first word;
 * the last token, or 0. */
size_t street_house_name_end(const struct speech *s, size_t i, enum plain sure);

/* "beech road", "rue Pasteur": a street that begins at `i` and has no number;
 * its last token, or 0. */
size_t street_unnumbered_end(const struct speech *s, size_t i);

/* "Ffordd y Castell, Rhuddlan", "Achter de Molen": a name that says of itself
 * nothing, told or asked for as where somebody lives; its last token, or 0. */
size_t street_bare_name_end(const struct speech *s, size_t i, enum plain sure);

/* "2e", "18h": no house. */
bool street_is_ordinal(const struct speech *s, size_t i);

/* A town of the list, or a postcode, behind ", ": what says that an address
 * ends at `last`, the more so where it starts the line. */
bool street_is_before_town(
    const struct speech *s, size_t last, bool starts_line);

/* At the number of a house, `next` the next token with a digit: add the address
 * around it; false: there is none that a town, a flat or a floor makes sure. */
bool street_plain(struct speech *s, size_t i, size_t next, struct spans *out);

/* What was told behind token `i` - 1, as sure as `weight` of its phrase; and
 * what answers a question for an address or a postcode. */
void street_told(
    struct speech *s, size_t i, enum plain sure, struct spans *out);
void street_answer(struct speech *s, struct spans *out);

#endif
