#ifndef ROUTE_WAIT_H
#define ROUTE_WAIT_H

#include "route/sim.h"

/*
 * Those who wait: which queue and step they are in, and what their age makes
 * of it.  Who waits is in the line of his queue and on one rung.
 */

/* A contact comes to its queue, or to where that overflows to.  False: it is
 * decided at once. */
bool wait_enter(struct sim *s, uint32_t i);

/* It goes back to its place, or hangs up for an appointment. */
void wait_return(struct sim *s, uint32_t i);

/* It waits no longer. */
void wait_leave(struct sim *s, uint32_t i);

/* It is old enough for its next step, or to overflow. */
void wait_turn(struct sim *s, uint32_t i);

#endif
