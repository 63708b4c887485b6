#include "import/import.h"

#include "conv/conv.h"

enum problem {
	TURN_BACK,
	EVENT_BACK,
	STARTS_LATE,
	ENDS_EARLY,
	UNKNOWN_EVENT,
	UNASKED,
	NO_AGENT,
	NO_HANDOFF,
	AFTER_CLOSED,
	LABEL_OUTSIDE,
	N_PROBLEMS
};

const char *const import_problems[] = {
	[TURN_BACK] = "turn-before-the-last",
	[EVENT_BACK] = "event-before-the-last",
	[STARTS_LATE] = "turn-before-started_at",
	[ENDS_EARLY] = "turn-after-ended_at",
	[UNKNOWN_EVENT] = "unknown-event",
	[UNASKED] = "answer-without-handoff",
	[NO_AGENT] = "agent-joined-but-silent",
	[NO_HANDOFF] = "returned-without-handoff",
	[AFTER_CLOSED] = "event-after-closed",
	[LABEL_OUTSIDE] = "label-outside-of-turns",
	[N_PROBLEMS] = NULL,
};

struct finding {
	const struct conv *c;
	const char *file;
	uint64_t line;
	struct buf *out;
	size_t n;
};

static void
find(struct finding *f, enum problem p, const char *what, size_t at)
{
	buf_cstr(f->out, "{\"file\":");
	json_put_string(f->out, str_of(f->file));
	json_member_int(f->out, "line", f->line);
	json_member_string(f->out, "problem", import_problems[p]);
	if (what)
		json_member_int(f->out, what, at);
	buf_cstr(f->out, "}\n");
	f->n++;
}

static void
check_turns(struct finding *f)
{
	const struct conv *c = f->c;
	int64_t last = CONV_NO_TIME;

	for (size_t i = 0; i < c->n_turns; i++) {
		int64_t at = c->turns[i].at_ms;

		if (at == CONV_NO_TIME)
			continue;
		if (at < last)
			find(f, TURN_BACK, "turn", i);
		else
			last = at;
		if (c->started_ms != CONV_NO_TIME && at < c->started_ms)
			find(f, STARTS_LATE, "turn", i);
		if (c->ended_ms != CONV_NO_TIME && at > c->ended_ms)
			find(f, ENDS_EARLY, "turn", i);
	}
	if (c->label_turn >= (double)c->n_turns)
		find(f, LABEL_OUTSIDE, NULL, 0);
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

static void
check_events(struct finding *f)
{
	const struct conv *c = f->c;
	int64_t last = CONV_NO_TIME;
	bool asked = false, joined = false, closed = false;

	for (size_t i = 0; i < c->n_events; i++) {
		const struct event *e = &c->events[i];

		if (e->at_ms != CONV_NO_TIME && e->at_ms < last)
			find(f, EVENT_BACK, "event", i);
		else if (e->at_ms != CONV_NO_TIME)
			last = e->at_ms;
		if (closed && e->type != EVENT_CHANNEL_CHANGED)
			find(f, AFTER_CLOSED, "event", i);
		switch (e->type) {
		case EVENT_HANDOFF_OFFERED:
		case EVENT_HANDOFF_REQUESTED:
			asked = true;
			break;
		case EVENT_HANDOFF_ACCEPTED:
		case EVENT_HANDOFF_FAILED:
			if (!asked)
				find(f, UNASKED, "event", i);
			break;
		case EVENT_AGENT_JOINED:
			joined = true;
			break;
		case EVENT_RETURNED_TO_BOT:
			if (!asked && !joined)
				find(f, NO_HANDOFF, "event", i);
			break;
		case EVENT_CLOSED:
			closed = true;
			break;
		case EVENT_CHANNEL_CHANGED: /* it goes on elsewhere */
			closed = false;
			break;
		case EVENT_OTHER:
			if (!is_ours(c, e))
				find(f, UNKNOWN_EVENT, "event", i);
			break;
		default:
			break;
		}
	}
	if (joined && !has_agent(c))
		find(f, NO_AGENT, NULL, 0);
}

size_t
import_validate(
    const struct conv *c, const char *file, uint64_t line, struct buf *out)
{
	struct finding f = { c, file, line, out, 0 };

	check_turns(&f);
	check_events(&f);
	return f.n;
}
