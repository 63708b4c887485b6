#ifndef STATS_NORMAL_H
#define STATS_NORMAL_H

#include "stats/stats.h"

/* Wilson's interval for a share of n trials, which need not be whole. */
struct interval wilson_of_share(double share, double n, double z);

#endif
