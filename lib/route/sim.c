#include "route/sim.h"

#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "route/absence.h"
#include "route/callback.h"
#include "route/doors.h"
#include "route/explain.h"
#include "route/floor.h"
#include "route/join.h"
#include "route/order.h"
#include "route/report.h"
#include "route/rota.h"
#include "route/serve.h"
#include "route/wait.h"

/* A longer silence is jumped over: all shifts recur within a week of it. */
#define LONG_SILENCE (2 * WEEK_US)

struct contact *
sim_contact(const struct sim *s, uint32_t i)
{
	struct contact *contacts = (void *)s->contacts.p;

	return &contacts[i];
}

/*
 * What happens at an instant.
 */

/* The end of a contact, or of its ringing. */
static void
end_next(struct sim *s)
{
	struct heap_item end = *heap_top(&s->working);

	heap_pop(&s->working);
	serve_end(s, end.what, end.rank.keys[0]);
}

static void
end_next_rest(struct sim *s)
{
	struct heap_item end = *heap_top(&s->resting);

	heap_pop(&s->resting);
	floor_end_rest(s, end.what, end.rank.keys[0]);
}

static void
change_next_shift(struct sim *s)
{
	const struct change *c = rota_next(s->rota);

	report_seat(s->report, c->agent, rota_next_us(s->rota));
	if (c->starts)
		floor_start(s, c->agent, rota_next_us(s->rota));
	else
		floor_stop(s, c->agent);
	rota_step(s->rota);
}

/*
 * Go to the state just after `us` without playing each change of shift on the
 * way.  Nobody's fate is open, so that only agents change.
 */
static void
jump(struct sim *s, int64_t us)
{
	while (heap_time(&s->working) <= us)
		end_next(s);
	while (heap_time(&s->resting) <= us)
		end_next_rest(s);
	for (uint32_t i = 0; i < s->roster->n_agents; i++) {
		struct seat *seat = &s->seats[i];
		int64_t since;

		seat->shifts =
		    shift_count_on(s->roster->agents[i].week, us, &since);
		seat->away &= shift_is_always(s->roster->agents[i].week);
		if (seat->shifts && since > seat->since)
			seat->since = since;
	}
	floor_list_all(s);
	rota_seek(s->rota, us);
}

/* What agents do up to `us`, in order: contacts end, then rests, then shifts
 * change. */
static void
move_agents(struct sim *s, int64_t us)
{
	for (;;) {
		int64_t end = heap_time(&s->working);
		int64_t rest = heap_time(&s->resting);
		int64_t change = rota_next_us(s->rota);

		if (end <= rest && end <= change && end <= us &&
		    end != INT64_MAX)
			end_next(s);
		else if (rest <= change && rest <= us && rest != INT64_MAX)
			end_next_rest(s);
		else if (change <= us && change != INT64_MAX)
			change_next_shift(s);
		else
			break;
	}
}

static void
arrive(struct sim *s, uint32_t i)
{
	struct contact *c;
	int64_t wait = s->max_wait_us;

	s->n_open++;
	join_arrive(s, i);
	c = sim_contact(s, i);
	if (!wait_enter(s, i)) {
		c->left_us = s->now;
		sim_decide(s, i, c->fate);
		report_set_aside(s->report, c);
		return;
	}
	c->lined_us = c->arrival_us;
	report_joined(s->report, c);
	if (c->patience_us && c->patience_us < wait)
		wait = c->patience_us;
	heap_push(&s->leaving,
	    (struct heap_item){ { { c->arrival_us + wait }, c->sequence }, i });
}

void
sim_decide(struct sim *s, uint32_t i, enum fate fate)
{
	struct contact *c = sim_contact(s, i);

	c->fate = fate;
	s->n_open--;
	if (c->stage != STAGE_IN_HAND)
		c->stage = STAGE_DONE;
	if (fate != FATE_ASSIGNED) {
		explain_fate(s, i);
		join_left(s, c);
	}
	if (c->before != NOBODY)
		sim_decide(s, c->before, FATE_ASSIGNED);
}

void
sim_give_up(struct sim *s, uint32_t i, enum fate fate)
{
	struct contact *c = sim_contact(s, i);

	switch (c->stage) {
	case STAGE_AWAY:
		callback_cancel(s, i);
		break;
	case STAGE_DIALLED: /* the agent lets it ring */
		c->stage = STAGE_IN_HAND;
		break;
	case STAGE_RINGING:
		serve_hang_up(s, i, s->now);
		heap_remove(&s->leaving, i);
		break;
	default:
		wait_leave(s, i);
		heap_remove(&s->leaving, i);
		break;
	}
	if (c->stage != STAGE_IN_HAND)
		c->left_us = s->now;
	sim_decide(s, i, fate);
	report_left(s->report, c);
}

/* A rung's first contact is to be given to somebody. */
static void
line_up(struct sim *s, uint32_t rung, const struct rung *g)
{
	if (g->waiting.n)
		heap_push(&s->ready,
		    (struct heap_item){ heap_top(&g->waiting)->rank, rung });
}

/* Give who waits to who is free, in contact order.  Whom nobody can take now is
 * not taken later in it, as agents only get busier. */
static void
match(struct sim *s)
{
	struct rung **all = (void *)s->stirred.p;
	uint32_t n = (uint32_t)(s->stirred.n / sizeof(struct rung *));

	for (uint32_t k = 0; k < n; k++) {
		all[k]->stirred = false;
		if (!s->queues[all[k]->demand->queue].is_shut)
			line_up(s, k, all[k]);
	}
	while (s->ready.n) {
		uint32_t k = heap_top(&s->ready)->what;
		uint32_t i = heap_top(&all[k]->waiting)->what;
		uint32_t agent = floor_find(s, all[k], sim_contact(s, i));

		heap_pop(&s->ready);
		if (agent == NOBODY)
			continue;
		serve_offer(s, i, agent);
		line_up(s, k, all[k]);
	}
	buf_clear(&s->stirred);
}

static void
lose_patience(struct sim *s, uint32_t i)
{
	const struct contact *c = sim_contact(s, i);
	bool own = c->patience_us && c->arrival_us + c->patience_us == s->now;

	sim_give_up(s, i, own ? FATE_ABANDONED : FATE_TIMED_OUT);
}

static void
pop_due(struct sim *s, struct heap *h, void (*act)(struct sim *, uint32_t))
{
	while (heap_time(h) <= s->now && h->n) {
		uint32_t i = heap_top(h)->what;

		heap_pop(h);
		act(s, i);
	}
}

static void
turn(struct sim *s, uint32_t i)
{
	sim_contact(s, i)->has_turn = false;
	if (sim_contact(s, i)->stage == STAGE_AWAY)
		callback_due(s, i);
	else
		wait_turn(s, i);
}

/* The first instant: who is away at first was not there the week before. */
static void
begin(struct sim *s)
{
	jump(s, s->now - WEEK_US);
	move_agents(s, s->now);
	floor_send_away(s);
	doors_turn(s, s->now);
	s->begun = true;
}

/* Play one instant, in the order that route.h promises. */
static void
play(struct sim *s, int64_t us)
{
	int64_t last = s->now;

	s->now = us;
	if (!s->begun) {
		begin(s);
		report_resume(s->report, us);
	} else if (!s->n_open && us - last > LONG_SILENCE) {
		report_pause(s->report, last);
		jump(s, us - WEEK_US);
		move_agents(s, us);
		report_resume(s->report, us);
	}
	do {
		move_agents(s, us);
		doors_turn(s, us);
		pop_due(s, &s->coming, arrive);
		pop_due(s, &s->turning, turn);
		match(s);
		/* again for contacts of no length */
	} while (heap_time(&s->working) <= us || heap_time(&s->coming) <= us);
	while (heap_time(&s->leaving) <= us && s->leaving.n)
		lose_patience(s, heap_top(&s->leaving)->what);
}

/* When something happens next that decides somebody's fate, or may. */
static int64_t
next_instant(const struct sim *s)
{
	int64_t us = heap_time(&s->coming);

	if (s->n_open) {
		int64_t others[] = { heap_time(&s->leaving),
			heap_time(&s->turning), heap_time(&s->working),
			heap_time(&s->resting), rota_next_us(s->rota),
			doors_next(s) };

		for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
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
	report_pause(s->report, s->now);
	while (s->report && s->working.n)
		end_next(s);
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
	d = demand_new(s->roster, s->policy, q, language, channel, s->run);
	d->queue = queue;
	return d;
}

/* A place for a contact: one that was used before, or a new one. */
static uint32_t
take_place(struct sim *s)
{
	struct buf *places[] = { &s->waits_at, &s->leaves_at, &s->turns_at,
		&s->works_at };
	const struct contact none = { 0 };
	const struct buf no_reasons = { 0 };
	const uint32_t nowhere = 0;
	uint32_t place;

	if (s->gone.n) {
		s->gone.n -= sizeof(place);
		memcpy(&place, s->gone.p + s->gone.n, sizeof(place));
		return place;
	}
	if (s->contacts.n / sizeof(none) == HEAP_CEILING)
		die("more than %d contacts at once", HEAP_CEILING);
	place = (uint32_t)(s->contacts.n / sizeof(none));
	buf_put(&s->contacts, &none, sizeof(none));
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		buf_put(places[i], &nowhere, sizeof(nowhere));
	if (s->explain)
		buf_put(&s->reasons, &no_reasons, sizeof(no_reasons));
	return place;
}

uint32_t
sim_add(struct sim *s, const struct contact *new)
{
	uint32_t i = take_place(s);
	struct contact *c = sim_contact(s, i);
	struct rank rank;

	*c = *new;
	c->leg = NOBODY;
	c->lined_us = OUT_OF_LINE;
	explain_clear(s, i);
	if (c->fate != FATE_OPEN) {
		report_set_aside(s->report, c);
		return i;
	}
	rank = order_rank(s, c);
	memmove(rank.keys + 1, rank.keys, 3 * sizeof(*rank.keys));
	rank.keys[0] = c->arrival_us;
	heap_push(&s->coming, (struct heap_item){ rank, i });
	return i;
}

void
sim_note(struct sim *s, struct contact *c, enum moment_kind kind, uint32_t what)
{
	bool calls = kind == MOMENT_CALLBACK || kind == MOMENT_UNREACHED;
	struct moment new = { .kind = kind,
		.what = what,
		.at_us = s->now,
		.due_us = calls ? c->due_us : 0,
		.next = NOBODY };
	struct moment *all = (void *)s->moments.p;
	uint32_t i = s->spare_moment;

	if (i != NOBODY) {
		s->spare_moment = all[i].next;
		all[i] = new;
	} else {
		i = (uint32_t)(s->moments.n / sizeof(new));
		buf_put(&s->moments, &new, sizeof(new));
		all = (void *)s->moments.p;
	}
	if (c->moments == NOBODY)
		c->moments = i;
	else
		all[c->last_moment].next = i;
	c->last_moment = i;
}

const struct moment *
sim_moment(const struct sim *s, uint32_t i)
{
	const struct moment *all = (const void *)s->moments.p;

	return i == NOBODY ? NULL : &all[i];
}

/* What an agent has is assigned, whatever was still to come of it. */
void
sim_drop(struct sim *s, uint32_t i)
{
	struct contact *c = sim_contact(s, i);

	if (c->leg != NOBODY) {
		sim_drop(s, c->leg);
	} else if (c->stage == STAGE_IN_HAND) {
		c->passes_on = false;
		sim_decide(s, i, FATE_ASSIGNED);
	} else {
		sim_give_up(s, i, FATE_BACKLOG);
	}
}

static void
forget_moments(struct sim *s, struct contact *c)
{
	struct moment *all = (void *)s->moments.p;

	if (c->moments == NOBODY)
		return;
	all[c->last_moment].next = s->spare_moment;
	s->spare_moment = c->moments;
	c->moments = NOBODY;
}

/* Its place is free once its agent is done with it. */
void
sim_forget(struct sim *s, uint32_t i)
{
	struct contact *c = sim_contact(s, i);

	c->is_forgotten = true;
	join_forget(c);
	if (c->stage == STAGE_IN_HAND)
		return;
	forget_moments(s, c);
	if (c->leg != NOBODY)
		sim_forget(s, c->leg);
	buf_put(&s->gone, &i, sizeof(i));
}

/*
 * Beginning and end.
 */

/* Speeds in parts of SPEED, for 1, 2, ... in hand. */
static void
read_speeds(struct sim *s)
{
	const struct policy *p = s->policy;

	if (!p->n_speeds && p->slow_down == 0)
		return;
	s->n_speeds = p->n_speeds ? p->n_speeds : s->most_in_hand;
	s->speeds = arena_array(s->run, s->n_speeds, sizeof(*s->speeds));
	for (size_t i = 0; i < s->n_speeds; i++) {
		double speed = p->n_speeds ? p->speeds[i]
					   : pow((double)i + 1, -p->slow_down);

		s->speeds[i] = (int64_t)floor(speed * SPEED + 0.5);
	}
}

void
sim_init(struct sim *s, const struct sim_opts *o, struct arena *run)
{
	*s = (struct sim){ .roster = o->roster,
		.rules = o->rules,
		.policy = o->policy,
		.draws = { o->policy->seed, o->replication },
		.n_queues = o->rules->n_queues,
		.max_wait_us = o->max_wait_us,
		.shorter = o->shorter,
		.explain = o->explain,
		.spare_moment = NOBODY,
		.run = run };
	s->queues = arena_array(run, s->n_queues, sizeof(*s->queues));
	for (size_t i = 0; i < s->n_queues; i++)
		queue_init(
		    &s->queues[i], o->roster, o->rules, o->policy, i, run);
	s->leaving.places = &s->leaves_at;
	s->turning.places = &s->turns_at;
	s->working.places = &s->works_at;
	s->rota = rota_new(o->roster, run);
	absence_init(s);
	floor_init(s);
	read_speeds(s);
	join_init(s);
}

void
sim_free(struct sim *s)
{
	struct buf *bufs[] = { &s->contacts, &s->gone, &s->waits_at,
		&s->leaves_at, &s->turns_at, &s->works_at, &s->moments,
		&s->stirred };
	struct heap *heaps[] = { &s->coming, &s->leaving, &s->turning,
		&s->working, &s->resting, &s->ready };

	for (size_t i = 0; i < s->n_queues; i++)
		queue_free(&s->queues[i]);
	for (size_t i = 0; i < sizeof(bufs) / sizeof(*bufs); i++)
		buf_free(bufs[i]);
	for (size_t i = 0; i < sizeof(heaps) / sizeof(*heaps); i++)
		heap_free(heaps[i]);
	if (s->explain)
		explain_free(s);
	join_free(s);
}
