#include "stats/stats.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "stats/exact.h"
#include <gsl/gsl_randist.h>

static double
share(const struct two_shares *s, size_t i)
{
	return s->n[i] ? (double)s->k[i] / (double)s->n[i] : NAN;
}

struct interval
two_shares_interval(const struct two_shares *s, double level)
{
	return stats_mover(share(s, 0), stats_wilson(s->k[0], s->n[0], level),
	    share(s, 1), stats_wilson(s->k[1], s->n[1], level), 0);
}

/* Of the difference, when both shares are `p`. */
static double
deviation(const struct two_shares *s, double p)
{
	return sqrt(p * (1 - p) * (1 / (double)s->n[0] + 1 / (double)s->n[1]));
}

static double
pooled(const struct two_shares *s)
{
	return (double)(s->k[0] + s->k[1]) / (double)(s->n[0] + s->n[1]);
}

double
two_shares_z(const struct two_shares *s)
{
	double sd;

	if (!s->n[0] || !s->n[1])
		return NAN;
	sd = deviation(s, pooled(s));
	if (!(sd > 0))
		return 1;
	return fmin(
	    2 * gsl_cdf_ugaussian_Q(fabs(share(s, 1) - share(s, 0)) / sd), 1);
}

bool
two_shares_is_small(const struct two_shares *s)
{
	double p = s->n[0] && s->n[1] ? pooled(s) : 0;

	for (size_t i = 0; i < 2; i++)
		if (fmin(p, 1 - p) * (double)s->n[i] < 5)
			return true;
	return false;
}

/* All tables with these margins that are no likelier than this one, but for
 * what rounding makes of equal ones. */
double
two_shares_fisher(const struct two_shares *s)
{
	uint64_t yes = s->k[0] + s->k[1], all = s->n[0] + s->n[1];
	uint64_t first = yes > s->n[1] ? yes - s->n[1] : 0;
	uint64_t last = yes < s->n[0] ? yes : s->n[0];
	double own, sum = 0;

	if (!s->n[0] || !s->n[1] || all > UINT32_MAX)
		return NAN;
	own = gsl_ran_hypergeometric_pdf((unsigned)s->k[0], (unsigned)yes,
	    (unsigned)(all - yes), (unsigned)s->n[0]);
	for (uint64_t k = first; k <= last; k++) {
		double p = gsl_ran_hypergeometric_pdf((unsigned)k,
		    (unsigned)yes, (unsigned)(all - yes), (unsigned)s->n[0]);

		if (p <= own * (1 + 1e-7))
			sum += p;
	}
	return fmin(sum, 1);
}

double
two_shares_error(const struct two_shares *s)
{
	double a = share(s, 0), b = share(s, 1);

	return sqrt(
	    a * (1 - a) / (double)s->n[0] + b * (1 - b) / (double)s->n[1]);
}

double
two_shares_error_as_first(const struct two_shares *s)
{
	return deviation(s, share(s, 0));
}

struct difference
stats_mantel_haenszel(const struct two_shares *s, size_t n, double level)
{
	struct difference d = { NAN, NAN, NAN, NAN, NAN };
	double weight = 0, sum = 0, p = 0, q = 0, half;

	for (size_t i = 0; i < n; i++) {
		double b = (double)s[i].k[0], a = (double)s[i].k[1];
		double m = (double)s[i].n[0], k = (double)s[i].n[1];
		double all = m + k;

		if (!s[i].n[0] || !s[i].n[1])
			continue;
		weight += k * m / all;
		sum += (a * m - b * k) / all;
		p +=
		    (k * k * b - m * m * a + k * m * (m - k) / 2) / (all * all);
		q += (a * (m - b) + b * (k - a)) / (2 * all);
	}
	if (!(weight > 0))
		return d;
	d.estimate = sum / weight;
	d.error = sqrt(fmax(d.estimate * p + q, 0)) / weight;
	half = stats_normal(level) * d.error;
	d.low = fmax(d.estimate - half, -1);
	d.high = fmin(d.estimate + half, 1);
	if (d.error > 0)
		d.p = 2 * gsl_cdf_ugaussian_Q(fabs(d.estimate) / d.error);
	return d;
}

/* The square of the standard error of a mean. */
static double
error_of(const struct moments *m)
{
	if (m->n < 2)
		return NAN;
	return exact_spread(m->n, m->squares, m->sum, m->sum) / (double)m->n /
	       (double)(m->n - 1) / (double)m->n;
}

struct difference
moments_welch(const struct moments *a, const struct moments *b, double level)
{
	double of_a = error_of(a), of_b = error_of(b), se, df, half;
	struct difference d = { NAN, NAN, NAN, NAN, NAN };

	d.estimate = moments_mean(b) - moments_mean(a);
	if (!(of_a > 0) || !(of_b > 0))
		return d;
	se = sqrt(of_a + of_b);
	df = pow(of_a + of_b, 2) / (of_a * of_a / (double)(a->n - 1) +
				       of_b * of_b / (double)(b->n - 1));
	half = gsl_cdf_tdist_Qinv((1 - level) / 2, df) * se;
	d.error = se;
	d.low = d.estimate - half;
	d.high = d.estimate + half;
	d.p = fmin(2 * gsl_cdf_tdist_Q(fabs(d.estimate) / se, df), 1);
	return d;
}

/* Pairs in which b is above a, in halves; ties of both groups to *ties as the
 * sum of t^3 - t. */
static double
halves_above(const struct bin *a, size_t n_a, const struct bin *b, size_t n_b,
    double *ties)
{
	double halves = 0, below = 0;
	size_t i = 0, k = 0;

	*ties = 0;
	while (i < n_a || k < n_b) {
		uint64_t low = k == n_b || (i < n_a && a[i].low < b[k].low)
				   ? a[i].low
				   : b[k].low;
		double of_a = 0, of_b = 0, t;

		if (i < n_a && a[i].low == low)
			of_a = (double)a[i++].count;
		if (k < n_b && b[k].low == low)
			of_b = (double)b[k++].count;
		halves += of_b * (2 * below + of_a);
		below += of_a;
		t = of_a + of_b;
		*ties += t * t * t - t;
	}
	return halves;
}

struct rank_test
stats_mann_whitney(
    const struct histogram *a, const struct histogram *b, struct arena *scratch)
{
	double n = (double)a->n, m = (double)b->n, all = n + m, ties, u, sd;
	struct rank_test t = { NAN, NAN };
	struct bin *x, *y;
	size_t n_x, n_y;

	if (!a->n || !b->n)
		return t;
	x = histogram_bins(a, &n_x, scratch);
	y = histogram_bins(b, &n_y, scratch);
	u = halves_above(x, n_x, y, n_y, &ties) / 2;
	t.superiority = u / (n * m);
	sd = sqrt(n * m / 12 * (all + 1 - ties / (all * (all - 1))));
	if (sd > 0)
		t.p = fmin(
		    2 * gsl_cdf_ugaussian_Q((fabs(u - n * m / 2) - 0.5) / sd),
		    1);
	return t;
}

double
stats_split(const uint64_t *counts, const double *weights, size_t n)
{
	double all = 0, weight = 0, x = 0;
	size_t used = 0;

	for (size_t i = 0; i < n; i++)
		if (weights[i] > 0) {
			all += (double)counts[i];
			weight += weights[i];
			used++;
		}
	if (used < 2 || !(all > 0))
		return NAN;
	for (size_t i = 0; i < n; i++)
		if (weights[i] > 0) {
			double want = all * weights[i] / weight;

			x += pow((double)counts[i] - want, 2) / want;
		}
	return gsl_cdf_chisq_Q(x, (double)(used - 1));
}

struct placed {
	double p;
	size_t index;
};

static int
by_p(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->p != y->p)
		return x->p < y->p ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

static struct placed *
place(
    const double *p, double *adjusted, size_t n, size_t *used, struct arena *a)
{
	struct placed *all = arena_array(a, n, sizeof(*all));

	*used = 0;
	for (size_t i = 0; i < n; i++) {
		adjusted[i] = NAN;
		if (!isnan(p[i]))
			all[(*used)++] = (struct placed){ p[i], i };
	}
	if (*used)
		qsort(all, *used, sizeof(*all), by_p);
	return all;
}

void
stats_holm(const double *p, double *adjusted, size_t n, struct arena *a)
{
	size_t used;
	struct placed *all = place(p, adjusted, n, &used, a);
	double most = 0;

	for (size_t i = 0; i < used; i++) {
		most = fmax(most, (double)(used - i) * all[i].p);
		adjusted[all[i].index] = fmin(most, 1);
	}
}

void
stats_hochberg(const double *p, double *adjusted, size_t n, struct arena *a)
{
	size_t used;
	struct placed *all = place(p, adjusted, n, &used, a);
	double least = 1;

	for (size_t i = used; i-- > 0;) {
		least = fmin(least, (double)used / (double)(i + 1) * all[i].p);
		adjusted[all[i].index] = least;
	}
}
