#include <math.h>
#include <stdio.h>

#include "base/die.h"
#include "expr/expr.h"

/*
 * What is said of given conditions, and that what is said of random ones is
 * so: they are evaluated on random facts.
 */
static const struct str signal_names[] = { { "anger", 5 }, { "sentiment", 9 },
	{ "fallbacks", 9 }, { "confidence", 10 }, { "intent", 6 } };
static const struct expr_shape signals = { signal_names, NULL, 5 };
static const struct str facts_names[] = { { "signals", 7 }, { "channel", 7 },
	{ "customer", 8 } };
static const struct expr_shape *const facts_inner[] = { &signals, NULL, NULL };
static const struct expr_shape shape = { facts_names, facts_inner, 3 };

static const struct expr_known known[] = {
	{ .path = { ".signals.anger", 14 }, .number = true, .high = 1 },
	{ .path = { ".signals.sentiment", 18 },
	    .number = true,
	    .low = -1,
	    .high = 1 },
	{ .path = { ".signals.fallbacks", 18 },
	    .number = true,
	    .whole = true,
	    .high = INFINITY },
	{ .path = { ".signals.confidence", 19 },
	    .null = true,
	    .number = true,
	    .high = 1 },
	{ .path = { ".signals.intent", 15 }, .null = true, .string = true },
};
static const struct expr_knowledge knowledge = { known, 5 };

static size_t failures;

static void
fail(const char *what, struct str a, const char *b)
{
	printf("failed: %s: %.*s%s%s\n", what, STR_ARG(a), b ? " => " : "",
	    b ? b : "");
	failures++;
}

/* splitmix64: the same conditions everywhere. */
static uint64_t state = 12345;

static uint64_t
draw(uint64_t below)
{
	uint64_t z = (state += 0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (z ^ z >> 31) % below;
}

static const char *
pick(const char *const *of, size_t n)
{
	return of[draw(n)];
}

/* clang-format off */
#define PICK(...) \
	pick((const char *const[]){ __VA_ARGS__ }, \
	    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))
/* clang-format on */

static void
put_operand(struct buf *b)
{
	buf_cstr(b,
	    PICK(".signals.anger", ".signals.sentiment", ".signals.fallbacks",
		".signals.fallbacks", ".signals.confidence",
		".signals.confidence", ".signals.intent", ".channel",
		".channel", ".customer.tier", ".customer?.tier", ".customer",
		"(.signals.anger + .signals.fallbacks)",
		"(.signals.confidence + .signals.sentiment)",
		"(.signals.sentiment - .signals.confidence)",
		"(.signals.fallbacks * -2)", "(-.signals.anger)",
		"(.signals.anger / 2)", "(.signals.confidence // 0.5)",
		"(.channel // \"web\")", "(.customer | .tier)",
		"(.signals | .anger)", "(.channel | length)",
		"(.signals.fallbacks as $f | $f + 1)", "[.channel]",
		"(if .signals.anger > 0.5 then .channel else 1 end)"));
}

static void
put_constant(struct buf *b)
{
	buf_cstr(b, PICK("0", "0", "0.5", "1", "2", "3", "-1", "-0.5", "1.5",
			"2.5", "null", "null", "true", "false", "\"web\"",
			"\"voice\"", "\"\"", "[]", "{}", "[\"web\"]"));
}

static void
put_comparison(struct buf *b)
{
	bool turned = draw(6) == 0;

	if (turned)
		put_constant(b);
	else
		put_operand(b);
	buf_printf(b, " %s ", PICK("<", "<=", ">", ">=", "==", "!="));
	if (turned || draw(8) == 0)
		put_operand(b);
	else
		put_constant(b);
}

static void
put_condition(struct buf *b, unsigned depth)
{
	switch (depth ? draw(11) : 0) {
	default:
		put_comparison(b);
		break;
	case 5:
	case 6:
	case 7:
	case 8:
		buf_char(b, '(');
		put_condition(b, depth - 1);
		buf_cstr(b, draw(2) ? " and " : " or ");
		put_condition(b, depth - 1);
		buf_char(b, ')');
		break;
	case 9:
		buf_char(b, '(');
		if (draw(2)) {
			put_condition(b, depth - 1);
			buf_cstr(b, " | not)");
		} else {
			put_operand(b);
			buf_printf(b, " | . %s ", PICK("<", ">=", "=="));
			put_constant(b);
			buf_cstr(b, " or ");
			put_condition(b, 0);
			buf_char(b, ')');
		}
		break;
	case 10:
		buf_cstr(b, draw(2) ? "(if " : "(.signals as $s | if ");
		put_condition(b, depth - 1);
		buf_cstr(b, " then ");
		put_condition(b, depth - 1);
		buf_cstr(b, " else ");
		put_condition(b, 0);
		buf_cstr(b, " end)");
	}
}

/* Facts at random, mostly at and about the numbers that conditions name. */
struct facts {
	struct expr_value signals[5], top[3];
	struct expr_record inner, record;
};

static double
draw_number(double low, double high)
{
	static const double likely[] = { 0, 0.25, 0.5, 0.75, 1, -1, -0.5, 1.5,
		2, 2.5, 3, 4 };
	double x;

	do
		x = likely[draw(12)];
	while (x < low || x > high);
	return x;
}

static struct expr_value
draw_any(void)
{
	static const struct expr_list none = { NULL, 0 };

	switch (draw(7)) {
	case 0:
		return expr_null();
	case 1:
		return expr_bool(draw(2));
	case 2:
		return expr_num(draw_number(-9, 9));
	case 3:
		return expr_array(&none);
	default:
		return expr_str(str_of(PICK("web", "voice", "", "app")));
	}
}

enum { CUSTOMERS = 6 };

static struct json customers[CUSTOMERS];

static void
read_customers(void)
{
	static const char texts[CUSTOMERS][JSON_PADDING + 40] = { "{}",
		"{\"tier\":\"web\"}", "{\"tier\":1}", "null", "\"voice\"",
		"{\"tier\":null}" };
	struct fault f;

	for (size_t i = 0; i < CUSTOMERS; i++) {
		json_init(&customers[i]);
		if (!json_index(&customers[i], str_of(texts[i]), &f))
			die("%s", f.detail);
	}
}

static void
draw_facts(struct facts *f)
{
	f->signals[0] = expr_num(draw_number(0, 1));
	f->signals[1] = expr_num(draw_number(-1, 1));
	f->signals[2] = expr_num((double)draw(5));
	f->signals[3] = draw(3) ? expr_num(draw_number(0, 1)) : expr_null();
	f->signals[4] =
	    draw(2) ? expr_str(str_of(PICK("web", ""))) : expr_null();
	f->inner = (struct expr_record){ &signals, f->signals };
	f->top[0] = expr_object(&f->inner);
	f->top[1] = draw_any();
	f->top[2] = expr_json(&customers[draw(CUSTOMERS)], 0);
	f->record = (struct expr_record){ &shape, f->top };
}

struct condition {
	struct buf text;
	struct expr *run;
	struct expr_view *view;
	enum expr_verdict verdict; /* of the whole */
	uint64_t yes[8];	   /* a bit for each of the facts */
};

/* Verdicts are asked of all conditions, implications of the first PAIRED. */
enum { FACTS = 512, CONDITIONS = 4000, PAIRED = 500 };

static bool
make_condition(struct condition *c, struct arena *run)
{
	struct expr_error err;
	struct str text;

	put_condition(&c->text, (unsigned)draw(4));
	*buf_reserve(&c->text, 1) = '\0'; /* for fail() */
	text = buf_view(&c->text);
	c->run = expr_compile(text, &shape, run, &err);
	c->view = c->run ? expr_view(text, &shape, run, &err) : NULL;
	if (!c->view)
		fail("no view", text, err.detail);
	return c->view;
}

/* Evaluate for all facts; a verdict must be what they say. */
static void
ask(struct condition *c, const struct facts *facts, struct arena *scratch)
{
	c->verdict = expr_view_verdict(c->view, &knowledge);
	for (size_t i = 0; i < FACTS; i++) {
		enum expr_answer answer =
		    expr_test(c->run, expr_object(&facts[i].record), scratch);

		if (answer == EXPR_YES)
			c->yes[i / 64] |= (uint64_t)1 << i % 64;
		if ((c->verdict == EXPR_ALWAYS && answer != EXPR_YES) ||
		    (c->verdict == EXPR_NEVER && answer == EXPR_YES)) {
			fail("a wrong verdict", buf_view(&c->text), NULL);
			break;
		}
		arena_reset(scratch);
	}
}

static bool
contradicts(const struct condition *a, const struct condition *b)
{
	for (size_t i = 0; i < FACTS / 64; i++)
		if (a->yes[i] & ~b->yes[i])
			return true;
	return false;
}

/* Of all pairs, how many are said to imply; none of them may be refuted. */
static size_t
count_implied(const struct condition *all, size_t n)
{
	size_t implied = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			if (i == k || all[i].verdict == EXPR_NEVER ||
			    all[k].verdict == EXPR_ALWAYS ||
			    !expr_view_implies(
				all[i].view, all[k].view, &knowledge))
				continue;
			implied++;
			if (contradicts(&all[i], &all[k]))
				fail("not implied", buf_view(&all[i].text),
				    all[k].text.p);
		}
	return implied;
}

static void
check_random(void)
{
	static struct condition all[CONDITIONS];
	static struct facts facts[FACTS];
	size_t verdicts = 0, implied;
	struct arena run, scratch;

	arena_init(&run, 1 << 28);
	arena_init(&scratch, 64 << 20);
	read_customers();
	for (size_t i = 0; i < FACTS; i++)
		draw_facts(&facts[i]);
	for (size_t i = 0; i < CONDITIONS; i++) {
		if (!make_condition(&all[i], &run))
			return;
		ask(&all[i], facts, &scratch);
		verdicts += all[i].verdict != EXPR_DEPENDS;
	}
	implied = count_implied(all, PAIRED);
	printf("%d conditions, %zu constant; %zu implications\n", CONDITIONS,
	    verdicts, implied);
	if (verdicts < 200 || implied < 500)
		fail("it sees too little", STR("random conditions"), NULL);
	for (size_t i = 0; i < CONDITIONS; i++)
		buf_free(&all[i].text);
	for (size_t i = 0; i < CUSTOMERS; i++)
		json_free(&customers[i]);
	arena_free(&run);
	arena_free(&scratch);
}

static const char *
remark_name(const struct expr_remark *m)
{
	static const char *const causes[] = { "by range", "by kind", "by logic",
		"by truth", "outside", "regex", "fails" };

	return causes[m->cause];
}

static void
print(void *arg, const struct expr_remark *m)
{
	static const char *const verdicts[] = { "depends", "always", "never" };
	struct buf *b = arg;

	buf_printf(b, "%zu:%s %s\n", m->place.column, verdicts[m->verdict],
	    remark_name(m));
}

static void
check_said(void)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{ ".signals.anger >= 0.5", "" },
		{ ".signals.anger >= 0", "1:always by range\n" },
		{ ".signals.anger > 1", "1:never by range\n" },
		{ ".signals.anger > 1.5", "1:never outside\n" },
		{ "2 > .signals.sentiment", "1:always outside\n" },
		{ ".signals.confidence < 0", "" },
		{ ".signals.confidence < -1", "1:depends outside\n" },
		{ ".signals.anger == \"high\"", "1:never by kind\n" },
		{ ".signals.intent > 3 or .channel", "1:depends by kind\n" },
		{ ".signals.intent > null or .channel", "" },
		{ ".channel or .signals.intent", "13:depends by truth\n" },
		{ ".signals.intent == 3", "1:never by kind\n" },
		{ ".signals.anger == null", "1:never by kind\n" },
		{ ".signals.anger == .signals.intent", "1:never by kind\n" },
		{ ".signals.anger == .signals.anger", "1:always by range\n" },
		{ ".channel < .channel", "1:never by logic\n" },
		{ ".signals.fallbacks", "1:always by truth\n" },
		{ ".signals.fallbacks > 2 and .signals.fallbacks < 3",
		    "1:never by logic\n" },
		{ ".channel == \"a\" and .channel == \"b\"",
		    "1:never by logic\n" },
		{ ".channel != \"a\" or .channel != \"b\"",
		    "1:always by logic\n" },
		{ ".customer.tier != \"a\" or .customer.tier != \"b\"", "" },
		{ ".signals.anger > 0.5 and .signals.sentiment > 1",
		    "26:never by range\n" },
		{ "true", "1:always by logic\n" },
		{ "1 > 2", "3:never by logic\n" },
		{ ".signals | .anger >= 0", "12:always by range\n" },
		{ "any(.customer[]; .x == 1 and .x == 2)",
		    "18:never by logic\n" },
		{ "[.channel] == \"web\"", "1:never by kind\n" },
		{ ".channel | test(\"a+\")", "12:depends regex\n" },
		{ "empty", "1:depends fails\n" },
		{ ".signals.anger > 0,5", "20:depends fails\n" },
		{ ".channel | contains(\"a\", \"b\")", "26:depends fails\n" },
		{ ".signals.anger > 0.5 and (.channel == (\"a\", \"b\"))",
		    "45:depends fails\n" },
		{ "if .channel == \"a\" then .signals.anger > 0.5 else empty "
		  "end",
		    "51:depends fails\n" },
		{ "any(.customer[]; . == (\"a\", \"b\"))", "" },
		{ "[.customer[] | . == \"a\", . == \"b\"] | any", "" },
		{ "first(.customer[]) == \"a\"", "" },
		{ ".customer[] == \"a\"", "" },
		{ ".signals.fallbacks / 0 > 1", "1:depends fails\n" },
		{ ".signals.fallbacks % 0.5 > 1", "1:depends fails\n" },
		{ ".signals.anger / .signals.fallbacks > 1", "" },
		{ "(.signals.anger / 0)? // 1 > .signals.anger", "" },
		{ "not .signals.anger", "1:depends fails\n" },
	};
	struct arena run;
	struct expr_error err;
	struct buf said = { 0 };

	arena_init(&run, 1 << 28);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct expr_view *v =
		    expr_view(str_of(cases[i].text), &shape, &run, &err);

		buf_clear(&said);
		if (v)
			expr_view_remarks(v, &knowledge, print, &said);
		if (!v || !str_eq(buf_view(&said), str_of(cases[i].said))) {
			buf_char(&said, '\0');
			fail("said", str_of(cases[i].text), said.p);
		}
	}
	buf_free(&said);
	arena_free(&run);
}

static void
check_implied(void)
{
	static const struct {
		const char *a, *b;
		bool implies;
	} cases[] = {
		{ ".signals.anger > 0.8", ".signals.anger > 0.5", true },
		{ ".signals.anger > 0.5", ".signals.anger > 0.8", false },
		{ ".signals.anger > 0.5", ".signals.anger >= 0.5", true },
		{ ".signals.fallbacks > 2", ".signals.fallbacks >= 3", true },
		{ ".signals.anger > 2", ".signals.fallbacks >= 3", true },
		{ "3 <= .signals.fallbacks", ".signals.fallbacks > 1", true },
		{ ".signals.anger > 0.8 and .channel == \"web\"",
		    ".channel == \"web\" or .signals.fallbacks > 9", true },
		{ ".signals.confidence < 0.4",
		    ".signals.confidence == null or .signals.confidence < 0.5",
		    true },
		{ ".signals.confidence < 0.4", ".signals.confidence < 0.5",
		    true },
		{ ".signals.confidence > 0.4", ".signals.confidence != null",
		    true },
		{ ".signals | .anger > 0.9", ".signals.anger > 0.8", true },
		/* The second may fail where the first does not look. */
		{ ".channel == \"web\"",
		    ".customer.tier == 1 or .channel == \"web\"", false },
		{ ".channel == \"web\"",
		    ".channel == \"web\" or .customer.tier == 1", true },
		{ ".customer.tier == 1 and .channel == \"web\"",
		    ".customer.tier == 1 or .channel == \"x\"", true },
		{ "any(.customer[]; .x == 1) and .channel == 1",
		    "any(.customer[]; .x == 1)", true },
		{ "any(.customer[]; .x == 1) and .channel == 1",
		    "any(.customer[]; .x == 2)", false },
		{ "(1, 2) as $x | $x + $x == 2", "(1, 2) + (1, 2) == 2",
		    false },
		{ ".customer.tier | true", "true", true },
		{ "true", ".customer.tier | true", false },
	};
	struct arena run;
	struct expr_error err;

	arena_init(&run, 1 << 28);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct expr_view *a =
		    expr_view(str_of(cases[i].a), &shape, &run, &err);
		struct expr_view *b =
		    expr_view(str_of(cases[i].b), &shape, &run, &err);

		if (!a || !b ||
		    expr_view_implies(a, b, &knowledge) != cases[i].implies)
			fail(cases[i].implies ? "implied" : "not implied",
			    str_of(cases[i].a), cases[i].b);
	}
	arena_free(&run);
}

int
main(void)
{
	check_said();
	check_implied();
	check_random();
	return failures ? NEGATIVE : ALL_GOOD;
}
