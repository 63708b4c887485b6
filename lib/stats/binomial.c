#include "stats/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

/* By the beta distribution, which counts more trials than GSL's binomial. */
double
stats_binomial_tail(uint64_t k, uint64_t n, double p)
{
	double below = 1, above = 1;

	if (!n)
		return NAN;
	if (k < n)
		below = gsl_cdf_beta_P(1 - p, (double)(n - k), (double)k + 1);
	if (k)
		above = gsl_cdf_beta_P(p, (double)k, (double)(n - k) + 1);
	return fmin(below, above);
}
