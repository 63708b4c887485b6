#ifndef SCORE_SIGNATURE_H
#define SCORE_SIGNATURE_H

#include <stdbool.h>
#include <stdint.h>

#include "score/reading.h"

/*
 * Private to the room: what two customer turns are compared by, their content
 * words and the three-letter pieces of those.  Nearly all pairs share too few
 * words for the pieces to matter, so a turn's are counted when a comparison
 * first needs them.
 */
enum {
	SIGNATURE_WORDS = CONTENT_WORDS,
	SIGNATURE_SIEVE = 256, /* bits */
	SIGNATURE_LOG = 9,
	SIGNATURE_GRAMS = 1 << SIGNATURE_LOG, /* bits */
	SIGNATURE_LETTERS = 512,
};

struct signature {
	uint64_t words[SIGNATURE_WORDS];
	uint64_t sieve[SIGNATURE_SIEVE / 64]; /* a bit for each word */
	uint32_t n_words;
	uint64_t all; /* of every word in its order, where n_words is 1 */

	/* Words whose pieces are not among the grams yet. */
	uint32_t n_waiting, n_letters;
	struct {
		uint16_t word, n;
	} waiting[SIGNATURE_WORDS];
	char letters[SIGNATURE_LETTERS + TEXT_PADDING];

	bool counted;
	uint32_t n_grams;
	uint32_t numbers; /* a bit for each word with a digit */
	uint64_t grams[SIGNATURE_GRAMS / 64];
};

void signature_take(struct signature *s, const struct reading *r);

/* Is the mean of the Dice coefficients of words and of pieces `least`, which
 * is above 0.5, or more?  May count the pieces of both. */
bool signature_like(struct signature *a, struct signature *b, double least);

#endif
