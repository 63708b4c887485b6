#ifndef ROUTE_AGENT_FACTS_H
#define ROUTE_AGENT_FACTS_H

#include <stdint.h>

#include "expr/expr.h"
#include "route/roster.h"

/*
 * Keep only those of the agents, a bit for each, for whom the expression is
 * true.  It sees an agent as
 *
 *	{"id":"a-1","team":"desk","slots":3,"skills":{"card":3},
 *	 "languages":["en"],"channels":["webchat"]}
 *
 * where empty lists mean all.  An agent for whom it fails does not fit.
 */
void agent_facts_test(
    const struct roster *r, const struct expr *e, uint64_t *agents);

#endif
