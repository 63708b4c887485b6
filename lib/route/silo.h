#ifndef ROUTE_SILO_H
#define ROUTE_SILO_H

#include "route/contact.h"
#include "route/report.h"
#include "route/sim.h"

/*
 * The same contacts once more, in channels that know nothing of each other:
 * who comes again waits from the beginning, for whoever is free, and what he
 * left waiting waits on.  A report sets it beside what joining makes of it.
 */
struct silo;

/* NULL: the policy joins no contacts. */
struct silo *silo_new(
    const struct sim *s, const struct report_opts *o, struct arena *run);
void silo_free(struct silo *s);

/* A contact that was taken as the n-th, with what a report counts it by.  At
 * most `hold` bytes of contacts are kept open; 0: all. */
void silo_add(struct silo *s, const struct wish *w, uint64_t n, uint32_t trait,
    size_t hold);

/* As the simulation that it stands beside: both do nothing on NULL. */
void silo_run(struct silo *s, int64_t us);
void silo_finish(struct silo *s);

struct report *silo_report(const struct silo *s);

#endif
