#ifndef STATS_STATS_H
#define STATS_STATS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct interval {
	double low, high;
};

/*
 * Wilson's score interval for k successes of n at a confidence level in (0,1)
 * (Wilson 1927, no continuity correction).  n = 0: both ends NAN.
 */
struct interval stats_wilson(uint64_t k, uint64_t n, double level);

/*
 * Whole numbers from 0 on, counted in bins of a fixed layout: exact below
 * 2048, then 1024 bins for each doubling, so that a bin is never wider than
 * 1/1024 of what is in it.  Adding and merging are integer sums: any order and
 * any split give the same histogram.  Only bins in use take memory.
 *
 * Zero-initialised is empty.  The arena given to a function owns the bins.
 */
struct histogram {
	uint64_t n;
	unsigned __int128 sum; /* exact: of the values, not the bins */
	uint64_t min, max;     /* exact; undefined while n is 0 */
	struct slot *slots;    /* private */
	uint32_t used, room;   /* private */
};

struct bin {
	uint64_t low, high; /* first and last value it takes */
	uint64_t count;
};

/* What is larger counts as this (in milliseconds, 34 years). */
#define HISTOGRAM_CEILING ((UINT64_C(1) << 40) - 1)

void histogram_add(
    struct histogram *h, uint64_t value, uint64_t times, struct arena *a);
void histogram_merge(
    struct histogram *into, const struct histogram *from, struct arena *a);

/*
 * The value of rank ceil(q * n), q in 0..1 ("nearest rank"): exact below 2048,
 * off by at most 1/2048 of itself above.  The histogram must not be empty.
 */
uint64_t histogram_quantile(
    const struct histogram *h, double q, struct arena *scratch);

/* The bins in use by rising value; `n` is set to how many. */
struct bin *histogram_bins(
    const struct histogram *h, size_t *n, struct arena *a);

/* The mean times `scale`, rounded to a whole number; 0 when empty. */
uint64_t histogram_mean(const struct histogram *h, unsigned scale);

const char *stats_library(void); /* "GSL 2.7.1" */

#endif
