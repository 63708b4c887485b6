#ifndef ROUTE_FIGURE_H
#define ROUTE_FIGURE_H

#include <stdint.h>

#include "base/arena.h"
#include "stats/stats.h"

/*
 * A number of a report, rounded as it is printed.  What cannot be, for want of
 * anything to divide by, is NAN with the reason, a fixed phrase; those below
 * take the one for that.
 */
struct figure {
	double value;
	uint64_t n, of;	    /* a share's; of seconds and numbers, how many */
	const char *reason; /* NULL: there is a value */
};

struct figure figure_none(const char *why);

struct figure figure_share(uint64_t n, uint64_t of, const char *nothing);

/* The same of time, in whole seconds. */
struct figure figure_of_time(
    unsigned __int128 us, unsigned __int128 of_us, const char *nothing);

/* The mean of so many, in seconds to the millisecond. */
struct figure figure_mean(double total_us, uint64_t n, const char *nothing);

/* Of milliseconds, in seconds. */
struct figure figure_quantile(
    const struct histogram *h, double q, const char *nothing, struct arena *a);

/* Any number, of so many. */
struct figure figure_number(double x, uint64_t n);

#endif
