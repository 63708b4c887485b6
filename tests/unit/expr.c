#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/die.h"
#include "expr/expr.h"

/*
 *	expr			checks itself: shapes, unknown paths, limits
 *	expr --native PROGRAM <FACTS
 *				each output on each line of FACTS
 *	expr --batch PROGRAMS <FACTS
 *				for each line of the file PROGRAMS, as JSON, an
 *				array of what it gives on each line of FACTS: an
 *				array of its outputs, with "error" or "spent" at
 *				the end where it failed
 *	expr --jailed PROGRAMS <FACTS
 *				the same of programs outside the core, jailed
 *	expr --program FILE	what expr_program() makes of it
 *	expr --bench		nanoseconds of typical rules
 */
static const struct str signal_names[] = { { "human_request", 13 },
	{ "sentiment", 9 }, { "turns", 5 } };
static const struct expr_shape signals = { signal_names, NULL, 3 };
static const struct str facts_names[] = { { "signals", 7 }, { "channel", 7 },
	{ "customer", 8 } };
static const struct expr_shape *const facts_inner[] = { &signals, NULL, NULL };
static const struct expr_shape facts_shape = { facts_names, facts_inner, 3 };

static size_t failures;

static void
check(bool good, const char *what)
{
	if (good)
		return;
	printf("failed: %s\n", what);
	failures++;
}

static void
slurp(FILE *f, struct buf *b)
{
	size_t n;

	while ((n = fread(buf_reserve(b, 1 << 16), 1, 1 << 16, f)) > 0)
		b->n += n;
	buf_reserve(b, JSON_PADDING);
	memset(b->p + b->n, 0, JSON_PADDING);
}

static void
slurp_file(const char *name, struct buf *b)
{
	FILE *f = fopen(name, "r");

	if (!f)
		die("%s: cannot be opened", name);
	slurp(f, b);
	fclose(f);
}

static bool
next_line(struct str *text, struct str *line)
{
	const char *end = text->n ? memchr(text->p, '\n', text->n) : NULL;

	if (!end)
		return false;
	*line = (struct str){ text->p, (size_t)(end - text->p) };
	text->p = end + 1;
	text->n -= line->n + 1;
	return true;
}

static struct json *
index_lines(struct str text, size_t *n)
{
	struct json *all = NULL;
	struct str line;
	struct fault f;

	for (*n = 0; next_line(&text, &line); ++*n) {
		all = realloc(all, (*n + 1) * sizeof(*all));
		if (!all)
			die_of_memory();
		json_init(&all[*n]);
		if (!json_index(&all[*n], line, &f))
			die("line %zu of the facts is not JSON", *n + 1);
	}
	return all;
}

/* Compile and evaluate once more for each input; how it is printed differs. */
static void
native(struct str text, const struct json *facts, size_t n_facts)
{
	struct arena run, scratch;
	struct expr_error err;
	struct buf out = { 0 };
	struct expr *e;
	size_t n;

	arena_init(&run, 1 << 28);
	arena_init(&scratch, 1 << 28);
	e = expr_compile(text, NULL, &run, &err);
	if (!e)
		die("program:%zu:%zu: %s", err.line, err.column, err.detail);
	for (size_t i = 0; i < n_facts; i++) {
		if (!expr_run(
			e, expr_json(&facts[i], 0), &scratch, &out, &n, &err))
			buf_printf(&out, "error:%zu:%zu: %s\n", err.line,
			    err.column, err.detail);
		arena_reset(&scratch);
	}
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	arena_free(&run);
	arena_free(&scratch);
}

static bool
is_spent(const struct expr_error *err)
{
	return strstr(err->detail, "it needs too much") ||
	       strstr(err->detail, "it takes too many") ||
	       strstr(err->detail, "too deeply");
}

static void
batch_line(const struct expr *e, const struct json *facts, size_t n_facts,
    struct arena *scratch, struct buf *out)
{
	struct expr_error err;
	size_t n, from;
	bool good;

	for (size_t i = 0; i < n_facts; i++) {
		buf_cstr(out, i ? ",[" : "[[");
		from = out->n;
		good = expr_run(
		    e, expr_json(&facts[i], 0), scratch, out, &n, &err);
		for (; from < out->n; from++)
			if (out->p[from] == '\n')
				out->p[from] = ',';
		if (!good)
			buf_cstr(
			    out, is_spent(&err) ? "\"spent\"" : "\"error\"");
		else if (n > 0)
			out->n--;
		buf_char(out, ']');
		arena_reset(scratch);
	}
	buf_cstr(out, "]\n");
}

/* So many programs go to the jail as one, each in its own parentheses. */
enum { TOGETHER = 100 };

static size_t
compile_some(struct str *programs, struct arena *run, struct expr **all,
    struct buf *refused)
{
	struct expr_error err;
	struct str line;
	size_t n = 0;

	for (; n < TOGETHER && next_line(programs, &line); n++) {
		buf_clear(&refused[n]);
		all[n] = expr_compile(line, NULL, run, &err);
		if (!all[n])
			json_put_string(&refused[n], str_of(err.detail));
	}
	return n;
}

/* Natively, or (then all of them) in the jail. */
static void
batch(
    struct str programs, const struct json *facts, size_t n_facts, bool jailed)
{
	struct expr *all[TOGETHER];
	struct buf refused[TOGETHER] = { 0 }, out = { 0 };
	struct expr_jail_opts o = { .slots = 1 };
	struct expr_jail *jail = NULL;
	struct arena run, scratch;
	struct expr_error err;
	size_t n, wrong;

	arena_init(&run, 1 << 28);
	arena_init(&scratch, 1 << 28);
	while ((n = compile_some(&programs, &run, all, refused)) > 0) {
		if (jailed &&
		    !expr_jail_open(&jail, (const struct expr *const *)all, n,
			&o, &wrong, &err))
			die("program %zu:%zu:%zu: %s", wrong, err.line,
			    err.column, err.detail);
		for (size_t i = 0; i < n; i++) {
			if (!all[i])
				buf_str(&out, buf_view(&refused[i]));
			else if (!expr_jailed(all[i]) == jailed)
				json_put_string(&out, STR("the other engine"));
			else
				batch_line(
				    all[i], facts, n_facts, &scratch, &out);
			if (out.p[out.n - 1] != '\n')
				buf_char(&out, '\n');
		}
		fwrite(out.p, 1, out.n, stdout);
		buf_clear(&out);
		expr_jail_close(jail);
		jail = NULL;
		arena_reset(&run);
	}
	for (size_t i = 0; i < TOGETHER; i++)
		buf_free(&refused[i]);
	buf_free(&out);
	arena_free(&run);
	arena_free(&scratch);
}

static void
whole_program(const char *name)
{
	struct buf text = { 0 }, out = { 0 };
	struct expr_error err;

	slurp_file(name, &text);
	if (!expr_program(buf_view(&text), &out, &err))
		die("%s:%zu:%zu: %s", name, err.line, err.column, err.detail);
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&text);
	buf_free(&out);
}

/* Facts as the score room makes them: a record in a record. */
struct facts {
	struct expr_value signals[3], top[3];
	struct expr_record inner, record;
};

static struct expr_value
make_facts(struct facts *f, double sentiment)
{
	f->signals[0] = expr_num(0.25);
	f->signals[1] = expr_num(sentiment);
	f->signals[2] = expr_num(7);
	f->inner = (struct expr_record){ &signals, f->signals };
	f->top[0] = expr_object(&f->inner);
	f->top[1] = expr_str(STR("voice"));
	f->top[2] = expr_null();
	f->record = (struct expr_record){ &facts_shape, f->top };
	return expr_object(&f->record);
}

static enum expr_answer
ask(const char *text, struct expr_value facts)
{
	struct arena run, scratch;
	struct expr_error err;
	enum expr_answer answer = EXPR_FAILED;
	struct expr *e;

	arena_init(&run, 1 << 28);
	arena_init(&scratch, 64 << 20);
	e = expr_compile(str_of(text), &facts_shape, &run, &err);
	if (e)
		answer = expr_test(e, facts, &scratch);
	else
		printf("%s: %s\n", text, err.detail);
	arena_free(&run);
	arena_free(&scratch);
	return answer;
}

static void
check_answers(void)
{
	static const struct {
		const char *text;
		enum expr_answer answer;
	} cases[] = {
		{ ".signals.sentiment < -0.4", EXPR_YES },
		{ ".signals | .sentiment >= -0.5 and .turns > 7", EXPR_NO },
		{ ".channel == \"voice\"", EXPR_YES },
		{ ".customer.tier == null", EXPR_YES },
		{ ".customer.tier", EXPR_NO },
		{ ".signals.turns", EXPR_YES },
		{ ".channel.x", EXPR_FAILED },
		{ "empty", EXPR_FAILED },
		{ "true, true", EXPR_FAILED },
		{ "error(\"x\")", EXPR_FAILED },
		{ "\" 5\\n\" | tonumber == 5", EXPR_YES },
		{ "\"\\u00005\" | tonumber == 5", EXPR_FAILED },
		{ "\"5\\u0000\" | tonumber == 5", EXPR_FAILED },
		{ ".signals | keys == [\"human_request\", \"sentiment\", "
		  "\"turns\"]",
		    EXPR_YES },
		{ ".signals == {turns: 7, human_request: 0.25, "
		  "sentiment: -0.5}",
		    EXPR_YES },
		{ "\"x\" * 100000000 | length > 0", EXPR_NO_MEMORY },
		{ "[range(100000000)] | length > 0", EXPR_NO_MEMORY },
		{ "last(range(100000000)) > 0", EXPR_TIMED_OUT },
		{ ".customer * 5 == null", EXPR_FAILED },
		{ "(.channel[9:] * 5) == \"\"", EXPR_YES },
		{ "reduce range(100000) as $x (0; [.]) | tojson != \"\"",
		    EXPR_FAILED },
		{ "(\"x\" * 100000000)? // true", EXPR_NO_MEMORY },
	};
	struct facts f;
	struct expr_value v = make_facts(&f, -0.5);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(ask(cases[i].text, v) == cases[i].answer, cases[i].text);
}

static void
check_unknown(void)
{
	static const struct {
		const char *text, *path, *nearest;
	} cases[] = {
		{ ".signals.sentimnt < 0", ".signals.sentimnt",
		    ".signals.sentiment" },
		{ ".signal.sentiment < 0", ".signal", ".signals" },
		{ ".sentiment < 0", ".sentiment", ".signals.sentiment" },
		{ ".signals | .turn", ".signals.turn", ".signals.turns" },
		{ ".signals as $s | $s.turn", ".signals.turn",
		    ".signals.turns" },
		{ ".signals[\"turn\"]", ".signals.turn", ".signals.turns" },
		{ "def f: .signals; f.turn", ".signals.turn",
		    ".signals.turns" },
		{ "def f(g): g.turn; f(.signals)", ".signals.turn",
		    ".signals.turns" },
		{ "if .channel then .signals else empty end | .turn",
		    ".signals.turn", ".signals.turns" },
		{ ".customer.anything", NULL, NULL },
		{ "{a: 1} | .b", NULL, NULL },
		{ "def unused: .nonsense; 1", NULL, NULL },
	};
	struct str path, nearest;
	struct arena run;
	struct expr_error err;

	arena_init(&run, 1 << 28);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct expr *e = expr_compile(
		    str_of(cases[i].text), &facts_shape, &run, &err);
		size_t n = e ? expr_unknown_paths(e, 0, &path, &nearest) : 99;

		if (!cases[i].path)
			check(n == 0, cases[i].text);
		else
			check(n == 1 && str_eq(path, str_of(cases[i].path)) &&
				  str_eq(nearest, str_of(cases[i].nearest)),
			    cases[i].text);
	}
	arena_free(&run);
}

/* With these signals, some bound of each way does not hold. */
struct held {
	const struct facts *facts;
	uint32_t broken; /* a bit for each way */
	size_t n;	 /* bounds */
};

static void
hold(void *arg, const struct expr_bound *b)
{
	struct held *h = arg;
	bool sentiment = str_eq(b->path, STR(".signals.sentiment"));
	const struct expr_value *v = &h->facts->signals[sentiment ? 1 : 2];
	bool reached = v->kind == EXPR_NUMBER && v->number >= b->at;

	check(sentiment || str_eq(b->path, STR(".signals.turns")),
	    "a bound is of a path that is compared");
	h->n++;
	if (reached == b->below)
		h->broken |= 1u << b->way;
}

/* Where no way is open the answer is no; how many of the inputs show it. */
static void
check_ways(void)
{
	static const double values[] = { NAN, -INFINITY, -1, -0.4, 0, 0.5, 2, 3,
		INFINITY };
	enum { N = sizeof(values) / sizeof(*values) };
	static const struct {
		const char *text;
		size_t ways, bounds, shut; /* of N x N inputs */
	} cases[] = {
		{ ".signals.turns >= 2", 1, 1, 6 * N },
		{ ".signals.turns > 2", 1, 1, 7 * N },
		{ ".signals.turns < 2", 1, 1, 3 * N },
		{ ".signals.turns <= 2", 1, 1, 2 * N },
		{ ".signals.turns == 2", 1, 2, 8 * N },
		{ ".signals.turns != 2", 1, 0, 0 },
		{ ".signals.turns == null", 1, 1, 8 * N },
		{ ".signals.turns <= null", 1, 1, 8 * N },
		{ ".signals.turns != null", 1, 1, 1 * N },
		{ ".signals.turns > null", 1, 1, 1 * N },
		{ ".signals.turns >= null", 1, 0, 0 },
		{ ".signals.turns < null", 1, 1, 8 * N },
		{ "2 <= .signals.turns", 1, 1, 6 * N },
		{ "-0.4 > .signals.sentiment", 1, 1, 6 * N },
		{ ".signals.turns > 1.7976931348623157e308", 1, 1, 8 * N },
		{ ".signals.turns > 1e1000", 1, 0, 0 },
		{ ".signals[\"turns\"] >= 1 + 1", 1, 1, 6 * N },
		{ ".signals.turns >= 2 and .signals.sentiment < 0", 1, 2,
		    N * N - 12 },
		{ ".signals.turns >= 2 or .signals.sentiment < 0", 2, 2, 30 },
		{ "(.signals.turns > 9 or .signals.turns < 1) and "
		  ".signals.sentiment >= 2",
		    1, 1, 6 * N },
		{ ".signals.turns >= 2 and any(range(9); . > 8)", 1, 1, 6 * N },
		{ ".signals.turns >= 2 or (.signals.sentiment < 0 and "
		  "(.signals.turns + 1 > 0))",
		    2, 2, 30 },
		/* what comes first may fail, or be asked in another way */
		{ ".channel.x and .signals.turns >= 2", 1, 0, 0 },
		{ ".channel.x or .signals.turns >= 2", 2, 1, 0 },
		{ "(.signals.turns >= 2 | not) and .signals.turns > 9", 1, 0,
		    0 },
		{ ".signals | .turns >= 2", 1, 0, 0 },
		{ "(.signals.turns, 1) >= 2", 1, 0, 0 },
		{ ".signals.nothing >= 2", 1, 0, 0 },
		{ ".signals.turns? >= 2", 1, 0, 0 },
		{ ".signals.turns >= \"2\"", 1, 0, 0 },
		{ ".signals.turns >= nan", 1, 0, 0 },
	};
	struct expr_error err;
	struct facts f;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct expr_value v = make_facts(&f, 0);
		struct arena run, scratch;
		size_t shut = 0;
		struct expr *e;

		arena_init(&run, 1 << 28);
		arena_init(&scratch, 1 << 28);
		e = expr_compile(
		    str_of(cases[i].text), &facts_shape, &run, &err);
		for (size_t k = 0; k < N * N; k++) {
			struct held h = { &f, 0, 0 };
			size_t n;

			expr_set_num(&f.signals[1], values[k / N]);
			expr_set_num(&f.signals[2], values[k % N]);
			n = expr_ways(e, hold, &h);
			check(n == cases[i].ways && h.n == cases[i].bounds,
			    cases[i].text);
			if (h.broken != (1u << n) - 1)
				continue;
			shut++;
			check(expr_test(e, v, &scratch) == EXPR_NO,
			    cases[i].text);
		}
		check(shut == cases[i].shut, cases[i].text);
		arena_free(&run);
		arena_free(&scratch);
	}
}

/* The same questions natively and in the jail, many at once. */
static void
check_batch(void)
{
	static const char *const texts[] = { ".signals.sentiment < -0.25",
		".signals.turns > 3 and .customer == null",
		".customer | length == 2", ".customer[0] == .customer[-1]",
		".channel + 1", ".signals | keys | length == 3", "empty" };
	static const char lines[] = "[{\"a\":1},{\"a\":1.0},\"x\\u00e9\"]";
	enum { N = sizeof(texts) / sizeof(*texts), STEPS = 300 };
	char padded[sizeof(lines) + JSON_PADDING] = { 0 };
	struct expr *native[N], *jailed[N];
	struct expr_value items[3];
	struct expr_list some = { items, 0 };
	struct expr_jail_opts usual = { 0 };
	struct expr_jail *jail;
	struct expr_batch *b;
	struct expr_error err;
	struct arena run, scratch;
	uint8_t answers[STEPS * N];
	struct facts f;
	struct json j;
	struct fault fault;
	size_t wrong;

	memcpy(padded, lines, sizeof(lines));
	json_init(&j);
	check(json_index(&j, (struct str){ padded, sizeof(lines) - 1 }, &fault),
	    "the list is JSON");
	for (uint32_t i = 0, at = json_first(&j, 0); i < 3;
	     i++, at = json_after(&j, 0, at))
		items[i] = expr_json(&j, at);
	arena_init(&run, 1 << 28);
	arena_init(&scratch, 1 << 28);
	for (size_t i = 0; i < N; i++) {
		struct buf text = { 0 };

		buf_printf(&text, "label $out | (%s)", texts[i]);
		native[i] =
		    expr_compile(str_of(texts[i]), &facts_shape, &run, &err);
		jailed[i] = expr_compile(arena_copy(&run, buf_view(&text)),
		    &facts_shape, &run, &err);
		buf_free(&text);
		check(!expr_jailed(native[i]) && expr_jailed(jailed[i]),
		    "each in its engine");
	}
	check(expr_jail_open(&jail, (const struct expr *const *)jailed, N,
		  &usual, &wrong, &err),
	    "the jail opens");
	b = expr_batch_new(jail);
	for (int round = 0; round < 2; round++) {
		uint8_t expected[STEPS * N];

		expr_batch_start(b);
		for (size_t k = 0; k < STEPS; k++) {
			struct expr_value v =
			    make_facts(&f, -0.5 + 0.01 * (double)(k % 70));

			some.n = k % 4;
			if (k % 5)
				f.top[2] = expr_array(&some);
			expr_batch_step(b, v);
			for (size_t i = 0; i < N; i++)
				expected[k * N + i] =
				    (uint8_t)expr_test(native[i], v, &scratch);
			arena_reset(&scratch);
		}
		expr_batch_ask(
		    b, (const struct expr *const *)jailed, N, answers);
		check(memcmp(answers, expected, sizeof(answers)) == 0,
		    "a batch answers as the core does");
	}
	check(expr_test(jailed[0], make_facts(&f, -1), &scratch) == EXPR_YES,
	    "one question alone");
	expr_batch_free(b);
	expr_jail_close(jail);
	json_free(&j);
	arena_free(&run);
	arena_free(&scratch);
}

static double
nanoseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void
bench(void)
{
	static const char *const texts[] = {
		".signals.sentiment < -0.4",
		".signals.sentiment < -0.4 and .signals.turns > 3",
		".channel == \"voice\" or .channel == \"whatsapp\"",
		".channel | test(\"voice|whatsapp\")",
		"[.signals.turns, .signals.sentiment] | max > 3",
		".customer?.tier == \"gold\"",
	};
	enum { ROUNDS = 200000 };
	struct facts f;
	struct expr_value v = make_facts(&f, -0.5);
	struct expr_error err;
	struct arena run, scratch;

	arena_init(&run, 1 << 28);
	arena_init(&scratch, 64 << 20);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		double from = nanoseconds();
		struct expr *e = NULL;
		size_t yes = 0;

		for (size_t k = 0; k < 1000; k++)
			e = expr_compile(
			    str_of(texts[i]), &facts_shape, &run, &err);
		printf("%6.0f ns to compile, ", (nanoseconds() - from) / 1000);
		from = nanoseconds();
		for (size_t k = 0; k < ROUNDS; k++) {
			yes += expr_test(e, v, &scratch) == EXPR_YES;
			if (k % 1024 == 0)
				arena_reset(&scratch);
		}
		printf("%6.1f ns to answer (%zu): %s\n",
		    (nanoseconds() - from) / ROUNDS, yes, texts[i]);
	}
}

int
main(int argc, char **argv)
{
	struct buf text = { 0 }, facts = { 0 };
	struct json *all = NULL;
	size_t n = 0;

	if (argc == 3 && strcmp(argv[1], "--program") != 0) {
		slurp(stdin, &facts);
		all = index_lines(buf_view(&facts), &n);
	}
	if (argc == 3 && strcmp(argv[1], "--native") == 0) {
		native(str_of(argv[2]), all, n);
	} else if (argc == 3 && (strcmp(argv[1], "--batch") == 0 ||
				    strcmp(argv[1], "--jailed") == 0)) {
		slurp_file(argv[2], &text);
		batch(
		    buf_view(&text), all, n, strcmp(argv[1], "--jailed") == 0);
	} else if (argc == 3 && strcmp(argv[1], "--program") == 0) {
		whole_program(argv[2]);
	} else if (argc == 2 && strcmp(argv[1], "--bench") == 0) {
		bench();
	} else if (argc == 1) {
		check_answers();
		check_unknown();
		check_ways();
		check_batch();
	} else {
		die("unknown mode");
	}
	for (size_t i = 0; i < n; i++)
		json_free(&all[i]);
	free(all);
	buf_free(&facts);
	buf_free(&text);
	return failures ? NEGATIVE : ALL_GOOD;
}
