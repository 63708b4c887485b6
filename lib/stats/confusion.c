#include "stats/stats.h"

#include <math.h>

#include "stats/normal.h"

/* The cells as shares or counts that need not be whole. */
struct cells {
	double tp, fp, fn, tn;
};

static struct cells
cells_of(const struct confusion *c, double add)
{
	return (struct cells){ (double)c->tp + add, (double)c->fp + add,
		(double)c->fn + add, (double)c->tn + add };
}

static double
mcc_of(const struct cells *c)
{
	double root = sqrt((c->tp + c->fp) * (c->fn + c->tn)) *
		      sqrt((c->tp + c->fn) * (c->fp + c->tn));

	/* the root may be an ulp short */
	return root > 0
		   ? fmax(fmin((c->tp * c->tn - c->fp * c->fn) / root, 1), -1)
		   : NAN;
}

static double
share(uint64_t part, uint64_t whole)
{
	return whole ? (double)part / (double)whole : NAN;
}

double
confusion_value(const struct confusion *c, enum rating r)
{
	struct cells cells;

	switch (r) {
	case PRECISION:
		return share(c->tp, c->tp + c->fp);
	case RECALL:
		return share(c->tp, c->tp + c->fn);
	case F1:
		return share(2 * c->tp, 2 * c->tp + c->fp + c->fn);
	case MCC:
		break;
	}
	cells = cells_of(c, 0);
	return mcc_of(&cells);
}

/*
 * How a rating changes with each cell; all of them are the same for twice the
 * cells, so the sum of cell times slope is 0.
 */
static struct cells
slopes(const struct cells *c, enum rating r)
{
	double yes = c->tp + c->fp, no = c->fn + c->tn;
	double is = c->tp + c->fn, is_not = c->fp + c->tn;
	double d = 2 * c->tp + c->fp + c->fn, root, m;

	switch (r) {
	case PRECISION:
		return (struct cells){ .tp = c->fp / (yes * yes),
			.fp = -c->tp / (yes * yes) };
	case RECALL:
		return (struct cells){ .tp = c->fn / (is * is),
			.fn = -c->tp / (is * is) };
	case F1:
		return (struct cells){ .tp = 2 * (c->fp + c->fn) / (d * d),
			.fp = -2 * c->tp / (d * d),
			.fn = -2 * c->tp / (d * d) };
	case MCC:
		break;
	}
	m = mcc_of(c) / 2;
	root = sqrt(yes * no) * sqrt(is * is_not);
	return (struct cells){ .tp = c->tn / root - m * (1 / yes + 1 / is),
		.fp = -c->fn / root - m * (1 / yes + 1 / is_not),
		.fn = -c->fp / root - m * (1 / no + 1 / is),
		.tn = c->tp / root - m * (1 / no + 1 / is_not) };
}

/* Of a rating, by the delta method; the cells are counts. */
static double
variance(const struct cells *c, enum rating r)
{
	struct cells s = slopes(c, r);

	return c->tp * s.tp * s.tp + c->fp * s.fp * s.fp + c->fn * s.fn * s.fn +
	       c->tn * s.tn * s.tn;
}

static struct interval
mcc_interval(const struct confusion *c, double level)
{
	struct cells cells = cells_of(c, 0);
	double m = mcc_of(&cells), centre = m, half;

	if (isnan(m))
		return (struct interval){ NAN, NAN };
	if (1 - m * m < 1e-12) {
		cells = cells_of(c, 0.5);
		centre = mcc_of(&cells);
	}
	half = stats_normal(level) * sqrt(variance(&cells, MCC)) /
	       (1 - centre * centre);
	return (struct interval){ fmin(tanh(atanh(centre) - half), m),
		fmax(tanh(atanh(centre) + half), m) };
}

static double
f1_of_share(double s)
{
	return 2 * s / (1 + s);
}

struct interval
confusion_f_interval(const struct confusion *c, double beta, double level)
{
	double b = beta * beta, tp = (double)c->tp;
	double fp = (double)c->fp, fn = (double)c->fn;
	double all = (1 + b) * tp + fp + b * fn, f = (1 + b) * tp / all;
	double squares = (1 + b) * (1 + b) * tp + fp + b * b * fn;
	double left; /* the squares of what each case adds to all (1 - F) */

	if (!(all > 0))
		return (struct interval){ NAN, NAN };
	left = squares * f * f + (1 + b) * (1 + b) * tp * (1 - 2 * f);
	return wilson_of_share(f,
	    all * all * (left > 0 && f < 1 ? f * (1 - f) / left : 1 / squares),
	    stats_normal(level));
}

struct interval
confusion_interval(const struct confusion *c, enum rating r, double level)
{
	struct interval w = { NAN, NAN };

	switch (r) {
	case PRECISION:
		return stats_wilson(c->tp, c->tp + c->fp, level);
	case RECALL:
		return stats_wilson(c->tp, c->tp + c->fn, level);
	case F1:
		w = stats_wilson(c->tp, c->tp + c->fp + c->fn, level);
		return (
		    struct interval){ f1_of_share(w.low), f1_of_share(w.high) };
	case MCC:
		return mcc_interval(c, level);
	}
	return w;
}

struct confusion
rivals_old(const struct rivals *r)
{
	return (struct confusion){
		.tp = r->n[1][1][0] + r->n[1][1][1],
		.fp = r->n[0][1][0] + r->n[0][1][1],
		.fn = r->n[1][0][0] + r->n[1][0][1],
		.tn = r->n[0][0][0] + r->n[0][0][1],
	};
}

struct confusion
rivals_new(const struct rivals *r)
{
	return (struct confusion){
		.tp = r->n[1][0][1] + r->n[1][1][1],
		.fp = r->n[0][0][1] + r->n[0][1][1],
		.fn = r->n[1][0][0] + r->n[1][1][0],
		.tn = r->n[0][0][0] + r->n[0][1][0],
	};
}

static double
slope_at(const struct cells *s, size_t label, size_t yes)
{
	if (label)
		return yes ? s->tp : s->fn;
	return yes ? s->fp : s->tn;
}

/* Of the old and the new rating, by the delta method. */
static double
correlation(const struct rivals *r, enum rating what)
{
	struct confusion old = rivals_old(r), new = rivals_new(r);
	struct cells a = cells_of(&old, 0), b = cells_of(&new, 0);
	double of_a = variance(&a, what), of_b = variance(&b, what);
	struct cells slope_a = slopes(&a, what), slope_b = slopes(&b, what);
	double both = 0;

	if (!(of_a > 0) || !(of_b > 0))
		return 0;
	for (size_t i = 0; i < 8; i++) {
		size_t label = i >> 2, was = i >> 1 & 1, is = i & 1;

		both += (double)r->n[label][was][is] *
			slope_at(&slope_a, label, was) *
			slope_at(&slope_b, label, is);
	}
	return fmax(fmin(both / sqrt(of_a * of_b), 1), -1);
}

struct interval
rivals_interval(const struct rivals *r, enum rating what, double level)
{
	struct confusion old = rivals_old(r), new = rivals_new(r);

	if (what == RECALL) {
		const uint64_t(*n)[2] = r->n[1];

		return stats_newcombe(
		    &(struct paired){ n[1][1], n[0][1], n[1][0], n[0][0] },
		    level);
	}
	return stats_mover(confusion_value(&old, what),
	    confusion_interval(&old, what, level), confusion_value(&new, what),
	    confusion_interval(&new, what, level), correlation(r, what));
}
