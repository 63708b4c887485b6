#include "stats/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

/* Half a case in each: a category that one side lacks has a finite log. */
static double
share_of(const uint64_t *counts, size_t n, size_t i)
{
	double all = 0;

	for (size_t k = 0; k < n; k++)
		all += (double)counts[k] + 0.5;
	return ((double)counts[i] + 0.5) / all;
}

static double
sum_of(const uint64_t *counts, size_t n)
{
	double all = 0;

	for (size_t i = 0; i < n; i++)
		all += (double)counts[i];
	return all;
}

double
stats_psi(const uint64_t *a, const uint64_t *b, size_t n)
{
	double psi = 0;

	for (size_t i = 0; i < n; i++) {
		double p = share_of(a, n, i), q = share_of(b, n, i);

		psi += (q - p) * log(q / p);
	}
	return psi;
}

double
stats_psi_threshold(
    const uint64_t *a, const uint64_t *b, size_t n, double level)
{
	double of_a = sum_of(a, n), of_b = sum_of(b, n);

	if (n < 2 || !(of_a > 0) || !(of_b > 0))
		return NAN;
	return gsl_cdf_chisq_Pinv(level, (double)(n - 1)) *
	       (1 / of_a + 1 / of_b);
}

/* p log(p / m), and its limit. */
static double
term(double p, double m)
{
	return p > 0 ? p * log(p / m) : 0;
}

double
stats_jensen_shannon(const uint64_t *a, const uint64_t *b, size_t n)
{
	double of_a = sum_of(a, n), of_b = sum_of(b, n), js = 0;

	if (!(of_a > 0) || !(of_b > 0))
		return NAN;
	for (size_t i = 0; i < n; i++) {
		double p = (double)a[i] / of_a, q = (double)b[i] / of_b;
		double m = (p + q) / 2;

		js += (term(p, m) + term(q, m)) / 2;
	}
	return sqrt(fmax(js, 0));
}

double
stats_homogeneity(const uint64_t *a, const uint64_t *b, size_t n)
{
	double of_a = sum_of(a, n), of_b = sum_of(b, n), x = 0;
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		double both = (double)a[i] + (double)b[i];
		double want_a = both * of_a / (of_a + of_b);
		double want_b = both - want_a;

		if (!(both > 0) || !(want_a > 0) || !(want_b > 0))
			continue;
		x += pow((double)a[i] - want_a, 2) / want_a +
		     pow((double)b[i] - want_b, 2) / want_b;
		used++;
	}
	return used < 2 ? NAN : gsl_cdf_chisq_Q(x, (double)(used - 1));
}
