#ifndef ROUTE_SERVE_H
#define ROUTE_SERVE_H

#include "route/sim.h"

/*
 * Contacts in agents' hands: the phone rings, the work is done, faster or
 * slower by how much else there is, and perhaps it is passed on.
 */

/* A contact that waits is offered to an agent, who answers or does not. */
void serve_offer(struct sim *s, uint32_t i, uint32_t agent);

/* The time of a contact in an agent's hands is up: it ends, or rings out. */
void serve_end(struct sim *s, uint32_t i, int64_t us);

/* A contact that rings is taken back. */
void serve_hang_up(struct sim *s, uint32_t i, int64_t us);

#endif
