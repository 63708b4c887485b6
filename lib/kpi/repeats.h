#ifndef KPI_REPEATS_H
#define KPI_REPEATS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Which conversations came before, in constant memory: all as long as there are
 * few, and then those whose hashes are below a bound that is halved with each
 * level, so that what is known depends on the conversations only, and on no
 * order or split.
 */
struct repeats {
	uint64_t *hashes; /* private: the lowest bit says that it came again */
	unsigned most;	  /* so many are kept: a power of two */
	unsigned n, n_again, level;
};

enum { REPEATS_BITS = 53, REPEATS_LEVELS = REPEATS_BITS };

void repeats_init(struct repeats *r, unsigned most);
void repeats_free(struct repeats *r);

/* One of this id, and of this time, where that is part of what it is. */
void repeats_add(struct repeats *r, struct str id, int64_t at_ms);
void repeats_merge(struct repeats *into, const struct repeats *from);

/* The hashes that are kept, of REPEATS_BITS, by rising value; n is set to how
 * many. */
uint64_t *repeats_hashes(const struct repeats *r, size_t *n, struct arena *a);

/* Put such hashes back, of one that had this level; false for one that it
 * could not have. */
void repeats_restore(struct repeats *r, unsigned level);
bool repeats_restore_hash(struct repeats *r, uint64_t hash);

/* How many ids came more than once; *exact is false where that is a guess from
 * a sample of them. */
uint64_t repeats_count(const struct repeats *r, bool *exact);

/* How many conversations both have seen, likewise. */
uint64_t repeats_shared(const struct repeats *a, const struct repeats *b,
    bool *exact, struct arena *scratch);

/* A guess from a few hundred: two digits of it are known. */
uint64_t repeats_guess(uint64_t n);

#endif
