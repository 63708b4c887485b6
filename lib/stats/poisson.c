#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/stats.h"

/* Below this a mean is none; from so many draws on, Byar's approximation
 * (Breslow and Day 1987, 2.13) is exact to seven digits. */
#define LEAST 1e-300
#define MANY  1e4

/* The mean of which n or more (or, else, n or fewer) are drawn so seldom, by
 * the gamma distribution, which knows parts of draws.  Its inverse in GSL ends
 * the program for some of these. */
static double
find_mean(double n, double tail, bool or_more)
{
	double far = 10 * sqrt(n) + 20; /* at no level it is farther off */
	double low = log(n > far ? n - far : LEAST), high = log(n + far);

	for (int i = 0; i < 100; i++) {
		double middle = (low + high) / 2, mean = exp(middle);

		if (or_more ? gsl_cdf_gamma_P(mean, n, 1) < tail
			    : gsl_cdf_gamma_Q(mean, n + 1, 1) > tail)
			low = middle;
		else
			high = middle;
	}
	return exp(low) > 2 * LEAST ? exp(low) : 0;
}

static double
byar(double n, double z)
{
	return n * pow(1 - 1 / (9 * n) + z / (3 * sqrt(n)), 3);
}

struct interval
stats_poisson(double n, double level)
{
	double tail = (1 - level) / 2, z;

	if (n >= MANY) {
		z = stats_normal(level);
		return (struct interval){ byar(n, -z), byar(n + 1, z) };
	}
	return (struct interval){ n > 0 ? find_mean(n, tail, true) : 0,
		find_mean(n, tail, false) };
}
