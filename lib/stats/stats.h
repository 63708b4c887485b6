#ifndef STATS_STATS_H
#define STATS_STATS_H

#include <stdint.h>

struct interval {
	double	 low, high;
};

/*
 * Wilson's score interval for k successes of n at a confidence level in (0,1)
 * (Wilson 1927, no continuity correction).  n = 0: both ends NAN.
 */
struct interval stats_wilson(uint64_t k, uint64_t n, double level);

const char *stats_library(void);	/* "GSL 2.7.1" */

#endif
