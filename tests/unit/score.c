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

/* A trace adds nothing, on either side of 0; what is felt does. */
static void
check_traces(struct arena *run)
{
	struct slots s = { 0 };
	struct signals g = { 0 };
	double anger;

	slots_init(&s, NULL, 0, run);
	slots_finish(&s, run);
	anger = s.info[SLOT_ANGER].weight;
	g.value[SLOT_ANGER] = 0.0499;
	check(slots_contribution(&s, &g, SLOT_ANGER) == 0, "a trace", 0.0499);
	g.value[SLOT_ANGER] = LEAST_FELT;
	check(slots_contribution(&s, &g, SLOT_ANGER) ==
		  quantise(anger * LEAST_FELT),
	    "the least that is felt", LEAST_FELT);
	g.value[SLOT_SENTIMENT] = -0.0499;
	check(slots_contribution(&s, &g, SLOT_SENTIMENT) == 0,
	    "a trace below 0", -0.0499);
	g.value[SLOT_TURNS] = 0.01;
	s.info[SLOT_TURNS].weight = 100;
	check(slots_contribution(&s, &g, SLOT_TURNS) == 1,
	    "a count has no traces", 0.01);
	s.info[SLOT_TURNS].weight = 0;
	g.value[SLOT_TURNS] = INFINITY;
	check(slots_contribution(&s, &g, SLOT_TURNS) == 0, "without a weight",
	    INFINITY);
}

static void
check_holds(struct buf *b, const char *part)
{
	check(memmem(b->p, b->n, part, strlen(part)) != NULL, part, 0);
}

/* What is not 0 takes the place of a 0, also at either end and in a group. */
static void
check_put(struct arena *run)
{
	static const char *const users[] = { "churn", "vip" };
	struct slots s = { 0 };
	struct signals g = { 0 };
	struct buf b = { 0 };

	slots_init(&s, users, 2, run);
	s.info[N_SLOTS].weight = -0.5;
	slots_finish(&s, run);
	g.value[SLOT_HUMAN_REQUEST] = -0.25;
	g.value[SLOT_CONFIDENCE] = NAN;
	g.value[SLOT_ELAPSED_S] = 86400.001;
	g.value[SLOT_ABUSE] = 1;
	g.value[N_SLOTS] = -3;
	slots_put(&s, &g, &b);
	check_holds(&b, "{\"human_request\":-0.25,\"sentiment\":0,");
	check_holds(&b, "\"shouting\":0,\"intent\":null,\"confidence\":null,"
			"\"margin\":0,");
	check_holds(&b, "\"turns\":0,\"elapsed_s\":86400.001,");
	check_holds(&b, ",\"readiness\":0,\"safety\":{\"self_harm\":0,");
	check_holds(&b, "\"abuse\":1,\"child\":0,\"hazard\":0}");
	check_holds(&b, "},\"terms\":{\"churn\":-3,\"vip\":0}}");
	buf_clear(&b);
	slots_put_contributions(&s, &g, &b);
	check_holds(&b, "[{\"signal\":\"bias\",\"value\":1,\"weight\":-3,"
			"\"contribution\":-3},"
			"{\"signal\":\"human_request\",\"value\":-0.25,");
	check_holds(&b, "},{\"signal\":\"terms.churn\",\"value\":-3,"
			"\"weight\":-0.5,\"contribution\":1.5}]");
	buf_free(&b);
}

int
main(void)
{
	struct arena run;

	arena_init(&run, 1 << 20);
	check_rounding();
	check_logistic();
	check_monotone(&run);
	check_traces(&run);
	check_put(&run);
	arena_free(&run);
	return failures != 0;
}
