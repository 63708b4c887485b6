#ifndef ROUTE_ORDER_H
#define ROUTE_ORDER_H

#include "route/sim.h"

/* Contact order: where somebody who waits since `since_us` stands among
 * others.  Crisis goes before all. */
struct rank order_rank(const struct sim *s, const struct contact *c);

/* Agent order: where an agent stands for this contact, a key for each of the
 * order's, the smaller first; and whether he comes before one whose keys are
 * known.  Of equals the first id goes first. */
void order_keys(const struct sim *s, const struct rule_agent_order *o,
    const struct contact *c, uint32_t agent, int64_t *keys);
bool order_beats(const struct sim *s, const struct rule_agent_order *o,
    const struct contact *c, uint32_t agent, const int64_t *best);

/* It begins with the preferred agent. */
bool order_wants_preferred(const struct rule_agent_order *o);

/* It is the order in which free agents are listed, behind the preferred. */
bool order_is_listed(const struct rule_agent_order *o);

#endif
