#include "kpi/ending.h"

#include <stdlib.h>

/*
 * Where a handoff stands while the events are read in order.  What came first
 * decides: a customer who leaves the queue and then makes the handoff fail
 * left; one who leaves because it failed was failed.
 */
enum handoff { NOT_TRIED, WAITING, REFUSED, LEFT_QUEUE };

struct course {
	enum handoff handoff;
	bool left_bot; /* abandoned while no handoff was open */
	struct str closed_by;
};

struct placed {
	const struct event *event;
	int64_t at_ms; /* its own, or of the one before it */
	size_t index;
};

static int
by_time(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

/* The events in the order of their times; one without stays behind its
 * predecessor in the log. */
static struct placed *
events_in_order(const struct conv *c)
{
	struct placed *p = arena_array(c->record, c->n_events, sizeof(*p));
	int64_t now = CONV_NO_TIME;
	bool sorted = true;

	for (size_t i = 0; i < c->n_events; i++) {
		const struct event *e = &c->events[i];

		if (e->at_ms != CONV_NO_TIME) {
			sorted &= e->at_ms >= now;
			now = e->at_ms;
		}
		p[i] = (struct placed){ e, now, i };
	}
	if (!sorted)
		qsort(p, c->n_events, sizeof(*p), by_time);
	return p;
}

static bool
is_customer(struct str who)
{
	static const char *const names[] = { "customer", "user", "consumer",
		"visitor", "end_user" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq(who, str_of(names[i])))
			return true;
	return false;
}

static int64_t
earlier(int64_t a, int64_t b)
{
	if (a == CONV_NO_TIME || b == CONV_NO_TIME)
		return a == CONV_NO_TIME ? b : a;
	return a < b ? a : b;
}

static void
read_event(struct facts *f, struct course *k, const struct event *e)
{
	switch (e->type) {
	case EVENT_HANDOFF_REQUESTED:
		k->handoff = WAITING;
		if (is_customer(e->by)) {
			f->asked_ms = earlier(f->asked_ms, e->at_ms);
			f->asked = true;
		}
		break;
	case EVENT_HANDOFF_FAILED:
		if (k->handoff != LEFT_QUEUE)
			k->handoff = REFUSED;
		break;
	case EVENT_HANDOFF_ACCEPTED:
	case EVENT_AGENT_JOINED:
		f->delivered = true;
		f->joined_ms = earlier(f->joined_ms, e->at_ms);
		break;
	case EVENT_RETURNED_TO_BOT:
		f->returned |= f->attempted;
		k->handoff = NOT_TRIED;
		return;
	case EVENT_ABANDONED:
		if (k->handoff == WAITING)
			k->handoff = LEFT_QUEUE;
		else if (k->handoff == NOT_TRIED)
			k->left_bot = true;
		return;
	case EVENT_CLOSED:
		k->closed_by = e->by;
		return;
	default:
		return;
	}
	f->attempted = true;
	f->handoff_ms = earlier(f->handoff_ms, e->at_ms);
}

static void
read_turns(struct facts *f, const struct conv *c)
{
	for (size_t i = 0; i < c->n_turns; i++) {
		const struct turn *t = &c->turns[i];

		if (t->private || t->role == ROLE_SYSTEM)
			continue;
		f->last = t;
		if (t->role == ROLE_CUSTOMER) {
			f->customer_turns++;
			f->last_customer = t;
			if (!f->first_customer)
				f->first_customer = t;
		} else if (t->role == ROLE_AGENT && !f->first_agent) {
			f->first_agent = t;
		}
	}
	if (f->first_agent)
		f->attempted = f->delivered = true;
}

/* The text ends with a question mark: ASCII, full width, Arabic or Greek;
 * blanks, quotes, brackets and emphasis behind it do not count. */
static bool
asks(struct str text)
{
	static const char behind[] = " \t\r\n\"')]*_";

	while (text.n && memchr(behind, text.p[text.n - 1], sizeof(behind) - 1))
		text.n--;
	if (text.n && text.p[text.n - 1] == '?')
		return true;
	if (text.n >= 3 && !memcmp(text.p + text.n - 3, "\xef\xbc\x9f", 3))
		return true;
	return text.n >= 2 && (!memcmp(text.p + text.n - 2, "\xd8\x9f", 2) ||
				  !memcmp(text.p + text.n - 2, "\xcd\xbe", 2));
}

static enum count
ended_with_bot(
    const struct facts *f, const struct conv *c, const struct course *k)
{
	bool by_customer = is_customer(k->closed_by);

	if (c->resolved == ANSWER_YES)
		return !k->left_bot && (by_customer || !k->closed_by.n)
			   ? ENDED_RESOLVED
			   : ENDED_ASSUMED;
	if (k->left_bot)
		return ENDED_LEFT_BOT;
	if (c->resolved == ANSWER_NO)
		return ENDED_UNRESOLVED;
	if (!by_customer && f->last->role == ROLE_BOT &&
	    asks(conv_text(c, f->last)))
		return ENDED_LEFT_SILENT;
	return ENDED_UNKNOWN;
}

static enum count
ending_of(const struct facts *f, const struct conv *c, const struct course *k)
{
	if (!f->customer_turns)
		return ENDED_NOT_ENGAGED;
	if (f->delivered)
		return ENDED_DELIVERED;
	switch (k->handoff) {
	case REFUSED:
		return ENDED_FAILED;
	case LEFT_QUEUE:
		return ENDED_LEFT_QUEUE;
	case WAITING:
		return is_customer(k->closed_by) ? ENDED_LEFT_QUEUE
						 : ENDED_UNCONFIRMED;
	case NOT_TRIED:
		break;
	}
	return ended_with_bot(f, c, k);
}

void
facts_read(struct facts *f, const struct conv *c)
{
	struct course k = { .handoff = NOT_TRIED };

	*f = (struct facts){ .handoff_ms = CONV_NO_TIME,
		.asked_ms = CONV_NO_TIME,
		.joined_ms = CONV_NO_TIME };
	read_turns(f, c);
	if (c->n_events) {
		struct placed *p = events_in_order(c);

		for (size_t i = 0; i < c->n_events; i++)
			read_event(f, &k, p[i].event);
	}
	if (c->closed_by.n)
		k.closed_by = c->closed_by;
	f->ending = ending_of(f, c, &k);
}
