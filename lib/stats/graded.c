#include "stats/stats.h"

#include <math.h>

#include "stats/normal.h"

struct sides {
	double yes, no;
};

static struct sides
sum_of(const struct graded *g, size_t n)
{
	struct sides s = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		s.yes += (double)g[i].yes;
		s.no += (double)g[i].no;
	}
	return s;
}

/*
 * The area is the mean, over the yes, of the share of no that each is above,
 * ties counting half; its variance is that of these shares and of those of the
 * no, which is DeLong's.
 */
struct interval
stats_auc(const struct graded *g, size_t n, double level, double *auc)
{
	struct sides all = sum_of(g, n), seen = { 0, 0 };
	double sum = 0, squares = 0, sum_no = 0, squares_no = 0, variance, half;

	*auc = NAN;
	if (!(all.yes > 0) || !(all.no > 0))
		return (struct interval){ NAN, NAN };
	for (size_t i = 0; i < n; i++) {
		double yes = (double)g[i].yes, no = (double)g[i].no;
		double above = (seen.no + no / 2) / all.no;
		double below = (all.yes - seen.yes - yes / 2) / all.yes;

		sum += yes * above;
		squares += yes * above * above;
		sum_no += no * below;
		squares_no += no * below * below;
		seen.yes += yes;
		seen.no += no;
	}
	*auc = sum / all.yes;
	if (all.yes < 2 || all.no < 2)
		return (struct interval){ NAN, NAN };
	variance =
	    (squares - sum * sum / all.yes) / (all.yes - 1) / all.yes +
	    (squares_no - sum_no * sum_no / all.no) / (all.no - 1) / all.no;
	if (!(variance > 1e-15) || *auc <= 0 || *auc >= 1)
		return (struct interval){ NAN, NAN };
	/* on the scale of the logit, where an area stays one */
	half = stats_normal(level) * sqrt(variance) / (*auc * (1 - *auc));
	return (struct interval){ 1 / (1 + (1 - *auc) / *auc * exp(half)),
		1 / (1 + (1 - *auc) / *auc * exp(-half)) };
}

double
stats_average_precision(const struct graded *g, size_t n)
{
	struct sides all = sum_of(g, n), seen = { 0, 0 };
	double sum = 0;

	if (!(all.yes > 0))
		return NAN;
	for (size_t i = n; i-- > 0;) {
		seen.yes += (double)g[i].yes;
		seen.no += (double)g[i].no;
		if (g[i].yes)
			sum +=
			    (double)g[i].yes * seen.yes / (seen.yes + seen.no);
	}
	return sum / all.yes;
}

/* Each score by itself: Murphy's three parts add up to Brier's score. */
static void
put_brier(
    const struct graded *g, size_t n, struct sides all, struct calibration *c)
{
	double cases = all.yes + all.no, base = all.yes / cases;
	double gap = 0, spread = 0;

	c->uncertainty = base * (1 - base);
	for (size_t i = 0; i < n; i++) {
		double m = (double)g[i].yes + (double)g[i].no;
		double p = (double)i / (double)(n - 1);

		if (!(m > 0))
			continue;
		c->brier += (double)g[i].yes * (1 - p) * (1 - p) +
			    (double)g[i].no * p * p;
		gap += ((double)g[i].yes - m * p) * (1 - 2 * p);
		spread += m * (1 - 2 * p) * (1 - 2 * p) * p * (1 - p);
	}
	c->brier /= cases;
	c->p = spread > 0 ? erfc(fabs(gap) / sqrt(2 * spread)) : NAN;
}

/* Equal widths; the upper end is in the last one. */
static size_t
bin_of(size_t i, size_t n)
{
	size_t at = i * CALIBRATION_BINS / (n - 1);

	return at == CALIBRATION_BINS ? at - 1 : at;
}

/* How scores vary inside their bins, less twice how they vary with what came
 * (Stephenson and others 2008). */
static void
put_within(
    const struct graded *g, size_t n, double cases, struct calibration *c)
{
	for (size_t i = 0; i < n; i++) {
		const struct calibration_bin *b = &c->bins[bin_of(i, n)];
		double yes = (double)g[i].yes, m = yes + (double)g[i].no;
		double off = (double)i / (double)(n - 1) - b->predicted;

		if (m > 0)
			c->within += off *
				     (m * off - 2 * (yes - m * (double)b->yes /
							       (double)b->n)) /
				     cases;
	}
}

void
stats_calibration(const struct graded *g, size_t n, struct calibration *c)
{
	struct sides all = sum_of(g, n);
	double cases = all.yes + all.no, base = all.yes / cases;

	*c = (struct calibration){ .brier = 0 };
	if (!(cases > 0)) {
		c->brier = c->reliability = c->resolution = c->uncertainty =
		    c->within = c->ece = c->ece_by_chance = c->mce = c->p = NAN;
		return;
	}
	put_brier(g, n, all, c);
	for (size_t i = 0; i < n; i++) {
		struct calibration_bin *b = &c->bins[bin_of(i, n)];

		b->yes += g[i].yes;
		b->n += g[i].yes + g[i].no;
		b->predicted += ((double)g[i].yes + (double)g[i].no) *
				(double)i / (double)(n - 1);
	}
	for (size_t i = 0; i < CALIBRATION_BINS; i++) {
		struct calibration_bin *b = &c->bins[i];
		double m = (double)b->n, share, gap;

		if (!b->n)
			continue;
		b->predicted /= m;
		share = (double)b->yes / m;
		gap = fabs(b->predicted - share);
		c->reliability += gap * gap * m / cases;
		c->resolution += (share - base) * (share - base) * m / cases;
		c->ece += gap * m / cases;
		c->mce = fmax(c->mce, gap);
		c->ece_by_chance +=
		    m / cases *
		    sqrt(2 / acos(-1) * b->predicted * (1 - b->predicted) / m);
	}
	put_within(g, n, cases, c);
}

/* Escalation of all whose score is `at` or more, of n scores nobody's. */
static double
cost_at(struct sides above, struct sides all, double weight)
{
	double missed = 1 - above.yes / all.yes, wrong = above.no / all.no;

	return weight * missed + (1 - weight) * wrong;
}

double
stats_mistakes(const struct graded *g, size_t n, size_t at, double weight)
{
	struct sides all = sum_of(g, n);

	if (!(all.yes > 0) || !(all.no > 0))
		return NAN;
	return cost_at(sum_of(g + at, n - at), all, weight);
}

double
stats_fewest_mistakes(
    const struct graded *g, size_t n, double weight, size_t *at)
{
	struct sides all = sum_of(g, n), above = { 0, 0 };
	double least;

	*at = n;
	if (!(all.yes > 0) || !(all.no > 0))
		return NAN;
	least = cost_at(above, all, weight);
	for (size_t i = n; i-- > 0;) {
		double cost;

		if (!g[i].yes && !g[i].no)
			continue;
		above.yes += (double)g[i].yes;
		above.no += (double)g[i].no;
		cost = cost_at(above, all, weight);
		if (cost < least - 1e-12) {
			least = cost;
			*at = i;
		}
	}
	return least;
}
