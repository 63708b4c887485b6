#include <stdio.h>

#include "expr/expr.h"

/* The comparisons of a condition as they stand: text, numbers, truth, and the
 * literal's place, from which "~" marks what is not written as that number. */
static const char facts[] =
    "{\"signals\":{\"anger\":0.71,\"sentiment\":-0.5,\"n\":3,\"none\":null},"
    "\"channel\":\"voice\"}";

static const struct {
	const char *condition, *expected;
} cases[] = {
	{ ".signals.anger >= 0.85", ".signals.anger 0.71 >= 0.85 no 0.85;" },
	{ "0.85 <= .signals.anger", ".signals.anger 0.71 >= 0.85 no 0.85;" },
	{ "0.7 < .signals.anger", ".signals.anger 0.71 > 0.7 yes 0.7;" },
	{ ".signals.sentiment <= -0.4 or .signals.n==3",
	    ".signals.sentiment -0.5 <= -0.4 yes -0.4;"
	    ".signals.n 3 == 3 yes 3;" },
	{ ".signals.n != 3 and .signals.anger > 1e-1",
	    ".signals.n 3 != 3 no 3;.signals.anger 0.71 > 0.1 yes 1e-1;" },
	{ ".signals.n + .signals.anger * 2 < 4.5",
	    ".signals.n + .signals.anger * 2 4.42 < 4.5 yes 4.5;" },
	{ ".signals.n > (1 + 1)", ".signals.n 3 > 2 yes ~;" },
	{ "(.signals | .anger) >= 0.5", "... 0.71 >= 0.5 yes 0.5;" },
	{ ".signals | .anger >= 0.5 | not", ".anger 0.71 >= 0.5 yes 0.5;" },
	{ ".signals.n as $n | $n >= 4", "... 3 >= 4 no 4;" },
	{ "if .channel == \"voice\" then .signals.n > 2 else false end",
	    ".signals.n 3 > 2 yes 2;" },
	/* not of numbers, not of one number, or not with one */
	{ ".channel == \"voice\"", "" },
	{ ".signals.none >= 1", "" },
	{ ".signals.anger >= .signals.n", "" },
	{ "1 < 2", "" },
	{ "any(.signals[]; . > 1)", "" },
	{ ".channel.x > 1 or .signals.n > 2", ".signals.n 3 > 2 yes 2;" },
};

static void
describe(const struct expr *e, struct str text, struct expr_value input,
    struct arena *a, struct buf *out)
{
	struct expr_comparison c[8];
	size_t n = expr_comparisons(e, input, a, c, 8);

	for (size_t i = 0; i < n; i++) {
		buf_str(out, c[i].left);
		buf_char(out, ' ');
		json_put_number(out, c[i].value);
		buf_printf(out, " %s ", c[i].sign);
		json_put_number(out, c[i].literal);
		buf_cstr(out, c[i].holds ? " yes " : " no ");
		if (c[i].literal_n)
			buf_put(out, text.p + c[i].literal_at, c[i].literal_n);
		else
			buf_char(out, '~');
		buf_char(out, ';');
	}
}

int
main(void)
{
	char text[sizeof(facts) + JSON_PADDING] = { 0 };
	struct arena a;
	struct json j;
	struct fault f;
	int failed = 0;

	memcpy(text, facts, sizeof(facts) - 1);
	arena_init(&a, 1 << 26);
	json_init(&j);
	if (!json_index(&j, (struct str){ text, sizeof(facts) - 1 }, &f))
		return 2;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str condition = str_of(cases[i].condition);
		struct expr_error err;
		const struct expr *e = expr_compile(condition, NULL, &a, &err);
		struct buf out = { 0 };

		if (e)
			describe(e, condition, expr_json(&j, 0), &a, &out);
		if (!e || !str_eq(buf_view(&out), str_of(cases[i].expected))) {
			printf("failed: %s: \"%.*s\" instead of \"%s\"\n",
			    cases[i].condition, STR_ARG(buf_view(&out)),
			    cases[i].expected);
			failed = 1;
		}
		buf_free(&out);
	}
	json_free(&j);
	arena_free(&a);
	return failed;
}
