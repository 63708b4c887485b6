#include "kpi/course.h"

#include <stdlib.h>

#include "kpi/who.h"

static int
by_time(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	return (x->event > y->event) - (x->event < y->event);
}

/* When an event was, or the one before it, which was at `before`. */
static int64_t
moment(const struct event *e, int64_t before)
{
	return e->at_ms != CONV_NO_TIME ? e->at_ms : before;
}

static bool
are_in_order(const struct conv *c)
{
	int64_t now = CONV_NO_TIME, last = now;

	for (size_t i = 0; i < c->n_events; i++, last = now) {
		now = moment(&c->events[i], last);
		if (now < last)
			return false;
	}
	return true;
}

/* NULL: they are logged in that order. */
static struct placed *
events_in_order(const struct conv *c)
{
	int64_t now = CONV_NO_TIME;
	struct placed *p;

	if (are_in_order(c))
		return NULL;
	p = arena_array(c->record, c->n_events, sizeof(*p));
	for (size_t i = 0; i < c->n_events; i++) {
		now = moment(&c->events[i], now);
		p[i] = (struct placed){ now, (uint32_t)i };
	}
	qsort(p, c->n_events, sizeof(*p), by_time);
	return p;
}

const struct event *
course_event(const struct course *k, const struct conv *c, size_t i)
{
	return &c->events[k->events ? k->events[i].event : i];
}

bool
course_is_human(const struct turn *t)
{
	return t->role == ROLE_AGENT && !t->private;
}

static bool
is_customer(const struct turn *t)
{
	return t->role == ROLE_CUSTOMER && !t->private;
}

/* Events and turns on their way into a course. */
struct walk {
	struct course *k;
	const struct conv *c;
	struct handoff *open;	/* the one that stands; NULL: none does */
	struct handoff *theirs; /* of the human who is there */
	bool served;		/* a human is there */
	bool wrote;		/* the customer, since a handoff failed */
	bool human;		/* any turn of one */
	bool timeless_human, timeless_customer; /* turns without a place */
	int64_t closed_ms;
};

static struct handoff *
begin(struct walk *w, int64_t ms, bool by_customer)
{
	struct handoff *h = &w->k->handoffs[w->k->n_handoffs++];

	*h = (struct handoff){ ms, CONV_NO_TIME, HANDOFF_WAITING, by_customer };
	return w->open = h;
}

static void
end(struct walk *w, enum handoff_end how, int64_t ms)
{
	w->open->end = how;
	w->open->to_ms = ms;
}

static bool
has_failed(const struct handoff *h)
{
	return h->end == HANDOFF_FAILED || h->end == HANDOFF_SHUT;
}

/* The handoff that goes on when it is asked for again, or fails again. */
static bool
goes_on(const struct walk *w)
{
	return w->open && (w->open->end == HANDOFF_WAITING ||
			      (has_failed(w->open) && !w->wrote));
}

/* A human is there, be it the first sign or a further one, which may be the
 * first to have a time. */
static void
read_human(struct walk *w, int64_t ms)
{
	struct course *k = w->k;
	struct spell *s;

	if (w->served) {
		s = &k->spells[k->n_spells - 1];
		if (s->from_ms == CONV_NO_TIME) {
			s->from_ms = ms;
			if (w->theirs)
				w->theirs->to_ms = ms;
		}
		return;
	}
	if (!w->open && !k->n_handoffs)
		begin(w, CONV_NO_TIME, false);
	if (w->open)
		end(w, HANDOFF_SERVED, ms);
	w->theirs = w->open;
	w->open = NULL;
	w->served = true;
	k->spells[k->n_spells++] =
	    (struct spell){ .from_ms = ms, .to_ms = CONV_NO_TIME };
}

/* A request that comes behind the human who is there is theirs, and time runs
 * backwards. */
static void
read_request(struct walk *w, const struct event *e)
{
	bool by_customer = who_is(conv_event_by(w->c, e)) == WHO_CUSTOMER;

	if (w->served) {
		if (w->theirs && w->theirs->from_ms == CONV_NO_TIME)
			w->theirs->from_ms = e->at_ms;
	} else if (goes_on(w)) {
		w->open->end = HANDOFF_WAITING;
		w->open->by_customer |= by_customer;
	} else {
		begin(w, e->at_ms, by_customer);
	}
}

/* A place in fact_info[F_FAILURE].values. */
enum { FOR_HOURS = 1, FOR_AGENTS, FOR_OTHERS };

static unsigned
failure_of(const struct conv *c, const struct event *e)
{
	static const char *const hours[] = { "out_of_hours", "after_hours",
		"outside_hours", "off_hours", "closed", NULL };
	static const char *const nobody[] = { "no_agent", "no_agents",
		"no_agent_available", "no_agents_available", "agents_busy",
		NULL };
	uint32_t at = json_get(c->json, e->value, STR("reason"));
	struct str reason;

	if (!at || json_kind_of(c->json, at) != JSON_STRING)
		return FOR_OTHERS;
	reason = json_string(c->json, at, c->record);
	return who_is_among(reason, hours)    ? FOR_HOURS
	       : who_is_among(reason, nobody) ? FOR_AGENTS
					      : FOR_OTHERS;
}

/* What came first decides: who left and then makes the handoff fail left; who
 * leaves because it failed was failed. */
static void
read_failure(struct walk *w, const struct event *e)
{
	w->k->failure = failure_of(w->c, e);
	if (w->served || (w->open && w->open->end == HANDOFF_LEFT))
		return;
	if (!goes_on(w))
		begin(w, e->at_ms, false);
	end(w, w->k->failure == FOR_HOURS ? HANDOFF_SHUT : HANDOFF_FAILED,
	    e->at_ms);
	w->wrote = w->timeless_customer;
}

static void
read_return(struct walk *w, const struct event *e)
{
	if (w->served)
		w->k->spells[w->k->n_spells - 1].to_ms = e->at_ms;
	else if (w->open && w->open->end == HANDOFF_WAITING)
		end(w, HANDOFF_GIVEN_BACK, e->at_ms);
	w->served = false;
	w->open = w->theirs = NULL;
}

static void
read_leaving(struct walk *w, const struct event *e)
{
	if (w->served)
		return;
	if (!w->open)
		w->k->left_bot = true;
	else if (w->open->end == HANDOFF_WAITING)
		end(w, HANDOFF_LEFT, e->at_ms);
}

static void
read_event(struct walk *w, const struct event *e)
{
	switch (e->type) {
	case EVENT_HANDOFF_REQUESTED:
		read_request(w, e);
		return;
	case EVENT_HANDOFF_FAILED:
		read_failure(w, e);
		return;
	case EVENT_AGENT_JOINED:
	case EVENT_HANDOFF_ACCEPTED:
		read_human(w, e->at_ms);
		w->k->spells[w->k->n_spells - 1].joined +=
		    e->type == EVENT_AGENT_JOINED;
		return;
	case EVENT_RETURNED_TO_BOT:
		read_return(w, e);
		return;
	case EVENT_ABANDONED:
		read_leaving(w, e);
		return;
	case EVENT_CLOSED:
		w->k->closed_by = conv_event_by(w->c, e);
		w->closed_ms = e->at_ms;
		return;
	default:
		return;
	}
}

static void
read_turn(struct walk *w, const struct turn *t)
{
	if (t->at_ms == CONV_NO_TIME)
		return;
	w->wrote |= is_customer(t);
	if (course_is_human(t))
		read_human(w, t->at_ms);
}

/* At the same moment a human comes behind the handoff, and before anybody
 * goes. */
static bool
precedes(const struct turn *t, const struct event *e, int64_t at_ms)
{
	bool goes = e->type == EVENT_ABANDONED || e->type == EVENT_CLOSED ||
		    e->type == EVENT_RETURNED_TO_BOT;

	return t->at_ms == CONV_NO_TIME ||
	       (goes ? t->at_ms <= at_ms : t->at_ms < at_ms);
}

static void
read_in_order(struct walk *w)
{
	const struct conv *c = w->c;
	const struct turn *t = c->turns, *end_of_turns = t + c->n_turns;
	int64_t now = CONV_NO_TIME;

	for (size_t i = 0; i < c->n_events; i++) {
		const struct event *e = course_event(w->k, c, i);

		now = w->k->events ? w->k->events[i].at_ms : moment(e, now);
		for (; t < end_of_turns && precedes(t, e, now); t++)
			read_turn(w, t);
		read_event(w, e);
	}
	for (; t < end_of_turns; t++)
		read_turn(w, t);
}

/* Humans without a place among the events: one who answered need not have
 * joined, and if there was nobody else, they were there at all. */
static void
read_timeless(struct walk *w)
{
	bool waiting = w->open && w->open->end == HANDOFF_WAITING;

	if (w->timeless_human && (waiting || !w->k->n_spells))
		read_human(w, CONV_NO_TIME);
}

static enum handoff_standing
standing_of(const struct handoff *open)
{
	if (!open)
		return STANDS_NOT;
	if (open->end == HANDOFF_LEFT)
		return STANDS_LEFT;
	return has_failed(open) ? STANDS_FAILED : STANDS_WAITING;
}

/* Who closes it ends the wait. */
static void
close_wait(struct walk *w)
{
	enum who who = who_is(w->k->closed_by);
	int64_t ms =
	    w->closed_ms != CONV_NO_TIME ? w->closed_ms : w->c->ended_ms;

	if (!w->open || w->open->end != HANDOFF_WAITING)
		return;
	if (who == WHO_CUSTOMER)
		end(w, HANDOFF_LEFT, ms);
	else if (who == WHO_TIMER)
		end(w, HANDOFF_TIMED_OUT, ms);
}

/* The last word that the human had to do with: what they wrote last, and what
 * the customer answered before the bot took over again.  Where the log has no
 * word of theirs, that is the last one of all, if it came later. */
static int64_t
last_word(const struct conv *c, const struct spell *s)
{
	int64_t ms = CONV_NO_TIME, last = CONV_NO_TIME;
	bool theirs = false, any = false;

	for (const struct turn *t = c->turns; t < c->turns + c->n_turns; t++) {
		if (t->private || t->role == ROLE_SYSTEM)
			continue;
		last = t->at_ms;
		if (t->role != ROLE_CUSTOMER)
			theirs = t->role == ROLE_AGENT &&
				 (t->at_ms == CONV_NO_TIME ||
				     t->at_ms >= s->from_ms);
		any |= theirs;
		if (theirs)
			ms = t->at_ms;
	}
	return any ? ms : last >= s->from_ms ? last : CONV_NO_TIME;
}

void
course_read(struct course *k, const struct conv *c)
{
	struct walk w = { .k = k, .c = c, .closed_ms = CONV_NO_TIME };

	*k = (struct course){ .n_handoffs = 0 };
	for (const struct turn *t = c->turns; t < c->turns + c->n_turns; t++) {
		bool timeless = t->at_ms == CONV_NO_TIME;

		w.human |= course_is_human(t);
		w.timeless_human |= course_is_human(t) && timeless;
		w.timeless_customer |= is_customer(t) && timeless;
	}
	if (c->n_events || w.human) {
		k->events = events_in_order(c);
		k->handoffs = arena_array(
		    c->record, c->n_events + 1, sizeof(*k->handoffs));
		k->spells =
		    arena_array(c->record, c->n_events + 1, sizeof(*k->spells));
		read_in_order(&w);
		read_timeless(&w);
	}
	if (c->closed_by.n)
		k->closed_by = c->closed_by;
	k->standing = standing_of(w.open);
	close_wait(&w);
	if (k->n_spells && k->spells[k->n_spells - 1].to_ms == CONV_NO_TIME)
		k->spells[k->n_spells - 1].to_ms =
		    last_word(c, &k->spells[k->n_spells - 1]);
}

int64_t
course_handled(const struct course *k, bool *backwards)
{
	int64_t ms = 0;
	bool known = k->n_spells > 0;

	*backwards = false;
	for (size_t i = 0; i < k->n_spells; i++) {
		const struct spell *s = &k->spells[i];

		if (s->from_ms == CONV_NO_TIME || s->to_ms == CONV_NO_TIME) {
			known = false;
			continue;
		}
		*backwards |= s->to_ms < s->from_ms;
		ms += s->to_ms - s->from_ms;
	}
	return known && !*backwards ? ms : CONV_NO_TIME;
}

int64_t
course_human_after(const struct course *k, int64_t ms)
{
	for (size_t i = 0; i < k->n_spells; i++)
		if (ms == CONV_NO_TIME || k->spells[i].from_ms >= ms)
			return k->spells[i].from_ms;
	return k->n_spells ? k->spells[0].from_ms : CONV_NO_TIME;
}

size_t
course_spell(const struct course *k, size_t from, const struct turn *t)
{
	while (from + 1 < k->n_spells && t->at_ms != CONV_NO_TIME &&
	       k->spells[from + 1].from_ms != CONV_NO_TIME &&
	       t->at_ms >= k->spells[from + 1].from_ms)
		from++;
	return from;
}
