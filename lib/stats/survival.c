#include "stats/stats.h"

#include <math.h>
#include <stdbool.h>

/* A walk over all times at which something happens. */
struct walk {
	struct bin *events, *censored;
	size_t n_events, n_censored;
	size_t next, next_censored;
	uint64_t at_risk;
	double at;	 /* the time in hand */
	double survive;	 /* S, just after it */
	double variance; /* Greenwood's sum: of log S */
};

static struct walk
begin(const struct histogram *events, const struct histogram *censored,
    struct arena *scratch)
{
	struct walk w = { .at_risk = events->n + censored->n, .survive = 1 };

	w.events = histogram_bins(events, &w.n_events, scratch);
	w.censored = histogram_bins(censored, &w.n_censored, scratch);
	return w;
}

static double
middle(const struct bin *b)
{
	uint64_t at = b->low + (b->high - b->low) / 2;

	return (double)at;
}

/* To the next time of an event; false after the last. */
static bool
step(struct walk *w)
{
	const struct bin *b;
	double n, d;

	if (w->next == w->n_events)
		return false;
	b = &w->events[w->next++];
	while (w->next_censored < w->n_censored &&
	       w->censored[w->next_censored].low < b->low)
		w->at_risk -= w->censored[w->next_censored++].count;
	n = (double)w->at_risk;
	d = (double)b->count;
	w->at = middle(b);
	w->survive *= 1 - d / n;
	w->variance += d / (n * (n - d));
	w->at_risk -= b->count;
	return true;
}

/* S to the power of exp(+-z se), se being that of log(-log S). */
static struct interval
bounds(const struct walk *w, double z)
{
	double se;

	if (!(w->survive > 0) || !(w->survive < 1))
		return (struct interval){ NAN, NAN };
	se = sqrt(w->variance) / fabs(log(w->survive));
	return (struct interval){ pow(w->survive, exp(z * se)),
		pow(w->survive, exp(-z * se)) };
}

struct survival
stats_survival(const struct histogram *events, const struct histogram *censored,
    double q, double level, struct arena *scratch)
{
	struct survival s = { NAN, NAN, NAN };
	struct walk w = begin(events, censored, scratch);
	double z = stats_normal(level);
	/* what should be 1 - q is off by a few roundings */
	double left = 1 - q + 1e-12;

	while (step(&w)) {
		struct interval b = bounds(&w, z);

		if (isnan(s.at) && w.survive <= left)
			s.at = w.at;
		if (isnan(s.low) && b.low <= left)
			s.low = w.at;
		if (isnan(s.high) && b.high <= left)
			s.high = w.at;
	}
	return s;
}

/* The last time that anybody of a group is seen at. */
static double
last_of(const struct followed *f, struct arena *scratch)
{
	const struct histogram *const both[] = { f->events, f->censored };
	double last = 0;

	for (size_t i = 0; i < 2; i++) {
		size_t n;
		struct bin *bins = histogram_bins(both[i], &n, scratch);

		if (n)
			last = fmax(last, middle(&bins[n - 1]));
	}
	return last;
}

/* The area under the curve up to a time; *variance is that of the estimate. */
static double
restricted_mean(const struct followed *f, double until, double *variance,
    struct arena *scratch)
{
	struct walk w = begin(f->events, f->censored, scratch);
	double from = 0, at_from = 1, whole = 0, past = 0, risen = 0;
	double *areas = arena_array(scratch, w.n_events, sizeof(*areas));
	double *steps = arena_array(scratch, w.n_events, sizeof(*steps));
	size_t n = 0;

	while (step(&w) && w.at < until) {
		whole += at_from * (w.at - from);
		areas[n] = whole;
		steps[n++] = w.survive > 0 ? w.variance - risen : 0;
		risen = w.variance;
		from = w.at;
		at_from = w.survive;
	}
	whole += at_from * (until - from);
	for (size_t i = 0; i < n; i++)
		past += (whole - areas[i]) * (whole - areas[i]) * steps[i];
	*variance = past;
	return whole;
}

struct restricted
stats_restricted_means(const struct followed *a, const struct followed *b,
    double level, struct arena *scratch)
{
	struct restricted m = { .until = fmin(
				    last_of(a, scratch), last_of(b, scratch)) };
	double va, vb, half;

	m.means[0] = restricted_mean(a, m.until, &va, scratch);
	m.means[1] = restricted_mean(b, m.until, &vb, scratch);
	m.difference.estimate = m.means[1] - m.means[0];
	m.difference.error = va + vb > 0 ? sqrt(va + vb) : NAN;
	half = stats_normal(level) * m.difference.error;
	m.difference.low = m.difference.estimate - half;
	m.difference.high = m.difference.estimate + half;
	m.difference.p =
	    erfc(fabs(m.difference.estimate) / m.difference.error / sqrt(2));
	return m;
}

/* How many are still there at a time, of times that only rise. */
static uint64_t
at_risk_at(struct walk *w, uint64_t low)
{
	while (w->next_censored < w->n_censored &&
	       w->censored[w->next_censored].low < low)
		w->at_risk -= w->censored[w->next_censored++].count;
	while (w->next < w->n_events && w->events[w->next].low < low)
		w->at_risk -= w->events[w->next++].count;
	return w->at_risk;
}

static uint64_t
events_at(const struct walk *w, uint64_t low)
{
	return w->next < w->n_events && w->events[w->next].low == low
		   ? w->events[w->next].count
		   : 0;
}

double
stats_log_rank(
    const struct followed *a, const struct followed *b, struct arena *scratch)
{
	struct walk wa = begin(a->events, a->censored, scratch);
	struct walk wb = begin(b->events, b->censored, scratch);
	double excess = 0, variance = 0;
	size_t i = 0, k = 0;

	while (i < wa.n_events || k < wb.n_events) {
		bool of_a =
		    k == wb.n_events ||
		    (i < wa.n_events && wa.events[i].low <= wb.events[k].low);
		uint64_t low = of_a ? wa.events[i].low : wb.events[k].low;
		double na = (double)at_risk_at(&wa, low);
		double n = na + (double)at_risk_at(&wb, low);
		double da = (double)events_at(&wa, low);
		double d = da + (double)events_at(&wb, low);

		excess += da - d * na / n;
		if (n > 1)
			variance +=
			    d * (na / n) * (1 - na / n) * (n - d) / (n - 1);
		i += da > 0;
		k += d > da;
	}
	return variance > 0 ? erfc(fabs(excess) / sqrt(2 * variance)) : NAN;
}

/* The value of that rank among all, where it ever happened to so many. */
static double
at_rank(const struct histogram *events, double rank, struct arena *scratch)
{
	if (rank < 1)
		rank = 1;
	if (!(rank <= (double)events->n)) /* of nobody it is NAN */
		return NAN;
	return (double)histogram_quantile(
	    events, (rank - 0.5) / (double)events->n, scratch);
}

struct survival
stats_reached(const struct histogram *events, uint64_t all, double q,
    double level, struct arena *scratch)
{
	double n = (double)all;
	struct interval w = stats_wilson((uint64_t)llround(q * n), all, level);

	return (struct survival){ at_rank(events, ceil(q * n), scratch),
		at_rank(events, ceil(w.low * n), scratch),
		at_rank(events, ceil(w.high * n), scratch) };
}
