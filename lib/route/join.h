#ifndef ROUTE_JOIN_H
#define ROUTE_JOIN_H

#include "route/sim.h"

/*
 * One customer, one matter: who was in touch, and is again within the window,
 * by whatever channel.  What is kept is as large as the window.
 */

void join_init(struct sim *s);
void join_free(struct sim *s);

/* A contact arrives; it may take the place of an earlier one that waits, and
 * learns which agent had that. */
void join_arrive(struct sim *s, uint32_t i);

/* An agent has it. */
void join_served(struct sim *s, const struct contact *c);

/* It left unserved. */
void join_left(struct sim *s, const struct contact *c);

#endif
