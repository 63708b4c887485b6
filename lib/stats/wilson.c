#include "stats/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_version.h>

#include "stats/normal.h"

double
stats_normal(double level)
{
	return gsl_cdf_ugaussian_Qinv((1 - level) / 2);
}

/*
 * The ends solve |p - share| = z sqrt(p (1-p) / n).  At 0 and 1 one end is 0 or
 * 1 exactly, which rounding would miss by an ulp.
 */
struct interval
wilson_of_share(double share, double n, double z)
{
	double scale = 1 + z * z / n;
	double centre = share + z * z / (2 * n);
	double half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n));

	return (struct interval){
		.low = share <= 0 ? 0 : (centre - half) / scale,
		.high = share >= 1 ? 1 : (centre + half) / scale,
	};
}

struct interval
stats_wilson(uint64_t k, uint64_t n, double level)
{
	if (n == 0)
		return (struct interval){ NAN, NAN };
	return wilson_of_share(
	    (double)k / (double)n, (double)n, stats_normal(level));
}

double
stats_round4(double x)
{
	return round(x * 1e4) / 1e4 + 0.0;
}

const char *
stats_library(void)
{
	return "GSL " GSL_VERSION;
}
