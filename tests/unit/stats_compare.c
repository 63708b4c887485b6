/*
 * What is censored, and what two groups are compared by: against R 4.2.2 with
 * survival 3.5, and scipy 1.10.
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
	printf("stats_compare: %s: got %.10g, want %.10g\n", what, got, want);
	failed = 1;
}

/*
 * survfit(Surv(time, status) ~ x, data = aml, conf.type = "log-log") and its
 * quantile(): acute myelogenous leukemia, Miller 1997, Survival Analysis.
 */
static void
test_survival(void)
{
	static const struct {
		uint64_t events[12], censored[6]; /* 0 ends */
		double q[3][3];			  /* p25, p50, p75 */
	} arms[] = {
		{ { 9, 13, 18, 23, 31, 34, 48 }, { 13, 28, 45, 161 },
		    { { 18, 9, 34 }, { 31, 13, NAN }, { 48, 31, NAN } } },
		{ { 5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45 }, { 16 },
		    { { 8, 5, 23 }, { 23, 5, 33 }, { 33, 23, NAN } } },
	};

	for (size_t i = 0; i < 2; i++) {
		struct histogram events = { 0 }, censored = { 0 };
		struct arena a;

		arena_init(&a, 1 << 20);
		for (size_t k = 0; arms[i].events[k]; k++)
			histogram_add(&events, arms[i].events[k], 1, &a);
		for (size_t k = 0; arms[i].censored[k]; k++)
			histogram_add(&censored, arms[i].censored[k], 1, &a);
		for (size_t k = 0; k < 3; k++) {
			struct survival s = stats_survival(&events, &censored,
			    0.25 * (double)(k + 1), 0.95, &a);

			near("quantile", s.at, arms[i].q[k][0], 0);
			near("its lower end", s.low, arms[i].q[k][1], 0);
			near("its upper end", s.high, arms[i].q[k][2], 0);
		}
		arena_free(&a);
	}
}

static void
fill(struct histogram *h, const uint64_t *values, size_t n, struct arena *a)
{
	for (size_t i = 0; i < n; i++)
		histogram_add(h, values[i], 1, a);
}

/*
 * The same data: survdiff() of R says chisq 3.4 on 1 df, p 0.0653.  The areas
 * and their errors by numpy, each by its definition.
 */
static void
test_two_followed(void)
{
	static const uint64_t kept[] = { 9, 13, 18, 23, 31, 34, 48 };
	static const uint64_t kept_censored[] = { 13, 28, 45, 161 };
	static const uint64_t not [] = { 5, 5, 8, 8, 12, 23, 27, 30, 33, 43,
		45 };
	static const uint64_t not_censored[] = { 16 };
	struct histogram h[5] = { { 0 } };
	struct followed a = { &h[0], &h[1] }, b = { &h[2], &h[3] };
	struct followed never = { &h[4], &h[1] };
	struct restricted m;
	struct arena arena;

	arena_init(&arena, 1 << 20);
	fill(&h[0], kept, 7, &arena);
	fill(&h[1], kept_censored, 4, &arena);
	fill(&h[2], not, 11, &arena);
	fill(&h[3], not_censored, 1, &arena);
	near("log-rank", stats_log_rank(&a, &b, &arena), 0.0653393, 1e-6);
	near("log-rank, turned", stats_log_rank(&b, &a, &arena), 0.0653393,
	    1e-6);
	m = stats_restricted_means(&a, &b, 0.95, &arena);
	near("until", m.until, 45, 0);
	near("mean of the first", m.means[0], 30.7386364, 1e-6);
	near("mean of the second", m.means[1], 22.7083333, 1e-6);
	near("error", m.difference.error, 5.8656612, 1e-6);
	near("low", m.difference.low, -19.5267878, 1e-6);
	near("p", m.difference.p, 0.1709879, 1e-6);
	/* it happened to nobody of one, or of both */
	m = stats_restricted_means(&never, &a, 0.95, &arena);
	near("nobody's mean", m.means[0], 161, 0);
	near("nobody's log-rank", stats_log_rank(&never, &never, &arena), NAN,
	    0);
	m = stats_restricted_means(&never, &never, 0.95, &arena);
	near("nobody's p", m.difference.p, NAN, 0);
	arena_free(&arena);
}

/* Half of 1, 2, 3, 4, 4+, 4+ are gone at 3, and the next one goes at 4. */
static void
test_step(void)
{
	struct histogram events = { 0 }, censored = { 0 };
	struct arena a;

	arena_init(&a, 1 << 20);
	for (uint64_t at = 1; at <= 4; at++)
		histogram_add(&events, at, 1, &a);
	histogram_add(&censored, 4, 2, &a);
	near("where the curve stays at a half",
	    stats_survival(&events, &censored, 0.5, 0.95, &a).at, 3, 0);
	arena_free(&a);
}

/*
 * Half of all, by order statistics: of 30, of whom 20 met it at 1, 2 ... 20,
 * the value of rank 15; Wilson's 95 % for 15 of 30 is 0.33154 to 0.66846, of
 * rank 10 and 21, which is never.  Of 41 not half ever did.
 */
static void
test_reached(void)
{
	struct histogram events = { 0 };
	struct survival s;
	struct arena a;

	arena_init(&a, 1 << 20);
	for (uint64_t at = 1; at <= 20; at++)
		histogram_add(&events, at, 1, &a);
	s = stats_reached(&events, 30, 0.5, 0.95, &a);
	near("half of 30", s.at, 15, 0);
	near("its lower end", s.low, 10, 0);
	near("its upper end", s.high, NAN, 0);
	near(
	    "half of 41", stats_reached(&events, 41, 0.5, 0.95, &a).at, NAN, 0);
	near("half of 40", stats_reached(&events, 40, 0.5, 0.95, &a).at, 20, 0);
	s = stats_reached(&(struct histogram){ 0 }, 0, 0.5, 0.95, &a);
	near("half of none", s.at, NAN, 0);
	near("the lower end of none", s.low, NAN, 0);
	near("the upper end of none", s.high, NAN, 0);
	arena_free(&a);
}

/* Newcombe 1998, "Interval estimation for the difference between independent
 * proportions", Statistics in Medicine 17:873-890, table II, method 10; his
 * differences are first minus second. */
static void
test_newcombe(void)
{
	static const struct {
		struct two_shares s;
		double low, high;
	} rows[] = {
		{ { { 48, 56 }, { 80, 70 } }, 0.0524, 0.3339 },
		{ { { 3, 9 }, { 10, 10 } }, 0.1705, 0.8090 },
		{ { { 0, 5 }, { 29, 56 } }, -0.0381, 0.1926 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct interval w = two_shares_interval(&rows[i].s, 0.95);

		near("difference of shares, low", w.low, rows[i].low, 5.01e-5);
		near("its upper end", w.high, rows[i].high, 5.01e-5);
	}
}

/* At the ends: statsmodels 0.13, confint_proportions_2indep(method="newcomb");
 * scipy 1.10, fisher_exact(). */
static void
test_edges(void)
{
	static const struct {
		struct two_shares s;
		double low, high, fisher;
	} rows[] = {
		{ { { 0, 1 }, { 1, 1 } }, -0.12210872068194178, 1, 1 },
		{ { { 0, 3 }, { 20, 7 } }, 0.11384727990449967,
		    0.7495416354723428, 0.011965811965811965 },
		{ { { 20, 7 }, { 20, 7 } }, -0.3543304350666875,
		    0.16112515805281957, 1 },
		{ { { 5, 3 }, { 5, 9 } }, -0.8794161816130892,
		    -0.1314946425557033, 0.030969030969030965 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct interval w = two_shares_interval(&rows[i].s, 0.95);

		near("at the ends, low", w.low, rows[i].low, 1e-12);
		near("at the ends, high", w.high, rows[i].high, 1e-12);
		near("at the ends, Fisher", two_shares_fisher(&rows[i].s),
		    rows[i].fisher, 1e-12);
	}
}

/* scipy.stats.norm of the pooled z; R: prop.test(c(120, 150), c(1000, 1000),
 * correct = FALSE); scipy.stats.fisher_exact(), R's fisher.test(). */
static void
test_shares(void)
{
	struct two_shares s = { { 120, 150 }, { 1000, 1000 } };
	struct two_shares small = { { 1, 11 }, { 10, 14 } };

	near("pooled z", two_shares_z(&s), 0.04964038686536878, 1e-12);
	/* (norm.ppf(.975) + norm.ppf(.8)) * sqrt(.12 * .88 * 2 / 1000) */
	near("detectable",
	    stats_detectable(two_shares_error_as_first(&s), 0.95, 0.8),
	    0.04071465829, 1e-11);
	/* sqrt(.12 * .88 / 1000 + .15 * .85 / 1000) */
	near("error", two_shares_error(&s), 0.01526761278, 1e-11);
	near("z of 56/70, 48/80",
	    two_shares_z(&(struct two_shares){ { 56, 48 }, { 70, 80 } }),
	    0.00804508136819656, 1e-12);
	near("fisher 1/10, 11/14", two_shares_fisher(&small),
	    0.0027594561852200836, 1e-12);
	near("fisher 8/10, 1/6",
	    two_shares_fisher(&(struct two_shares){ { 8, 1 }, { 10, 6 } }),
	    0.034965034965034975, 1e-12);
	near("fisher 3/20, 9/20",
	    two_shares_fisher(&(struct two_shares){ { 3, 9 }, { 20, 20 } }),
	    0.08235877701951116, 1e-12);
	/* of ten million: R's fisher.test() and prop.test(); statsmodels
	 * 0.13, confint_proportions_2indep(method="newcomb") */
	near("fisher 1/100000, 9/10000000",
	    two_shares_fisher(
		&(struct two_shares){ { 1, 9 }, { 100000, 10000000 } }),
	    0.0947130856416085, 1e-8);
	s = (struct two_shares){ { 5000000, 5003000 }, { 10000000, 10000000 } };
	near("z of ten million", two_shares_z(&s), 0.17971247529399, 1e-12);
	near("Newcombe of ten million", two_shares_interval(&s, .95).high,
	    0.0007382610651770624, 1e-13);
	near("small cells", two_shares_is_small(&small), 0, 0);
	near("smaller cells",
	    two_shares_is_small(&(struct two_shares){ { 1, 3 }, { 10, 14 } }),
	    1, 0);
	near("all alike",
	    two_shares_z(&(struct two_shares){ { 0, 0 }, { 9, 9 } }), 1, 0);
	near("nobody", two_shares_z(&(struct two_shares){ { 0, 0 }, { 9, 0 } }),
	    NAN, 0);
}

/* scipy.stats: ttest_ind(b, a, equal_var=False) with its interval, and
 * mannwhitneyu(b, a, method="asymptotic"); R: wilcox.test(exact = FALSE). */
static void
test_values(void)
{
	static const uint64_t x[] = { 1, 2, 2, 3, 4, 5, 5, 5, 2, 1 };
	static const uint64_t y[] = { 3, 4, 4, 5, 5, 5, 2, 5, 1, 4, 4, 3 };
	struct histogram a = { 0 }, b = { 0 };
	struct moments of_a, of_b;
	struct difference d;
	struct rank_test t;
	struct arena arena;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < 10; i++)
		histogram_add(&a, x[i], 1, &arena);
	for (size_t i = 0; i < 12; i++)
		histogram_add(&b, y[i], 1, &arena);
	of_a = histogram_moments(&a);
	of_b = histogram_moments(&b);
	d = moments_welch(&of_a, &of_b, 0.95);
	near("Welch, difference", d.estimate, 0.75, 1e-12);
	near("Welch, p", d.p, 0.25477359958149715, 1e-12);
	near("Welch, low", d.low, -0.592489803478484, 1e-10);
	near("Welch, high", d.high, 2.0924898034784842, 1e-10);
	t = stats_mann_whitney(&a, &b, &arena);
	near("Mann-Whitney, p", t.p, 0.3094328921067221, 1e-12);
	near("superiority", t.superiority, 0.6291666666666667, 1e-12);
	a = b = (struct histogram){ 0 };
	histogram_add(&a, 1, 3, &arena);
	histogram_add(&b, 1, 1, &arena);
	t = stats_mann_whitney(&a, &b, &arena);
	near("Mann-Whitney, all equal", t.p, NAN, 0);
	histogram_add(&b, 2, 1, &arena);
	t = stats_mann_whitney(&a, &b, &arena);
	near(
	    "Mann-Whitney, three ones, 1 and 2", t.p, 0.414216178242525, 1e-12);
	arena_free(&arena);
}

/* scipy.stats.chisquare(); R: p.adjust(p, "holm") and "BH". */
static void
test_families(void)
{
	static const uint64_t arms[] = { 5200, 4800 }, three[] = { 30, 50, 20 };
	static const double even[] = { 1, 1 }, weights[] = { 25, 50, 25 };
	static const double p[] = { 0.01, 0.04, NAN, 0.03, 0.005, 0.5 };
	static const double holm[] = { 0.04, 0.09, NAN, 0.09, 0.025, 0.5 };
	static const double bh[] = { 0.025, 0.05, NAN, 0.05, 0.025, 0.5 };
	double got[6];
	struct arena a;

	arena_init(&a, 1 << 16);
	near("split of two", stats_split(arms, even, 2), 6.334248366623988e-05,
	    1e-15);
	near("split of three", stats_split(three, weights, 3),
	    0.36787944117144245, 1e-12);
	near("split of one", stats_split(arms, (double[]){ 1, 0 }, 2), NAN, 0);
	stats_holm(p, got, 6, &a);
	for (size_t i = 0; i < 6; i++)
		near("Holm", got[i], holm[i], 1e-12);
	stats_hochberg(p, got, 6, &a);
	for (size_t i = 0; i < 6; i++)
		near("Benjamini-Hochberg", got[i], bh[i], 1e-12);
	arena_free(&a);
}

/* scipy: spatial.distance.jensenshannon(), stats.chi2_contingency() with
 * correction=False, stats.chi2.ppf(.95, 2); the index by its formula, of
 * counts so large that half a case is nothing. */
static void
test_drift(void)
{
	static const uint64_t a[] = { 50, 30, 20, 0 }, b[] = { 40, 40, 20, 0 };
	static const uint64_t x[] = { 500000000, 300000000, 200000000 };
	static const uint64_t y[] = { 400000000, 400000000, 200000000 };
	static const uint64_t zero[] = { 10, 0 }, other[] = { 5, 5 };
	static const uint64_t few[] = { 0, 3, 0, 1 }, gone[] = { 9, 0, 0, 1 };

	near("index", stats_psi(x, y, 3), 0.05108256237659909, 1e-8);
	/* p = 21/22, 1/22; q = 1/2, 1/2: (q-p) ln(q/p), added */
	near("index, none", stats_psi(zero, other, 2), 1.3838739, 1e-6);
	near("threshold", stats_psi_threshold(a, b, 3, 0.95),
	    5.991464547107979 * 0.02, 1e-9);
	near("distance", stats_jensen_shannon(a, b, 4), 0.07979472622921725,
	    1e-12);
	near("homogeneity", stats_homogeneity(a, b, 4), 0.28087620176428163,
	    1e-12);
	/* of four, one that only the first lacks, and one that both do */
	near("few, distance", stats_jensen_shannon(few, gone, 4),
	    0.7671049488548, 1e-12);
	near("few, homogeneity", stats_homogeneity(few, gone, 4),
	    0.003104197658649312, 1e-12);
	near("few, threshold", stats_psi_threshold(few, gone, 4, 0.99),
	    3.9707033555505302, 1e-9);
	near("alike", stats_jensen_shannon(a, a, 4), 0, 0);
}

/*
 * R 4.2.2, with Sato's variance typed in from the article; the second ends
 * otherwise with that of Greenland and Robins (0.0578).  One stratum alone is
 * the plain difference with its plain error.
 */
static void
test_strata(void)
{
	static const struct two_shares even[] = { { { 40, 20 }, { 100, 50 } },
		{ { 80, 8 }, { 100, 10 } } };
	static const struct two_shares sparse[] = { { { 5, 9 }, { 30, 12 } },
		{ { 1, 0 }, { 3, 4 } }, { { 9, 3 }, { 60, 40 } },
		{ { 7, 0 }, { 9, 0 } } };
	struct difference d = stats_mantel_haenszel(even, 2, 0.95);

	near("equal mix", d.estimate, 0, 1e-12);
	near("equal mix, low", d.low, -0.142054, 1e-6);
	near("equal mix, p", d.p, 1, 1e-12);
	d = stats_mantel_haenszel(sparse, 4, 0.95);
	near("sparse strata", d.estimate, 0.076667, 1e-6);
	near("sparse strata, low", d.low, -0.058855, 1e-6);
	near("sparse strata, high", d.high, 0.212189, 1e-6);
	near("sparse strata, p", d.p, 0.267526, 1e-6);
	d = stats_mantel_haenszel(sparse, 1, 0.95);
	near("one stratum", d.error, two_shares_error(sparse), 1e-12);
	near("no stratum of both",
	    stats_mantel_haenszel(sparse + 3, 1, 0.95).estimate, NAN, 0);
}

int
main(void)
{
	test_drift();
	test_survival();
	test_two_followed();
	test_reached();
	test_step();
	test_newcombe();
	test_edges();
	test_shares();
	test_values();
	test_families();
	test_strata();
	return failed;
}
