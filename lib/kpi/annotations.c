#include "kpi/annotations.h"

#include <math.h>

#include "kpi/signals.h"

/* The value where it is of that kind, and 0 otherwise. */
static uint32_t
only(const struct json *j, enum json_kind kind, uint32_t at)
{
	return at && json_kind_of(j, at) == kind ? at : 0;
}

/* A turn's number or a count, SIZE_MAX for anything else. */
static size_t
whole_number(const struct json *j, uint32_t at)
{
	double x;

	if (!only(j, JSON_NUMBER, at))
		return SIZE_MAX;
	x = json_number(j, at);
	return x >= 0 && x < 1e9 && x == floor(x) ? (size_t)x : SIZE_MAX;
}

static void
read_evidence(struct annotations *a, const struct json *j, uint32_t list)
{
	enum { SIGNAL, TURN, N };
	static const struct str names[N] = { { "signal", 6 }, { "turn", 4 } };
	uint32_t m[N];

	if (!only(j, JSON_ARRAY, list))
		return;
	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		size_t turn;

		json_pick(j, i, names, N, m);
		if (!m[SIGNAL] || !json_is(j, m[SIGNAL], STR("human_request")))
			continue;
		turn = whole_number(j, m[TURN]);
		if (turn < a->asked)
			a->asked = turn;
	}
}

static void
read_reasons(
    struct annotations *a, struct kpi *k, const struct conv *c, uint32_t list)
{
	enum { RULE, EVIDENCE, N };
	static const struct str names[N] = { { "rule", 4 }, { "evidence", 8 } };
	const struct json *j = c->json;
	struct mentions *rule = NULL;
	size_t rules = 0;
	uint32_t m[N];

	if (!only(j, JSON_ARRAY, list))
		return;
	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		struct mentions *fresh = NULL;

		json_pick(j, i, names, N, m);
		if (only(j, JSON_STRING, m[RULE]))
			fresh = kpi_mention(
			    k, RULES, json_string(j, m[RULE], c->record), 1);
		read_evidence(a, j, m[EVIDENCE]);
		if (!fresh)
			continue;
		rule = fresh;
		rules++;
		rule->labelled += c->label_escalate != ANSWER_NONE;
		rule->right += c->label_escalate == ANSWER_YES;
	}
	if (rules == 1)
		rule->alone++;
}

static void
read_friction(
    struct annotations *a, struct kpi *k, const struct conv *c, uint32_t list)
{
	const struct json *j = c->json;

	if (!only(j, JSON_ARRAY, list))
		return;
	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		uint32_t at = json_get(j, i, STR("kind"));
		struct str kind;

		if (!only(j, JSON_STRING, at))
			continue;
		kind = json_string(j, at, c->record);
		kpi_mention(k, FRICTION, kind, 1);
		a->fallbacks += str_eq(kind, STR("fallback"));
		a->looped |= str_eq(kind, STR("loop"));
		a->frustrated |= str_eq(kind, STR("loop")) ||
				 str_eq(kind, STR("negative_feedback")) ||
				 str_eq(kind, STR("blocked_exit"));
	}
}

static void
read_score(
    struct annotations *a, struct kpi *k, const struct conv *c, uint32_t score)
{
	enum { DECISION, TURN, AT, REASONS, KINDS, TRAJECTORY, SPREAD, N };
	static const struct str names[N] = { { "decision", 8 }, { "turn", 4 },
		{ "at", 2 }, { "reasons", 7 }, { "friction", 8 },
		{ "trajectory", 10 }, { "signals", 7 } };
	const struct json *j = c->json;
	uint32_t m[N];

	json_pick(j, score, names, k->plan->o.signals ? N : SPREAD, m);
	if (!m[DECISION])
		return;
	if (json_is(j, m[DECISION], STR("escalate")))
		a->decision = N_ESCALATE;
	else if (json_is(j, m[DECISION], STR("watch")))
		a->decision = N_WATCH;
	else if (json_is(j, m[DECISION], STR("contain")))
		a->decision = N_CONTAIN;
	else
		return;
	a->turn = whole_number(j, m[TURN]);
	if (only(j, JSON_STRING, m[AT]) &&
	    !conv_parse_time(json_string(j, m[AT], c->record), &a->at_ms))
		a->at_ms = CONV_NO_TIME;
	read_reasons(a, k, c, m[REASONS]);
	read_friction(a, k, c, m[KINDS]);
	a->trajectory = only(j, JSON_ARRAY, m[TRAJECTORY]);
	if (k->plan->o.signals && only(j, JSON_OBJECT, m[SPREAD]))
		signals_mention(k, j, m[SPREAD]);
}

static void
read_route(struct annotations *a, const struct json *j, uint32_t route)
{
	enum { OUTCOME, WAIT, MET, REASON, CALLED, N };
	static const struct str names[N] = { { "outcome", 7 }, { "wait_s", 6 },
		{ "target_met", 10 }, { "reason", 6 }, { "called_back", 11 } };
	uint32_t m[N];

	json_pick(j, route, names, N, m);
	if (!m[OUTCOME])
		return;
	if (json_is(j, m[OUTCOME], STR("assigned")))
		a->routed = N_ASSIGNED;
	else if (json_is(j, m[OUTCOME], STR("abandoned")))
		a->routed = N_GAVE_UP;
	else if (json_is(j, m[OUTCOME], STR("unserved")))
		a->routed = N_UNSERVED;
	a->route_callback = m[CALLED] != 0;
	a->route_closed = a->routed == N_UNSERVED && m[REASON] &&
			  json_is(j, m[REASON], STR("closed"));
	a->target_met = only(j, JSON_TRUE, m[MET]);
	if (only(j, JSON_NUMBER, m[WAIT]))
		a->wait_s = json_number(j, m[WAIT]);
}

static void
read_redact(
    struct annotations *a, struct kpi *k, const struct conv *c, uint32_t redact)
{
	const struct json *j = c->json;
	uint32_t status = json_get(j, redact, STR("status"));
	uint32_t counts = json_get(j, redact, STR("counts"));

	a->redact_seen = true;
	a->redacted = status && json_is(j, status, STR("done"));
	if (!only(j, JSON_OBJECT, counts))
		return;
	for (uint32_t i = json_first(j, counts); i;
	     i = json_after(j, counts, i)) {
		size_t n = whole_number(j, i + 1);

		if (n && n != SIZE_MAX)
			kpi_mention(
			    k, REDACTIONS, json_string(j, i, c->record), n);
	}
}

static void
read_packet(struct annotations *a, const struct json *j, uint32_t packet)
{
	uint32_t status = json_get(j, packet, STR("status"));

	if (!only(j, JSON_STRING, status))
		return;
	a->packet_seen = !json_is(j, status, STR("not_needed"));
	a->packet_ready = json_is(j, status, STR("ready"));
}

void
annotations_read(struct annotations *a, struct kpi *k, const struct conv *c)
{
	enum { SCORE, ROUTE, REDACT, PACKET, N };
	static const struct str names[N] = { { "score", 5 }, { "route", 5 },
		{ "redact", 6 }, { "packet", 6 } };
	const struct json *j = c->json;
	uint32_t m[N];

	*a = (struct annotations){ .turn = SIZE_MAX,
		.at_ms = CONV_NO_TIME,
		.asked = SIZE_MAX,
		.wait_s = NAN };
	if (!c->hoff)
		return;
	json_pick(j, c->hoff, names, N, m);
	if (only(j, JSON_OBJECT, m[SCORE]))
		read_score(a, k, c, m[SCORE]);
	if (only(j, JSON_OBJECT, m[ROUTE]))
		read_route(a, j, m[ROUTE]);
	if (only(j, JSON_OBJECT, m[REDACT]))
		read_redact(a, k, c, m[REDACT]);
	if (only(j, JSON_OBJECT, m[PACKET]))
		read_packet(a, j, m[PACKET]);
}
