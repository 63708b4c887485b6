#ifndef ROUTE_EXPLAIN_H
#define ROUTE_EXPLAIN_H

#include "route/sim.h"

/*
 * Why an agent took a contact and others did not: at the moment that decided
 * it, how many agents there were by what kept them, and who was next to take
 * it.  JSON, for the annotation; nothing unless the simulation is to explain.
 */
void explain_fate(struct sim *s, uint32_t i);
void explain_clear(struct sim *s, uint32_t i);
void explain_free(struct sim *s);

/* The object, empty when nothing was looked at. */
struct str explain_view(const struct sim *s, uint32_t i);

#endif
