#include "doubts/doubts.h"

#include <math.h>

const char *const doubt_names[N_DOUBTS] = {
	[DOUBT_TURN_BACK] = "turn-before-the-last",
	[DOUBT_EVENT_BACK] = "event-before-the-last",
	[DOUBT_STARTS_LATE] = "turn-before-started_at",
	[DOUBT_ENDS_EARLY] = "turn-after-ended_at",
	[DOUBT_ENDS_FIRST] = "ended_at-before-started_at",
	[DOUBT_UNKNOWN_EVENT] = "unknown-event",
	[DOUBT_UNASKED] = "answer-without-handoff",
	[DOUBT_NO_AGENT] = "agent-joined-but-silent",
	[DOUBT_NO_HANDOFF] = "returned-without-handoff",
	[DOUBT_AFTER_CLOSED] = "event-after-closed",
	[DOUBT_LABEL_OUTSIDE] = "label-outside-of-turns",
	[DOUBT_CSAT_OUTSIDE] = "csat-outside-of-1-to-5",
	[DOUBT_NO_DURATION] = "duration-not-from-0",
};

struct finding {
	const struct conv *c;
	doubt_fn *found;
	void *arg;
};

static void
find(const struct finding *f, enum doubt d, const char *what, size_t at)
{
	f->found(f->arg, d, what, at);
}

static void
check_turns(const struct finding *f)
{
	const struct conv *c = f->c;
	int64_t last = CONV_NO_TIME;
	bool ends_first = c->started_ms != CONV_NO_TIME &&
			  c->ended_ms != CONV_NO_TIME &&
			  c->ended_ms < c->started_ms;

	for (size_t i = 0; i < c->n_turns; i++) {
		int64_t at = c->turns[i].at_ms;

		if (at == CONV_NO_TIME)
			continue;
		if (at < last)
			find(f, DOUBT_TURN_BACK, "turn", i);
		else
			last = at;
		if (c->started_ms != CONV_NO_TIME && at < c->started_ms)
			find(f, DOUBT_STARTS_LATE, "turn", i);
		if (c->ended_ms != CONV_NO_TIME && at > c->ended_ms &&
		    !ends_first)
			find(f, DOUBT_ENDS_EARLY, "turn", i);
	}
	if (ends_first)
		find(f, DOUBT_ENDS_FIRST, NULL, 0);
}

/* What reports and tests count on: outcome and labels. */
static void
check_judgements(const struct finding *f)
{
	enum { WRAP_UP, HOLD, ACTIVE, N };
	static const struct str durations[N] = { { "wrap_up_s", 9 },
		{ "hold_s", 6 }, { "active_s", 8 } };
	const struct conv *c = f->c;
	uint32_t has[N];

	if (!isnan(c->label_turn) &&
	    (c->label_turn < 0 || c->label_turn >= (double)c->n_turns ||
		c->label_turn != floor(c->label_turn)))
		find(f, DOUBT_LABEL_OUTSIDE, NULL, 0);
	if (c->csat < 1 || c->csat > 5)
		find(f, DOUBT_CSAT_OUTSIDE, NULL, 0);
	if (!c->outcome)
		return;
	json_pick(c->json, c->outcome, durations, N, has);
	for (size_t i = 0; i < N; i++)
		if (has[i] && json_kind_of(c->json, has[i]) != JSON_NULL &&
		    (json_kind_of(c->json, has[i]) != JSON_NUMBER ||
			json_number(c->json, has[i]) < 0))
			find(f, DOUBT_NO_DURATION, NULL, 0);
}

static bool
has_agent(const struct conv *c)
{
	for (size_t i = 0; i < c->n_turns; i++)
		if (c->turns[i].role == ROLE_AGENT)
			return true;
	return false;
}

/* What presets write that no filter reads. */
static bool
is_ours(const struct conv *c, const struct event *e)
{
	static const char *const types[] = { "fallback", "tool_call",
		"tool_result", "error", NULL };
	uint32_t type = json_get(c->json, e->value, STR("type"));

	for (size_t i = 0; types[i] && type; i++)
		if (json_is(c->json, type, str_of(types[i])))
			return true;
	return false;
}

static bool
asks(const struct event *e)
{
	return e->type == EVENT_HANDOFF_OFFERED ||
	       e->type == EVENT_HANDOFF_REQUESTED;
}

/* By an event that stands behind the i-th, and was before it. */
static bool
was_asked_before(const struct conv *c, size_t i)
{
	int64_t at = c->events[i].at_ms;

	for (size_t k = i + 1; k < c->n_events && at != CONV_NO_TIME; k++)
		if (asks(&c->events[k]) && c->events[k].at_ms != CONV_NO_TIME &&
		    c->events[k].at_ms <= at)
			return true;
	return false;
}

static void
check_events(const struct finding *f)
{
	const struct conv *c = f->c;
	int64_t last = CONV_NO_TIME;
	bool asked = false, joined = false, closed = false;

	for (size_t i = 0; i < c->n_events; i++) {
		const struct event *e = &c->events[i];

		if (e->at_ms != CONV_NO_TIME && e->at_ms < last)
			find(f, DOUBT_EVENT_BACK, "event", i);
		else if (e->at_ms != CONV_NO_TIME)
			last = e->at_ms;
		if (closed && e->type != EVENT_CHANNEL_CHANGED)
			find(f, DOUBT_AFTER_CLOSED, "event", i);
		switch (e->type) {
		case EVENT_HANDOFF_OFFERED:
		case EVENT_HANDOFF_REQUESTED:
			asked = true;
			break;
		case EVENT_HANDOFF_ACCEPTED:
		case EVENT_HANDOFF_FAILED:
			if (!asked && !was_asked_before(c, i))
				find(f, DOUBT_UNASKED, "event", i);
			break;
		case EVENT_AGENT_JOINED:
			joined = true;
			break;
		case EVENT_RETURNED_TO_BOT:
			if (!asked && !joined)
				find(f, DOUBT_NO_HANDOFF, "event", i);
			break;
		case EVENT_CLOSED:
			closed = true;
			break;
		case EVENT_CHANNEL_CHANGED: /* it goes on elsewhere */
			closed = false;
			break;
		case EVENT_OTHER:
			if (!is_ours(c, e))
				find(f, DOUBT_UNKNOWN_EVENT, "event", i);
			break;
		default:
			break;
		}
	}
	if (joined && !has_agent(c))
		find(f, DOUBT_NO_AGENT, NULL, 0);
}

void
doubts_find(const struct conv *c, doubt_fn *found, void *arg)
{
	const struct finding f = { c, found, arg };

	check_turns(&f);
	check_events(&f);
	check_judgements(&f);
}
