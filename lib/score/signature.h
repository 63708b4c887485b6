#ifndef SCORE_SIGNATURE_H
#define SCORE_SIGNATURE_H

#include <stdbool.h>
#include <stdint.h>

#include "score/reading.h"

/*
 * Private to the room: what customer turns are compared by, their content words
 * and the three-letter pieces of those.  Nearly all pairs share too few words
 * for the pieces to matter, so a turn's are counted when a comparison first
 * needs them.
 */
enum {
	SIGNATURE_WORDS = CONTENT_WORDS,
	SIGNATURE_SIEVE = 256, /* bits */
	SIGNATURE_LOG = 9,
	SIGNATURE_GRAMS = 1 << SIGNATURE_LOG, /* bits */
	SIGNATURE_LETTERS = 512,
};

struct signature {
	uint32_t words[SIGNATURE_WORDS];      /* as reading_line() has them */
	uint64_t sieve[SIGNATURE_SIEVE / 64]; /* a bit for each word */
	uint32_t n_words;
	uint64_t all; /* of every word in its order, where n_words is 1 */

	bool counted; /* what follows the letters, which are of no use then */
	struct span {
		uint32_t at, n;
	} spans[SIGNATURE_WORDS];	 /* the words, in the folded text */
	char letters[SIGNATURE_LETTERS]; /* of it, from the first word on */

	uint32_t n_grams;
	uint32_t numbers; /* a bit for each word with a digit */
	uint64_t grams[SIGNATURE_GRAMS / 64];
};

void signature_take(struct signature *s, const struct reading *r);

/* Is the mean of the Dice coefficients of words and of pieces `least`, which
 * is above 0.5, or more?  May count the pieces of both. */
bool signature_like(struct signature *a, struct signature *b, double least);

bool signature_finds(const struct signature *s, uint32_t word, uint32_t n);

/* Whether a word is among the first `n`; mostly the sieve says no. */
static inline bool
signature_has(const struct signature *s, uint32_t word, uint32_t n)
{
	return s->sieve[word % SIGNATURE_SIEVE / 64] >> word % 64 & 1 &&
	       signature_finds(s, word, n);
}

#endif
