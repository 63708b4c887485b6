#ifndef ROUTE_ADMIT_H
#define ROUTE_ADMIT_H

#include <stdint.h>

#include "route/contact.h"
#include "route/draw.h"
#include "route/sim.h"

/* What a wish comes to with the queues and agents of the simulation; an
 * unknown queue is the first one. */
struct contact admit(struct sim *s, const struct wish *w, uint64_t sequence);

/* The distribution from which the handling (DRAW_HANDLE) or patience of a
 * contact is drawn that is the wish's, for the queue it came to, and who says
 * so; NULL: it is no draw. */
const struct rule_law *admit_law(const struct sim *s, const struct wish *w,
    const struct contact *c, enum purpose what, enum origin *from);

#endif
