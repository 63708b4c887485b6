#include "model/train/measure.h"

#include <math.h>
#include <stdlib.h>

static int
highest_first(const void *a, const void *b)
{
	const struct judged *x = a, *y = b;

	return (x->score < y->score) - (x->score > y->score);
}

static void
count_alarms(const struct judged *items, size_t n, struct measures *m)
{
	size_t right = 0;

	for (size_t i = 0; i < n && items[i].score >= 0.5; i++) {
		m->alarms++;
		right += items[i].label;
	}
	m->precision = m->alarms ? (double)right / (double)m->alarms : NAN;
	m->recall = m->yes ? (double)right / (double)m->yes : NAN;
	m->f1 = m->yes + m->alarms
		    ? 2 * (double)right / (double)(m->yes + m->alarms)
		    : NAN;
}

struct measures
measure(struct judged *items, size_t n)
{
	struct measures m = { .n = n };
	double above = 0, pairs = 0, ap = 0;

	qsort(items, n, sizeof(*items), highest_first);
	for (size_t i = 0; i < n; i++)
		m.yes += items[i].label;
	for (size_t i = 0, next; i < n; i = next) {
		double yes = 0, no = 0;

		for (next = i; next < n && items[next].score == items[i].score;
		     next++) {
			yes += items[next].label;
			no += !items[next].label;
		}
		pairs += no * (above + yes / 2);
		above += yes;
		ap += yes * above / (double)next;
	}
	m.auc = m.yes && m.yes < n
		    ? pairs / ((double)m.yes * (double)(n - m.yes))
		    : NAN;
	m.ap = m.yes ? ap / (double)m.yes : NAN;
	count_alarms(items, n, &m);
	return m;
}

/* What a 0 and a 1 count, and what they are taken for. */
struct odds {
	double weight[2], target[2];
};

static struct odds
weigh(const struct judged *items, size_t n, double share)
{
	double yes = 0, no;
	struct odds o;

	for (size_t i = 0; i < n; i++)
		yes += items[i].label;
	no = (double)n - yes;
	o = (struct odds){ { 1, 1 }, { 1 / (no + 2), (yes + 1) / (yes + 2) } };
	if (share > 0 && yes > 0 && no > 0) {
		o.weight[1] = share * (double)n / yes;
		o.weight[0] = (1 - share) * (double)n / no;
	}
	return o;
}

/* The negated log-likelihood of the targets under logistic(a s + b). */
static double
loss(const struct judged *items, size_t n, const struct odds *o, double a,
    double b)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		double z = a * items[i].score + b;
		double t = o->target[items[i].label];
		double w = o->weight[items[i].label];

		sum += w * (z >= 0 ? (1 - t) * z + log1p(exp(-z))
				   : -t * z + log1p(exp(z)));
	}
	return sum;
}

/* One step: the gradient and the Hessian of the loss. */
struct slope {
	double ga, gb, haa, hab, hbb;
};

static struct slope
slope_at(const struct judged *items, size_t n, const struct odds *o, double a,
    double b)
{
	struct slope s = { .haa = 1e-12, .hbb = 1e-12 };

	for (size_t i = 0; i < n; i++) {
		double x = items[i].score, weight = o->weight[items[i].label];
		double p = 1 / (1 + exp(-(a * x + b)));
		double d = weight * (p - o->target[items[i].label]);
		double w = weight * p * (1 - p);

		s.ga += d * x;
		s.gb += d;
		s.haa += w * x * x;
		s.hab += w * x;
		s.hbb += w;
	}
	return s;
}

void
measure_platt(const struct judged *items, size_t n, double share, double *slope,
    double *offset)
{
	struct odds o = weigh(items, n, share);
	double yes = 0, a = 0, b, now;

	for (size_t i = 0; i < n; i++)
		yes += items[i].label;
	b = log(
	    (o.weight[1] * yes + 1) / (o.weight[0] * ((double)n - yes) + 1));
	now = loss(items, n, &o, a, b);
	for (int turn = 0; turn < 100; turn++) {
		struct slope s = slope_at(items, n, &o, a, b);
		double det = s.haa * s.hbb - s.hab * s.hab, step = 1, da, db;

		if (fabs(s.ga) < 1e-5 && fabs(s.gb) < 1e-5)
			break;
		da = -(s.hbb * s.ga - s.hab * s.gb) / det;
		db = -(s.haa * s.gb - s.hab * s.ga) / det;
		for (; step > 1e-10; step /= 2) {
			double next =
			    loss(items, n, &o, a + step * da, b + step * db);

			if (next <
			    now + 1e-4 * step * (s.ga * da + s.gb * db)) {
				now = next;
				break;
			}
		}
		if (step <= 1e-10)
			break;
		a += step * da;
		b += step * db;
	}
	*slope = a;
	*offset = b;
}

struct bin
measure_bin(
    const struct judged *items, size_t n, double share, double low, double high)
{
	struct odds o = weigh(items, n, share);
	struct bin b = { 0 };
	double all = 0;

	for (size_t i = 0; i < n; i++) {
		double w = o.weight[items[i].label];

		if (items[i].score < low ||
		    (items[i].score >= high && high < 1))
			continue;
		b.n++;
		all += w;
		b.mean += w * items[i].score;
		b.share += w * items[i].label;
	}
	if (b.n) {
		b.mean /= all;
		b.share /= all;
	}
	return b;
}
