#include "stats/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_version.h>

/*
 * The ends solve |p - k/n| = z sqrt(p (1-p) / n).  At k = 0 and k = n one end
 * is 0 or 1 exactly, which rounding would miss by an ulp.
 */
struct interval
stats_wilson(uint64_t k, uint64_t n, double level)
{
	double z, p, centre, half, scale, count = (double)n;

	if (n == 0)
		return (struct interval){ NAN, NAN };
	z = gsl_cdf_ugaussian_Qinv((1 - level) / 2);
	p = (double)k / count;
	scale = 1 + z * z / count;
	centre = p + z * z / (2 * count);
	half = z * sqrt(p * (1 - p) / count + z * z / (4 * count * count));
	return (struct interval){
		.low = k == 0 ? 0 : (centre - half) / scale,
		.high = k == n ? 1 : (centre + half) / scale,
	};
}

const char *
stats_library(void)
{
	return "GSL " GSL_VERSION;
}
