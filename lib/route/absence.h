#ifndef ROUTE_ABSENCE_H
#define ROUTE_ABSENCE_H

#include "route/sim.h"

/*
 * A contact arrives now: where its queue is shut, or nobody who may take it is
 * on shift, note in it when both is over, and by whose clock that is.
 */
void absence_note(struct sim *s, struct contact *c);

#endif
