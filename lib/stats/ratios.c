#include "stats/stats.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "stats/exact.h"

/* The place of a product in the upper triangle, by rows; i <= k. */
static const unsigned char places[RATIO_PARTS][RATIO_PARTS] = { { 0, 1, 2, 3 },
	{ 1, 4, 5, 6 }, { 2, 5, 7, 8 }, { 3, 6, 8, 9 } };

void
ratios_add(struct ratios *r, const int64_t parts[RATIO_PARTS])
{
	r->n++;
	r->held += parts[RATIO_BELOW] != 0;
	for (size_t i = 0; i < RATIO_PARTS; i++) {
		r->sums[i] = exact_sum(r->sums[i], parts[i]);
		for (size_t k = i; k < RATIO_PARTS; k++)
			r->products[places[i][k]] =
			    exact_sum(r->products[places[i][k]],
				(__int128)parts[i] * parts[k]);
	}
}

void
ratios_merge(struct ratios *into, const struct ratios *from)
{
	into->n += from->n;
	into->held += from->held;
	for (size_t i = 0; i < RATIO_PARTS; i++)
		into->sums[i] = exact_sum(into->sums[i], from->sums[i]);
	for (size_t i = 0; i < RATIO_PRODUCTS; i++)
		into->products[i] =
		    exact_sum(into->products[i], from->products[i]);
}

/* The ratio whose upper part is `at`, and how the lower one scales it. */
struct line {
	size_t at;
	double value, below;
};

static struct line
line_of(const struct ratios *r, size_t at)
{
	struct line l = { at, NAN, (double)r->sums[at + 1] };

	if (r->sums[at + 1])
		l.value = (double)r->sums[at] / l.below;
	return l;
}

double
ratios_value(const struct ratios *r)
{
	return line_of(r, RATIO_ABOVE).value;
}

/*
 * The covariance of two of the ratios: of what is left of each unit, above less
 * the ratio times below, which adds up to 0, over units that have anything
 * below.  What rounding leaves of nothing is 0.
 */
static double
covariance(const struct ratios *r, struct line a, struct line b)
{
	double k = (double)r->held, first, sum;

	if (r->held < 2 || isnan(a.value) || isnan(b.value))
		return NAN;
	first = (double)r->products[places[a.at][b.at]];
	sum =
	    first - b.value * (double)r->products[places[a.at][b.at + 1]] -
	    a.value * (double)r->products[places[a.at + 1][b.at]] +
	    a.value * b.value * (double)r->products[places[a.at + 1][b.at + 1]];
	if (fabs(sum) <= 1e-12 * fabs(first))
		sum = 0;
	return k / (k - 1) * sum / (a.below * b.below);
}

double
ratios_error(const struct ratios *r)
{
	struct line now = line_of(r, RATIO_ABOVE);

	return sqrt(covariance(r, now, now));
}

struct interval
ratios_interval(const struct ratios *r, double level)
{
	double value = ratios_value(r), error = ratios_error(r), half;

	if (!(error > 0))
		return (struct interval){ NAN, NAN };
	half = error * gsl_cdf_tdist_Qinv((1 - level) / 2, (double)r->held - 1);
	return (struct interval){ value - half, value + half };
}

/* Of the two groups, what is needed of each. */
struct side {
	double value, before;	      /* the ratios */
	double now, covariance, then; /* of them */
	double df;
};

static struct side
side_of(const struct ratios *r)
{
	struct line now = line_of(r, RATIO_ABOVE);
	struct line then = line_of(r, RATIO_ABOVE_BEFORE);

	return (struct side){ .value = now.value,
		.before = then.value,
		.now = covariance(r, now, now),
		.covariance = covariance(r, now, then),
		.then = covariance(r, then, then),
		.df = (double)r->held - 1 };
}

/* What of the variance is left with the old number times theta taken off. */
static double
left_of(const struct side *s, double theta)
{
	if (theta == 0)
		return s->now;
	return s->now - 2 * theta * s->covariance + theta * theta * s->then;
}

/* The theta that leaves least; 0 where the old numbers do not vary, or are
 * those of nobody. */
static double
theta_of(const struct side *a, const struct side *b)
{
	double then = a->then + b->then;

	return then > 0 ? (a->covariance + b->covariance) / then : 0;
}

struct difference
ratios_compare(
    const struct ratios *a, const struct ratios *b, double level, double *kept)
{
	struct side x = side_of(a), y = side_of(b);
	double theta = kept ? theta_of(&x, &y) : 0;
	double of_x = left_of(&x, theta), of_y = left_of(&y, theta);
	struct difference d = { NAN, NAN, NAN, NAN, NAN };
	double df, half, t;

	d.estimate = y.value - x.value;
	if (theta != 0)
		d.estimate -= theta * (y.before - x.before);
	if (kept)
		*kept = (of_x + of_y) / (x.now + y.now);
	if (!(of_x >= 0 && of_y >= 0 && of_x + of_y > 0))
		return d;
	d.error = sqrt(of_x + of_y);
	df = pow(of_x + of_y, 2) / (of_x * of_x / x.df + of_y * of_y / y.df);
	half = gsl_cdf_tdist_Qinv((1 - level) / 2, df) * d.error;
	t = fabs(d.estimate) / d.error;
	d.low = d.estimate - half;
	d.high = d.estimate + half;
	d.p = fmin(2 * gsl_cdf_tdist_Q(t, df), 1);
	return d;
}
