#ifndef CONV_KEYS_H
#define CONV_KEYS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "json/json.h"

/*
 * Private to the room: members of an object whose names are known when we are
 * compiled.  A name is compared as the words that it and its closing quote
 * fill, which JSON_PADDING allows anywhere in a text.
 */
struct key {
	char written[16];   /* the name and the quote, no escapes */
	uint64_t low, high; /* the bits that they are of two words */
};

#define KEY(name) \
	{ \
		name "\"", KEY_WORD(sizeof(name)), \
		    KEY_WORD(sizeof(name) > 8 ? sizeof(name) - 8 : 0) \
	}

/* The first n bytes of a word, of which the first is the lowest. */
#define KEY_WORD(n) ((n) < 8 ? (UINT64_C(1) << 8 * ((n) % 8)) - 1 : UINT64_MAX)

/* A bit that equal names share: a name whose bit no key of a list has is none
 * of them. */
#define KEY_BIT(name) KEY_BIT_OF((name "\"")[0], sizeof(name) - 1)
#define KEY_BIT_OF(first, n) \
	(UINT64_C(1) << (((unsigned char)(first) + 5 * (n)) & 63))
#define KEY_ANY UINT64_MAX /* for a list that is searched as fast */

/* The walk of keys_pick(), before which has[] is 0. */
void keys_find(const struct json *j, uint32_t at, const struct key *list,
    size_t n, uint64_t bits, uint32_t *has);

/*
 * The members of object `at` whose names are in the list: has[k] is the value
 * of list[k], or 0 where it is absent or null; of equal names the last counts.
 * `bits` are the KEY_BIT()s of the list.
 */
static inline void
keys_pick(const struct json *j, uint32_t at, const struct key *list, size_t n,
    uint64_t bits, uint32_t *has)
{
	memset(has, 0, n * sizeof(*has));
	keys_find(j, at, list, n, bits, has);
}

#endif
