#ifndef KPI_CENSUS_H
#define KPI_CENSUS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * How many conversations there are of each code (facts.h).  Sums only, so that
 * any order and any split give the same.  Zero-initialised is empty; the arena
 * given to a function owns the table.
 *
 * With --history it depends on where the log ends how long a conversation was
 * followed: then its end belongs to the kind, in minutes since 1970.
 */
struct census {
	struct kind *kinds; /* private: a table, free where n is 0 */
	uint32_t used, room;
};

struct kind {
	uint64_t code, n;
	uint32_t minute; /* 0: it does not matter */
};

void census_add(struct census *c, uint64_t code, uint32_t minute, uint64_t n,
    struct arena *a);
void census_merge(
    struct census *into, const struct census *from, struct arena *a);

/* Step through the kinds in no order: NULL begins, NULL is the end. */
const struct kind *census_next(const struct census *c, const struct kind *k);

/* All of them by rising code and minute; `n` is set to how many. */
struct kind *census_sorted(const struct census *c, size_t *n, struct arena *a);

#endif
