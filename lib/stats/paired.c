#include "stats/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

/*
 * The correlation of the two answers as method 10 wants it: a positive one
 * less a continuity correction.
 */
static double
phi_of(const struct paired *p)
{
	double a = (double)p->both, b = (double)p->gained;
	double c = (double)p->lost, d = (double)p->neither;
	double product = (a + b) * (c + d) * (a + c) * (b + d);
	double numerator = a * d - b * c;

	if (product <= 0)
		return 0;
	if (numerator > 0)
		numerator = fmax(numerator - (a + b + c + d) / 2, 0);
	return numerator / sqrt(product);
}

struct interval
stats_newcombe(const struct paired *p, double level)
{
	uint64_t n = p->both + p->gained + p->lost + p->neither;
	uint64_t old = p->both + p->lost, new = p->both + p->gained;

	if (!n)
		return (struct interval){ NAN, NAN };
	return stats_mover((double)old / (double)n, stats_wilson(old, n, level),
	    (double)new / (double)n, stats_wilson(new, n, level), phi_of(p));
}

/* The length of the side that closes a triangle; never the root of the -1e-17
 * that rounding leaves of 0. */
static double
closing(double x, double y, double correlation)
{
	return sqrt(fmax(x * x - 2 * correlation * x * y + y * y, 0));
}

struct interval
stats_mover(double a, struct interval of_a, double b, struct interval of_b,
    double correlation)
{
	double d = b - a;

	return (struct interval){
		.low = d - closing(b - of_b.low, of_a.high - a, correlation),
		.high = d + closing(of_b.high - b, a - of_a.low, correlation),
	};
}

double
stats_mcnemar(const struct paired *p)
{
	uint64_t n = p->gained + p->lost;
	uint64_t fewer = p->gained < p->lost ? p->gained : p->lost;

	/* P(X <= fewer) of the binomial with 1/2, which the beta distribution
	 * gives for more trials than GSL's binomial can count */
	if (2 * fewer == n)
		return 1;
	return fmin(
	    2 * gsl_cdf_beta_Q(0.5, (double)fewer + 1, (double)(n - fewer)), 1);
}
