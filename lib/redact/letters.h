#ifndef REDACT_LETTERS_H
#define REDACT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "base/octets.h"

/*
 * Private to the room: the words of ASCII letters in a text, one after the
 * other.  What bytes are letters is marked LETTERS at a time; with a loop for
 * each word nobody foresees where it ends, and that costs more than all else.
 */
enum { LETTERS = 64 };

struct letters {
	struct str text;
	uint64_t bits;	 /* of the block in hand: it is a letter */
	uint64_t starts; /* of those, where a word begins that is to come */
	size_t block;	 /* where that begins */
	size_t next;	 /* and the one behind it */
	bool all_ascii;	 /* so far */
};

static inline struct letters
letters_of(struct str text)
{
	return (struct letters){ .text = text, .all_ascii = true };
}

static inline __attribute__((always_inline)) void
letters_mark(struct letters *w, size_t at, unsigned shift)
{
	char rest[OCTETS] = "";
	size_t left = w->text.n - at;
	struct octets x;

	if (left >= OCTETS) {
		x = octets_load(w->text.p + at);
	} else {
		memcpy(rest, w->text.p + at, left);
		x = octets_load(rest);
	}
	w->bits |= (uint64_t)OCTETS_BITS((x.c | 0x20) - 'a' < 26) << shift;
	w->all_ascii &= !OCTETS_ANY(x.c >= 0x80);
}

/* Mark the next block; false: there is none. */
static inline __attribute__((always_inline)) bool
letters_go_on(struct letters *w)
{
	uint64_t before = w->bits >> (LETTERS - 1);

	if (w->next >= w->text.n)
		return false;
	w->bits = 0;
	w->block = w->next;
	for (unsigned shift = 0;
	     shift < LETTERS && w->block + shift < w->text.n; shift += OCTETS)
		letters_mark(w, w->block + shift, shift);
	w->starts = w->bits & ~(w->bits << 1 | before);
	w->next += LETTERS;
	return true;
}

/* The next word, from *start up to *end; false: there is none. */
static inline __attribute__((always_inline)) bool
letters_next(struct letters *w, size_t *start, size_t *end)
{
	unsigned at;
	uint64_t others;

	while (!w->starts)
		if (!letters_go_on(w))
			return false;
	at = (unsigned)__builtin_ctzll(w->starts);
	w->starts &= w->starts - 1;
	*start = w->block + at;
	others = ~w->bits >> at;
	if (others) {
		*end = *start + (unsigned)__builtin_ctzll(others);
		return true;
	}
	for (*end = w->block + LETTERS; *end < w->text.n &&
					(w->text.p[*end] | 0x20) >= 'a' &&
					(w->text.p[*end] | 0x20) <= 'z';)
		++*end;
	return true;
}

#endif
