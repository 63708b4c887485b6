#ifndef PACKET_SENTENCE_H
#define PACKET_SENTENCE_H

#include <stdbool.h>

#include "base/str.h"

/* Whether a sentence ends with the byte at i: a full stop inside a number, or
 * in the middle of a word, ends none. */
bool sentence_ends(struct str s, size_t i);

/* The sentence that begins at or behind the byte *at, without the blanks around
 * it; "" where there is none.  *at moves behind it. */
struct str sentence_next(struct str s, size_t *at);

/* The sentence with, or behind, code point n; "" where there is none. */
struct str sentence_at(struct str s, size_t n);

/* Whether words stand in a text, and are no part of others. */
bool sentence_has(struct str text, struct str words);

#endif
