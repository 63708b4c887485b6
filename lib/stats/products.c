#include "stats/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stats/exact.h"

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
	into->x = exact_sum(into->x, from->x);
	into->y = exact_sum(into->y, from->y);
	into->xx = exact_sum(into->xx, from->xx);
	into->xy = exact_sum(into->xy, from->xy);
	into->yy = exact_sum(into->yy, from->yy);
}

struct interval
products_interval(
    const struct products *p, double a, double b, double level, double *mean)
{
	double n = (double)p->n, variance, half;

	*mean = p->n ? (a * (double)p->x + b * (double)p->y) / n : NAN;
	if (p->n < 2)
		return (struct interval){ NAN, NAN };
	variance = (a * a * exact_spread(p->n, p->xx, p->x, p->x) +
		       2 * a * b * exact_spread(p->n, p->xy, p->x, p->y) +
		       b * b * exact_spread(p->n, p->yy, p->y, p->y)) /
		   n / (n - 1);
	if (!(variance > 0))
		return (struct interval){ NAN, NAN };
	half = gsl_cdf_tdist_Qinv((1 - level) / 2, n - 1) * sqrt(variance / n);
	return (struct interval){ *mean - half, *mean + half };
}
