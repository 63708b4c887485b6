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

/* The negated log-likelihood of targets t under logistic(a s + b). */
static double
loss(const struct judged *items, size_t n, const double target[2], double a,
    double b)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		double z = a * items[i].score + b, t = target[items[i].label];

		sum += z >= 0 ? (1 - t) * z + log1p(exp(-z))
			      : -t * z + log1p(exp(z));
	}
	return sum;
}

/* One step: the gradient and the Hessian of the loss. */
struct slope {
	double ga, gb, haa, hab, hbb;
};

static struct slope
slope_at(const struct judged *items, size_t n, const double target[2], double a,
    double b)
{
	struct slope s = { .haa = 1e-12, .hbb = 1e-12 };

	for (size_t i = 0; i < n; i++) {
		double x = items[i].score;
		double p = 1 / (1 + exp(-(a * x + b)));
		double d = p - target[items[i].label], w = p * (1 - p);

		s.ga += d * x;
		s.gb += d;
		s.haa += w * x * x;
		s.hab += w * x;
		s.hbb += w;
	}
	return s;
}

void
measure_platt(
    const struct judged *items, size_t n, double *slope, double *offset)
{
	double yes = 0, a = 0, b, target[2], now;

	for (size_t i = 0; i < n; i++)
		yes += items[i].label;
	target[1] = (yes + 1) / (yes + 2);
	target[0] = 1 / ((double)n - yes + 2);
	b = log((yes + 1) / ((double)n - yes + 1));
	now = loss(items, n, target, a, b);
	for (int turn = 0; turn < 100; turn++) {
		struct slope s = slope_at(items, n, target, a, b);
		double det = s.haa * s.hbb - s.hab * s.hab, step = 1, da, db;

		if (fabs(s.ga) < 1e-5 && fabs(s.gb) < 1e-5)
			break;
		da = -(s.hbb * s.ga - s.hab * s.gb) / det;
		db = -(s.haa * s.gb - s.hab * s.ga) / det;
		for (; step > 1e-10; step /= 2) {
			double next = loss(
			    items, n, target, a + step * da, b + step * db);

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
measure_bin(const struct judged *items, size_t n, double low, double high)
{
	struct bin b = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (items[i].score < low ||
		    (items[i].score >= high && high < 1))
			continue;
		b.n++;
		b.mean += items[i].score;
		b.share += items[i].label;
	}
	if (b.n) {
		b.mean /= (double)b.n;
		b.share /= (double)b.n;
	}
	return b;
}
