/*
 * Any split of the input, folded in any order and merged in any tree, reports
 * the same bytes in every format; also where there are more groups and more
 * names than are kept, and whichever of them come first.
 */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conv/conv.h"
#include "json/json.h"
#include "kpi/kpi.h"

enum { RECORDS = 1100, FOLDS = 5, TREES = 4 };

static int failed;

static void
check(bool ok, const char *what, const char *of)
{
	if (ok)
		return;
	printf("kpi: %s: %s\n", what, of);
	failed = 1;
}

static uint64_t
mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

/* The i-th conversation: 600 groups, 1500 rules, times of all sizes. */
static void
record(unsigned i, struct buf *b)
{
	uint64_t r = mix(i + 1);

	buf_clear(b);
	buf_printf(b,
	    "{\"conversation_id\":\"%u\",\"channel\":\"c%03u\",\"turns\":["
	    "{\"role\":\"customer\",\"at\":%u},{\"role\":\"agent\",\"at\":%u.%"
	    "u}"
	    "],\"outcome\":{\"csat\":%u,\"resolved\":%s},"
	    "\"hoff\":{\"score\":{\"decision\":\"escalate\",\"turn\":0,"
	    "\"reasons\":[{\"rule\":\"r%04u\"},{\"rule\":\"r%04u\"}],"
	    "\"friction\":[{\"kind\":\"loop\"}],"
	    "\"signals\":{\"a\":%u.%u,\"b\":{\"c\":-0.%02u,\"d\":null}}},"
	    "\"route\":{\"outcome\":\"assigned\",\"wait_s\":%u,"
	    "\"target_met\":%s}}}",
	    i, (unsigned)(r % 600), 1000 + i,
	    1000 + i + (unsigned)(r >> (40 + r % 24)), (unsigned)(r % 1000),
	    (unsigned)(r % 7), r % 3 ? "true" : "false", (unsigned)(r % 1500),
	    (unsigned)(r / 7 % 1500), (unsigned)(r >> 8) % 2000,
	    (unsigned)(r >> 4) % 3, (unsigned)(r >> 6) % 100,
	    (unsigned)(r >> 32) % 100000, r % 2 ? "true" : "false");
	buf_reserve(b, JSON_PADDING);
}

static void
add(struct kpi *k, unsigned i)
{
	static struct buf text;
	struct json j;
	struct arena a;
	struct fault f;
	struct conv c;

	arena_init(&a, 1 << 20);
	json_init(&j);
	record(i, &text);
	if (!json_index(&j, buf_view(&text), &f) || !conv_parse(&j, &a, &c, &f))
		check(false, "a record was refused", f.detail);
	else
		kpi_add(k, &c);
	json_free(&j);
	arena_free(&a);
}

/* Where the record i of all goes, and in which order they come. */
static void
fold(struct kpi **folds, const struct kpi_plan *p, unsigned tree)
{
	static const unsigned step[TREES] = { 1, RECORDS - 1, 1237, 1391 };

	for (size_t f = 0; f < FOLDS; f++)
		folds[f] = kpi_new(p);
	for (unsigned n = 0; n < RECORDS; n++) {
		unsigned i = (unsigned)((uint64_t)n * step[tree] % RECORDS);

		add(folds[tree ? mix(i * TREES + tree) % FOLDS : 0], i);
	}
}

/* 0: nothing to merge; then a line, a line from behind, and a tree. */
static struct kpi *
merge(struct kpi **folds, unsigned tree)
{
	switch (tree) {
	case 1:
		for (size_t f = 1; f < FOLDS; f++)
			kpi_merge(folds[0], folds[f]);
		return folds[0];
	case 2:
		for (size_t f = FOLDS - 1; f > 0; f--)
			kpi_merge(folds[f - 1], folds[f]);
		return folds[0];
	case 3:
		kpi_merge(folds[3], folds[1]);
		kpi_merge(folds[4], folds[0]);
		kpi_merge(folds[4], folds[3]);
		kpi_merge(folds[2], folds[4]);
		return folds[2];
	default:
		return folds[0];
	}
}

/* Every line of a partial, from a place with padding behind it. */
static void
take(struct kpi_merger *m, struct str lines)
{
	struct buf line = { 0 };
	struct arena a;
	struct json j;
	struct fault f;

	arena_init(&a, 1 << 26);
	json_init(&j);
	while (lines.n) {
		size_t n =
		    (size_t)((const char *)memchr(lines.p, '\n', lines.n) -
			     lines.p);
		const char *why;

		buf_clear(&line);
		buf_put(&line, lines.p, n);
		buf_reserve(&line, JSON_PADDING);
		why = json_index(&j, buf_view(&line), &f)
			  ? kpi_merger_line(m, "unit", 0, &j, &a)
			  : f.detail;
		if (why)
			check(false, "a line of a partial was refused", why);
		arena_reset(&a);
		lines = (struct str){ lines.p + n + 1, lines.n - n - 1 };
	}
	json_free(&j);
	arena_free(&a);
	buf_free(&line);
}

/* The folds of a split as partials, merged in another order each time: two and
 * two into partials of their own, and those into one fold. */
static struct kpi *
merge_partials(struct kpi **folds, const struct kpi_plan *plan, unsigned tree,
    struct arena *run)
{
	struct buf parts[FOLDS] = { { 0 } };
	struct kpi_merger *last = kpi_merger_new(plan, run);
	const char *why;
	struct kpi *k;

	for (size_t f = 0; f < FOLDS; f++)
		kpi_partial(folds[f], true, &parts[(f * 2 + tree) % FOLDS]);
	for (size_t f = 0; f + 1 < FOLDS; f += 2) {
		struct kpi_merger *two = kpi_merger_new(plan, run);

		take(two, buf_view(&parts[f]));
		take(two, buf_view(&parts[f + 1]));
		k = kpi_merger_end(two, &why);
		check(k, "two partials do not make one", why);
		buf_clear(&parts[f]);
		kpi_partial(k, true, &parts[f]);
		take(last, buf_view(&parts[f]));
		kpi_free(k);
	}
	take(last, buf_view(&parts[FOLDS - 1]));
	k = kpi_merger_end(last, &why);
	check(k, "partials do not make one", why);
	for (size_t f = 0; f < FOLDS; f++)
		buf_free(&parts[f]);
	return k;
}

/* Any split, order and tree of partials: the report and the partial of all are
 * the same bytes as without a split. */
static void
test_partials(struct kpi_opts o)
{
	struct buf want = { 0 }, got = { 0 };
	const struct kpi_plan *plan;
	struct arena run;

	arena_init(&run, 1 << 24);
	plan = kpi_plan(&o, &run);
	for (unsigned tree = 0; tree < TREES; tree++) {
		struct kpi *folds[FOLDS];
		struct kpi *k;

		fold(folds, plan, tree);
		k = tree ? merge_partials(folds, plan, tree, &run) : folds[0];
		buf_clear(&got);
		kpi_report(k, false, 0, tree ? &got : &want);
		kpi_partial(k, true, tree ? &got : &want);
		if (tree)
			check(str_eq(buf_view(&want), buf_view(&got)),
			    "partials change the report", o.format);
		if (tree)
			kpi_free(k);
		for (size_t f = 0; f < FOLDS; f++)
			kpi_free(folds[f]);
	}
	check(want.n > 1000, "the report is long enough", "to be one");
	buf_free(&want);
	buf_free(&got);
	arena_free(&run);
}

static void
report(const struct kpi *k, bool page, struct buf *b)
{
	if (page)
		kpi_page(k, b);
	else
		kpi_report(k, false, 0, b);
}

/* JUnit's form, and GitHub's, are about these only. */
static const char *const gates[] = { "escalation_delivered >= 90%",
	"csat_top2 > 0.5", "route_wait_s.p90 < 10" };

/* One format over all trees; the last of kpi_formats is the page. */
static void
test(struct kpi_opts o, const char *format)
{
	struct buf want = { 0 }, got = { 0 };
	const struct kpi_plan *plan;
	struct arena run;

	arena_init(&run, 1 << 24);
	o.format = format ? format : "table";
	o.time_zone = "UTC";
	o.gates = gates;
	o.n_gates = sizeof(gates) / sizeof(*gates);
	plan = kpi_plan(&o, &run);
	for (unsigned tree = 0; tree < TREES; tree++) {
		struct kpi *folds[FOLDS];
		struct kpi *k;

		fold(folds, plan, tree);
		k = merge(folds, tree);
		buf_clear(&got);
		report(k, !format, tree ? &got : &want);
		if (tree)
			check(str_eq(buf_view(&want), buf_view(&got)),
			    "a split changes the report",
			    format ? format : "page");
		buf_clear(&got);
		report(k, !format, &got);
		check(str_eq(buf_view(&want), buf_view(&got)),
		    "a report changes the fold", format ? format : "page");
		for (size_t f = 0; f < FOLDS; f++)
			kpi_free(folds[f]);
	}
	check(want.n > 300, "the report is long enough",
	    format ? format : "page");
	buf_free(&want);
	buf_free(&got);
	arena_free(&run);
}

int
main(void)
{
	static const struct kpi_opts cases[] = {
		{ .by = "channel",
		    .target = "20",
		    .fixed_turn = 1,
		    .max_groups = 10000,
		    .confidence = 0.95 },
		{ .by = "channel",
		    .target = "20",
		    .fixed_turn = 1,
		    .max_groups = 40,
		    .confidence = 0.95 },
		{ .by = "channel",
		    .target = "20",
		    .fixed_turn = 1,
		    .max_groups = 1,
		    .confidence = 0.9 },
		{ .by = "channel",
		    .target = "20",
		    .fixed_turn = 1,
		    .max_groups = 5000,
		    .top = 7,
		    .confidence = 0.95 },
		{ .target = "20",
		    .fixed_turn = 1,
		    .max_groups = 10,
		    .confidence = 0.99 },
		{ .target = "20,c007=60",
		    .fixed_turn = 1,
		    .max_groups = 10000,
		    .confidence = 0.95,
		    .by = "channel",
		    .every = "1d" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (size_t f = 0; i ? f < 1 : kpi_formats[f] != NULL; f++)
			test(cases[i], i ? "json" : kpi_formats[f]);
	test(cases[3], NULL);
	/* more groups and names than are kept, and periods */
	for (size_t i = 1; i < sizeof(cases) / sizeof(*cases); i += 4) {
		struct kpi_opts o = cases[i];

		o.format = "json";
		o.signals = true;
		o.time_zone = "UTC";
		test_partials(o);
	}
	return failed;
}
