/* score - rounding, the logistic function and the shape of the signals */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "score/signals.h"

static int failures;

static void
check(bool good, const char *what, double x)
{
	if (good)
		return;
	printf("failed: %s (%.17g)\n", what, x);
	failures++;
}

/* rint() and printf() round halves to even as we promise to. */
static void
check_rounding(void)
{
	static const double xs[] = { 0, 1, -1, 0.5, 0.00005, 0.00015, -0.00005,
		0.12345, 0.99995, 1234.56785, -0.3333333, 86400.001, 1e9,
		123456789.12345, 1e-9, -1e-9, 3.99995 };
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof(xs) / sizeof(*xs); i++) {
		double q = quantise(xs[i]), r = rint(xs[i] * 10000) / 10000;
		char *end;

		check(q == r, "quantise is rint to four decimals", xs[i]);
		check(quantise(q) == q, "quantise twice is once", xs[i]);
		buf_clear(&b);
		put_quantised(&b, q);
		buf_char(&b, '\0');
		check(strtod(b.p, &end) == q && *end == '\0',
		    "what is printed reads back", xs[i]);
		check(
		    strlen(b.p) < 2 || b.p[b.n - 2] != '0' || !strchr(b.p, '.'),
		    "no trailing zeros", xs[i]);
	}
	buf_clear(&b);
	put_quantised(&b, NAN);
	check(b.n == 4 && memcmp(b.p, "null", 4) == 0, "nan is null", NAN);
	buf_free(&b);
}

/* Values of 1 / (1 + e^-x) from a table of the logistic function. */
static void
check_logistic(void)
{
	static const double table[][2] = { { 0, 0.5 }, { 1, 0.7311 },
		{ 2, 0.8808 }, { -1, 0.2689 }, { 5, 0.9933 }, { -3, 0.0474 },
		{ 800, 1 }, { -800, 0 } };

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		check(logistic(table[i][0]) == table[i][1], "logistic",
		    table[i][0]);
}

/* More of a risk never makes readiness less, whatever else there is. */
static void
check_monotone(struct arena *run)
{
	static const char *const users[] = { "churn" };
	struct slots s = { 0 };
	struct signals g;

	slots_init(&s, users, 1, run);
	slots_finish(&s, run);
	check(slots_find(&s, STR("safety.self_harm")) == SLOT_SELF_HARM,
	    "slots_find", 0);
	check(slots_find(&s, STR("terms.churn")) == N_SLOTS, "user list", 0);
	check(slots_find(&s, STR("humor")) == s.n, "no such signal", 0);
	for (size_t i = 0; i < N_SLOTS; i++) {
		bool falls = s.info[i].weight < 0;
		double last = -1;

		memset(&g, 0, sizeof(g));
		for (int k = 0; k <= 8 && i != SLOT_READINESS; k++) {
			g.value[i] = (falls ? 8 - k : k) / 8.0;
			slots_readiness(&s, &g);
			check(g.value[SLOT_READINESS] >= last, s.info[i].name,
			    g.value[i]);
			last = g.value[SLOT_READINESS];
		}
	}
	memset(&g, 0, sizeof(g));
	g.value[SLOT_CONFIDENCE] = NAN;
	check(slots_contribution(&s, &g, SLOT_CONFIDENCE) == 0,
	    "an absent confidence says nothing", NAN);
	g.value[SLOT_CONFIDENCE] = 1;
	check(slots_contribution(&s, &g, SLOT_CONFIDENCE) == 0,
	    "a full confidence says nothing", 1);
}

int
main(void)
{
	struct arena run;

	arena_init(&run, 1 << 20);
	check_rounding();
	check_logistic();
	check_monotone(&run);
	arena_free(&run);
	return failures != 0;
}
