#include "route/serve.h"

#include "route/callback.h"
#include "route/explain.h"
#include "route/floor.h"
#include "route/join.h"
#include "route/report.h"
#include "route/wait.h"

/* Who is asked so often is answered, that chance may never keep us. */
enum { MOST_OFFERS = 1000 };

/* Work by SPEED fits into 63 bits; it is 106 days. */
#define MOST_WORK_US (INT64_MAX / SPEED - 1)

static int64_t
speed_of(const struct sim *s, size_t n)
{
	return s->speeds[n <= s->n_speeds ? n - 1 : s->n_speeds - 1];
}

static size_t
count_hands(const struct sim *s, const struct seat *seat)
{
	size_t n = 0;

	for (uint32_t i = seat->first_in_hand; i != NOBODY;
	     i = sim_contact(s, i)->in_hand)
		n++;
	return n;
}

/* Count what was done up to now, at the speed until now. */
static void
settle(struct sim *s, uint32_t agent, int64_t us)
{
	struct seat *seat = &s->seats[agent];
	size_t n = count_hands(s, seat);
	int64_t done;

	if (n) {
		done = (us - seat->worked_us) * speed_of(s, n);
		for (uint32_t i = seat->first_in_hand; i != NOBODY;
		     i = sim_contact(s, i)->in_hand)
			sim_contact(s, i)->work -= done;
	}
	seat->worked_us = us;
}

static void
set_end(struct sim *s, uint32_t i, int64_t us)
{
	struct contact *c = sim_contact(s, i);

	c->ended_us = us;
	heap_push(
	    &s->working, (struct heap_item){ { { us }, c->sequence }, i });
}

/* Ends move with the speed; a part of a microsecond is one. */
static void
reschedule(struct sim *s, uint32_t agent, int64_t us)
{
	struct seat *seat = &s->seats[agent];
	size_t n = count_hands(s, seat);
	int64_t speed = n ? speed_of(s, n) : SPEED;

	for (uint32_t i = seat->first_in_hand; i != NOBODY;
	     i = sim_contact(s, i)->in_hand) {
		struct contact *c = sim_contact(s, i);
		int64_t left = c->work > 0 ? (c->work + speed - 1) / speed : 0;

		if (c->ended_us >= 0)
			heap_remove(&s->working, i);
		set_end(s, i, us + left);
	}
}

static int64_t
work_of(const struct sim *s, const struct contact *c)
{
	const struct queue *q = queue_of(s, c);
	double done = q->rule->transfer.spent;

	if (c->stage == STAGE_DIALLED || c->fate == FATE_NOT_REACHED)
		return route_us(callback_rule(s, c)->dial_s);
	/* what comes after it is the last agent's */
	if (c->passes_on)
		return (int64_t)((double)c->handle_us * done);
	return c->handle_us + c->wrap_us;
}

static void
begin_work(struct sim *s, uint32_t i, uint32_t agent)
{
	struct contact *c = sim_contact(s, i);
	struct seat *seat = &s->seats[agent];
	int64_t work = work_of(s, c);

	if (!s->n_speeds) {
		set_end(s, i, s->now + work);
		return;
	}
	settle(s, agent, s->now);
	c->work = (work < MOST_WORK_US ? work : MOST_WORK_US) * SPEED;
	c->ended_us = -1;
	c->in_hand = seat->first_in_hand;
	seat->first_in_hand = i;
	reschedule(s, agent, s->now);
}

static void
end_work(struct sim *s, uint32_t i, int64_t us)
{
	struct contact *c = sim_contact(s, i);
	uint32_t *at = &s->seats[c->agent].first_in_hand;

	if (!s->n_speeds)
		return;
	settle(s, c->agent, us);
	while (*at != i)
		at = &sim_contact(s, *at)->in_hand;
	*at = c->in_hand;
	reschedule(s, c->agent, us);
}

/* It leaves its queue. */
static struct contact *
take_in_hand(struct sim *s, uint32_t i, uint32_t agent)
{
	struct contact *c = sim_contact(s, i);

	heap_remove(&s->leaving, i);
	c->left_us = s->now;
	c->agent = agent;
	c->stage = STAGE_IN_HAND;
	return c;
}

/* An agent has it: what happens to it after that may still be open. */
static void
answer(struct sim *s, uint32_t i, uint32_t agent)
{
	struct contact *c = take_in_hand(s, i, agent);

	c->passes_on = queue_of(s, c)->transfers_to != NOBODY &&
		       c->before == NOBODY &&
		       draw_share(&s->draws, c->key, DRAW_TRANSFER, 0) <
			   queue_of(s, c)->rule->transfer.share;
	report_left(s->report, c);
	floor_give(s, agent, c);
	begin_work(s, i, agent);
	join_served(s, c);
	explain_fate(s, i);
	if (!s->n_speeds && !c->passes_on)
		sim_decide(s, i, FATE_ASSIGNED);
}

static void
ring(struct sim *s, uint32_t i, uint32_t agent)
{
	struct contact *c = sim_contact(s, i);

	c->stage = STAGE_RINGING;
	c->agent = agent;
	c->offers++;
	sim_note(s, c, MOMENT_NO_ANSWER, agent);
	floor_give(s, agent, c);
	set_end(
	    s, i, s->now + route_us(queue_of(s, c)->rule->no_answer.after_s));
}

/* Who hung up to be called does not pick up: that takes an agent as well. */
static void
dial_in_vain(struct sim *s, uint32_t i, uint32_t agent)
{
	struct contact *c = take_in_hand(s, i, agent);

	if (callback_is_last(s, c)) {
		sim_decide(s, i, FATE_NOT_REACHED);
		report_left(s->report, c);
	} else {
		c->stage = STAGE_DIALLED;
		callback_step_out(s, c);
	}
	floor_give(s, agent, c);
	begin_work(s, i, agent);
}

void
serve_offer(struct sim *s, uint32_t i, uint32_t agent)
{
	struct contact *c = sim_contact(s, i);
	double silent = queue_of(s, c)->rule->no_answer.share;

	wait_leave(s, i);
	if (silent > 0 && c->offers < MOST_OFFERS &&
	    draw_share(&s->draws, c->key, DRAW_NO_ANSWER, c->offers) < silent)
		ring(s, i, agent);
	else if (!callback_call(s, c))
		dial_in_vain(s, i, agent);
	else
		answer(s, i, agent);
}

/* The rest of the work waits for another agent, as a contact of its own. */
static void
pass_on(struct sim *s, uint32_t i, int64_t us)
{
	struct contact next = *sim_contact(s, i);
	uint32_t to = queue_of(s, &next)->transfers_to;
	uint32_t leg;

	next.handle_us -= work_of(s, &next);
	next.asked = to;
	next.demand =
	    sim_demand(s, to, next.demand->language, next.demand->channel);
	next.before = i;
	next.arrival_us = next.since_us = us;
	next.position = next.step = 0;
	next.offers++; /* the draw that answered it is used up */
	next.moments = next.last_moment = NOBODY;
	next.preferred = NOBODY;
	next.callback = CALLBACK_NOT_OFFERED;
	next.calls = 0;
	next.due_us = next.vain_us = 0;
	next.has_appointment = false;
	next.thread = NULL;
	next.stage = STAGE_COMING;
	leg = sim_add(s, &next);
	sim_contact(s, i)->leg = leg;
}

void
serve_hang_up(struct sim *s, uint32_t i, int64_t us)
{
	struct contact *c = sim_contact(s, i);

	heap_remove(&s->working, i);
	report_rang(s->report, c, us);
	floor_take_back(s, c->agent, c, us);
}

static void
ring_out(struct sim *s, uint32_t i, int64_t us)
{
	struct contact *c = sim_contact(s, i);
	int64_t rest = route_us(queue_of(s, c)->rule->no_answer.rest_s);

	report_rang(s->report, c, us);
	floor_take_back(s, c->agent, c, us);
	if (rest)
		floor_rest(s, c->agent, us + rest);
	wait_return(s, i);
}

/* The agent is free again, and it is to be called later. */
static void
dial_out(struct sim *s, uint32_t i, int64_t us)
{
	struct contact *c = sim_contact(s, i);

	floor_take_back(s, c->agent, c, us);
	callback_retry(s, i, us);
}

void
serve_end(struct sim *s, uint32_t i, int64_t us)
{
	struct contact *c = sim_contact(s, i);

	if (c->stage == STAGE_RINGING) {
		ring_out(s, i, us);
		return;
	}
	end_work(s, i, us);
	c->ended_us = us;
	report_done(s->report, c);
	if (c->stage == STAGE_DIALLED) {
		dial_out(s, i, us);
		return;
	}
	c->stage = STAGE_DONE;
	floor_take_back(s, c->agent, c, us);
	if (c->passes_on)
		pass_on(s, i, us);
	else if (c->fate == FATE_OPEN)
		sim_decide(s, i, FATE_ASSIGNED);
	else if (c->is_forgotten)
		sim_forget(s, i);
}
