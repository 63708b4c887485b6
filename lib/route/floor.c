#include "route/floor.h"

#include <stdlib.h>

#include "base/bits.h"
#include "route/order.h"
#include "route/report.h"

static bool
works(const struct seat *seat)
{
	return seat->shifts && !seat->away;
}

/* He is free no more, or again; where agents are kept for a queue, it is
 * counted how many it has. */
static void
set_free(struct sim *s, uint32_t i, bool free)
{
	s->seats[i].listed = free;
	if (free)
		set_bit(s->free_agents, i);
	else
		drop_bit(s->free_agents, i);
	for (size_t n = 0; s->reserves && n < s->n_queues; n++)
		if (has_bit(s->queues[n].skilled, i))
			s->queues[n].n_free += free ? 1 : UINT32_MAX;
}

static void
unlist(struct sim *s, uint32_t i)
{
	struct seat *seat = &s->seats[i];

	if (!seat->listed)
		return;
	set_free(s, i, false);
	if (seat->prev == NOBODY)
		s->first[seat->in_hand] = seat->next;
	else
		s->seats[seat->prev].next = seat->next;
	if (seat->next == NOBODY)
		s->last[seat->in_hand] = seat->prev;
	else
		s->seats[seat->next].prev = seat->prev;
}

/* Put an agent who has changed last in his place, if he is free: behind all
 * but those who changed at the same instant and have a later id. */
static void
list(struct sim *s, uint32_t i)
{
	struct seat *seat = &s->seats[i];
	uint32_t before = s->last[seat->in_hand], after = NOBODY;

	if (!works(seat) || seat->resting || seat->on_call ||
	    seat->load >= seat->room)
		return;
	while (before != NOBODY && before > i &&
	       s->seats[before].since == seat->since) {
		after = before;
		before = s->seats[before].prev;
	}
	set_free(s, i, true);
	seat->prev = before;
	seat->next = after;
	if (before == NOBODY)
		s->first[seat->in_hand] = i;
	else
		s->seats[before].next = i;
	if (after == NOBODY)
		s->last[seat->in_hand] = i;
	else
		s->seats[after].prev = i;
}

void
floor_stir(struct sim *s, struct rung *g)
{
	if (g->stirred || !g->waiting.n)
		return;
	g->stirred = true;
	buf_put(&s->stirred, &g, sizeof(struct rung *));
}

void
floor_stir_queue(struct sim *s, const struct queue *q)
{
	for (struct demand *d = q->demands; d; d = d->next) {
		for (size_t k = 0; k < q->n_steps; k++)
			floor_stir(s, &d->rungs[k]);
		for (struct rung *g = d->preferring; g; g = g->next)
			floor_stir(s, g);
	}
}

/* What agent i may take of a queue. */
static void
stir_able(struct sim *s, const struct queue *q, uint32_t i)
{
	for (struct demand *d = q->demands; d; d = d->next) {
		for (size_t k = 0; k < q->n_steps; k++)
			if (has_bit(d->rungs[k].able, i))
				floor_stir(s, &d->rungs[k]);
		if (d->by_agent && d->by_agent[i])
			floor_stir(s, d->by_agent[i]);
	}
}

/* Agent i can take more than before; where agents are kept for some, that one
 * is free may free another. */
static void
stir_all(struct sim *s, uint32_t i)
{
	if (!s->n_open || !s->seats[i].listed)
		return;
	for (size_t n = 0; n < s->n_queues; n++)
		if (s->reserves)
			floor_stir_queue(s, &s->queues[n]);
		else
			stir_able(s, &s->queues[n], i);
}

/* More contacts of this channel than the agent, who has limits, takes of it. */
static bool
is_over(const struct sim *s, uint32_t i, uint32_t channel)
{
	const struct agent *a = &s->roster->agents[i];

	for (size_t k = 0; k < a->n_channels; k++)
		if (a->channels[k] == channel)
			return a->channel_slots[k] &&
			       s->seats[i].by_channel[k] >= a->channel_slots[k];
	return false;
}

static void
count_channel(struct sim *s, uint32_t i, uint32_t channel, bool more)
{
	const struct agent *a = &s->roster->agents[i];

	for (size_t k = 0; s->seats[i].by_channel && k < a->n_channels; k++)
		if (a->channels[k] == channel)
			s->seats[i].by_channel[k] += more ? 1 : UINT32_MAX;
}

static uint32_t
weight_of(const struct sim *s, uint32_t agent, const struct demand *d)
{
	return d->exclusive ? s->seats[agent].room : d->weight;
}

/* A free agent has room for a contact of this demand; whatever is heavier than
 * all of him fits him alone. */
static inline bool
has_room(const struct sim *s, uint32_t i, const struct demand *d)
{
	const struct seat *seat = &s->seats[i];

	return (seat->in_hand == 0 ||
		   (!d->exclusive && seat->load + d->weight <= seat->room)) &&
	       !(seat->by_channel && is_over(s, i, d->channel));
}

/* He is one of the last who are kept for contacts of another queue. */
static bool
is_kept(const struct sim *s, uint32_t i, const struct demand *d)
{
	if (s->queues[d->queue].rule->crisis)
		return false;
	for (size_t n = 0; n < s->n_queues; n++) {
		const struct queue *q = &s->queues[n];

		if (n != d->queue && q->rule->reserve > 0 &&
		    has_bit(q->skilled, i) && q->n_free <= q->rule->reserve)
			return true;
	}
	return false;
}

static inline bool
can_take(const struct sim *s, uint32_t i, const struct demand *d)
{
	return has_room(s, i, d) && !(s->reserves && is_kept(s, i, d));
}

/* How many free agents have what these contacts need; not all of them,
 * once there are `enough`. */
static size_t
count_able(const struct sim *s, const struct rung *g, size_t enough)
{
	size_t n = 0;

	for (size_t w = 0; w <= s->roster->n_agents / 64 && n < enough; w++) {
		uint64_t bits = g->able[w] & s->free_agents[w];

		n += bits ? bits_count(bits) : 0;
	}
	return n;
}

/* The first in the order of the lists, if he is among the first `steps`. */
static uint32_t
find_listed(const struct sim *s, const struct rung *g, size_t steps)
{
	size_t most = g->demand->exclusive ? 1 : s->most_in_hand;

	for (size_t n = 0; n < most; n++)
		for (uint32_t i = s->first[n]; i != NOBODY && steps;
		     i = s->seats[i].next, steps--)
			if (has_bit(g->able, i) && can_take(s, i, g->demand))
				return i;
	return NOBODY;
}

/* The first in any order. */
static uint32_t
find_ordered(const struct sim *s, const struct rung *g, const struct contact *c,
    const struct rule_agent_order *order)
{
	size_t n = 0;

	for (uint32_t w = 0; w <= s->roster->n_agents / 64; w++) {
		uint64_t bits = g->able[w] & s->free_agents[w];

		for (; bits; bits &= bits - 1) {
			uint32_t i = w * 64 + (uint32_t)__builtin_ctzll(bits);

			if (can_take(s, i, g->demand))
				s->willing[n++] = i;
		}
	}
	return n ? order_first(s, order, c, s->willing, n) : NOBODY;
}

/* In a list of agents. */
enum { FEW = 4, MANY = 64 };

/* The fewest in hand, the longest so, the first id: mostly one of the first in
 * the lists.  But those whom nobody needs gather there, so that it is not worth
 * to go past many more than there are to choose from. */
static uint32_t
find_usual(const struct sim *s, const struct rung *g, const struct contact *c)
{
	static const struct rule_agent_order order = {
		.keys = { AGENT_FEWEST, AGENT_IDLE, AGENT_ID }, .n = 3
	};
	uint32_t agent = find_listed(s, g, FEW);

	if (agent == NOBODY)
		agent = find_listed(s, g, 2 * count_able(s, g, MANY));
	return agent == NOBODY ? find_ordered(s, g, c, &order) : agent;
}

uint32_t
floor_find(struct sim *s, const struct rung *g, const struct contact *c)
{
	const struct rule_agent_order *order =
	    &s->queues[g->demand->queue].order;
	uint32_t wanted = c->preferred;

	if (wanted != NOBODY && order_wants_preferred(order) &&
	    has_bit(g->able, wanted) && s->seats[wanted].listed &&
	    can_take(s, wanted, g->demand))
		return wanted;
	return order_is_listed(order) ? find_usual(s, g, c)
				      : find_ordered(s, g, c, order);
}

size_t
floor_room(const struct sim *s, const struct rung *g, size_t most)
{
	const struct demand *d = g->demand;
	size_t n = 0;

	for (uint32_t w = 0; w <= s->roster->n_agents / 64 && n < most; w++) {
		uint64_t bits = g->able[w] & s->free_agents[w];

		for (; bits && n < most; bits &= bits - 1) {
			uint32_t i = w * 64 + (uint32_t)__builtin_ctzll(bits);
			uint32_t left = s->seats[i].room - s->seats[i].load;

			if (!can_take(s, i, d))
				continue;
			n += d->exclusive || left < 2 * d->weight
				 ? 1
				 : left / d->weight;
		}
	}
	return n < most ? n : most;
}

enum obstacle
floor_obstacle(const struct sim *s, uint32_t agent, const struct contact *c)
{
	const struct seat *seat = &s->seats[agent];

	if (!works(seat))
		return OBSTACLE_OFF_SHIFT;
	if (seat->resting)
		return OBSTACLE_RESTING;
	if (seat->on_call)
		return OBSTACLE_ON_CALL;
	if (!has_room(s, agent, c->demand))
		return OBSTACLE_NO_ROOM;
	if (s->reserves && is_kept(s, agent, c->demand))
		return OBSTACLE_KEPT;
	return OBSTACLE_NONE;
}

void
floor_give(struct sim *s, uint32_t agent, const struct contact *c)
{
	struct seat *seat = &s->seats[agent];

	report_seat(s->report, agent, s->now);
	unlist(s, agent);
	seat->in_hand++;
	seat->load += weight_of(s, agent, c->demand);
	seat->on_call = c->demand->exclusive;
	count_channel(s, agent, c->demand->channel, true);
	seat->since = seat->given_us = s->now;
	list(s, agent);
}

void
floor_take_back(
    struct sim *s, uint32_t agent, const struct contact *c, int64_t us)
{
	struct seat *seat = &s->seats[agent];

	report_seat(s->report, agent, us);
	unlist(s, agent);
	seat->in_hand--;
	seat->load -= weight_of(s, agent, c->demand);
	seat->on_call = false;
	count_channel(s, agent, c->demand->channel, false);
	seat->since = us;
	list(s, agent);
	stir_all(s, agent);
}

void
floor_rest(struct sim *s, uint32_t agent, int64_t until)
{
	struct seat *seat = &s->seats[agent];

	unlist(s, agent);
	seat->resting++;
	heap_push(
	    &s->resting, (struct heap_item){ { { until }, agent }, agent });
}

void
floor_end_rest(struct sim *s, uint32_t agent, int64_t us)
{
	struct seat *seat = &s->seats[agent];

	unlist(s, agent);
	seat->resting--;
	seat->since = us;
	list(s, agent);
	stir_all(s, agent);
}

void
floor_start(struct sim *s, uint32_t agent, int64_t us)
{
	struct seat *seat = &s->seats[agent];

	seat->away = false;
	if (seat->shifts++)
		return;
	seat->since = us;
	list(s, agent);
	stir_all(s, agent);
}

void
floor_stop(struct sim *s, uint32_t agent)
{
	if (--s->seats[agent].shifts == 0)
		unlist(s, agent);
}

void
floor_send_away(struct sim *s)
{
	for (uint32_t i = 0; i < s->roster->n_agents; i++) {
		if (!s->roster->agents[i].away)
			continue;
		unlist(s, i);
		s->seats[i].away = true;
	}
}

bool
floor_is_staffed(const struct sim *s, const uint64_t *agents)
{
	for (uint32_t w = 0; w <= s->roster->n_agents / 64; w++)
		for (uint64_t bits = agents[w]; bits; bits &= bits - 1)
			if (works(&s->seats[w * 64 + __builtin_ctzll(bits)]))
				return true;
	return false;
}

static int
by_time(const void *a, const void *b)
{
	const struct heap_item *x = a, *y = b;

	return rank_before(&x->rank, &y->rank)	 ? -1
	       : rank_before(&y->rank, &x->rank) ? 1
						 : 0;
}

void
floor_list_all(struct sim *s)
{
	size_t n = s->roster->n_agents;
	struct heap_item *order = s->order;

	for (uint32_t i = 0; i < n; i++) {
		order[i] =
		    (struct heap_item){ { { s->seats[i].since }, i }, i };
		if (s->seats[i].listed)
			set_free(s, i, false);
	}
	for (size_t i = 0; i < s->most_in_hand; i++)
		s->first[i] = s->last[i] = NOBODY;
	qsort(order, n, sizeof(*order), by_time);
	for (size_t i = 0; i < n; i++)
		list(s, order[i].what);
}

/* One more than anybody can ever have in hand. */
static size_t
most_in_hand(const struct sim *s)
{
	double lightest = 1;

	for (size_t i = 0; i < s->policy->n_channels; i++)
		if (s->policy->channels[i].weight < lightest)
			lightest = s->policy->channels[i].weight;
	return (size_t)((double)s->roster->most_slots / lightest) + 2;
}

void
floor_init(struct sim *s)
{
	size_t n = s->roster->n_agents;

	s->most_in_hand = most_in_hand(s);
	s->seats = arena_array(s->run, n, sizeof(*s->seats));
	for (size_t i = 0; i < n; i++) {
		const struct agent *a = &s->roster->agents[i];

		s->seats[i] = (struct seat){ .room = a->slots * SLOT,
			.since = INT64_MIN,
			.given_us = INT64_MIN,
			.first_in_hand = NOBODY };
		if (a->channel_slots)
			s->seats[i].by_channel = arena_zalloc(
			    s->run, a->n_channels * sizeof(uint32_t));
	}
	s->free_agents = arena_zalloc(s->run, (n / 64 + 1) * sizeof(uint64_t));
	s->order = arena_array(s->run, n, sizeof(*s->order));
	s->willing = arena_array(s->run, n, sizeof(*s->willing));
	s->first = arena_array(s->run, s->most_in_hand, sizeof(*s->first));
	s->last = arena_array(s->run, s->most_in_hand, sizeof(*s->last));
	for (size_t i = 0; i < s->n_queues; i++)
		s->reserves |= s->queues[i].rule->reserve > 0;
	floor_list_all(s);
}
