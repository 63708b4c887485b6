#ifndef REDACT_STREET_NAME_H
#define REDACT_STREET_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "redact/speech.h"

/* How much says that an address stands here: nothing but what it looks like;
 * "I'm at"; "my address is"; a question for it. */
enum plain { PLAIN_FREE, PLAIN_SEEN, PLAIN_TOLD, PLAIN_ASKED };

/* Words of the name of a street; of one in small letters. */
enum { STREET_LONGEST_NAME = 5, STREET_LONGEST_NAME_SMALL = 3 };

/* "way", "cottage", "towers": what a street, a house or a building ends with.
 */
bool street_is_end(const struct speech *s, size_t i);

/* A word of the name of a street. */
bool street_is_name_word(const struct speech *s, size_t i, enum plain sure);

/* "of", "les", "the": inside of a name, before a word of it. */
bool street_is_link(const struct speech *s, size_t i);

/* "2 bedrooms", "15 Euro", "3 weeks": what is counted or measured. */
bool street_is_counted(const struct speech *s, size_t i);

/* The last token of a name that begins at `i`, or `i` - 1. */
size_t street_name_end(const struct speech *s, size_t i, enum plain sure);

/* Everyday words alone: "3 old", "2 double rooms". */
bool street_is_everyday(
    const struct speech *s, size_t first, size_t last, enum plain sure);

/* What stands behind `last` may stand behind an address in its sentence. */
bool street_is_whole(const struct speech *s, size_t last);

#endif
