#include "stats/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

/* rho^2, for the intervals to be narrowest at this size (the paper's
 * section B.2). */
static double
tuning(double level, double narrowest)
{
	double x = -2 * log(1 - level);

	return (x + log(x + 1)) / narrowest;
}

struct difference
stats_anytime(
    double estimate, double error, double n, double level, double narrowest)
{
	double rho = tuning(level, narrowest), grown = n * rho + 1, half, z;
	struct difference d = { estimate, NAN, NAN, NAN, error };

	if (!(error > 0) || !(n > 0))
		return d;
	/* sigma = error sqrt(n) */
	half = error *
	       sqrt(2 * grown / (n * rho) * log(sqrt(grown) / (1 - level)));
	d.low = estimate - half;
	d.high = estimate + half;
	z = estimate / error;
	d.p = fmin(sqrt(grown) * exp(-n * rho * z * z / (2 * grown)), 1);
	return d;
}

double
stats_power(double effect, double error, double level)
{
	double z = stats_normal(level), d = fabs(effect) / error;

	if (!(error > 0))
		return NAN;
	return gsl_cdf_ugaussian_Q(z - d) + gsl_cdf_ugaussian_P(-z - d);
}

double
stats_detectable(double error, double level, double power)
{
	if (!(error > 0))
		return NAN;
	return (stats_normal(level) + gsl_cdf_ugaussian_Pinv(power)) * error;
}
