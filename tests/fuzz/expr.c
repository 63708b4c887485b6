/*
 * Any text as an expression, on any facts (libFuzzer): program, NUL, JSON.
 * It is refused with a place inside the text, or left to libjq in its jail,
 * which is not opened here, or it answers twice the same;
 * expr_test() and expr_run() agree; what is printed is JSON and reads back.
 */
#include <stdlib.h>

#include "base/die.h"
#include "expr/expr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct str inner_names[] = { { "a", 1 }, { "b", 1 } };
static const struct expr_shape inner = { inner_names, NULL, 2 };
static const struct str names[] = { { "a", 1 }, { "s", 1 }, { "j", 1 } };
static const struct expr_shape *const inners[] = { NULL, &inner, NULL };
static const struct expr_shape shape = { names, inners, 3 };

static void
demand(bool ok)
{
	if (!ok)
		abort();
}

/* A copy of exactly the promised size: one byte more and the sanitizer bites.
 */
static struct str
padded(struct str s)
{
	char *p = malloc(s.n + JSON_PADDING);

	if (!p)
		die_of_memory();
	if (s.n)
		memcpy(p, s.p, s.n);
	memset(p + s.n, 0, JSON_PADDING);
	return (struct str){ p, s.n };
}

/* Each line of `out` is a JSON text. */
static void
read_back(struct str out)
{
	struct fault f;
	struct json j;

	json_init(&j);
	while (out.n) {
		const char *end = memchr(out.p, '\n', out.n);
		struct str line =
		    padded((struct str){ out.p, (size_t)(end - out.p) });

		demand(json_index(&j, line, &f) || f.reason == TOO_DEEP ||
		       f.reason == TOO_MANY);
		free((char *)line.p);
		out.n -= (size_t)(end + 1 - out.p);
		out.p = end + 1;
	}
	json_free(&j);
}

static void
answer(const struct expr *e, struct expr_value input)
{
	struct buf once = { 0 }, twice = { 0 };
	struct expr_error err;
	struct arena scratch;
	enum expr_answer yes;
	size_t n, m;
	bool good;

	arena_init(&scratch, 64 << 20);
	good = expr_run(e, input, &scratch, &once, &n, &err);
	arena_reset(&scratch);
	demand(expr_run(e, input, &scratch, &twice, &m, &err) == good);
	demand(n == m && str_eq(buf_view(&once), buf_view(&twice)));
	arena_reset(&scratch);
	yes = expr_test(e, input, &scratch);
	/* NaN is true and prints as null; expr_test() may be spent sooner. */
	if (good && n == 1 && yes == EXPR_YES)
		demand(!str_eq(buf_view(&once), STR("false\n")));
	else if (good && n == 1 && yes == EXPR_NO)
		demand(str_eq(buf_view(&once), STR("null\n")) ||
		       str_eq(buf_view(&once), STR("false\n")));
	else
		demand(yes >= EXPR_FAILED); /* spent, too */
	read_back(buf_view(&once));
	buf_free(&once);
	buf_free(&twice);
	arena_free(&scratch);
}

/* The JSON on its own, and within a record of a shape. */
static void
answer_both(struct str text, struct expr_value input)
{
	struct expr_value in[2] = { input, expr_num(-0.5) };
	struct expr_record s = { &inner, in };
	struct expr_value top[3] = { input, expr_object(&s), input };
	struct expr_record r = { &shape, top };
	struct expr_error err;
	struct arena run;
	struct str path, nearest;
	struct expr *e;

	arena_init(&run, 64 << 20);
	e = expr_compile(text, NULL, &run, &err);
	if (e) {
		if (!expr_jailed(e))
			answer(e, input);
		demand(expr_unknown_paths(e, 0, &path, &nearest) == 0);
	} else {
		demand(err.line > 0 && err.column > 0 && err.detail[0]);
	}
	e = expr_compile(text, &shape, &run, &err);
	if (e) {
		if (!expr_jailed(e))
			answer(e, expr_object(&r));
		expr_unknown_paths(e, 0, &path, &nearest);
	}
	arena_free(&run);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str all = { (const char *)data, n }, text = all, facts;
	const char *end = n ? memchr(data, '\0', n) : NULL;
	struct expr_value input = expr_null();
	struct fault f;
	struct json j;

	if (end)
		text.n = (size_t)(end - all.p);
	facts = padded(end ? (struct str){ end + 1, n - text.n - 1 } : STR(""));
	text = padded(text);
	json_init(&j);
	if (json_index(&j, facts, &f))
		input = expr_json(&j, 0);
	answer_both(text, input);
	json_free(&j);
	free((char *)text.p);
	free((char *)facts.p);
	return 0;
}
