/*
 * gates - a rule that is not let through its gate answers no
 *
 * Random conditions are asked about random signals, all of them; those that
 * the gates keep from being asked must be among those that say no.
 */

#include <math.h>
#include <stdio.h>

#include "base/die.h"
#include "score/facts.h"
#include "score/gates.h"

enum {
	RULES = 600,
	TURNS = 400,
	STEPS = 1 << 20,
	LEAST_KEPT = 8, /* of a hundred questions */
};

static const char *const lists[] = { "churn", "two words" };

/* splitmix64: the same conditions everywhere. */
static uint64_t state = 2026;

static uint64_t
draw(uint64_t below)
{
	uint64_t z = (state += 0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (z ^ z >> 31) % below;
}

#define COUNT(of) (sizeof(of) / sizeof(*(of)))

/* One of those whose bounds are looked at, mostly. */
static const char *
draw_signal(void)
{
	static const char *const paths[] = { ".signals.anger",
		".signals.sentiment", ".signals.confidence", ".signals.turns",
		".signals.safety.self_harm", ".signals[\"anger\"]",
		".signals.terms.churn", ".signals.terms[\"two words\"]",
		".signals.elapsed_s", ".signals.readiness" };

	return paths[draw(COUNT(paths))];
}

/* Something else, which may be of any kind, or fail. */
static const char *
draw_other(void)
{
	static const char *const others[] = { ".signals.intent", ".channel",
		".customer.tier", ".customer", ".bot.name", ".turn.text",
		".turn.text.x", ".history", "(.history | length)",
		".local_time.hour", ".local_time", ".thresholds.vip",
		".signals", ".signals.safety", ".signals.anger?",
		"(.signals | .anger)", "(.signals.anger + 1)",
		"(-.signals.sentiment)", "(.signals.confidence // 0.5)",
		"(.signals.confidence // null)", "(.signals as $s | $s.anger)",
		"(.signals.anger, 1)", "([.signals[]] | length)",
		"([..] | length)", "(.signals | to_entries | length)",
		"(.signals | keys[0] as $k | .[$k])",
		"(.signals[\"an\" + \"ger\"])", "(1 / 3)", "error", "empty",
		"nan", "infinite", "(reduce range(9) as $i (0; . + $i))" };

	return others[draw(COUNT(others))];
}

static const char *
draw_limit(void)
{
	static const char *const limits[] = { "0", "-0", "0.5", "0.5", "1", "3",
		"-0.4", "-1", "null", "null", "true", "false", "\"web\"", "[]",
		"{}", "nan", "1e1000", "-1e1000", "1e-320",
		"1.7976931348623157e308", "(1 - 0.5)", "(0.5, 2)" };

	return limits[draw(COUNT(limits))];
}

static void
put_comparison(struct buf *b)
{
	static const char *const signs[] = { "<", "<=", ">", ">=", "==", "!=" };
	const char *left = draw(5) ? draw_signal() : draw_other();
	const char *right = draw(6) ? draw_limit() : draw_other();
	bool turned = draw(4) == 0;

	buf_printf(b, "%s %s %s", turned ? right : left,
	    signs[draw(COUNT(signs))], turned ? left : right);
}

static void
put_condition(struct buf *b, unsigned depth)
{
	unsigned kind = depth ? (unsigned)draw(10) : 0;

	if (kind < 3) {
		put_comparison(b);
		return;
	}
	buf_char(b, '(');
	if (kind == 9)
		buf_cstr(b, draw_other());
	else
		put_condition(b, depth - 1);
	if (kind == 8) {
		buf_cstr(b, draw(2) ? " | not)" : " // false)");
		return;
	}
	buf_cstr(b, draw(2) ? " and " : " or ");
	put_condition(b, depth - 1);
	buf_char(b, ')');
}

/* Conditions that are refused, or libjq's, are drawn again. */
static bool
is_fit(struct str condition, const struct slots *s, struct arena *run)
{
	struct expr_error err;
	const struct expr *e = expr_compile(condition, s->facts, run, &err);

	return e && !expr_jailed(e) && !expr_never_boolean(e);
}

static struct str
draw_condition(const struct slots *s, struct arena *run)
{
	struct buf b = { 0 };
	struct str condition;

	do {
		buf_clear(&b);
		put_condition(&b, (unsigned)draw(5));
		condition = arena_copy(run, buf_view(&b));
	} while (!is_fit(condition, s, run));
	buf_free(&b);
	return condition;
}

static struct str
write_rules(const struct slots *s, struct arena *run)
{
	struct buf b = { 0 };
	struct str text;

	buf_cstr(&b, "{ thresholds: { vip: 0.5 }, rules: [\n");
	for (size_t i = 0; i < RULES; i++) {
		buf_printf(&b, "{ id: \"%zu\", then: \"watch\", when: ", i);
		json_put_string(&b, draw_condition(s, run));
		buf_cstr(&b, " },\n");
	}
	b.n -= 2;
	buf_cstr(&b, "] }");
	text = arena_copy(run, buf_view(&b));
	buf_free(&b);
	return text;
}

/* What a log or a model may give, mostly at and about the limits above. */
static double
draw_value(void)
{
	static const double likely[] = { 0, -0.0, 0.5, 0.4999, 0.5001, 1, 3,
		-0.4, -0.3999, -1, 4, 0.0001, 1e9, -1e14 };

	return draw(5) ? likely[draw(COUNT(likely))] : NAN;
}

static void
draw_turn(struct facts *f, struct signals *g, const struct slots *s,
    const struct json *j)
{
	static const struct expr_list none;

	for (size_t i = 0; i < s->n; i++)
		g->value[i] = draw_value();
	g->intent = draw(2) ? STR("web") : (struct str){ NULL, 0 };
	facts_signals(f, g);
	facts_set(
	    f, FACT_CHANNEL, draw(2) ? expr_str(STR("web")) : expr_null());
	facts_set_json(f, FACT_CUSTOMER, j, json_get(j, 0, STR("customer")));
	facts_set_json(f, FACT_TURN, j, json_get(j, 0, STR("turn")));
	facts_set(f, FACT_HISTORY, expr_array(&none));
}

struct count {
	size_t asked, kept, wrong;
};

static void
check_turn(const struct rules *r, struct facts *f, const uint64_t *due,
    struct arena *scratch, struct count *c)
{
	for (size_t i = 0; i < r->n_rules; i++) {
		long steps = STEPS;
		enum expr_answer answer = expr_test_within(
		    r->rules[i].when, facts_value(f), scratch, &steps);

		c->asked++;
		if (due[i / 64] >> i % 64 & 1)
			continue;
		c->kept++;
		if (answer == EXPR_NO)
			continue;
		printf("failed: kept from being asked, but %d: %.*s\n", answer,
		    STR_ARG(r->rules[i].when_text));
		c->wrong++;
	}
	arena_reset(scratch);
}

/* Rules at random, compiled against the facts that they see. */
static void
make_rules(struct rules *r, struct slots *s, struct arena *run)
{
	static const struct rule_threshold vip = { .name = { "vip", 3 } };

	slots_init(s, lists, COUNT(lists), run);
	facts_thresholds(s, &vip, 1, run);
	rules_read(write_rules(s, run), "random", run, r);
	facts_thresholds(s, r->thresholds, r->n_thresholds, run);
	rules_compile(r, s->facts, run);
}

static struct count
check_gates(const struct json *j, struct arena *run)
{
	static struct slots s;
	struct count c = { 0 };
	struct arena scratch;
	struct signals g;
	struct gates gates;
	struct rules r;
	struct facts *f;

	make_rules(&r, &s, run);
	gates_init(&gates, &r, &s, run);
	f = facts_new(&s, run);
	arena_init(&scratch, 1 << 28);
	for (size_t i = 0; i < TURNS; i++) {
		uint64_t due[RULES / 64 + 1] = { 0 };

		draw_turn(f, &g, &s, j);
		gates_pass(&gates, &g, due);
		check_turn(&r, f, due, &scratch, &c);
	}
	arena_free(&scratch);
	return c;
}

int
main(void)
{
	static const char text[] = "{\"customer\":{\"tier\":\"gold\"},"
				   "\"turn\":{\"text\":\"\\u0041\"}}";
	char padded[sizeof(text) + JSON_PADDING] = { 0 };
	struct arena run;
	struct count c;
	struct fault fault;
	struct json j;

	program = "gates";
	memcpy(padded, text, sizeof(text) - 1);
	json_init(&j);
	if (!json_index(&j, (struct str){ padded, sizeof(text) - 1 }, &fault))
		return NEGATIVE;
	arena_init(&run, 1 << 30);
	c = check_gates(&j, &run);
	printf("%zu questions, %zu not asked, %zu wrong\n", c.asked, c.kept,
	    c.wrong);
	json_free(&j);
	arena_free(&run);
	return c.wrong || c.kept * 100 < c.asked * LEAST_KEPT ? NEGATIVE
							      : ALL_GOOD;
}
