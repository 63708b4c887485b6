/* What a gate reads, and what it answers to intervals about its bound. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "gate/gate.h"

static int failed;

static const struct gate_metric known[] = {
	{ { "recall", 6 }, 0, 1, true, NULL },
	{ { "recall.delta", 12 }, -1, 1, true, NULL },
};

static struct gate
parse(const char *text)
{
	struct gate g;

	gate_parse(&g, text, known, 2);
	return g;
}

static void
reads(const char *text, const char *metric, enum gate_order order, double bound)
{
	struct gate g = parse(text);

	if (str_eq(g.metric, str_of(metric)) && g.order == order &&
	    g.bound == bound && str_eq(g.text, str_of(text)))
		return;
	printf("gate: '%s' is read as %.*s %d %.17g\n", text, STR_ARG(g.metric),
	    (int)g.order, g.bound);
	failed = 1;
}

static void
test_reading(void)
{
	reads("recall >= 0.95", "recall", GATE_AT_LEAST, 0.95);
	reads("recall>=.95", "recall", GATE_AT_LEAST, 0.95);
	reads("  recall.delta  <=\t-2% ", "recall.delta", GATE_AT_MOST, -.02);
	reads("recall<95.1%", "recall", GATE_LESS, 0.951);
	reads("recall > 0", "recall", GATE_MORE, 0);
	reads("recall >= +1.", "recall", GATE_AT_LEAST, 1);
	reads("recall < 100%", "recall", GATE_LESS, 1);
	reads("recall >= 0", "recall", GATE_AT_LEAST, 0);
}

static void
answers(const char *text, double low, double estimate, double high,
    bool unchanged, enum gate_answer want)
{
	struct gate g = parse(text);
	struct gate_value v = { estimate, low, high, 100, unchanged };
	enum gate_answer got = gate_decide(&g, &v);

	if (got == want)
		return;
	printf("gate: '%s' on %g (%g to %g, unchanged %d): %s, want %s\n", text,
	    estimate, low, high, unchanged, gate_answer_name(got),
	    gate_answer_name(want));
	failed = 1;
}

static void
test_deciding(void)
{
	static const enum gate_answer P = GATE_PASS, F = GATE_FAIL,
				      I = GATE_INCONCLUSIVE;

	answers("recall >= 0.9", .91, .95, .97, false, P);
	answers("recall >= 0.9", .90, .95, .97, false, P);
	answers("recall > 0.9", .90, .95, .97, false, I);
	answers("recall >= 0.9", .80, .95, .97, false, I);
	answers("recall >= 0.9", .80, .85, .90, false, I);
	answers("recall > 0.9", .80, .85, .90, false, F);
	answers("recall >= 0.9", .80, .85, .89, false, F);
	answers("recall <= 0.9", .80, .85, .90, false, P);
	answers("recall < 0.9", .80, .85, .90, false, I);
	answers("recall <= 0.9", .91, .95, .97, false, F);
	answers("recall < 0.9", .90, .95, .97, false, F);
	/* nothing is known, or no interval */
	answers("recall >= 0", NAN, NAN, NAN, false, I);
	answers("recall >= 0", NAN, NAN, NAN, true, I);
	answers("recall >= 0", NAN, .5, NAN, false, I);
	/* a version compared with itself */
	answers("recall.delta <= 0", -.02, 0, .02, false, I);
	answers("recall.delta <= 0", -.02, 0, .02, true, P);
	answers("recall.delta >= 0", -.02, 0, .02, true, P);
	answers("recall.delta >= -0.01", -.02, 0, .02, true, P);
	answers("recall.delta >= 0", NAN, 0, NAN, true, P);
	/* who asks for progress is not served by none */
	answers("recall.delta > 0", -.02, 0, .02, true, I);
	answers("recall.delta >= 0.01", -.02, 0, .02, true, I);
	answers("recall.delta >= 0.05", -.02, 0, .02, true, F);
}

/* What GitHub's runner would take for the end of a command, or of one of its
 * properties, is escaped as its toolkit does (actions/toolkit, command.ts). */
static void
test_annotations(void)
{
	static const char want[] =
	    "::notice title=hoff-x PASS%3A n > 1%3A%2C::100%25%0A?; of all\n"
	    "::warning title=hoff-x INCONCLUSIVE%3A n > 1%3A%2C::100%25%0A?; "
	    "of all\n"
	    "::error title=hoff-x FAIL%3A n > 1%3A%2C::100%25%0A?; of all\n";
	struct gate g = { .text = STR("n > 1:,") };
	struct gate_verdict v[] = {
		{ .gate = &g, .answer = GATE_PASS },
		{ .gate = &g, .answer = GATE_INCONCLUSIVE },
		{ .gate = &g, .answer = GATE_FAIL },
	};
	struct buf out = { 0 };

	for (size_t i = 0; i < 3; i++) {
		v[i].said = STR("100%\n\x1b");
		v[i].definition = "of all";
	}
	gate_github("hoff-x", v, 3, true, &out);
	if (!str_eq(buf_view(&out), str_of(want))) {
		printf("gate: annotations:\n%.*s", STR_ARG(buf_view(&out)));
		failed = 1;
	}
	buf_clear(&out);
	gate_github("hoff-x", &v[1], 1, false, &out);
	if (!out.n || strncmp(out.p, "::error ", 8) != 0) {
		printf("gate: what ends the run is no error\n");
		failed = 1;
	}
	buf_free(&out);
}

int
main(void)
{
	test_reading();
	test_deciding();
	test_annotations();
	return failed;
}
