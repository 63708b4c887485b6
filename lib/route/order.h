#ifndef ROUTE_ORDER_H
#define ROUTE_ORDER_H

#include "route/sim.h"

/* Contact order: where somebody who waits since `since_us` stands among
 * others.  Crisis goes before all. */
struct rank order_rank(const struct sim *s, const struct contact *c);

/* Agent order: x goes before y for this contact. */
bool order_before(const struct sim *s, const struct rule_agent_order *o,
    const struct contact *c, uint32_t x, uint32_t y);

/* It begins with the preferred agent. */
bool order_wants_preferred(const struct rule_agent_order *o);

/* It is the order in which free agents are listed, behind the preferred. */
bool order_is_listed(const struct rule_agent_order *o);

#endif
