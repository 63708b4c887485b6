#ifndef ROUTE_DOORS_H
#define ROUTE_DOORS_H

#include "route/sim.h"

/*
 * Queues open and close by their hours, each in its own time zone.
 */

/* When the next one does; INT64_MAX: none ever. */
int64_t doors_next(const struct sim *s);

/* Bring all of them to their state just after `us`. */
void doors_turn(struct sim *s, int64_t us);

/* The first instant from `us` on at which its hours have the queue open, `us`
 * itself where they do; INT64_MAX: none ever. */
int64_t doors_open_us(const struct queue *q, int64_t us);

#endif
