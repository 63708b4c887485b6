#include "trial/room.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/die.h"
#include "base/near.h"
#include "rules/rules.h"

static const struct str decisions[] = { { "contain", 7 }, { "watch", 5 },
	{ "escalate", 8 } };
static const struct str members[] = { { "decision", 8 }, { "turn", 4 },
	{ "rule", 4 }, { "no_rule", 7 }, { "readiness", 9 }, { "queue", 5 },
	{ "tier", 4 } };

enum member {
	DECISION,
	TURN,
	RULE,
	NO_RULE,
	READINESS,
	QUEUE,
	TIER,
	N_MEMBERS
};

noreturn void
test_wrong(const struct test *t, const char *fmt, ...)
{
	struct expr_place at;
	struct arena run;
	char what[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	arena_init(&run, (size_t)1 << 30);
	at = expr_place(expr_source(t->text, &run), t->json, t->at);
	if (t->name.n)
		die("%s:%zu:%zu: tests[%zu] (%.*s): %s", t->file, at.line,
		    at.column, t->number, STR_ARG(t->name), what);
	die("%s:%zu:%zu: tests[%zu]: %s", t->file, at.line, at.column,
	    t->number, what);
}

static void
put_rules(const struct judged *g, struct buf *out)
{
	struct str rule;

	for (size_t i = 0; judged_rule(g, i, &rule); i++) {
		buf_cstr(out, i ? "," : ",\"rule\":[");
		json_put_string(out, rule);
	}
	if (judged_rule(g, 0, &rule))
		buf_char(out, ']');
}

void
expect_put(const struct judged *g, struct buf *out)
{
	buf_cstr(out, "{\"decision\":");
	json_put_string(out, g->decision);
	if (g->turn != NO_TURN) {
		buf_cstr(out, ",\"turn\":");
		json_put_int(out, g->turn);
	}
	put_rules(g, out);
	buf_cstr(out, ",\"readiness\":");
	json_put_number(out, g->readiness);
	if (g->queue.p) {
		buf_cstr(out, ",\"queue\":");
		json_put_string(out, g->queue);
	}
	buf_cstr(out, ",\"tier\":");
	json_put_string(out, g->tier);
	buf_char(out, '}');
}

/* An expected member, 0 where it is absent or null. */
static uint32_t
expected(const struct test *t, enum member m)
{
	uint32_t at = json_get(t->json, t->expect, members[m]);

	return at && json_kind_of(t->json, at) != JSON_NULL ? at : 0;
}

static void
demand(const struct test *t, uint32_t at, enum json_kind kind, const char *what)
{
	if (json_kind_of(t->json, at) != kind)
		test_wrong(t, "expect: %s", what);
}

/* The i-th of a string or an array of strings, as a value index. */
static uint32_t
item(const struct test *t, uint32_t at, size_t i)
{
	uint32_t one;

	if (json_kind_of(t->json, at) != JSON_ARRAY)
		return i ? 0 : at;
	for (one = json_first(t->json, at); one && i; i--)
		one = json_after(t->json, at, one);
	return one;
}

/* The nearest known name when `at` is none of them. */
static bool
is_known(const struct test *t, uint32_t at, const struct str *known, size_t n,
    struct str *nearest)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < n; i++)
		if (json_is(t->json, at, known[i]))
			return true;
	/* as written, quotes aside: a name with escapes is far from all */
	buf_str(&b, json_raw(t->json, at));
	*nearest =
	    near_best((struct str){ b.p + 1, b.n > 1 ? b.n - 2 : 0 }, known, n);
	buf_free(&b);
	return false;
}

static void
check_members(const struct test *t)
{
	struct str nearest;

	for (uint32_t i = json_first(t->json, t->expect); i;
	     i = json_after(t->json, t->expect, i))
		if (!is_known(t, i, members, N_MEMBERS, &nearest))
			test_wrong(t,
			    "expect: unknown member %.*s; the nearest known "
			    "is \"%.*s\"",
			    STR_ARG(json_raw(t->json, i)), STR_ARG(nearest));
	if (!json_first(t->json, t->expect))
		test_wrong(t, "expect: it expects nothing");
}

static void
check_rules(
    const struct test *t, uint32_t at, const struct str *known, size_t n)
{
	uint32_t one;
	struct str nearest;

	if (json_kind_of(t->json, at) == JSON_ARRAY && !json_first(t->json, at))
		test_wrong(t, "expect: it names no rule");
	for (size_t i = 0; (one = item(t, at, i)); i++) {
		demand(t, one, JSON_STRING,
		    "rule and no_rule are a rule's id or an array of them");
		if (!is_known(t, one, known, n, &nearest))
			test_wrong(t,
			    "expect: there is no rule %.*s; the nearest "
			    "known is \"%.*s\"",
			    STR_ARG(json_raw(t->json, one)), STR_ARG(nearest));
	}
}

static void
check_readiness(const struct test *t, uint32_t at)
{
	uint32_t low, high;

	if (json_kind_of(t->json, at) == JSON_NUMBER)
		return;
	demand(t, at, JSON_ARRAY, "readiness is a number or [low, high]");
	low = json_first(t->json, at);
	high = low ? json_after(t->json, at, low) : 0;
	if (!high || json_after(t->json, at, high) ||
	    json_kind_of(t->json, low) != JSON_NUMBER ||
	    json_kind_of(t->json, high) != JSON_NUMBER ||
	    json_number(t->json, low) > json_number(t->json, high))
		test_wrong(t, "expect: readiness is a number or [low, high]");
}

static void
check_rule_names(const struct test *t, const struct rules *r)
{
	static const enum member which[] = { RULE, NO_RULE };
	struct arena names;
	struct str *known;

	arena_init(&names, 1 << 24);
	known = arena_array(&names, r->n_rules + 1, sizeof(*known));
	for (size_t i = 0; i < r->n_rules; i++)
		known[i] = r->rules[i].id;
	known[r->n_rules] = STR("readiness"); /* its threshold decided */
	for (size_t i = 0; i < 2; i++)
		if (expected(t, which[i]))
			check_rules(t, expected(t, which[i]), known,
			    r->n_rules + (which[i] == RULE));
	arena_free(&names);
}

void
expect_check(const struct test *t, const struct score_plan *plan)
{
	struct str nearest;
	uint32_t at;

	check_members(t);
	if ((at = expected(t, DECISION))) {
		demand(t, at, JSON_STRING, "decision is a string");
		if (!is_known(t, at, decisions, 3, &nearest))
			test_wrong(t,
			    "expect: there is no decision %.*s; the nearest "
			    "known is \"%.*s\"",
			    STR_ARG(json_raw(t->json, at)), STR_ARG(nearest));
	}
	if ((at = expected(t, TURN)))
		demand(t, at, JSON_NUMBER, "turn is a number");
	if ((at = expected(t, QUEUE)))
		demand(t, at, JSON_STRING, "queue is a string");
	if ((at = expected(t, TIER))) {
		demand(t, at, JSON_STRING, "tier is a string");
		if (!is_known(t, at, rules_tiers(), N_TIERS, &nearest))
			test_wrong(t,
			    "expect: there is no tier %.*s; the nearest known "
			    "is \"%.*s\"",
			    STR_ARG(json_raw(t->json, at)), STR_ARG(nearest));
	}
	if ((at = expected(t, READINESS)))
		check_readiness(t, at);
	check_rule_names(t, score_rules(plan));
}

static void wrong(struct buf *out, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void
wrong(struct buf *out, const char *fmt, ...)
{
	char what[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	if (out->n)
		buf_cstr(out, "; ");
	buf_cstr(out, what);
}

static bool
decided_by(const struct test *t, const struct judged *g, uint32_t rule)
{
	struct str id;

	for (size_t i = 0; judged_rule(g, i, &id); i++)
		if (json_is(t->json, rule, id))
			return true;
	return false;
}

/* The first turn at which it fired, up to an escalation; or NO_TURN. */
static uint32_t
fired_at(const struct test *t, const struct judged *g, uint32_t rule)
{
	const struct json *j = &g->json;
	struct step s;

	for (bool more = judged_first(g, &s); more; more = judged_next(g, &s)) {
		for (uint32_t i = json_first(j, s.fired); i;
		     i = json_after(j, s.fired, i))
			if (json_is(t->json, rule, json_string(j, i, g->arena)))
				return s.turn;
		if (s.turn == g->turn && str_eq(g->decision, decisions[2]))
			break;
	}
	return NO_TURN;
}

static void
compare_rules(const struct test *t, const struct judged *g, struct buf *out)
{
	uint32_t at = expected(t, RULE), one, turn;

	for (size_t i = 0; at && (one = item(t, at, i)); i++)
		if (!decided_by(t, g, one))
			wrong(out,
			    "%.*s is not among the rules of the decision",
			    STR_ARG(json_raw(t->json, one)));
	at = expected(t, NO_RULE);
	for (size_t i = 0; at && (one = item(t, at, i)); i++)
		if ((turn = fired_at(t, g, one)) != NO_TURN)
			wrong(out, "%.*s fired at turn %u",
			    STR_ARG(json_raw(t->json, one)), (unsigned)turn);
}

static void
compare_readiness(const struct test *t, const struct judged *g, struct buf *out)
{
	uint32_t at = expected(t, READINESS);
	double low, high;

	if (!at)
		return;
	if (json_kind_of(t->json, at) == JSON_ARRAY) {
		at = json_first(t->json, at);
		low = json_number(t->json, at);
		high = json_number(t->json, at + 1);
	} else {
		/* a number means what is printed as that number */
		low = json_number(t->json, at) - 0.00005;
		high = low + 0.0001;
	}
	if (g->readiness < low || g->readiness > high)
		wrong(out, "readiness is %.4f", g->readiness);
}

bool
expect_holds(const struct test *t, const struct judged *g, struct buf *out)
{
	size_t before = out->n;
	uint32_t at;

	if ((at = expected(t, DECISION)) && !json_is(t->json, at, g->decision))
		wrong(out, "decision is %.*s", STR_ARG(g->decision));
	if ((at = expected(t, TURN)) &&
	    (g->turn == NO_TURN || json_number(t->json, at) != g->turn)) {
		if (g->turn == NO_TURN)
			wrong(out, "there is no turn of a decision");
		else
			wrong(out, "turn is %u", (unsigned)g->turn);
	}
	compare_rules(t, g, out);
	compare_readiness(t, g, out);
	if ((at = expected(t, QUEUE)) && !json_is(t->json, at, g->queue)) {
		if (g->queue.p)
			wrong(out, "queue is %.*s", STR_ARG(g->queue));
		else
			wrong(out, "there is no queue");
	}
	if ((at = expected(t, TIER)) && !json_is(t->json, at, g->tier))
		wrong(out, "tier is %.*s", STR_ARG(g->tier));
	return out->n == before;
}
