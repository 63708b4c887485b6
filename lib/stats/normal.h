#ifndef STATS_NORMAL_H
#define STATS_NORMAL_H

#include "stats/stats.h"

/* The quantile that leaves (1 - level) / 2 above it. */
double normal_quantile(double level);

/* Wilson's interval for a share of n trials, which need not be whole. */
struct interval wilson_of_share(double share, double n, double z);

#endif
