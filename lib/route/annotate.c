#include "route/annotate.h"

#include <stdlib.h>

#include "conv/conv.h"
#include "route/explain.h"
#include "route/refusal.h"
#include "route/join.h"

/* A member's name with what stands around it. */
#define KEY(name) STR(",\"" name "\":")

static void
put_seconds(struct buf *b, struct str key, int64_t us)
{
	buf_str(b, key);
	json_put_number(b, (double)us / 1e6);
}

/* As conv_put_time() does, with the microseconds that are not 0. */
static void
put_instant(struct buf *b, int64_t us)
{
	int64_t rest = (us % 1000 + 1000) % 1000, ms = (us - rest) / 1000;
	char digits[] = { (char)('0' + rest / 100),
		(char)('0' + rest / 10 % 10), (char)('0' + rest % 10), 'Z' };

	conv_put_time(b, ms);
	if (!rest)
		return;
	b->n--; /* the Z */
	if (ms % 1000 == 0)
		buf_cstr(b, ".000");
	buf_put(b, digits, sizeof(digits));
}

static void
put_time(struct buf *b, struct str key, int64_t us)
{
	buf_str(b, key);
	buf_char(b, '"');
	put_instant(b, us);
	buf_char(b, '"');
}

/* By a clock on the wall: that of the queue, else that of whose shift starts,
 * else UTC. */
static void
put_opening(struct buf *b, const struct sim *s, const struct contact *c)
{
	const struct zone *zone = s->queues[c->demand->queue].rule->hours.zone;
	int64_t second = c->opens_us / 1000000;
	int offset_min = 0;
	struct civil at;

	if (!c->opens_us)
		return;
	if (!zone && c->opens_by != NOBODY) {
		zone = s->roster->agents[c->opens_by].week->zone;
		offset_min = s->roster->agents[c->opens_by].week->offset_min;
	}
	if (zone && zone_local(zone, second, &at))
		offset_min = at.offset_s / 60;
	if (!offset_min) {
		put_time(b, KEY("opens_at"), c->opens_us);
		return;
	}
	put_time(b, KEY("opens_at"), c->opens_us + offset_min * MINUTE_US);
	b->n -= 2; /* the Z, and the quote */
	buf_printf(b, "%c%02d:%02d\"", offset_min < 0 ? '-' : '+',
	    abs(offset_min) / 60, abs(offset_min) % 60);
}

static void
put_null(struct buf *b, struct str key)
{
	buf_str(b, key);
	buf_cstr(b, "null");
}

static void
put_string(struct buf *b, struct str key, struct str s)
{
	buf_str(b, key);
	json_put_string(b, s);
}

static void
put_outcome(struct buf *b, const struct contact *c)
{
	static const char *const outcomes[] = {
		[FATE_ASSIGNED] = "assigned",
		[FATE_ABANDONED] = "abandoned",
		[FATE_TIMED_OUT] = "unserved",
		[FATE_BACKLOG] = "unserved",
		[FATE_HOPELESS] = "unserved",
		[FATE_NO_TIME] = "unserved",
		[FATE_NO_QUEUE] = "unserved",
		[FATE_CLOSED] = "unserved",
		[FATE_FULL] = "unserved",
		[FATE_NOT_REACHED] = "unserved",
		[FATE_JOINED] = "joined",
	};
	enum refusal why = refusal_of(c);

	buf_cstr(b, "{\"outcome\":\"");
	buf_cstr(b, outcomes[c->fate]);
	buf_char(b, '"');
	if (why < N_REFUSALS)
		put_string(b, KEY("reason"), str_of(refusal_names[why]));
	if (why == REFUSED_NO_SKILL)
		put_string(b, KEY("missing"), c->demand->missing);
}

static void
put_agent(struct buf *b, const struct sim *s, uint32_t agent)
{
	put_string(b, KEY("agent"), s->roster->agents[agent].id);
}

static void
put_moment(struct buf *b, const struct sim *s, const struct moment *m)
{
	static const char *const kinds[] = {
		[MOMENT_STEP] = "step",
		[MOMENT_OVERFLOW] = "overflow",
		[MOMENT_NO_ANSWER] = "no_answer",
		[MOMENT_CALLBACK] = "callback",
		[MOMENT_UNREACHED] = "unreached",
	};

	buf_cstr(b, "{\"kind\":\"");
	buf_cstr(b, kinds[m->kind]);
	buf_char(b, '"');
	put_time(b, KEY("at"), m->at_us);
	if (m->kind == MOMENT_OVERFLOW)
		put_string(b, KEY("queue"), s->queues[m->what].rule->name);
	if (m->due_us)
		put_time(b, KEY("due"), m->due_us);
	if (m->kind == MOMENT_NO_ANSWER || m->kind == MOMENT_UNREACHED)
		put_agent(b, s, m->what);
	if (m->kind == MOMENT_STEP) {
		buf_str(b, KEY("step"));
		json_put_int(b, m->what);
	}
	buf_char(b, '}');
}

/* What happened while it waited, for what is told to the customer then. */
static void
put_moments(struct buf *b, const struct sim *s, const struct contact *c)
{
	const struct moment *m = sim_moment(s, c->moments);

	if (!m)
		return;
	buf_str(b, KEY("moments"));
	buf_char(b, '[');
	for (; m; m = sim_moment(s, m->next)) {
		json_next(b);
		put_moment(b, s, m);
	}
	buf_char(b, ']');
}

/* What an earlier contact of the customer made of it; or what it became. */
static void
put_joined(struct buf *b, const struct sim *s, const struct contact *c)
{
	if (c->fate == FATE_JOINED)
		put_string(b, KEY("goes_on_as"), buf_view(&c->thread->after));
	if (!c->follows)
		return;
	buf_str(b, KEY("joins"));
	buf_cstr(b, "{\"conversation_id\":");
	json_put_string(b, buf_view(&c->thread->before));
	buf_cstr(b, ",\"channel_changed\":");
	buf_cstr(b, c->changed ? "true" : "false");
	buf_cstr(b, ",\"kept_place\":");
	buf_cstr(b, c->kept_place ? "true" : "false");
	if (c->kept_place)
		put_time(b, KEY("waits_since"), c->thread->since_us);
	if (c->had == NOBODY)
		put_null(b, KEY("agent_before"));
	else
		put_string(
		    b, KEY("agent_before"), s->roster->agents[c->had].id);
	buf_char(b, '}');
}

/* Whom it was passed on to, if it was. */
static void
put_leg(struct buf *b, const struct sim *s, const struct contact *c)
{
	const struct contact *leg;

	if (c->leg == NOBODY)
		return;
	leg = sim_contact(s, c->leg);
	buf_str(b, KEY("passed_on"));
	put_outcome(b, leg);
	put_string(b, KEY("queue"), s->queues[leg->demand->queue].rule->name);
	if (leg->fate == FATE_ASSIGNED)
		put_agent(b, s, leg->agent);
	else
		put_null(b, KEY("agent"));
	put_time(b, KEY("at"), leg->arrival_us);
	put_opening(b, s, leg);
	put_seconds(b, KEY("wait_s"), leg->left_us - leg->since_us);
	buf_char(b, '}');
}

/* What only some queues and policies make of a contact. */
static void
put_course(struct buf *b, const struct sim *s, const struct contact *c)
{
	const struct queue *q = &s->queues[c->demand->queue];
	bool assigned = c->fate == FATE_ASSIGNED;

	if (q->rule->n_steps) {
		buf_str(b, KEY("step"));
		json_put_int(b, c->step);
	}
	if (c->asked != c->demand->queue)
		put_string(
		    b, KEY("asked_queue"), s->queues[c->asked].rule->name);
	put_moments(b, s, c);
	if (c->callback == CALLBACK_TAKEN) {
		buf_str(b, KEY("called_back"));
		buf_cstr(b, assigned ? "true" : "false");
		buf_str(b, KEY("calls"));
		json_put_int(b, c->calls);
	}
	put_joined(b, s, c);
	put_leg(b, s, c);
}

void
annotate_fate(struct buf *b, const struct sim *s, uint32_t i)
{
	const struct contact *c = sim_contact(s, i);
	const struct queue *q = &s->queues[c->demand->queue];
	bool assigned = c->fate == FATE_ASSIGNED;
	int64_t wait_us = c->position ? c->left_us - c->since_us : 0;

	put_outcome(b, c);
	put_string(b, KEY("queue"), q->rule->name);
	if (assigned)
		put_string(b, KEY("agent"), s->roster->agents[c->agent].id);
	else
		put_null(b, KEY("agent"));
	if (c->fate == FATE_NO_TIME)
		put_null(b, KEY("arrival"));
	else
		put_time(b, KEY("arrival"), c->arrival_us);
	if (assigned)
		put_time(b, KEY("assigned_at"), c->left_us);
	else
		put_null(b, KEY("assigned_at"));
	if (c->position) {
		put_seconds(b, KEY("wait_s"), wait_us);
		buf_str(b, KEY("position"));
		json_put_int(b, c->position);
	} else {
		put_null(b, KEY("wait_s"));
		put_null(b, KEY("position"));
	}
	buf_str(b, KEY("target_met"));
	buf_cstr(
	    b, assigned && wait_us <= c->demand->target_us ? "true" : "false");
	put_opening(b, s, c);
	put_course(b, s, c);
	if (explain_view(s, i).n) {
		buf_str(b, KEY("alternatives"));
		buf_str(b, explain_view(s, i));
	}
}

void
annotate_rest(struct buf *b, const struct sim *s, const struct contact *c,
    struct str channel, struct str unknown_queue)
{
	static const char *const origins[] = {
		[FROM_QUEUE] = "queue",
		[FROM_LOG] = "log",
		[FROM_DRAW] = "draw",
		[FROM_INTENT] = "intent",
	};
	const struct rule_queue *q = s->queues[c->demand->queue].rule;

	if (unknown_queue.n)
		put_string(b, KEY("unknown_queue"), unknown_queue);
	buf_str(b, KEY("priority"));
	json_put_number(b, (double)c->priority / PRIORITY);
	put_seconds(b, KEY("handle_s"), c->handle_us);
	put_string(b, KEY("handle_from"), str_of(origins[c->handle_from]));
	if (channel.n)
		put_string(b, KEY("channel"), channel);
	else
		put_null(b, KEY("channel"));
	buf_str(b, KEY("skills"));
	buf_char(b, '[');
	for (size_t i = 0; i < q->n_skills; i++) {
		if (i)
			buf_char(b, ',');
		json_put_string(b, q->skills[i]);
	}
	buf_cstr(b, "]}");
}
