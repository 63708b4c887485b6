/*
 * Experiments on customers who have several contacts each, and looks at them
 * before they end: against R 4.2.2.
 */

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "stats/stats.h"

static int failed;

static void
near(const char *what, double got, double want, double within)
{
	if (isnan(want) ? isnan(got) : fabs(got - want) <= within)
		return;
	printf("stats_ratios: %s: got %.12g, want %.12g\n", what, got, want);
	failed = 1;
}

/* Of each customer: above, below, and both before. */
static const int64_t control[][RATIO_PARTS] = { { 2, 3, 1, 2 }, { 0, 1, 0, 1 },
	{ 1, 1, 1, 1 }, { 4, 6, 2, 5 }, { 0, 2, 0, 0 }, { 1, 4, 1, 3 },
	{ 3, 3, 2, 2 }, { 0, 1, 0, 2 }, { 2, 2, 0, 0 }, { 1, 2, 1, 2 } };
static const int64_t treated[][RATIO_PARTS] = { { 3, 3, 1, 2 }, { 1, 1, 0, 1 },
	{ 2, 2, 1, 1 }, { 5, 6, 1, 4 }, { 1, 2, 1, 1 }, { 2, 3, 0, 0 },
	{ 3, 4, 2, 3 }, { 1, 1, 1, 2 }, { 0, 2, 0, 1 } };

enum {
	CONTROL = sizeof(control) / sizeof(*control),
	TREATED = sizeof(treated) / sizeof(*treated)
};

static struct ratios
read(const int64_t rows[][RATIO_PARTS], size_t from, size_t to)
{
	struct ratios r = { 0 };

	for (size_t i = from; i < to; i++)
		ratios_add(&r, rows[i]);
	return r;
}

/*
 * R: lin <- function(m, i) { R <- sum(m[,i]) / sum(m[,i+1])
 *                            (m[,i] - R * m[,i+1]) / mean(m[,i+1]) + R }
 * and t.test(lin(b, 1), lin(a, 1)).
 */
static void
test_delta(void)
{
	struct ratios a = read(control, 0, 4), b = read(treated, 0, TREATED);
	struct ratios rest = read(control, 4, CONTROL);
	struct difference d;

	ratios_merge(&a, &rest);
	d = ratios_compare(&a, &b, 0.95, NULL);
	near("control", ratios_value(&a), 0.56, 1e-15);
	near("treated", ratios_value(&b), 0.75, 1e-15);
	near("difference", d.estimate, 0.19, 1e-14);
	near("low", d.low, -0.10271505497317, 1e-13);
	near("high", d.high, 0.48271505497317, 1e-13);
	near("p", d.p, 0.18822130546543, 1e-13);
	near("error", d.error, 0.13840920359170, 1e-13);
	near("error of both", hypot(ratios_error(&a), ratios_error(&b)),
	    d.error, 1e-14);
}

/* R: the theta that optimize() finds for the sum of var(lin(., 1) - theta *
 * lin(., 3)) / n, and t.test() of these with that theta. */
static void
test_before(void)
{
	struct ratios a = read(control, 0, CONTROL);
	struct ratios b = read(treated, 0, TREATED);
	double kept;
	struct difference d = ratios_compare(&a, &b, 0.95, &kept);

	near("adjusted", d.estimate, 0.18167362755978, 1e-13);
	near("adjusted, low", d.low, -0.08828500228481, 1e-13);
	near("adjusted, high", d.high, 0.45163225740436, 1e-13);
	near("adjusted, p", d.p, 0.17365943399959, 1e-13);
	near("adjusted, error", d.error, 0.12789924227552, 1e-13);
	near("variance kept", kept, 0.85389801440818, 1e-13);
}

/* Customers of one contact each are what moments_welch() sees; a customer
 * without a case is none; and nobody was there before. */
static void
test_single(void)
{
	struct ratios r[2] = { { 0 }, { 0 } };
	struct moments m[2] = { { 0 }, { 0 } };
	struct difference d, w;
	double kept;

	for (int64_t i = 0; i < 23; i++) {
		int64_t parts[RATIO_PARTS] = { i * i % 17, 1, 0, 0 };
		int64_t none[RATIO_PARTS] = { 0 };

		ratios_add(&r[i % 2], parts);
		ratios_add(&r[i % 2], none);
		moments_add(&m[i % 2], parts[0]);
	}
	d = ratios_compare(&r[0], &r[1], 0.9, &kept);
	w = moments_welch(&m[0], &m[1], 0.9);
	near("single, difference", d.estimate, w.estimate, 1e-13);
	near("single, low", d.low, w.low, 1e-12);
	near("single, high", d.high, w.high, 1e-12);
	near("single, p", d.p, w.p, 1e-12);
	near("single, error", d.error, w.error, 1e-13);
	near("nothing before", kept, 1, 0);
}

/* What does not vary has no interval. */
static void
test_constant(void)
{
	static const int64_t thirds[][RATIO_PARTS] = { { 1, 3, 0, 0 },
		{ 2, 6, 0, 0 }, { 7, 21, 0, 0 } };
	struct ratios a = read(thirds, 0, 3), none = { 0 };

	near("constant", ratios_error(&a), 0, 0);
	near("constant twice", ratios_compare(&a, &a, 0.95, NULL).p, NAN, 0);
	near("nobody", ratios_compare(&a, &none, 0.95, NULL).p, NAN, 0);
	near("ratio of nobody", ratios_value(&none), NAN, 0);
}

/* Waudby-Smith et al., arXiv:2103.06476: eq. 9 and the tuning of section B.2,
 * typed into R; and the p value as the smallest alpha that excludes 0. */
static void
test_anytime(void)
{
	struct difference d = stats_anytime(0.03, 0.015, 2000, 0.95, 5000);
	double best = INFINITY, at = 0;

	near("any time, low", d.low, -0.016856686375121, 1e-13);
	near("any time, high", d.high, 0.076856686375121, 1e-13);
	near("any time, p", d.p, 0.446460833079151, 1e-13);
	d = stats_anytime(0.06, 0.015, 2000, 0.95, 5000);
	near("any time, low 2", d.low, 0.0131433136248791, 1e-13);
	near("any time, p 2", d.p, 0.0046583564608187, 1e-13);
	d = stats_anytime(1.5, 0.4, 317, 0.9, 300);
	near("any time, low 3", d.low, 0.3944955427361871, 1e-12);
	near("any time, p 3", d.p, 0.0061161787391941, 1e-12);
	near("no error", stats_anytime(1, 0, 317, 0.9, 300).p, NAN, 0);
	/* in units of the plain standard error it is narrowest where asked */
	for (int n = 100; n <= 20000; n += 10) {
		double high = stats_anytime(0, 1, n, 0.95, 5000).high;

		if (high < best) {
			best = high;
			at = n;
		}
	}
	near("narrowest at", at, 5000, 500);
}

static double
uniform(uint64_t *state)
{
	uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return (double)((x ^ x >> 31) >> 11) * 0x1p-53;
}

/* Who looks every hundred cases and stops at the first p below 0.05 finds
 * something in far more than 5 % of the experiments in which nothing is. */
static void
test_peeking(void)
{
	enum { RUNS = 400, CASES = 4000, LOOK = 100 };
	uint64_t state = 1;
	int plain = 0, anytime = 0;

	for (int run = 0; run < RUNS; run++) {
		double sum = 0, squares = 0;
		bool seen = false, sure = false;

		for (int n = 1; n <= CASES; n++) {
			double x = uniform(&state), mean, error;

			sum += x - 0.5;
			squares += (x - 0.5) * (x - 0.5);
			if (n % LOOK)
				continue;
			mean = sum / n;
			error = sqrt((squares / n - mean * mean) / n);
			seen |= fabs(mean) > 1.96 * error;
			sure |=
			    stats_anytime(mean, error, n, 0.95, 2000).p < 0.05;
		}
		plain += seen;
		anytime += sure;
	}
	if (plain < RUNS / 5 || anytime > RUNS / 20) {
		printf("stats_ratios: of %d runs of nothing, %d and %d\n", RUNS,
		    plain, anytime);
		failed = 1;
	}
}

/* R: pnorm(z - d, lower = FALSE) + pnorm(-z - d); power.t.test(strict = TRUE)
 * of 1e7 cases in each group agrees to 1e-7. */
static void
test_power(void)
{
	near("power", stats_power(0.02, 0.0145, 0.95), 0.28115694432702, 1e-13);
	near(
	    "power 2", stats_power(-0.05, 0.0145, 0.95), 0.931665699801, 1e-12);
	/* statsmodels 0.13: NormalIndPower().power(2.5, 2, .05), (.3, 2, .01)
	 */
	near("power 3", stats_power(2.5, 1, 0.95), 0.7054180011138002, 1e-12);
	near(
	    "power 4", stats_power(-0.3, 1, 0.99), 0.013442951894113337, 1e-12);
	near("power of nothing", stats_power(0, 1, 0.95), 0.05, 1e-12);
	near("detectable",
	    stats_power(stats_detectable(0.0145, 0.95, 0.8), 0.0145, 0.95), 0.8,
	    2e-6);
	near("detectable by nobody", stats_detectable(NAN, 0.95, 0.8), NAN, 0);
}

int
main(void)
{
	test_delta();
	test_before();
	test_single();
	test_constant();
	test_anytime();
	test_peeking();
	test_power();
	return failed;
}
