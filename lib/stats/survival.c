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
