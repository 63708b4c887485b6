#ifndef REDACT_WORD_BITS_H
#define REDACT_WORD_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * A word by its length and its first two letters, large or small: most words
 * that differ differ there.  Each has a place in a square of bits.
 */
enum { WORD_SQUARE = 64 };

struct word_place {
	unsigned row, column;
};

static inline struct word_place
word_place(struct str word)
{
	uint32_t first = (uint32_t)word.p[0] & 31;
	uint32_t second = word.n > 1 ? (uint32_t)word.p[1] & 31 : 0;
	uint32_t x = (uint32_t)word.n << 10 | first << 5 | second;

	x *= 0x9e3779b1u;
	return (struct word_place){ x >> 26, x >> 20 & 63 };
}

/* Of several words, the rows and the columns in which they stand. */
struct word_bits {
	uint64_t rows, columns;
};

static inline void
word_bits_add(struct word_bits *b, struct word_place at)
{
	b->rows |= UINT64_C(1) << at.row;
	b->columns |= UINT64_C(1) << at.column;
}

static inline void
word_bits_unite(struct word_bits *b, struct word_bits others)
{
	b->rows |= others.rows;
	b->columns |= others.columns;
}

/* False: no word is among both. */
static inline bool
word_bits_meet(struct word_bits a, struct word_bits b)
{
	return a.rows & b.rows && a.columns & b.columns;
}

/* Those of a text; all there are where it has other letters than those of
 * ASCII, and may say more than it shows. */
struct word_bits word_bits_of(struct str text);

#endif
