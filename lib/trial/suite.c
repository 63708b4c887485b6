#include "trial/room.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "base/embed.h"
#include "base/near.h"
#include "expr/expr.h"
#include "stream/stream.h"

enum {
	CEILING = 64 << 20,	   /* bytes of a file with tests */
	MEMORY = 1 << 30,	   /* of a run's tests and results */
	RECORD_MEMORY = 256 << 20, /* of one test */
};

EMBED(embed_score_rules_jq);

struct trial *
trial_new(const char *only)
{
	struct trial *t = calloc(1, sizeof(*t));

	if (!t)
		die_of_memory();
	t->only = only;
	arena_init(&t->arena, MEMORY);
	return t;
}

void
trial_free(struct trial *t)
{
	arena_free(&t->arena);
	free(t->results);
	free(t);
}

size_t
trial_count(const struct trial *t)
{
	return t->n;
}

size_t
trial_failures(const struct trial *t)
{
	return t->n_failed;
}

static struct str
keep(struct arena *a, struct buf *b)
{
	struct str s = arena_copy(a, buf_view(b));

	buf_free(b);
	*b = (struct buf){ 0 };
	return s;
}

/* With what an index needs behind it. */
static struct str
pad(struct buf *b)
{
	buf_reserve(b, JSON_PADDING);
	memset(b->p + b->n, 0, JSON_PADDING);
	return buf_view(b);
}

/* What a test may say beside its expectation, as a member of a record. */
static const struct str known[] = { { "name", 4 }, { "expect", 6 },
	{ "conversation", 12 }, { "turns", 5 }, { "channel", 7 },
	{ "language", 8 }, { "customer", 8 }, { "bot", 3 },
	{ "started_at", 10 } };

enum {
	N_KNOWN = sizeof(known) / sizeof(*known),
	TURNS = 3, /* known[TURNS] and on make up a record */
};

static void
check_members(const struct test *t)
{
	for (uint32_t i = json_first(t->json, t->at); i;
	     i = json_after(t->json, t->at, i)) {
		struct str raw = json_raw(t->json, i);
		bool found = false;

		for (size_t k = 0; k < N_KNOWN; k++)
			found |= json_is(t->json, i, known[k]);
		if (!found)
			test_wrong(t,
			    "unknown member %.*s; the nearest known is "
			    "\"%.*s\"",
			    STR_ARG(raw),
			    STR_ARG(
				near_best((struct str){ raw.p + 1, raw.n - 2 },
				    known, N_KNOWN)));
	}
}

/* A member of this kind, or 0. */
static uint32_t
member(const struct test *t, const char *name, enum json_kind kind)
{
	return json_get_as(t->json, t->at, name, kind);
}

static void
read_test(struct test *t, struct arena *a)
{
	uint32_t name, turns, conversation;

	if (json_kind_of(t->json, t->at) != JSON_OBJECT)
		test_wrong(t, "it is not an object");
	name = member(t, "name", JSON_STRING);
	if (name)
		t->name = json_string(t->json, name, a);
	if (t->name.n == 0)
		test_wrong(t, "it has no name");
	check_members(t);
	turns = member(t, "turns", JSON_ARRAY);
	conversation = member(t, "conversation", JSON_OBJECT);
	if (!turns == !conversation)
		test_wrong(t, "it needs turns or a conversation");
	t->expect = member(t, "expect", JSON_OBJECT);
	if (!t->expect)
		test_wrong(t, "it expects nothing (expect)");
}

/* The conversation of a test as a record; its id is not looked at. */
static void
write_record(const struct test *t, struct buf *out)
{
	uint32_t whole = member(t, "conversation", JSON_OBJECT), at;

	buf_cstr(out, "{\"conversation_id\":\"test\"");
	for (size_t k = TURNS; k < N_KNOWN && !whole; k++) {
		if (!(at = json_get(t->json, t->at, known[k])))
			continue;
		buf_char(out, ',');
		json_put_string(out, known[k]);
		buf_char(out, ':');
		buf_str(out, json_raw(t->json, at));
	}
	for (at = whole ? json_first(t->json, whole) : 0; at;
	     at = json_after(t->json, whole, at)) {
		buf_char(out, ',');
		buf_str(out, json_raw(t->json, at));
		buf_char(out, ':');
		buf_str(out, json_raw(t->json, at + 1));
	}
	buf_char(out, '}');
}

/* A line of YAML for each customer turn; no word of what was said. */
static void
write_steps(const struct judged *g, struct buf *out)
{
	struct step s, before;
	bool first = true;

	for (bool more = judged_first(g, &s); more; more = judged_next(g, &s)) {
		struct move *moves;
		size_t n = judged_moves(g, first ? NULL : &before, &s, &moves);

		buf_printf(out, "- {turn: %u, role: customer, readiness: ",
		    (unsigned)s.turn);
		buf_str(out, s.readiness);
		buf_cstr(out, ", fired: ");
		buf_str(out, json_raw(&g->json, s.fired));
		buf_cstr(out, ", moved: {");
		for (size_t i = 0; i < n; i++) {
			buf_cstr(out, i ? ", " : "");
			json_put_string(out, moves[i].signal);
			buf_printf(out, ": [%.*s, %.*s]",
			    STR_ARG(moves[i].before), STR_ARG(moves[i].now));
		}
		buf_cstr(out, "}}\n");
		before = s;
		first = false;
	}
}

/* The members of a test but for its expectation. */
static void
write_members(const struct test *t, struct buf *out)
{
	for (uint32_t i = json_first(t->json, t->at); i;
	     i = json_after(t->json, t->at, i)) {
		if (json_is(t->json, i, STR("expect")))
			continue;
		buf_cstr(out, out->n ? "," : "");
		buf_str(out, json_raw(t->json, i));
		buf_char(out, ':');
		buf_str(out, json_raw(t->json, i + 1));
	}
}

static struct result *
new_result(struct trial *t)
{
	if (t->n == t->room) {
		t->room = t->room ? t->room * 2 : 64;
		t->results = realloc(t->results, t->room * sizeof(*t->results));
		if (!t->results)
			die_of_memory();
	}
	return &t->results[t->n++];
}

static void
judge_test(struct trial *t, const struct test *test, struct score *score,
    struct arena *record)
{
	struct buf text = { 0 }, annotation = { 0 }, b = { 0 };
	struct result *r = new_result(t);
	struct json j;
	struct judged g;
	struct conv c;
	struct fault f;

	write_record(test, &text);
	json_init(&j);
	if (!json_index(&j, pad(&text), &f) || !conv_parse(&j, record, &c, &f))
		test_wrong(test, "it is no conversation: %s: %s",
		    reason_code(f.reason), f.detail);
	score_conv(score, &c, &annotation);
	judged_init(&g, pad(&annotation), record);

	*r = (struct result){ .file = str_of(test->file) };
	r->name = arena_copy(&t->arena, test->name);
	r->good = expect_holds(test, &g, &b);
	r->wrong = keep(&t->arena, &b);
	r->expected = arena_copy(&t->arena, json_raw(test->json, test->expect));
	expect_put(&g, &b);
	r->got = keep(&t->arena, &b);
	write_members(test, &b);
	r->members = keep(&t->arena, &b);
	if (!r->good) {
		write_steps(&g, &b);
		r->steps = keep(&t->arena, &b);
		t->n_failed++;
	}
	judged_free(&g);
	json_free(&j);
	buf_free(&text);
	buf_free(&annotation);
}

static bool
is_wanted(const struct trial *t, struct str name)
{
	return !t->only ||
	       memmem(name.p, name.n, t->only, strlen(t->only)) != NULL;
}

/* All tests are read before the first is run. */
static void
run_tests(struct trial *t, const struct score_plan *plan, const char *file,
    struct str text, const struct json *j, uint32_t list)
{
	struct score *score = score_new(plan, true);
	struct arena record;
	size_t n = j->values[list].n, i = 0;
	struct test *tests = arena_zalloc(&t->arena, (n + 1) * sizeof(*tests));

	for (uint32_t at = json_first(j, list); at;
	     at = json_after(j, list, at), i++) {
		tests[i] = (struct test){ .file = file,
			.text = text,
			.number = i,
			.json = j,
			.at = at };
		read_test(&tests[i], &t->arena);
		expect_check(&tests[i], plan);
	}
	arena_init(&record, RECORD_MEMORY);
	for (i = 0; i < n; i++) {
		if (is_wanted(t, tests[i].name))
			judge_test(t, &tests[i], score, &record);
		arena_reset(&record);
	}
	arena_free(&record);
	score_free(score);
}

/*
 * The list of tests in what a file evaluates to: the member `tests` of a rules
 * file, which may lack it; a file of tests may also be the list itself.
 */
static bool
find_tests(const struct json *j, bool only_tests, uint32_t *list)
{
	*list = 0;
	if (json_kind_of(j, 0) == JSON_ARRAY)
		return only_tests;
	if (json_kind_of(j, 0) == JSON_OBJECT)
		*list = json_get(j, 0, STR("tests"));
	return *list && json_kind_of(j, *list) == JSON_ARRAY;
}

static void
run_text(struct trial *t, const struct score_plan *plan, const char *file,
    struct str text, bool only_tests)
{
	struct json j;
	uint32_t list;

	expr_load(text, file, &j, &t->arena);
	if (find_tests(&j, only_tests, &list))
		run_tests(t, plan, file, text, &j, list);
	else if (only_tests)
		die("%s: it is neither an array of tests nor an object that "
		    "holds one (tests)",
		    file);
	json_free(&j);
}

/* NAME.tests.jq beside NAME.jq. */
static const char *
tests_beside(const char *file, struct arena *a)
{
	struct str name = str_of(file);
	struct buf b = { 0 };
	const char *path;

	if (name.n > 3 && memcmp(file + name.n - 3, ".jq", 3) == 0)
		name.n -= 3;
	buf_str(&b, name);
	buf_cstr(&b, ".tests.jq");
	path = arena_cstr(a, buf_view(&b));
	buf_free(&b);
	return path;
}

void
trial_run(struct trial *t, const char *file)
{
	const struct score_plan *plan;
	const char *beside;

	if (file && strcmp(file, "-") == 0)
		die("--test: rules cannot come from standard input");
	plan = score_load(file, NULL, &t->arena);
	if (!file) {
		run_text(t, plan, "built-in rules",
		    EMBEDDED(embed_score_rules_jq), false);
		score_unload(plan);
		return;
	}
	run_text(t, plan, file, stream_slurp(file, CEILING, &t->arena), false);
	beside = tests_beside(file, &t->arena);
	if (access(beside, F_OK) == 0)
		run_text(t, plan, beside,
		    stream_slurp(beside, CEILING, &t->arena), true);
	score_unload(plan);
}
