#ifndef ROUTE_ABSENCE_H
#define ROUTE_ABSENCE_H

#include "route/sim.h"

/* What was last found out of a week of the roster. */
struct outlook {
	int64_t from_us, next_us; /* no shift starts after the one and before
				     the other; INT64_MAX: ever again */
	bool known;		  /* the rest is */
	int64_t at_us, since_us;  /* its agents are on shift at that instant: */
	bool on;		  /* since the other */
};

void absence_init(struct sim *s);

/*
 * The first instant from `us` on, which is not before now, at which the queue
 * of a demand is open and somebody on shift who may take it; INT64_MAX: none is
 * in sight.  *agent is who starts then, or NOBODY.
 */
int64_t absence_end_us(
    struct sim *s, const struct demand *d, int64_t us, uint32_t *agent);

/*
 * A contact arrives now: where its queue is shut, or nobody who may take it is
 * on shift, note in it when both is over, and by whose clock that is.
 */
void absence_note(struct sim *s, struct contact *c);

#endif
