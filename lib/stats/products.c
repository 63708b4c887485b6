#include "stats/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

void
products_add(struct products *p, int64_t x, int64_t y)
{
	p->n++;
	p->x += x;
	p->y += y;
	p->xx += (__int128)x * x;
	p->xy += (__int128)x * y;
	p->yy += (__int128)y * y;
}

void
products_merge(struct products *into, const struct products *from)
{
	into->n += from->n;
	into->x += from->x;
	into->y += from->y;
	into->xx += from->xx;
	into->xy += from->xy;
	into->yy += from->yy;
}

/* n times the sum of products about the means: exact. */
static double
about_means(uint64_t n, __int128 xy, __int128 x, __int128 y)
{
	return (double)(xy * n - x * y);
}

struct interval
products_interval(
    const struct products *p, double a, double b, double level, double *mean)
{
	double n = (double)p->n, variance, half;

	*mean = p->n ? (a * (double)p->x + b * (double)p->y) / n : NAN;
	if (p->n < 2)
		return (struct interval){ NAN, NAN };
	variance = (a * a * about_means(p->n, p->xx, p->x, p->x) +
		       2 * a * b * about_means(p->n, p->xy, p->x, p->y) +
		       b * b * about_means(p->n, p->yy, p->y, p->y)) /
		   n / (n - 1);
	if (!(variance > 0))
		return (struct interval){ NAN, NAN };
	half = gsl_cdf_tdist_Qinv((1 - level) / 2, n - 1) * sqrt(variance / n);
	return (struct interval){ *mean - half, *mean + half };
}
