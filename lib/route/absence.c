#include "route/absence.h"

#include "route/doors.h"
#include "route/floor.h"

/* Openings of a queue that are looked at for one with somebody there. */
enum { MOST_OPENINGS = 60 };

static bool
is_staffed(const struct sim *s, const struct demand *d)
{
	for (size_t k = 0; k < s->queues[d->queue].n_steps; k++)
		if (floor_is_staffed(s, d->rungs[k].able))
			return true;
	return false;
}

static struct outlook *
outlook_of(const struct sim *s, uint32_t agent)
{
	return &s->outlooks[s->roster->agents[agent].week - s->roster->weeks];
}

/* Who is away comes back when a shift of his starts. */
static bool
will_work(struct sim *s, uint32_t agent, int64_t us)
{
	struct outlook *o = outlook_of(s, agent);

	if (!o->known || o->at_us != us)
		o->on = shift_count_on(
		    s->roster->agents[agent].week, us, &o->since_us);
	o->known = true;
	o->at_us = us;
	return o->on && (!s->seats[agent].away || o->since_us > s->now);
}

static int64_t
next_start_of(struct sim *s, uint32_t agent, int64_t us)
{
	struct outlook *o = outlook_of(s, agent);

	if (us < o->from_us || us >= o->next_us) {
		o->from_us = us;
		o->next_us =
		    shift_next_start(s->roster->agents[agent].week, us);
	}
	return o->next_us;
}

static bool
will_be_staffed(struct sim *s, const struct demand *d, int64_t us)
{
	if (us == s->now)
		return is_staffed(s, d);
	for (uint32_t i = 0; i < s->roster->n_agents; i++)
		if (demand_may_take(d, &s->queues[d->queue], i) &&
		    will_work(s, i, us))
			return true;
	return false;
}

/* The first shift that starts after `us`. */
static int64_t
next_start(struct sim *s, const struct demand *d, int64_t us, uint32_t *agent)
{
	int64_t next = INT64_MAX;

	for (uint32_t i = 0; i < s->roster->n_agents; i++) {
		int64_t start;

		if (!demand_may_take(d, &s->queues[d->queue], i))
			continue;
		start = next_start_of(s, i, us);
		if (start >= next)
			continue;
		next = start;
		*agent = i;
	}
	return next;
}

int64_t
absence_end_us(
    struct sim *s, const struct demand *d, int64_t us, uint32_t *agent)
{
	const struct queue *q = &s->queues[d->queue];

	*agent = NOBODY;
	for (size_t n = 0; n < MOST_OPENINGS && us != INT64_MAX; n++) {
		us = doors_open_us(q, us);
		if (us == INT64_MAX || will_be_staffed(s, d, us))
			return us;
		us = next_start(s, d, us, agent);
	}
	return INT64_MAX;
}

void
absence_init(struct sim *s)
{
	s->outlooks =
	    arena_zalloc(s->run, s->roster->n_weeks * sizeof(*s->outlooks));
}

void
absence_note(struct sim *s, struct contact *c)
{
	struct demand *d = c->demand;

	c->opens_us = 0; /* of one that was passed on: not its first */
	/* whoever comes in between waits for the same */
	if (s->now < d->absent_us || s->now >= d->back_us) {
		if (d->lack != LACK_NOTHING ||
		    (!queue_of(s, c)->is_shut && is_staffed(s, d)))
			return;
		d->absent_us = s->now;
		d->back_us = absence_end_us(s, d, s->now, &d->back_by);
	}
	if (d->back_us == INT64_MAX)
		return;
	c->opens_us = d->back_us;
	c->opens_by = d->back_by;
}
