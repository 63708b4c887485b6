#include <gsl/gsl_cdf.h>

#include "stats/stats.h"

/* By the gamma distribution, which knows parts of draws. */
struct interval
stats_poisson(double n, double level)
{
	double tail = (1 - level) / 2;

	return (struct interval){ n > 0 ? gsl_cdf_gamma_Pinv(tail, n, 1) : 0,
		gsl_cdf_gamma_Qinv(tail, n + 1, 1) };
}
