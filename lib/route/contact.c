#include "route/contact.h"

#include <math.h>

#include "route/demand.h"

enum { DECISION, TURN, AT, QUEUE, PRIO, SIGNALS, N_MEMBERS };

static const struct str members[N_MEMBERS] = {
	[DECISION] = { "decision", 8 },
	[TURN] = { "turn", 4 },
	[AT] = { "at", 2 },
	[QUEUE] = { "queue", 5 },
	[PRIO] = { "priority", 8 },
	[SIGNALS] = { "signals", 7 },
};

/* hoff.score, and where its members are: 0 is absent or null. */
struct score {
	const struct conv *conv;
	uint32_t value[N_MEMBERS];
	struct fault *fault;
};

static bool
fail(struct score *s, size_t which, enum reason reason, const char *detail)
{
	*s->fault = (struct fault){ reason,
		s->conv->json->values[s->value[which]].start, detail };
	return false;
}

/* The member is absent or of this kind. */
static bool
is_kind(const struct score *s, size_t which, enum json_kind kind)
{
	uint32_t v = s->value[which];

	return !v || json_kind_of(s->conv->json, v) == kind;
}

static bool
read_decision(struct score *s, bool *escalated)
{
	static const struct str known[] = { { "escalate", 8 }, { "watch", 5 },
		{ "contain", 7 } };
	const struct json *j = s->conv->json;
	uint32_t v = s->value[DECISION];

	*escalated = false;
	if (!v)
		return true;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (json_is(j, v, known[i])) {
			*escalated = i == 0;
			return true;
		}
	}
	return fail(
	    s, DECISION, BAD_VALUE, "hoff.score.decision is not a known one");
}

static bool
read_queue(struct score *s, struct str *queue)
{
	const struct conv *c = s->conv;

	*queue = STR("");
	if (!is_kind(s, QUEUE, JSON_STRING))
		return fail(
		    s, QUEUE, BAD_TYPE, "hoff.score.queue is not a string");
	if (s->value[QUEUE])
		*queue = json_string(c->json, s->value[QUEUE], c->record);
	return true;
}

static bool
read_priority(struct score *s, double *priority)
{
	*priority = NAN;
	if (!is_kind(s, PRIO, JSON_NUMBER))
		return fail(
		    s, PRIO, BAD_TYPE, "hoff.score.priority is not a number");
	if (s->value[PRIO])
		*priority = json_number(s->conv->json, s->value[PRIO]);
	return true;
}

/* The time of turn n, or of the last before it that has one, or when the
 * conversation started. */
static int64_t
time_at_turn(const struct conv *c, size_t n)
{
	for (size_t i = n + 1; i-- > 0;)
		if (c->turns[i].at_ms != CONV_NO_TIME)
			return c->turns[i].at_ms;
	return c->started_ms;
}

static bool
read_moment(struct score *s, int64_t *ms)
{
	const struct conv *c = s->conv;
	double turn;

	if (!is_kind(s, AT, JSON_STRING))
		return fail(s, AT, BAD_TYPE, "hoff.score.at is not a string");
	if (!is_kind(s, TURN, JSON_NUMBER))
		return fail(
		    s, TURN, BAD_TYPE, "hoff.score.turn is not a number");
	*ms = c->started_ms;
	if (s->value[AT])
		return conv_parse_time(
			   json_string(c->json, s->value[AT], c->record), ms) ||
		       fail(s, AT, BAD_VALUE,
			   "hoff.score.at is not RFC 3339 with a zone");
	if (!s->value[TURN])
		return true;
	turn = json_number(c->json, s->value[TURN]);
	if (!(turn >= 0 && turn < (double)c->n_turns && turn == floor(turn)))
		return fail(s, TURN, BAD_VALUE,
		    "hoff.score.turn is the number of no turn");
	*ms = time_at_turn(c, (size_t)turn);
	return true;
}

static bool
read_arrival(struct score *s, int64_t *us)
{
	int64_t ms;

	if (!read_moment(s, &ms))
		return false;
	*us = ms == CONV_NO_TIME ? ms : ms * 1000;
	return true;
}

/* The time of the first event of a kind from `ms` on, or CONV_NO_TIME. */
static int64_t
first_event(const struct conv *c, enum event_type type, int64_t ms)
{
	int64_t first = CONV_NO_TIME;

	for (size_t i = 0; i < c->n_events; i++) {
		int64_t at = c->events[i].at_ms;

		if (c->events[i].type == type && at != CONV_NO_TIME &&
		    at >= ms && (first == CONV_NO_TIME || at < first))
			first = at;
	}
	return first;
}

static int64_t
shorter(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/*
 * What the log says an agent spent: from his first turn to the last turn, or
 * until the conversation was closed or went back to the bot, without the part
 * of each pause that is longer than a pause may be (a mail thread of three
 * days is not three days of work); then the work after it.
 */
static int64_t
logged_handling(const struct conv *c, int64_t max_pause_us)
{
	int64_t spent = 0, now, back, closed, most_ms = max_pause_us / 1000;
	size_t i = 0;

	while (i < c->n_turns && (c->turns[i].role != ROLE_AGENT ||
				     c->turns[i].at_ms == CONV_NO_TIME))
		i++;
	if (i == c->n_turns)
		return -1;
	now = c->turns[i].at_ms;
	back = first_event(c, EVENT_RETURNED_TO_BOT, now);
	closed = first_event(c, EVENT_CLOSED, now);
	for (; i < c->n_turns; i++) {
		int64_t at = c->turns[i].at_ms;

		if (at <= now || (back != CONV_NO_TIME && at > back))
			continue;
		spent += shorter(at - now, most_ms);
		now = at;
	}
	if (back != CONV_NO_TIME)
		closed = back;
	if (closed > now)
		spent += shorter(closed - now, most_ms);
	if (spent == 0)
		return -1;
	spent *= 1000;
	return isnan(c->wrap_up_s) ? spent : spent + route_us(c->wrap_up_s);
}

/* How long the customer waited before he left, when the log says that he did
 * and nobody had come. */
static int64_t
logged_patience(const struct conv *c, int64_t arrival_us)
{
	int64_t from = arrival_us / 1000, left;

	if (arrival_us == CONV_NO_TIME)
		return -1;
	left = first_event(c, EVENT_ABANDONED, from);
	if (left == CONV_NO_TIME)
		return -1;
	for (size_t i = 0; i < c->n_turns; i++)
		if (c->turns[i].role == ROLE_AGENT && !c->turns[i].private)
			return -1;
	return left > from ? (left - from) * 1000 : 1; /* 0 is: never */
}

/* The intent at the turn of the decision, or the last one before it. */
static struct str
asked_for(const struct score *s)
{
	const struct conv *c = s->conv;
	size_t n = c->n_turns;
	double turn = NAN;

	if (s->value[TURN])
		turn = json_number(c->json, s->value[TURN]);
	if (turn >= 0 && turn < (double)n)
		n = (size_t)turn + 1;
	while (n-- > 0)
		if (c->turns[n].role == ROLE_CUSTOMER &&
		    c->turns[n].intent->name.n)
			return c->turns[n].intent->name;
	return STR("");
}

static bool
is_crisis(const struct rules *rules, struct str queue)
{
	const struct rule_queue *q = rules_queue(rules, queue);

	return q && q->crisis;
}

static bool
leads_out_of_crisis(const struct rules *rules, const struct rule_route *r,
    const struct wish *from)
{
	return r->queue.n &&
	       (from->in_danger || is_crisis(rules, from->queue)) &&
	       !is_crisis(rules, r->queue);
}

/* The first route that takes the record leads it. */
static void
follow_routes(const struct conv *c, const struct rules *rules,
    const struct policy *p, struct wish *w)
{
	for (size_t i = 0; i < p->n_routes; i++) {
		const struct rule_route *r = &p->routes[i];

		if (leads_out_of_crisis(rules, r, w) ||
		    expr_test(r->when, expr_json(c->json, 0), c->record) !=
			EXPR_YES)
			continue;
		if (r->queue.n)
			w->queue = r->queue;
		if (!isnan(r->priority))
			w->priority = r->priority;
		return;
	}
}

/* The string at a path of member names between dots, of a list the first; or
 * nothing. */
static struct str
text_at(const struct conv *c, struct str path)
{
	uint32_t at = json_find(c->json, 0, path);

	if (at && json_kind_of(c->json, at) == JSON_ARRAY)
		at = json_first(c->json, at);
	return json_kind_of(c->json, at) == JSON_STRING
		   ? json_string(c->json, at, c->record)
		   : STR("");
}

static void
read_conv(const struct score *s, int64_t max_pause_us, struct wish *out)
{
	const struct conv *c = s->conv;

	out->id = c->id;
	out->customer = c->customer_id;
	out->channel = c->channel;
	out->language = c->language;
	out->intent = asked_for(s);
	out->handle_us = logged_handling(c, max_pause_us);
	out->wrapped_up = !isnan(c->wrap_up_s);
	out->patience_us = logged_patience(c, out->arrival_us);
}

bool
contact_read(const struct conv *c, const struct rules *rules,
    const struct policy *p, int64_t max_pause_us, struct wish *out,
    struct fault *f)
{
	struct score s = { .conv = c, .fault = f };
	uint32_t score = conv_annotation(c, "score");

	*out = (struct wish){ .scored = score != 0 };
	if (!score)
		return true;
	json_pick(c->json, score, members, N_MEMBERS, s.value);
	for (size_t i = 0; i < N_MEMBERS; i++)
		if (s.value[i] &&
		    json_kind_of(c->json, s.value[i]) == JSON_NULL)
			s.value[i] = 0;
	if (!read_decision(&s, &out->escalated))
		return false;
	if (!out->escalated)
		return true;
	if (!read_queue(&s, &out->queue) ||
	    !read_priority(&s, &out->priority) ||
	    !read_arrival(&s, &out->arrival_us))
		return false;
	read_conv(&s, max_pause_us, out);
	out->preferred = text_at(c, p->preferred);
	out->in_danger =
	    !rules_queue(rules, out->queue) &&
	    rule_danger_is_met(&rules->crisis, c->json, s.value[SIGNALS]);
	follow_routes(c, rules, p, out);
	return true;
}
