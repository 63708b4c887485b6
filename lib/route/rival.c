#include "route/route.h"

void
route_read_rival(
    const struct rival_texts *texts, struct arena *run, struct rival *out)
{
	struct rules *rules = arena_alloc(run, sizeof(*rules));
	struct policy *policy = arena_alloc(run, sizeof(*policy));

	rules_read_queues(texts->rules, texts->rules_file, run, rules);
	rules_read_policy(
	    texts->policy, texts->policy_file, run, rules, policy);
	*out = (struct rival){ .rules = rules,
		.policy = policy,
		.agents =
		    route_read_roster(texts->agents, texts->agents_file, run),
		.agents_file = texts->agents_file };
}

/* The name a policy gives itself, else its file's. */
static struct str
policy_name(const struct policy *p)
{
	return p->name.n ? p->name : str_of(p->file);
}

struct str
route_rival_name(
    const struct rival *r, bool by_agents, bool by_policy, struct arena *run)
{
	struct str policy = policy_name(r->policy);

	if (!by_agents)
		return policy;
	if (!by_policy)
		return str_of(r->agents_file);
	return arena_printf(run, "%.*s, %s", STR_ARG(policy), r->agents_file);
}
