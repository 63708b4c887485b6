#include "route/callback.h"

#include <math.h>

#include "route/absence.h"
#include "route/report.h"
#include "route/wait.h"

/* No appointment is looked for further ahead. */
#define FARTHEST_US (400 * INT64_C(86400000000))

const struct rule_callback *
callback_rule(const struct sim *s, const struct contact *c)
{
	return &s->queues[c->calls_back].rule->callback;
}

/* Who is passed on is in the middle of a call. */
int64_t
callback_offered_us(const struct sim *s, const struct contact *c)
{
	if (!c->demand->callback || c->before != NOBODY ||
	    c->callback != CALLBACK_NOT_OFFERED)
		return INT64_MAX;
	return c->arrival_us + queue_of(s, c)->callback_us;
}

/* The slot to look at next, by who wants this one or cannot have it; itself
 * where its queue is open, somebody on shift who may take him, and a place
 * left. */
static int64_t
look(struct sim *s, struct demand *d, int64_t at_us)
{
	struct queue *q = &s->queues[d->queue];
	const struct rule_appointment *a = &q->rule->callback.appointment;
	const struct zone *zone = q->rule->hours.zone;
	int64_t slot_us = route_us(a->slot_s), there_us;
	struct booking *b = diary_at(&d->wanted, at_us, s->now);
	uint32_t agent;

	if (b->next_us == NOT_LOOKED_AT) {
		there_us = absence_end_us(s, d, at_us, &agent);
		b->next_us = there_us == INT64_MAX
				 ? there_us
				 : diary_next_us(zone, there_us, slot_us);
	}
	if (b->next_us == at_us &&
	    diary_at(&q->booked, at_us, s->now)->n >= a->places)
		b->next_us = diary_next_us(zone, at_us + 1, slot_us);
	return b->next_us;
}

/* Book the first slot that it can have so long after now; INT64_MAX: there is
 * none. */
static int64_t
book(struct sim *s, const struct contact *c, int64_t delay_us)
{
	struct queue *q = queue_of(s, c);
	const struct rule_appointment *a = &q->rule->callback.appointment;
	int64_t first = diary_next_us(
	    q->rule->hours.zone, s->now + delay_us, route_us(a->slot_s));
	int64_t at = first, next;

	while (
	    at < first + FARTHEST_US && (next = look(s, c->demand, at)) != at)
		at = next;
	/* who comes after it need not go the same way again */
	for (int64_t us = first; us < at; us = next) {
		struct booking *b = diary_at(&c->demand->wanted, us, s->now);

		next = b->next_us;
		b->next_us = at;
	}
	if (at >= first + FARTHEST_US)
		return INT64_MAX;
	diary_at(&q->booked, at, s->now)->n++;
	return at;
}

/* It wants a time of its own, and gets one. */
static bool
make_appointment(struct sim *s, struct contact *c)
{
	struct queue *q = queue_of(s, c);
	const struct rule_appointment *a = &q->rule->callback.appointment;
	int64_t at;

	if (draw_share(&s->draws, c->key, DRAW_APPOINTMENT, 0) >= a->share)
		return false;
	at = book(s, c, draw_us(&s->draws, c->key, DRAW_DELAY, &a->delay));
	if (at == INT64_MAX)
		return false;
	c->has_appointment = true;
	c->due_us = at;
	return true;
}

/* Nobody waits longer than that in one go. */
static void
limit_wait(struct sim *s, const struct contact *c, uint32_t i, int64_t from_us)
{
	heap_push(&s->leaving,
	    (struct heap_item){
		{ { from_us + s->max_wait_us }, c->sequence }, i });
}

static void
go_away(struct sim *s, uint32_t i, int64_t due_us)
{
	struct contact *c = sim_contact(s, i);

	c->stage = STAGE_AWAY;
	c->due_us = due_us;
	c->has_turn = true;
	heap_push(
	    &s->turning, (struct heap_item){ { { due_us }, c->sequence }, i });
}

/* Who takes it needs no patience. */
bool
callback_offer(struct sim *s, uint32_t i)
{
	struct contact *c = sim_contact(s, i);

	c->callback = CALLBACK_DECLINED;
	if (draw_share(&s->draws, c->key, DRAW_CALLBACK, 0) >=
	    queue_of(s, c)->rule->callback.share)
		return false;
	c->callback = CALLBACK_TAKEN;
	c->hung_up_us = s->now - c->since_us;
	c->calls_back = c->demand->queue;
	c->patience_us = 0;
	heap_remove(&s->leaving, i);
	if (make_appointment(s, c)) {
		callback_step_out(s, c);
		go_away(s, i, c->due_us);
	} else {
		limit_wait(s, c, i, c->arrival_us);
	}
	sim_note(s, c, MOMENT_CALLBACK, 0);
	return c->stage == STAGE_AWAY;
}

bool
callback_call(const struct sim *s, struct contact *c)
{
	const struct rule_callback *rule = callback_rule(s, c);

	if (c->callback != CALLBACK_TAKEN)
		return true;
	if (!c->calls)
		c->called_us = s->now;
	if (draw_share(&s->draws, c->key, DRAW_REACHED, c->calls++) <
	    rule->answered)
		return true;
	c->vain_us += route_us(rule->dial_s);
	return false;
}

bool
callback_is_last(const struct sim *s, const struct contact *c)
{
	return (double)c->calls >= callback_rule(s, c)->attempts;
}

void
callback_retry(struct sim *s, uint32_t i, int64_t us)
{
	struct contact *c = sim_contact(s, i);

	go_away(s, i, us + route_us(callback_rule(s, c)->retry_s));
	sim_note(s, c, MOMENT_UNREACHED, c->agent);
}

void
callback_step_out(struct sim *s, struct contact *c)
{
	report_stepped_out(s->report, c, s->now);
	c->lined_us = OUT_OF_LINE;
}

/* Its wait counts from its appointment, whose time it has come to; who is
 * called again keeps his place. */
void
callback_due(struct sim *s, uint32_t i)
{
	struct contact *c = sim_contact(s, i);
	double priority = callback_rule(s, c)->appointment.priority;

	if (c->has_appointment && !c->calls) {
		c->since_us = c->due_us;
		if (!isnan(priority))
			c->priority = route_priority(priority);
	}
	limit_wait(s, c, i, c->due_us);
	c->lined_us = s->now;
	report_stepped_in(s->report, c);
	wait_return(s, i);
}

void
callback_cancel(struct sim *s, uint32_t i)
{
	sim_contact(s, i)->has_turn = false;
	heap_remove(&s->turning, i);
}
