#ifndef REDACT_STREET_PLAIN_H
#define REDACT_STREET_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "redact/speech.h"

/* How much says that an address stands here: nothing but what it looks like;
 * "I'm at"; "my address is"; a question for it. */
enum plain { PLAIN_FREE, PLAIN_SEEN, PLAIN_TOLD, PLAIN_ASKED };

/* The last token of the address that begins at `i`, or 0. */
size_t street_plain_end(const struct speech *s, size_t i, enum plain sure);

/* ", lecco" behind an address that was told or asked for, and ends at `last`:
 * its last token, or 0. */
size_t street_plain_town(struct speech *s, size_t last, struct spans *out);

/* "beech road", "rue Pasteur": a street that begins at `i` and has no number;
 * its last token, or 0. */
size_t street_unnumbered_end(const struct speech *s, size_t i);

/* "2e", "18h": no house. */
bool street_is_ordinal(const struct speech *s, size_t i);

/* A town of the list, or a postcode, behind ", ": what says that an address
 * ends at `last`, the more so where it starts the line. */
bool street_is_before_town(
    const struct speech *s, size_t last, bool starts_line);

/* At the number of a house, `next` the next token with a digit: add the address
 * around it; false: there is none that a town, a flat or a floor makes sure. */
bool street_plain(struct speech *s, size_t i, size_t next, struct spans *out);

/* An estate, at its word, with a number or a flat; a street and its number in
 * one word: add it; false: there is none. */
bool street_estate(struct speech *s, size_t i, struct spans *out);
bool street_glued(struct speech *s, size_t i, struct spans *out);

/* What was told behind token `i` - 1, as sure as `weight` of its phrase; and
 * what answers a question for an address or a postcode. */
void street_told(
    struct speech *s, size_t i, enum plain sure, struct spans *out);
void street_answer(struct speech *s, struct spans *out);

#endif
