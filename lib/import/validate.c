#include "import/import.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/hash.h"
#include "conv/conv.h"
#include "import/ids.h"

enum problem {
	TURN_BACK,
	EVENT_BACK,
	STARTS_LATE,
	ENDS_EARLY,
	ENDS_FIRST,
	UNKNOWN_EVENT,
	UNASKED,
	NO_AGENT,
	NO_HANDOFF,
	AFTER_CLOSED,
	LABEL_OUTSIDE,
	CSAT_OUTSIDE,
	NO_DURATION,
	ID_AGAIN,
	N_PROBLEMS
};

static const char *const names[N_PROBLEMS] = {
	[TURN_BACK] = "turn-before-the-last",
	[EVENT_BACK] = "event-before-the-last",
	[STARTS_LATE] = "turn-before-started_at",
	[ENDS_EARLY] = "turn-after-ended_at",
	[ENDS_FIRST] = "ended_at-before-started_at",
	[UNKNOWN_EVENT] = "unknown-event",
	[UNASKED] = "answer-without-handoff",
	[NO_AGENT] = "agent-joined-but-silent",
	[NO_HANDOFF] = "returned-without-handoff",
	[AFTER_CLOSED] = "event-after-closed",
	[LABEL_OUTSIDE] = "label-outside-of-turns",
	[CSAT_OUTSIDE] = "csat-outside-of-1-to-5",
	[NO_DURATION] = "duration-not-from-0",
	[ID_AGAIN] = "conversation_id-again",
};

struct finding {
	const struct conv *c;
	const char *file;
	uint64_t line;
	struct buf *out;
};

static void
find(struct finding *f, enum problem p, const char *what, size_t at)
{
	buf_cstr(f->out, "{\"file\":");
	json_put_string(f->out, str_of(f->file));
	json_member_count(f->out, "line", f->line);
	json_member_string(f->out, "problem", names[p]);
	if (what)
		json_member_count(f->out, what, at);
	buf_cstr(f->out, "}\n");
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
	if (c->started_ms != CONV_NO_TIME && c->ended_ms != CONV_NO_TIME &&
	    c->ended_ms < c->started_ms)
		find(f, ENDS_FIRST, NULL, 0);
}

/* What reports and tests count on: outcome and labels. */
static void
check_judgements(struct finding *f)
{
	static const char *const durations[] = { "wrap_up_s", "hold_s",
		"active_s", NULL };
	const struct conv *c = f->c;

	if (!isnan(c->label_turn) &&
	    (c->label_turn < 0 || c->label_turn >= (double)c->n_turns ||
		c->label_turn != floor(c->label_turn)))
		find(f, LABEL_OUTSIDE, NULL, 0);
	if (c->csat < 1 || c->csat > 5)
		find(f, CSAT_OUTSIDE, NULL, 0);
	for (size_t i = 0; durations[i] && c->outcome; i++) {
		uint32_t at =
		    json_get(c->json, c->outcome, str_of(durations[i]));

		if (at && json_kind_of(c->json, at) != JSON_NULL &&
		    (json_kind_of(c->json, at) != JSON_NUMBER ||
			json_number(c->json, at) < 0))
			find(f, NO_DURATION, NULL, 0);
	}
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

/* What a worker says of a record: whether its id is new is for who sees all of
 * them, in their order. */
struct verdict {
	uint64_t id;		 /* hashed */
	size_t n_again, n_found; /* bytes: what to say if not, and what else */
};

void
import_validate(
    const struct conv *c, const char *file, uint64_t line, struct buf *out)
{
	struct verdict v = { .id = hash_str(c->id) };
	struct finding f = { c, file, line, out };
	size_t at = out->n, body = at + sizeof(v);

	buf_put(out, &v, sizeof(v));
	find(&f, ID_AGAIN, NULL, 0);
	v.n_again = out->n - body;
	check_turns(&f);
	check_events(&f);
	check_judgements(&f);
	v.n_found = out->n - body - v.n_again;
	memcpy(out->p + at, &v, sizeof(v));
}

struct import_verdicts {
	struct ids *ids;
};

struct import_verdicts *
import_verdicts_new(size_t memory)
{
	struct import_verdicts *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	s->ids = ids_new(memory);
	return s;
}

bool
import_verdicts_free(struct import_verdicts *s)
{
	bool all = !ids_is_full(s->ids);

	ids_free(s->ids);
	free(s);
	return all;
}

void
import_verdicts_take(
    struct import_verdicts *s, struct str verdicts, struct buf *out)
{
	while (verdicts.n) {
		struct verdict v;
		const char *again = verdicts.p + sizeof(v), *found;

		memcpy(&v, verdicts.p, sizeof(v));
		found = again + v.n_again;
		if (ids_add(s->ids, v.id))
			buf_put(out, again, v.n_again);
		buf_put(out, found, v.n_found);
		verdicts.n -= (size_t)(found + v.n_found - verdicts.p);
		verdicts.p = found + v.n_found;
	}
}
