#include "stats/stats.h"

#include <math.h>

/* Kolmogorov's distribution, its upper tail; the series alternates and its
 * terms fall fast. */
static double
tail(double x)
{
	double sum = 0;

	if (x < 0.2)
		return 1;
	for (int k = 1; k <= 100; k++) {
		double term = exp(-2.0 * k * k * x * x);

		sum += k % 2 ? term : -term;
		if (term < 1e-16)
			break;
	}
	return fmin(fmax(2 * sum, 0), 1);
}

struct ks_test
stats_kolmogorov_smirnov(
    const struct histogram *a, const struct histogram *b, struct arena *scratch)
{
	struct ks_test t = { NAN, NAN, NAN };
	double n = (double)a->n, m = (double)b->n, of_a = 0, of_b = 0;
	size_t n_a, n_b, i = 0, k = 0;
	struct bin *x, *y;

	if (!a->n || !b->n)
		return t;
	x = histogram_bins(a, &n_a, scratch);
	y = histogram_bins(b, &n_b, scratch);
	t.distance = t.ties = 0;
	while (i < n_a || k < n_b) {
		uint64_t at = k == n_b || (i < n_a && x[i].low <= y[k].low)
				  ? x[i].low
				  : y[k].low;
		double here = 0;

		if (i < n_a && x[i].low == at) {
			here += (double)x[i].count;
			of_a += (double)x[i++].count;
		}
		if (k < n_b && y[k].low == at) {
			here += (double)y[k].count;
			of_b += (double)y[k++].count;
		}
		t.distance = fmax(t.distance, fabs(of_a / n - of_b / m));
		t.ties = fmax(t.ties, here / (n + m));
	}
	t.p = tail(sqrt(n * m / (n + m)) * t.distance);
	return t;
}

bool
stats_cusum(struct cusum *c, double z)
{
	c->up = fmax(0, c->up + z - CUSUM_SLACK);
	c->down = fmax(0, c->down - z - CUSUM_SLACK);
	return c->up > CUSUM_BOUND || c->down > CUSUM_BOUND;
}
