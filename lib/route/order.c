#include "route/order.h"

#include <math.h>

/* Farther than any key reaches. */
#define AHEAD (INT64_C(1) << 62)
#define FAR   1e18

static int64_t
sum_of_times(int64_t a, int64_t b)
{
	return a > INT64_MAX / 4 - b ? INT64_MAX / 4 : a + b;
}

/* A score of priority + per_minute x minutes of waiting, as the moment at
 * which it is 0: who gets there first has the higher one ever after. */
static int64_t
score_key(const struct sim *s, const struct contact *c)
{
	double points = (double)c->priority / PRIORITY;
	double us = points / s->policy->per_minute * 60e6;

	return c->since_us - (int64_t)fmax(-FAR, fmin(us, FAR));
}

static int64_t
contact_key(const struct sim *s, const struct contact *c, enum contact_key key)
{
	switch (key) {
	case CONTACT_PRIORITY:
		return -c->priority;
	case CONTACT_SCORE:
		return score_key(s, c);
	case CONTACT_DEADLINE:
		return sum_of_times(c->since_us, c->demand->target_us);
	default:
		return c->since_us;
	}
}

struct rank
order_rank(const struct sim *s, const struct contact *c)
{
	struct rank rank = { .sequence = c->sequence };

	for (size_t i = 0; i < s->policy->n_contact_order; i++)
		rank.keys[i] = contact_key(s, c, s->policy->contact_order[i]);
	if (queue_of(s, c)->rule->crisis)
		rank.keys[0] -= AHEAD;
	return rank;
}

/* The levels of the skills that are asked for, summed. */
static int64_t
proficiency(const struct sim *s, const struct contact *c, uint32_t agent)
{
	return queue_of(s, c)->steps[c->step].levels[agent];
}

/* Smaller goes first. */
static int64_t
agent_key(const struct sim *s, enum agent_key key, const struct contact *c,
    uint32_t agent)
{
	const struct seat *seat = &s->seats[agent];

	switch (key) {
	case AGENT_FEWEST:
		return seat->in_hand;
	case AGENT_SPARE:
		return (int64_t)seat->load - seat->room;
	case AGENT_LEAST_OCCUPIED:
		return (int64_t)seat->load * SLOT * SLOT / seat->room;
	case AGENT_IDLE:
		return seat->since;
	case AGENT_ROUND:
		return seat->given_us;
	case AGENT_BEST:
		return -proficiency(s, c, agent);
	case AGENT_LEAST_SKILLED:
		return proficiency(s, c, agent);
	case AGENT_PREFERRED:
		return agent != c->preferred;
	default:
		return agent;
	}
}

/* Keep those with the smallest key. */
static size_t
narrow(const struct sim *s, enum agent_key key, const struct contact *c,
    uint32_t *agents, size_t n)
{
	int64_t least = INT64_MAX;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t k = agent_key(s, key, c, agents[i]);

		if (k < least) {
			least = k;
			kept = 0;
		}
		if (k == least)
			agents[kept++] = agents[i];
	}
	return kept;
}

uint32_t
order_first(const struct sim *s, const struct rule_agent_order *o,
    const struct contact *c, uint32_t *agents, size_t n)
{
	for (size_t i = 0; i < o->n && n > 1; i++)
		if (o->keys[i] != AGENT_PREFERRED || c->preferred != NOBODY)
			n = narrow(s, o->keys[i], c, agents, n);
	return agents[0];
}

bool
order_wants_preferred(const struct rule_agent_order *o)
{
	return o->n == 0 || o->keys[0] == AGENT_PREFERRED;
}

bool
order_is_listed(const struct rule_agent_order *o)
{
	static const enum agent_key listed[] = { AGENT_FEWEST, AGENT_IDLE,
		AGENT_ID };
	size_t from = o->n && o->keys[0] == AGENT_PREFERRED;

	if (o->n == 0)
		return true;
	if (o->n - from < 2)
		return false;
	for (size_t i = from; i < o->n; i++)
		if (i - from >= 3 || o->keys[i] != listed[i - from])
			return false;
	return true;
}
