#include "route/sim.h"

#include <stdlib.h>

#include "base/die.h"

#define NOBODY UINT32_MAX

/* A longer silence is jumped over: all shifts recur within a week of it. */
#define LONG_SILENCE (2 * WEEK_US)

static struct contact *
contact(const struct sim *s, uint32_t i)
{
	struct contact *contacts = (void *)s->contacts.p;

	return &contacts[i];
}

static struct queue *
queue_of(const struct sim *s, const struct contact *c)
{
	return &s->queues[c->demand->queue];
}

/*
 * Free agents.
 */

static void
unlist(struct sim *s, uint32_t i)
{
	struct seat *seat = &s->seats[i];

	if (!seat->listed)
		return;
	seat->listed = false;
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

	if (!seat->on_shift || seat->on_call ||
	    seat->in_hand >= s->roster->agents[i].slots)
		return;
	while (before != NOBODY && before > i &&
	       s->seats[before].since == seat->since) {
		after = before;
		before = s->seats[before].prev;
	}
	seat->listed = true;
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

/* The first in agent order who is able, or NOBODY. */
static uint32_t
find_agent(const struct sim *s, const struct demand *d)
{
	uint32_t most = d->exclusive ? 1 : s->roster->most_slots;

	for (uint32_t n = 0; n < most; n++)
		for (uint32_t i = s->first[n]; i != NOBODY;
		     i = s->seats[i].next)
			if (demand_is_able(d, i))
				return i;
	return NOBODY;
}

/* A demand is worth a look in the next match. */
static void
stir(struct sim *s, struct demand *d)
{
	if (d->stirred)
		return;
	d->stirred = true;
	buf_put(&s->stirred, &d, sizeof(struct demand *));
}

/* Agent i can take more than before. */
static void
stir_all(struct sim *s, uint32_t i)
{
	if (!s->n_waiting || !s->seats[i].listed)
		return;
	for (size_t q = 0; q < s->n_queues; q++)
		for (struct demand *d = s->queues[q].demands; d; d = d->next)
			if (d->waiting.n && demand_is_able(d, i))
				stir(s, d);
}

/*
 * What happens at an instant.
 */

static void
end_contact(struct sim *s, uint32_t i, int64_t us)
{
	struct seat *seat = &s->seats[i];

	unlist(s, i);
	seat->in_hand--;
	seat->on_call = false;
	seat->since = us;
	list(s, i);
	stir_all(s, i);
}

static void
change_shift(struct sim *s, const struct change *c, int64_t us)
{
	struct seat *seat = &s->seats[c->agent];

	seat->on_shift = c->starts;
	if (!c->starts) {
		unlist(s, c->agent);
		return;
	}
	seat->since = us;
	list(s, c->agent);
	stir_all(s, c->agent);
}

static int64_t
next_change_us(const struct sim *s)
{
	if (!s->n_changes)
		return INT64_MAX;
	return s->monday +
	       (int64_t)s->changes[s->next_change].minute * MINUTE_US;
}

static void
step_change(struct sim *s)
{
	if (++s->next_change == s->n_changes) {
		s->next_change = 0;
		s->monday += WEEK_US;
	}
}

static int64_t
next_key(const struct heap *h)
{
	return h->n ? heap_top(h)->first : INT64_MAX;
}

static int
by_agent_order(const void *a, const void *b)
{
	const struct heap_item *x = a, *y = b;

	return heap_before(x, y) ? -1 : heap_before(y, x);
}

/* List all free agents anew. */
static void
list_all(struct sim *s)
{
	size_t n = s->roster->n_agents;
	struct heap_item *order = s->order;

	for (uint32_t i = 0; i < n; i++) {
		order[i] = (struct heap_item){ s->seats[i].since, i, 0, i };
		s->seats[i].listed = false;
	}
	for (size_t i = 0; i < s->roster->most_slots; i++)
		s->first[i] = s->last[i] = NOBODY;
	qsort(order, n, sizeof(*order), by_agent_order);
	for (size_t i = 0; i < n; i++)
		list(s, order[i].what);
}

/*
 * Go to the state just after `us` without playing each change of shift on the
 * way.  Nobody waits, so that only agents change.
 */
static void
jump(struct sim *s, int64_t us)
{
	while (next_key(&s->working) <= us) {
		struct heap_item end = *heap_top(&s->working);

		heap_pop(&s->working);
		end_contact(s, end.what, end.first);
	}
	for (uint32_t i = 0; i < s->roster->n_agents; i++) {
		struct seat *seat = &s->seats[i];
		int64_t since;

		seat->on_shift =
		    shift_is_on(&s->roster->agents[i].week, us, &since);
		if (seat->on_shift && since > seat->since)
			seat->since = since;
	}
	list_all(s);
	s->monday = shift_monday(us);
	s->next_change = 0;
	while (next_change_us(s) <= us)
		step_change(s);
}

/* Contacts that end and shifts that change up to `us`, in order. */
static void
move_agents(struct sim *s, int64_t us)
{
	for (;;) {
		int64_t end = next_key(&s->working);
		int64_t change = next_change_us(s);

		if (end <= change && end <= us && end != INT64_MAX) {
			uint32_t agent = heap_top(&s->working)->what;

			heap_pop(&s->working);
			end_contact(s, agent, end);
		} else if (change <= us && change != INT64_MAX) {
			change_shift(s, &s->changes[s->next_change], change);
			step_change(s);
		} else {
			break;
		}
	}
}

static void
arrive(struct sim *s, uint32_t i)
{
	struct contact *c = contact(s, i);
	struct queue *q = queue_of(s, c);
	int64_t wait = s->max_wait_us;

	if (c->patience_us && c->patience_us < wait)
		wait = c->patience_us;
	c->position = queue_join(q, c->priority);
	heap_push(&c->demand->waiting,
	    (struct heap_item){ -c->priority, c->arrival_us, c->sequence, i });
	heap_push(&s->leaving,
	    (struct heap_item){ c->arrival_us + wait, 0, c->sequence, i });
	s->n_waiting++;
	stir(s, c->demand);
}

static void
stop_waiting(struct sim *s, uint32_t i)
{
	struct contact *c = contact(s, i);

	queue_leave(queue_of(s, c), c->priority);
	heap_remove(&c->demand->waiting, i);
	heap_remove(&s->leaving, i);
	s->n_waiting--;
	c->left_us = s->now;
}

static void
assign(struct sim *s, uint32_t i, uint32_t agent, int64_t us)
{
	struct contact *c = contact(s, i);
	struct seat *seat = &s->seats[agent];

	stop_waiting(s, i);
	c->fate = FATE_ASSIGNED;
	c->agent = agent;
	c->ended_us = us + c->handle_us;
	unlist(s, agent);
	seat->in_hand++;
	seat->on_call = c->demand->exclusive;
	seat->since = us;
	list(s, agent);
	heap_push(&s->working,
	    (struct heap_item){ c->ended_us, 0, c->sequence, agent });
}

/* The stirred demand whose first contact comes before that of the others. */
static struct demand *
first_stirred(const struct sim *s)
{
	struct demand **all = (void *)s->stirred.p;
	size_t n = s->stirred.n / sizeof(struct demand *);
	struct demand *best = NULL;

	for (size_t i = 0; i < n; i++) {
		struct demand *d = all[i];

		if (d->stirred && d->waiting.n &&
		    (!best || heap_before(heap_top(&d->waiting),
				  heap_top(&best->waiting))))
			best = d;
	}
	return best;
}

/* Give who waits to who is free, in contact order. */
static void
match(struct sim *s, int64_t us)
{
	struct demand **all = (void *)s->stirred.p;
	struct demand *d;

	while ((d = first_stirred(s))) {
		uint32_t agent = find_agent(s, d);

		if (agent == NOBODY)
			d->stirred = false;
		else
			assign(s, heap_top(&d->waiting)->what, agent, us);
	}
	for (size_t i = 0; i < s->stirred.n / sizeof(*all); i++)
		all[i]->stirred = false;
	buf_clear(&s->stirred);
}

static void
give_up(struct sim *s, uint32_t i, int64_t us)
{
	struct contact *c = contact(s, i);
	int64_t patience = c->patience_us;

	stop_waiting(s, i);
	c->fate = patience && c->arrival_us + patience == us ? FATE_ABANDONED
							     : FATE_TIMED_OUT;
}

/* Play one instant, in the order that route.h promises. */
static void
play(struct sim *s, int64_t us)
{
	if (!s->n_waiting && (!s->begun || us - s->now > LONG_SILENCE))
		jump(s, us - WEEK_US);
	s->begun = true;
	s->now = us;
	move_agents(s, us);
	while (next_key(&s->coming) == us) {
		uint32_t i = heap_top(&s->coming)->what;

		heap_pop(&s->coming);
		arrive(s, i);
	}
	match(s, us);
	while (next_key(&s->working) <= us) { /* contacts of no length */
		move_agents(s, us);
		match(s, us);
	}
	while (next_key(&s->leaving) == us)
		give_up(s, heap_top(&s->leaving)->what, us);
}

/* When something happens next that decides somebody's fate, or may. */
static int64_t
next_instant(const struct sim *s)
{
	int64_t us = next_key(&s->coming);

	if (s->n_waiting) {
		int64_t others[] = { next_key(&s->leaving),
			next_key(&s->working), next_change_us(s) };

		for (size_t i = 0; i < 3; i++)
			if (others[i] < us)
				us = others[i];
	}
	return us;
}

void
sim_run(struct sim *s, int64_t us)
{
	int64_t next;

	while ((next = next_instant(s)) < us)
		play(s, next);
}

void
sim_finish(struct sim *s)
{
	sim_run(s, INT64_MAX);
}

/*
 * Contacts.
 */

struct demand *
sim_demand(struct sim *s, uint32_t queue, uint32_t language, uint32_t channel)
{
	struct queue *q = &s->queues[queue];
	struct demand *d = q->demands;

	while (d && (d->language != language || d->channel != channel))
		d = d->next;
	if (d)
		return d;
	d = demand_new(s->roster, q, language, channel, s->run);
	d->queue = queue;
	d->waiting.places = &s->waits_at;
	d->next = q->demands;
	return q->demands = d;
}

/* A place for a contact: one that was used before, or a new one. */
static uint32_t
take_place(struct sim *s)
{
	const struct contact none = { 0 };
	const uint32_t nowhere = 0;
	uint32_t place;

	if (s->gone.n) {
		s->gone.n -= sizeof(place);
		memcpy(&place, s->gone.p + s->gone.n, sizeof(place));
		return place;
	}
	if (s->contacts.n / sizeof(none) == NOBODY)
		die("more than %u contacts at once", NOBODY);
	place = (uint32_t)(s->contacts.n / sizeof(none));
	buf_put(&s->contacts, &none, sizeof(none));
	buf_put(&s->waits_at, &nowhere, sizeof(nowhere));
	buf_put(&s->leaves_at, &nowhere, sizeof(nowhere));
	return place;
}

uint32_t
sim_add(struct sim *s, const struct contact *new)
{
	uint32_t i = take_place(s);
	struct contact *c = contact(s, i);

	*c = *new;
	if (c->fate == FATE_OPEN)
		heap_push(&s->coming, (struct heap_item){ c->arrival_us,
					  -c->priority, c->sequence, i });
	return i;
}

const struct contact *
sim_contact(const struct sim *s, uint32_t i)
{
	return contact(s, i);
}

void
sim_drop(struct sim *s, uint32_t i)
{
	stop_waiting(s, i);
	contact(s, i)->fate = FATE_BACKLOG;
}

void
sim_forget(struct sim *s, uint32_t i)
{
	buf_put(&s->gone, &i, sizeof(i));
}

/*
 * Beginning and end.
 */

static int
by_change(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->minute != y->minute)
		return x->minute < y->minute ? -1 : 1;
	if (x->starts != y->starts)
		return x->starts ? 1 : -1;
	return x->agent < y->agent ? -1 : x->agent > y->agent;
}

/* Everybody's changes of shift, but of those who always work. */
static void
take_changes(struct sim *s)
{
	const struct roster *r = s->roster;
	size_t n = 0;

	for (size_t i = 0; i < r->n_agents; i++)
		n += 2 * r->agents[i].week.n_spans;
	s->changes = arena_array(s->run, n, sizeof(*s->changes));
	for (uint32_t i = 0; i < r->n_agents; i++) {
		const struct week *w = &r->agents[i].week;

		for (size_t k = 0; k < w->n_spans; k++) {
			uint32_t start = w->spans[k].start;
			uint32_t end = (start + w->spans[k].length) % WEEK_MIN;

			if (start == end)
				continue;
			s->changes[s->n_changes++] =
			    (struct change){ start, true, i };
			s->changes[s->n_changes++] =
			    (struct change){ end, false, i };
		}
	}
	qsort(s->changes, s->n_changes, sizeof(*s->changes), by_change);
}

void
sim_init(struct sim *s, const struct roster *roster, const struct rules *rules,
    int64_t max_wait_us, struct arena *run)
{
	size_t n = roster->n_agents, slots = roster->most_slots;

	*s = (struct sim){ .roster = roster,
		.rules = rules,
		.n_queues = rules->n_queues,
		.max_wait_us = max_wait_us,
		.run = run };
	s->queues = arena_array(run, s->n_queues, sizeof(*s->queues));
	for (size_t i = 0; i < s->n_queues; i++)
		queue_init(&s->queues[i], &rules->queues[i], run);
	s->seats = arena_array(run, n, sizeof(*s->seats));
	for (size_t i = 0; i < n; i++)
		s->seats[i] = (struct seat){ .since = INT64_MIN };
	s->order = arena_array(run, n, sizeof(*s->order));
	s->first = arena_array(run, slots, sizeof(*s->first));
	s->last = arena_array(run, slots, sizeof(*s->last));
	s->leaving.places = &s->leaves_at;
	take_changes(s);
	list_all(s);
}

void
sim_free(struct sim *s)
{
	for (size_t i = 0; i < s->n_queues; i++)
		queue_free(&s->queues[i]);
	buf_free(&s->contacts);
	buf_free(&s->gone);
	buf_free(&s->waits_at);
	buf_free(&s->leaves_at);
	buf_free(&s->stirred);
	heap_free(&s->coming);
	heap_free(&s->leaving);
	heap_free(&s->working);
}
