#ifndef ROUTE_ORDER_H
#define ROUTE_ORDER_H

#include "route/sim.h"

/* Contact order: where somebody who waits since `since_us` stands among
 * others.  Crisis goes before all. */
struct rank order_rank(const struct sim *s, const struct contact *c);

/* Agent order: the first of these agents, of whom there is at least one, for
 * this contact.  They stand by id, of equals the first goes first; the array is
 * used up. */
uint32_t order_first(const struct sim *s, const struct rule_agent_order *o,
    const struct contact *c, uint32_t *agents, size_t n);

/* It begins with the preferred agent. */
bool order_wants_preferred(const struct rule_agent_order *o);

/* It is the order in which free agents are listed, behind the preferred. */
bool order_is_listed(const struct rule_agent_order *o);

#endif
