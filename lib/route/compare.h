#ifndef ROUTE_COMPARE_H
#define ROUTE_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "route/pairs.h"
#include "route/replay.h"
#include "route/route.h"
#include "stats/stats.h"

/*
 * Policies and rosters on the same contacts and the same draws.  Each
 * replication draws anew, for all policies alike, so that what a policy changes
 * is the difference within a replication, and how sure that is follows from how
 * differences vary.
 */

/* What is compared, of all contacts whose fate a policy can change. */
enum measure {
	MEASURE_ASA,	       /* mean wait of those served */
	MEASURE_P90,	       /* nine of ten of all are served within */
	MEASURE_LONGEST,       /* of all */
	MEASURE_SERVICE_LEVEL, /* served within the target, of all */
	MEASURE_ABANDONED,     /* of all */
	MEASURE_UNSERVED,      /* of all */
	MEASURE_CALLBACKS,     /* hung up to be called, of all */
	MEASURE_SOONER,	       /* than under the first policy, served in both */
	MEASURE_GAINED,	       /* served, and not under the first */
	MEASURE_LATER,	       /* as sooner */
	MEASURE_LOST,	       /* not served, but under the first */
	MEASURE_AGAIN,	       /* of all, where a policy joins: as a report */
	MEASURE_CHANGED,       /* defines them */
	MEASURE_RESTARTED,
	MEASURE_WAIT_LOST,
	MEASURE_CONTEXT_LOST,
	N_MEASURES
};

/* Measures are counted in millionths: of a second, of the whole; or are not
 * there, for want of anything to divide by. */
enum { MILLION = 1000000 };
#define ABSENT INT64_MIN
#define NEVER  INT64_MAX /* it would take for ever */

struct rival_state {
	const struct rival *rival;
	struct policy policy; /* looks for joins where another one makes them */
	struct replay log;    /* as its routes lead the contacts */
	struct pairs *pairs;  /* by queue: each contact under the first policy
				 and under this one, in all replications */
	uint64_t n_worse;     /* replications in which one was served later, or
				 no longer */
	bool never_p90;	      /* in one, more than one in ten was not served */
	struct moments values[N_MEASURES];
	struct moments differences[N_MEASURES]; /* to the first */
};

struct compare {
	const struct compare_opts *o;
	int64_t max_wait_us;
	struct rival_state *rivals;
	size_t n_rivals, n_measures;
	uint64_t n_contacts;
};

struct compare *compare_new(const struct sim *s, const struct rival *rivals,
    size_t n, const struct compare_opts *o, struct arena *run);
void compare_free(struct compare *c);

/* A record that was taken. */
void compare_keep(
    struct compare *c, const struct conv *conv, int64_t max_pause_us);

/* Play all; then print it. */
void compare_play(struct compare *c);
void compare_print(
    const struct compare *c, bool colour, size_t width, struct buf *out);

#endif
