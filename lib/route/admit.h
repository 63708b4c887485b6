#ifndef ROUTE_ADMIT_H
#define ROUTE_ADMIT_H

#include <stdint.h>

#include "route/contact.h"
#include "route/sim.h"

/* What a wish comes to with the queues and agents of the simulation; an
 * unknown queue is the first one. */
struct contact admit(struct sim *s, const struct wish *w, uint64_t sequence);

#endif
