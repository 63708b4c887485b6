#include "rules/reader.h"

#include <math.h>

static void
read_contact_order(const struct reader *rd, struct policy *p)
{
	static const struct str keys[N_CONTACT_KEYS] = {
		[CONTACT_PRIORITY] = { "priority", 8 },
		[CONTACT_AGE] = { "age", 3 },
		[CONTACT_SCORE] = { "score", 5 },
		[CONTACT_DEADLINE] = { "deadline", 8 },
	};
	uint32_t at = read_group(rd, 0, "contact_order", JSON_ARRAY);

	p->contact_order[0] = CONTACT_PRIORITY;
	p->contact_order[1] = CONTACT_AGE;
	p->n_contact_order = 2;
	if (!at)
		return;
	p->n_contact_order = 0;
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		enum contact_key key = (enum contact_key)read_choice(
		    rd, i, "unknown key", keys, N_CONTACT_KEYS);

		for (size_t k = 0; k < p->n_contact_order; k++)
			if (p->contact_order[k] == key)
				wrong(rd, i, "the key is there twice");
		p->contact_order[p->n_contact_order++] = key;
	}
	if (p->n_contact_order == 0)
		wrong(rd, at, "contact_order has no elements");
}

static void
read_channels(struct reader *rd, struct policy *p)
{
	uint32_t at = read_group(rd, 0, "channels", JSON_OBJECT);

	p->channels =
	    arena_array(rd->run, length(rd, at), sizeof(*p->channels));
	for (uint32_t i = at ? json_first(rd->j, at) : 0; i;
	     i = json_after(rd->j, at, i)) {
		struct rule_channel *c = &p->channels[p->n_channels++];

		c->name = json_string(rd->j, i, rd->run);
		be_at(rd, "channels", p->n_channels - 1, c->name);
		demand(rd, i + 1, JSON_OBJECT, "it");
		demand_known(rd, i + 1, members_of_channel);
		c->weight = read_number(rd, i + 1, "weight", 0.001, 1000, 1);
		c->exclusive = read_bool(rd, i + 1, "exclusive");
		c->says_room = member(rd, i + 1, "weight") ||
			       member(rd, i + 1, "exclusive");
		c->sla_s = read_number(rd, i + 1, "sla_s", 0, 1e9, NAN);
		c->patience_s =
		    read_number(rd, i + 1, "patience_s", 0, 1e9, NAN);
	}
	be_nowhere(rd);
}

/* Speeds are above 0: a contact that never moves never ends. */
static void
read_slow_down(const struct reader *rd, struct policy *p)
{
	uint32_t at = member(rd, 0, "slow_down");

	if (!at || json_kind_of(rd->j, at) != JSON_ARRAY) {
		p->slow_down = read_number(rd, 0, "slow_down", 0, 1, 0);
		return;
	}
	p->speeds = arena_array(rd->run, length(rd, at), sizeof(*p->speeds));
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		double x;

		demand(rd, i, JSON_NUMBER, "a speed");
		x = json_number(rd->j, i);
		if (!(x >= 0.001 && x <= 1))
			wrong(rd, i, "a speed is outside 0.001 to 1");
		p->speeds[p->n_speeds++] = x;
	}
}

static void
read_intents(struct reader *rd, struct policy *p)
{
	uint32_t at = read_group(rd, 0, "intents", JSON_OBJECT);

	p->intents =
	    arena_zalloc(rd->run, (length(rd, at) + 1) * sizeof(*p->intents));
	for (uint32_t i = at ? json_first(rd->j, at) : 0; i;
	     i = json_after(rd->j, at, i)) {
		struct rule_intent *in = &p->intents[p->n_intents++];

		in->name = json_string(rd->j, i, rd->run);
		be_at(rd, "intents", p->n_intents - 1, in->name);
		demand(rd, i + 1, JSON_OBJECT, "it");
		demand_known(rd, i + 1, members_of_intent);
		read_law(rd, i + 1, "handle", &in->handle);
		read_law(rd, i + 1, "patience", &in->patience);
	}
	be_nowhere(rd);
}

static void
read_route(struct reader *rd, uint32_t at, struct rule_route *route)
{
	demand(rd, at, JSON_OBJECT, "it");
	demand_known(rd, at, members_of_route);
	*route = (struct rule_route){ .when = read_condition(rd, at, "when"),
		.queue = read_string(rd, at, "queue"),
		.priority = read_number(rd, at, "priority", -1e9, 1e9, NAN) };
	if (!route->when)
		wrong(rd, at, "it says nothing of whom it takes (when)");
	if (!rules_queue(rd->r, route->queue))
		wrong(rd, member(rd, at, "queue"), "there is no queue \"%.*s\"",
		    STR_ARG(route->queue));
}

static void
read_routes(struct reader *rd, struct policy *p)
{
	uint32_t at = read_group(rd, 0, "routes", JSON_ARRAY);

	p->routes = arena_array(rd->run, length(rd, at), sizeof(*p->routes));
	for (uint32_t i = at ? json_first(rd->j, at) : 0; i;
	     i = json_after(rd->j, at, i)) {
		be_at(rd, "routes", p->n_routes, STR(""));
		read_route(rd, i, &p->routes[p->n_routes++]);
	}
	be_nowhere(rd);
}

static void
read_join(struct reader *rd, struct policy *p)
{
	uint32_t at = read_group(rd, 0, "join", JSON_OBJECT);

	if (!at)
		return;
	be_in(rd, "join");
	demand_known(rd, at, members_of_join);
	p->join.within_s = read_number(rd, at, "within_s", 0, 1e9, 0);
	p->join.keep_place =
	    !member(rd, at, "keep_place") || read_bool(rd, at, "keep_place");
	p->join.same_agent =
	    !member(rd, at, "same_agent") || read_bool(rd, at, "same_agent");
	be_nowhere(rd);
}

/* The queues of the rules are read into the policy's own copy. */
void
rules_read_policy(struct str text, const char *file, struct arena *run,
    struct rules *r, struct policy *out)
{
	struct rules policy;
	struct reader rd;

	reader_open(&rd, text, file, run, &policy);
	policy.queues = r->queues;
	policy.n_queues = r->n_queues;
	demand(&rd, 0, JSON_OBJECT, "what it evaluates to");
	demand_known(&rd, 0, members_of_policy);
	*out = (struct policy){ .file = file, .text = text };
	out->name = read_string(&rd, 0, "name");
	read_more_queues(&rd);
	read_contact_order(&rd, out);
	out->per_minute = read_number(&rd, 0, "per_minute", 1e-6, 1e9, 1);
	read_agent_order(&rd, 0, &out->agent_order);
	read_channels(&rd, out);
	read_slow_down(&rd, out);
	read_intents(&rd, out);
	read_routes(&rd, out);
	read_join(&rd, out);
	out->preferred = read_string(&rd, 0, "preferred");
	if (!out->preferred.n)
		out->preferred = STR("customer.preferred_agent");
	out->seed = (uint64_t)read_number(&rd, 0, "seed", 0, 1e15, 1);
	out->json = policy.json;
	r->queues = policy.queues;
	r->n_queues = policy.n_queues;
}
