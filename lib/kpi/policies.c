#include <math.h>

#include "kpi/gather.h"

/* Turns, by their numbers. */
struct picks {
	uint64_t *at;
	size_t n;
};

static struct picks
one_pick(uint64_t turn, struct arena *a)
{
	struct picks p = { arena_alloc(a, sizeof(*p.at)), 1 };

	*p.at = turn;
	return p;
}

static bool
is_turn(const struct conv *c, double x)
{
	return x >= 0 && x < (double)c->n_turns && x == floor(x);
}

/* labels.turns, where a person named several. */
static bool
read_turns(const struct conv *c, uint32_t list, struct picks *gold)
{
	const struct json *j = c->json;

	gold->at = arena_array(c->record, j->values[list].n, sizeof(*gold->at));
	gold->n = 0;
	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		if (json_kind_of(j, i) != JSON_NUMBER ||
		    !is_turn(c, json_number(j, i)))
			return false;
		gold->at[gold->n++] = (uint64_t)json_number(j, i);
	}
	return gold->n > 0;
}

/* False where the label does not say at which turn, or is none. */
static bool
read_gold(const struct conv *c, struct picks *gold)
{
	uint32_t list;

	*gold = (struct picks){ NULL, 0 };
	if (c->label_escalate != ANSWER_YES)
		return c->label_escalate == ANSWER_NO;
	list = json_get(c->json, c->labels, STR("turns"));
	if (list && json_kind_of(c->json, list) == JSON_ARRAY)
		return read_turns(c, list, gold);
	if (!is_turn(c, c->label_turn))
		return false;
	*gold = one_pick((uint64_t)c->label_turn, c->record);
	return true;
}

/* The customer's turns from the first on; `only` of them from 1, 0 is all. */
static struct picks
customer_picks(const struct conv *c, size_t only)
{
	struct picks p = { arena_array(c->record, c->n_turns, sizeof(*p.at)),
		0 };
	size_t seen = 0;

	for (size_t i = 0; i < c->n_turns; i++)
		if (c->turns[i].role == ROLE_CUSTOMER && !c->turns[i].private)
			if (++seen == only || !only)
				p.at[p.n++] = i;
	return p;
}

static bool
holds(const struct picks *p, uint64_t turn)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i] == turn)
			return true;
	return false;
}

static void
add(const struct entry_of *e, enum policy which, const struct picks *gold,
    struct picks picked)
{
	struct policy_score *p = &tally_policies(e->tally, e->arena)[which];
	uint64_t hits = 0;

	for (size_t i = 0; i < picked.n; i++)
		hits += holds(gold, picked.at[i]);
	p->hit += hits;
	p->wrong += picked.n - hits;
	p->missed += gold->n - hits;
	for (unsigned t = 0; t < TOLERANCES; t++)
		moments_add(&p->transfer[t],
		    llround(GTT_UNIT * stats_golden_transfer(gold->at, gold->n,
					   picked.at, picked.n, t + 1,
					   e->o->lambda)));
}

void
gather_policies(struct entry_of *e)
{
	const struct annotations *a = e->annotations;
	const struct conv *c = e->conv;
	struct picks gold, none = { NULL, 0 }, ours = none;

	if (!read_gold(c, &gold)) {
		e->tally->counts[N_TURNLESS] += c->label_escalate == ANSWER_YES;
		return;
	}
	if (a->decision == N_ESCALATE) {
		if (a->turn >= c->n_turns)
			return;
		ours = one_pick(a->turn, c->record);
	}
	e->tally->counts[N_GOLD]++;
	e->tally->counts[N_GOLD_TURN] += gold.n != 0;
	add(e, POLICY_RULES, &gold, ours);
	add(e, POLICY_NEVER, &gold, none);
	add(e, POLICY_ALWAYS, &gold, customer_picks(c, 0));
	add(e, POLICY_FIXED, &gold, customer_picks(c, e->o->fixed_turn));
}
