/*
 * The intervals against published values and against a second derivation; the
 * histogram against exact quantiles of what went into it.
 */

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "stats/stats.h"

static int failed;

static void
check(bool ok, const char *what, double got, double want)
{
	if (ok)
		return;
	printf("stats: %s: got %.10g, want %.10g\n", what, got, want);
	failed = 1;
}

static void
near(const char *what, double got, double want, double within)
{
	check(fabs(got - want) <= within, what, got, want);
}

/*
 * Newcombe 1998, "Two-sided confidence intervals for the single proportion",
 * Statistics in Medicine 17:857-872, table I, method 3 (score, no continuity
 * correction), 95 %.
 */
static void
test_newcombe(void)
{
	static const struct {
		uint64_t k, n;
		double low, high;
	} rows[] = {
		{ 81, 263, .2553, .3662 },
		{ 15, 148, .0624, .1605 },
		{ 0, 20, .0000, .1611 },
		{ 1, 29, .0061, .1718 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct interval w = stats_wilson(rows[i].k, rows[i].n, 0.95);

		near("Newcombe, lower", w.low, rows[i].low, 5.01e-5);
		near("Newcombe, upper", w.high, rows[i].high, 5.01e-5);
	}
}

/* By definition the ends solve (k/n - p)^2 = z^2 p (1-p) / n; z from tables. */
static void
test_definition(void)
{
	static const struct {
		double level, z;
	} normal[] = {
		{ .80, 1.2815515655446004 },
		{ .90, 1.6448536269514722 },
		{ .95, 1.959963984540054 },
		{ .99, 2.5758293035489004 },
		{ .999, 3.2905267314919255 },
	};
	static const uint64_t sizes[] = { 1, 2, 7, 100, 12345, 100000000 };

	for (size_t i = 0; i < sizeof(normal) / sizeof(*normal); i++)
		for (size_t j = 0; j < sizeof(sizes) / sizeof(*sizes); j++)
			for (uint64_t part = 0; part <= 4; part++) {
				double n = (double)sizes[j], z = normal[i].z;
				uint64_t k = sizes[j] / 4 * part;
				double s = (double)k / n;
				struct interval w =
				    stats_wilson(k, sizes[j], normal[i].level);

				near("root, lower", n * pow(s - w.low, 2),
				    z * z * w.low * (1 - w.low), 1e-7);
				near("root, upper", n * pow(s - w.high, 2),
				    z * z * w.high * (1 - w.high), 1e-7);
				check(w.low <= s && s <= w.high,
				    "the share lies inside", s, w.low);
			}
}

static void
test_ends(void)
{
	check(stats_wilson(0, 7, .95).low == 0, "0 of 7, lower", 1, 0);
	check(stats_wilson(7, 7, .95).high == 1, "7 of 7, upper", 0, 1);
	check(isnan(stats_wilson(0, 0, .95).low), "0 of 0", 0, NAN);
	check(isnan(stats_wilson(0, 0, .95).high), "0 of 0", 0, NAN);
	near("mirrored", stats_wilson(3, 10, .9).low,
	    1 - stats_wilson(7, 10, .9).high, 1e-12);
}

/* Splitmix64: the test's own numbers, the same everywhere. */
static uint64_t
random_bits(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static int
rising(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

enum { N = 20000 };

/* Uniform on a log scale up to 2^bits, so that every doubling is met. */
static void
draw(uint64_t *values, unsigned bits, uint64_t seed)
{
	for (size_t i = 0; i < N; i++)
		values[i] = random_bits(&seed) >> (64 - bits + i % bits);
}

static void
test_quantiles(void)
{
	static const double q[] = { 0, .0001, .01, .25, .5, .9, .999, 1 };
	static uint64_t values[N];
	struct arena a;

	arena_init(&a, 1 << 26);
	for (unsigned bits = 8; bits <= 40; bits += 8) {
		struct histogram h = { 0 };
		unsigned __int128 sum = 0;

		draw(values, bits, bits);
		for (size_t i = 0; i < N; i++) {
			histogram_add(&h, values[i], 1, &a);
			sum += values[i];
		}
		qsort(values, N, sizeof(*values), rising);
		for (size_t i = 0; i < sizeof(q) / sizeof(*q); i++) {
			double rank = ceil(q[i] * N);
			double want =
			    (double)values[rank < 1 ? 0 : (size_t)rank - 1];
			double got = (double)histogram_quantile(&h, q[i], &a);

			near("quantile", got, want,
			    want < 2048 ? 0 : want / 2048);
		}
		check(histogram_ends(&h).sum == sum, "sum",
		    (double)histogram_ends(&h).sum, (double)sum);
		near("mean", (double)histogram_mean(&h, 100),
		    (double)sum * 100 / N, .5);
		check(h.n == N, "n", (double)h.n, N);
		arena_reset(&a);
	}
	arena_free(&a);
}

/* Bins tile the line: none overlaps, and none is wider than 1/1024. */
static void
test_layout(void)
{
	struct arena a;
	struct histogram h = { 0 };
	struct bin *bins;
	size_t n;

	arena_init(&a, 1 << 26);
	for (uint64_t v = 0; v < 10000; v++)
		histogram_add(&h, v, 1, &a);
	for (unsigned bit = 14; bit < 40; bit++)
		for (int d = -1; d <= 1; d++)
			histogram_add(
			    &h, (UINT64_C(1) << bit) + (uint64_t)d, 1, &a);
	histogram_add(&h, UINT64_MAX, 1, &a);
	bins = histogram_bins(&h, &n, &a);
	for (size_t i = 0; i < n; i++) {
		check(!i || bins[i].low > bins[i - 1].high, "no overlap",
		    (double)bins[i].low, (double)bins[i ? i - 1 : 0].high);
		check((bins[i].high - bins[i].low) * 1024 <= bins[i].low,
		    "narrow", (double)bins[i].high, (double)bins[i].low);
	}
	check(histogram_ends(&h).max == HISTOGRAM_CEILING, "ceiling",
	    (double)histogram_ends(&h).max, (double)HISTOGRAM_CEILING);
	for (size_t i = 1; bins[i].high < 9000; i++)
		check(bins[i].low == bins[i - 1].high + 1, "no gap",
		    (double)bins[i].low, (double)bins[i - 1].high);
	arena_free(&a);
}

/* With every bin in use it takes no more than it ever does. */
static void
test_room(void)
{
	struct histogram h = { 0 };
	struct bin *bins;
	struct arena a;
	size_t n;

	arena_init(&a, 1 << 26);
	for (uint64_t v = 0; v < 2048; v++)
		histogram_add(&h, v, v + 1, &a);
	for (unsigned bit = 1; bit < 30; bit++)
		for (uint64_t v = 1024; v < 2048; v++)
			histogram_add(&h, v << bit, (v << bit) + 1, &a);
	check(a.used < 330000, "room for all bins", (double)a.used, 330000);
	bins = histogram_bins(&h, &n, &a);
	for (size_t i = 1; i < n; i++)
		check(bins[i].low == bins[i - 1].high + 1 &&
			  bins[i].count == bins[i].low + 1,
		    "every bin", (double)bins[i].low, (double)bins[i].count);
	check(bins[n - 1].high == HISTOGRAM_CEILING, "the last bin",
	    (double)bins[n - 1].high, (double)HISTOGRAM_CEILING);
	arena_free(&a);
}

/* Any split merged in any order is the whole. */
static void
test_merge(void)
{
	static uint64_t values[N];
	struct histogram whole = { 0 }, part[3] = { { 0 } }, sum = { 0 };
	struct histogram_ends is, want;
	struct bin *x, *y;
	struct arena a;
	size_t n, m;

	arena_init(&a, 1 << 26);
	draw(values, 34, 7);
	for (size_t i = 0; i < N; i++) {
		histogram_add(&whole, values[i], 1, &a);
		histogram_add(&part[values[i] % 3], values[i], 1, &a);
	}
	for (int i = 2; i >= 0; i--)
		histogram_merge(&sum, &part[i], &a);
	x = histogram_bins(&whole, &n, &a);
	y = histogram_bins(&sum, &m, &a);
	check(n == m, "bins", (double)m, (double)n);
	for (size_t i = 0; i < n && i < m; i++)
		check(x[i].low == y[i].low && x[i].count == y[i].count,
		    "merged bin", (double)y[i].count, (double)x[i].count);
	is = histogram_ends(&sum);
	want = histogram_ends(&whole);
	check(is.sum == want.sum, "sum", (double)is.sum, (double)want.sum);
	check(is.squares == want.squares, "squares", (double)is.squares,
	    (double)want.squares);
	check(is.min == want.min && is.max == want.max, "range", (double)is.max,
	    (double)want.max);
	arena_free(&a);
}

/* scipy 1.10: the lesser of binom.cdf(k, n, p) and binom.sf(k - 1, n, p). */
static void
test_binomial(void)
{
	static const struct {
		uint64_t k, n;
		double p, tail;
	} rows[] = { { 18, 20, 0.99, 0.016859337635651808 },
		{ 0, 20, 0.02, 0.66760797175509456 },
		{ 20, 20, 0.5, 9.5367431640625e-07 },
		{ 3, 20, 0.02, 0.0070686934038140595 }, { 0, 1, 0, 1 },
		{ 5003000, 10000000, 0.5, 0.028910642657921603 },
		{ 7, 9, 1, 0 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		near("tail of the binomial",
		    stats_binomial_tail(rows[i].k, rows[i].n, rows[i].p),
		    rows[i].tail, 1e-9);
	check(isnan(stats_binomial_tail(0, 0, .5)), "tail of nothing", 0, NAN);
}

/* By the series of the incomplete gamma function, halved until it is met. */
static void
test_poisson(void)
{
	static const struct {
		double n, low, high;
	} rows[] = { { 0, 0, 3.6888794541139363 },
		{ 1, 0.025317807984289866, 5.571643390938893 },
		{ 7, 2.814363051519866, 14.422675361702398 },
		{ 160, 136.16850278669605, 186.80234842618611 },
		{ 0.25, 2.636601295629996e-07, 4.196147633456502 },
		{ 160. / 3, 39.989105357964426, 69.70310168336052 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct interval in = stats_poisson(rows[i].n, 0.95);

		near("low end of a mean", in.low, rows[i].low, 1e-9);
		near("high end of a mean", in.high, rows[i].high, 1e-9);
	}
	/* without a seam, and for whatever there is */
	for (double n = 1e-6; n < 1e12; n *= 1.7) {
		struct interval in = stats_poisson(n, 0.95);

		check(in.low < n && n < in.high, "about a mean", in.low, n);
	}
	for (int side = 0; side < 2; side++) {
		struct interval below = stats_poisson(9999.999, 0.95);
		struct interval above = stats_poisson(10000, 0.95);

		near("where it is approximate", side ? above.high : above.low,
		    (side ? below.high : below.low) + 0.001, 3e-4);
	}
}

int
main(void)
{
	test_poisson();
	test_binomial();
	test_newcombe();
	test_definition();
	test_ends();
	test_quantiles();
	test_layout();
	test_room();
	test_merge();
	return failed;
}
