#ifndef REDACT_RUNS_H
#define REDACT_RUNS_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Private to the room: how far digits, letters and the like go on from a place
 * in a text.  What each byte is, is marked once: with a loop for each run
 * nobody foresees where it ends, and that costs more than all else.
 */
enum run {
	RUN_DIGITS,
	RUN_LETTERS,
	RUN_TOKEN,  /* letters, digits, '-' and '_' */
	RUN_JOINTS, /* what may stand between the digits of one number */
	N_RUNS
};

enum { RUN_BLOCK = 64 };

/* A zero-initialised one may be used again and again. */
struct runs {
	struct run_block {
		uint64_t bits[N_RUNS]; /* a bit for each byte */
	} * blocks;  /* and one of nothing before them and two behind */
	size_t room; /* private: 0: there is none */
};

void runs_mark(struct runs *r, struct str text);
void runs_free(struct runs *r);

/* What RUN_BLOCK bytes from `at` on are: at is at most the size of the text. */
static inline uint64_t
runs_bits(const struct runs *r, enum run of, size_t at)
{
	const struct run_block *b = &r->blocks[at / RUN_BLOCK];
	unsigned shift = at % RUN_BLOCK;

	return b[0].bits[of] >> shift | b[1].bits[of]
					    << 1 << (RUN_BLOCK - 1 - shift);
}

/* How many go on from `at`: up to RUN_BLOCK. */
static inline size_t
runs_length(const struct runs *r, enum run of, size_t at)
{
	uint64_t others = ~runs_bits(r, of, at);

	return others ? (size_t)__builtin_ctzll(others) : RUN_BLOCK;
}

/* How many end right before `at`: up to RUN_BLOCK. */
static inline size_t
runs_length_before(const struct runs *r, enum run of, size_t at)
{
	const struct run_block *b = &r->blocks[at / RUN_BLOCK];
	unsigned shift = at % RUN_BLOCK;
	uint64_t others = ~(b[-1].bits[of] >> shift |
			    b[0].bits[of] << 1 << (RUN_BLOCK - 1 - shift));

	return others ? (size_t)__builtin_clzll(others) : RUN_BLOCK;
}

#endif
