#include "stats/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stats/exact.h"
#include "stats/normal.h"

void
moments_add(struct moments *m, int64_t value)
{
	m->n++;
	m->sum = exact_sum(m->sum, value);
	m->squares = exact_sum(m->squares, (__int128)value * value);
}

void
moments_merge(struct moments *into, const struct moments *from)
{
	into->n += from->n;
	into->sum = exact_sum(into->sum, from->sum);
	into->squares = exact_sum(into->squares, from->squares);
}

double
moments_mean(const struct moments *m)
{
	return m->n ? (double)m->sum / (double)m->n : NAN;
}

/* The sum of squares about the mean; exact until the division. */
static double
about_mean(const struct moments *m)
{
	return exact_spread(m->n, m->squares, m->sum, m->sum) / (double)m->n;
}

struct interval
moments_interval(const struct moments *m, double level)
{
	double df, mean = moments_mean(m), half;

	if (m->n < 2 || !about_mean(m))
		return (struct interval){ NAN, NAN };
	df = (double)(m->n - 1);
	half = gsl_cdf_tdist_Qinv((1 - level) / 2, df) *
	       sqrt(about_mean(m) / df / (double)m->n);
	return (struct interval){ mean - half, mean + half };
}

struct interval
moments_share_interval(const struct moments *m, int64_t one, double level)
{
	double n = (double)m->n, mean = moments_mean(m) / (double)one;
	double variance;

	if (!m->n)
		return (struct interval){ NAN, NAN };
	variance = about_mean(m) / n / ((double)one * (double)one);
	if (variance > 0)
		n *= mean * (1 - mean) / variance;
	return wilson_of_share(mean, n, stats_normal(level));
}

double
moments_correlation(const struct moments *a, const struct moments *b,
    const struct moments *difference)
{
	double of_a, of_b;

	if (!a->n)
		return 0;
	of_a = about_mean(a);
	of_b = about_mean(b);
	if (of_a <= 0 || of_b <= 0)
		return 0;
	return (of_a + of_b - about_mean(difference)) / 2 / sqrt(of_a * of_b);
}
