#include "route/wait.h"

#include <math.h>

#include "route/absence.h"
#include "route/callback.h"
#include "route/floor.h"
#include "route/order.h"

static int64_t
age(const struct sim *s, const struct contact *c)
{
	return s->now - c->since_us;
}

static struct rung *
last_rung(const struct sim *s, const struct contact *c)
{
	return &c->demand->rungs[queue_of(s, c)->n_steps - 1];
}

/* The step for its age.  One whose agents are all gone may be passed over. */
static uint32_t
find_step(const struct sim *s, const struct contact *c)
{
	const struct queue *q = queue_of(s, c);
	uint32_t last = (uint32_t)q->n_steps - 1, k = 0;

	while (k < last && age(s, c) >= q->steps[k].until_age_us)
		k++;
	while (k < last && q->steps[k].rule->skip_unstaffed &&
	       !floor_is_staffed(s, c->demand->rungs[k].able))
		k++;
	return k;
}

/* So many wait in its queue, without those whom free agents take at this very
 * instant, and it would wait as well. */
static bool
finds_waiting(const struct sim *s, const struct contact *c, double most)
{
	size_t n = queue_of(s, c)->line.n, free;

	if ((double)n < most)
		return false;
	free = floor_room(s, &c->demand->rungs[find_step(s, c)], n + 1);
	return n >= free && (double)(n - free) >= most;
}

/* It does not stay in its queue. */
static bool
overflows(const struct sim *s, const struct contact *c, bool arrives)
{
	const struct queue *q = queue_of(s, c);
	const struct rule_overflow *o = &q->rule->overflow;

	if (q->overflows_to == NOBODY)
		return false;
	if (age(s, c) >= q->overflow_us)
		return true;
	if (!arrives)
		return false;
	if (q->is_shut && q->rule->closed == CLOSED_OVERFLOW)
		return true;
	if (finds_waiting(s, c, o->waiting))
		return true;
	return o->when_unstaffed && !floor_is_staffed(s, last_rung(s, c)->able);
}

/* Queues do not overflow in a circle. */
static void
follow_overflow(struct sim *s, struct contact *c, bool arrives)
{
	while (overflows(s, c, arrives)) {
		uint32_t to = queue_of(s, c)->overflows_to;

		c->demand =
		    sim_demand(s, to, c->demand->language, c->demand->channel);
		c->step = 0;
		sim_note(s, c, MOMENT_OVERFLOW, to);
	}
}

/* It waits for one agent only, for a while. */
static struct rung *
find_preferred(struct sim *s, struct contact *c)
{
	const struct queue *q = queue_of(s, c);

	if (c->preferred == NOBODY || age(s, c) >= q->preferred_us ||
	    !s->seats[c->preferred].shifts || s->seats[c->preferred].away)
		return NULL;
	return demand_prefer(c->demand, s->roster, q, c->preferred, s->run);
}

static void
take_step(struct sim *s, struct contact *c)
{
	const struct queue *q = queue_of(s, c);
	uint32_t step = find_step(s, c);
	const struct rule_step *rule = q->steps[step].rule;

	if (step != c->step)
		sim_note(s, c, MOMENT_STEP, step);
	c->step = step;
	if (rule && !isnan(rule->priority))
		c->priority = route_priority(rule->priority);
}

/* When its age changes something next. */
static int64_t
next_turn(const struct sim *s, const struct contact *c)
{
	int64_t offered = callback_offered_us(s, c);
	const struct queue *q = queue_of(s, c);
	int64_t ages[] = { q->steps[c->step].until_age_us,
		q->overflows_to == NOBODY ? INT64_MAX : q->overflow_us,
		c->rung->preferred == NOBODY ? INT64_MAX : q->preferred_us };
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < 3; i++)
		if (ages[i] < next && ages[i] > age(s, c))
			next = ages[i];
	if (next != INT64_MAX)
		next += c->since_us;
	return next < offered ? next : offered;
}

/* Where its queue and age put it. */
static void
stand(struct sim *s, uint32_t i)
{
	struct contact *c = sim_contact(s, i);
	struct rung *preferred;
	int64_t turn;

	take_step(s, c);
	preferred = find_preferred(s, c);
	c->rung = preferred ? preferred : &c->demand->rungs[c->step];
	c->rung->waiting.places = &s->waits_at;
	c->rank = order_rank(s, c);
	c->stage = STAGE_WAITING;
	heap_push(&c->rung->waiting, (struct heap_item){ c->rank, i });
	turn = next_turn(s, c);
	c->has_turn = turn != INT64_MAX;
	if (c->has_turn)
		heap_push(&s->turning,
		    (struct heap_item){ { { turn }, c->sequence }, i });
	floor_stir(s, c->rung);
}

bool
wait_enter(struct sim *s, uint32_t i)
{
	struct contact *c = sim_contact(s, i);
	size_t position;

	follow_overflow(s, c, true);
	absence_note(s, c);
	if (queue_of(s, c)->is_shut &&
	    queue_of(s, c)->rule->closed == CLOSED_REFUSE)
		c->fate = FATE_CLOSED;
	else if (c->demand->lack != LACK_NOTHING &&
		 queue_of(s, c)->overflows_to == NOBODY)
		c->fate = FATE_HOPELESS;
	else if (finds_waiting(s, c, queue_of(s, c)->rule->max_waiting))
		c->fate = FATE_FULL;
	if (c->fate != FATE_OPEN)
		return false;
	stand(s, i);
	position = line_join(&queue_of(s, c)->line, &c->rank);
	if (!c->position)
		c->position = (uint32_t)position;
	return true;
}

void
wait_return(struct sim *s, uint32_t i)
{
	struct contact *c = sim_contact(s, i);

	follow_overflow(s, c, false);
	if (s->now >= callback_offered_us(s, c) && callback_offer(s, i))
		return;
	stand(s, i);
	line_join(&queue_of(s, c)->line, &c->rank);
}

void
wait_leave(struct sim *s, uint32_t i)
{
	struct contact *c = sim_contact(s, i);

	line_leave(&queue_of(s, c)->line, &c->rank);
	heap_remove(&c->rung->waiting, i);
	if (c->has_turn)
		heap_remove(&s->turning, i);
	c->has_turn = false;
}

void
wait_turn(struct sim *s, uint32_t i)
{
	wait_leave(s, i);
	wait_return(s, i);
}
