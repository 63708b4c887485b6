/*
 * Scores against answers, samples against samples, windows against a level:
 * against R 4.2.2 (its own formulas in the comments) and a textbook.
 */

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "stats/stats.h"

static int failed;

static void
near(const char *what, double got, double want, double within)
{
	if (isnan(want) ? isnan(got) : fabs(got - want) <= within)
		return;
	printf("stats_graded: %s: got %.10g, want %.10g\n", what, got, want);
	failed = 1;
}

/* yes: 1 3 3 5 7 8 8 10, no: 0 1 2 3 3 4 6 8; tenths */
static const struct graded cases[11] = { { 0, 1 }, { 1, 1 }, { 0, 1 }, { 2, 2 },
	{ 0, 1 }, { 1, 0 }, { 0, 1 }, { 1, 0 }, { 2, 1 }, { 0, 0 }, { 1, 0 } };

/* Scores of 0, a half and 1 only. */
static const struct graded ties[5] = { { 1, 1 }, { 0, 0 }, { 1, 1 }, { 0, 0 },
	{ 2, 1 } };

/* Of 8 yes and 8 no each, by hand: from 7 on, 4 yes are missed and 1 no is
 * taken; from 1 on it is none and 7. */
static void
test_mistakes(void)
{
	static const struct graded none[] = { { 3, 0 }, { 2, 0 } };
	size_t at;

	near("mistakes", stats_mistakes(cases, 11, 7, 0.3),
	    0.3 * 4 / 8 + 0.7 * 1 / 8, 1e-15);
	near("fewest", stats_fewest_mistakes(cases, 11, 0.5, &at),
	    0.5 * 4 / 8 + 0.5 * 1 / 8, 1e-15);
	near("fewest at", (double)at, 7, 0);
	near("missed weigh more", stats_fewest_mistakes(cases, 11, 0.75, &at),
	    0.25 * 7 / 8, 1e-15);
	near("so the threshold falls", (double)at, 1, 0);
	near("hardly any weight", stats_fewest_mistakes(cases, 11, 0.01, &at),
	    0.01 * 7 / 8, 1e-15);
	near("the last one", (double)at, 10, 0);
	near("of yes only", stats_fewest_mistakes(none, 2, 0.5, &at), NAN, 0);
	near("nobody", stats_mistakes(cases, 11, 11, 0.2), 0.2, 1e-15);
}

static void
test_ranking(void)
{
	static const struct graded perfect[] = { { 0, 3 }, { 2, 0 } };
	static const struct graded none[] = { { 3, 0 }, { 2, 0 } };
	struct interval w;
	double auc;

	/* wilcox.test(yes, no)$statistic / 64; var(rowMeans(a)) / 8 +
	 * var(colMeans(a)) / 8 of the matrix a of comparisons; plogis() */
	w = stats_auc(cases, 11, 0.95, &auc);
	near("area", auc, 0.7109375, 1e-12);
	near("lower end", w.low, 0.4063968, 1e-7);
	near("upper end", w.high, 0.8983262, 1e-7);
	/* sum of (R - R before) P over sort(unique(s), decreasing = TRUE) */
	near("average precision", stats_average_precision(cases, 11),
	    0.7142857143, 1e-9);
	w = stats_auc(perfect, 2, 0.95, &auc);
	near("area, perfect", auc, 1, 0);
	near("its interval", w.low, NAN, 0);
	/* numpy: DeLong's matrix of comparisons, a third of whose pairs are
	 * ties
	 */
	w = stats_auc(ties, 5, 0.95, &auc);
	near("area, ties", auc, 7. / 12, 1e-12);
	near("area, ties, low", w.low, 0.16616362418295683, 1e-9);
	near("area, ties, high", w.high, 0.907711635436914, 1e-9);
	stats_auc(none, 2, 0.95, &auc);
	near("area of yes only", auc, NAN, 0);
	near("precision of yes only", stats_average_precision(none, 2), 1, 0);
}

static void
test_calibration(void)
{
	struct calibration c;

	stats_calibration(cases, 11, &c);
	/* mean((s - y)^2); by split(y, s) */
	near("Brier", c.brier, 0.225, 1e-12);
	near("reliability", c.reliability, 0.08958333, 1e-8);
	near("resolution", c.resolution, 0.1145833, 1e-7);
	near("uncertainty", c.uncertainty, 0.25, 1e-12);
	near("within bins of one score", c.within, 0, 1e-15);
	/* z = sum((y - s) (1 - 2s)) / sqrt(sum((1 - 2s)^2 s (1 - s))) */
	near("Spiegelhalter", c.p, 0.1706895, 1e-7);
	/* by pmin(floor(10 s), 9) */
	near("ECE", c.ece, 0.25, 1e-9);
	near("MCE", c.mce, 0.6, 1e-9);
	near("ECE by chance", c.ece_by_chance, 0.2180047, 1e-7);
	near("last bin", (double)c.bins[9].n, 1, 0);
	/* seven of ten bins are empty */
	stats_calibration(ties, 5, &c);
	near("ECE, ties", c.ece, 2. / 7, 1e-12);
	near("MCE, ties", c.mce, 0.5, 1e-12);
	near("Brier, ties", c.brier, 2.5 / 7, 1e-12);
	near("within, ties", c.within,
	    c.brier - c.reliability + c.resolution - c.uncertainty, 1e-12);
}

/* Of a thousand scores that occur once and know nothing; numpy, by the bins of
 * Stephenson and others 2008. */
static void
test_calibration_of_many(void)
{
	struct graded once[1000] = { { 0, 0 } };
	struct calibration c;

	for (uint64_t i = 0; i < 1000; i++) {
		once[i].yes = i * i * 7919 % 10007 % 2;
		once[i].no = !once[i].yes;
	}
	stats_calibration(once, 1000, &c);
	near("Brier, many", c.brier, 0.33427394060727394, 1e-12);
	near("reliability, many", c.reliability, 0.08443514773031285, 1e-12);
	near("resolution, many", c.resolution, 0.001845, 1e-12);
	near("uncertainty, many", c.uncertainty, 0.249975, 1e-12);
	near("within, many", c.within, 0.0017087928769610444, 1e-12);
}

static void
test_samples(void)
{
	static const uint64_t x[] = { 12, 15, 17, 21, 22, 30, 41, 44, 0 };
	static const uint64_t y[] = { 14, 19, 25, 29, 33, 38, 45, 52, 60, 71,
		0 };
	struct histogram a = { 0 }, b = { 0 }, far = { 0 };
	struct ks_test t;
	struct arena arena;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; x[i]; i++)
		histogram_add(&a, x[i], 1, &arena);
	for (size_t i = 0; y[i]; i++)
		histogram_add(&b, y[i], 1, &arena);
	/* ks.test(x, y, exact = FALSE), whose series ends at 1e-6 */
	t = stats_kolmogorov_smirnov(&a, &b, &arena);
	near("distance", t.distance, 0.425, 1e-12);
	near("p", t.p, 0.3983097, 1e-5);
	near("ties", t.ties, 1.0 / 18, 1e-12);
	/* the same of two runs of twelve, eight apart and half a step */
	for (uint64_t i = 1; i <= 12; i++)
		histogram_add(&far, 2 * i, 1, &arena);
	a = (struct histogram){ 0 };
	for (uint64_t i = 8; i <= 19; i++)
		histogram_add(&a, 2 * i + 1, 1, &arena);
	t = stats_kolmogorov_smirnov(&far, &a, &arena);
	near("distance, far", t.distance, 0.6666667, 1e-7);
	near("p, far", t.p, 0.009655899, 1e-5);
	arena_free(&arena);
}

/* Montgomery, Introduction to Statistical Quality Control, tables 9.1 and 9.2:
 * target 10, sigma 1; the upper sum is 5.28 at period 29, the first beyond. */
static void
test_cusum(void)
{
	static const double x[] = { 9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04,
		11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37,
		10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60,
		11.08, 10.38, 11.62, 11.31, 10.52 };
	struct cusum c = { 0, 0 };
	size_t first = 0;

	for (size_t i = 0; i < 30; i++) {
		bool beyond = stats_cusum(&c, x[i] - 10);

		if (beyond && !first)
			first = i + 1;
		if (i == 28)
			near("upper sum", c.up, 5.28, 1e-9);
	}
	near("first beyond", (double)first, 29, 0);
	near("lower sum", c.down, 0, 1e-9);
}

int
main(void)
{
	test_ranking();
	test_mistakes();
	test_calibration();
	test_calibration_of_many();
	test_samples();
	test_cusum();
	return failed;
}
