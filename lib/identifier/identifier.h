#ifndef IDENTIFIER_IDENTIFIER_H
#define IDENTIFIER_IDENTIFIER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * What customers are asked for again and again: an order number, an e-mail
 * address.  An identifier is a word with an @ or four digits; letters, digits
 * and . - _ + @ are of a word, but not as its last byte.
 */

/* The next identifier of `text` from *at on, which moves behind it; empty when
 * there is none. */
struct str identifier_next(struct str text, size_t *at);

/* Whether they are the same, in whatever case; and in a number, whether its
 * parts are written with - and _ between them or without. */
bool identifier_is_same(struct str a, struct str b);

#endif
