/*
 * How often the intervals of a difference hold the truth, by simulation: two
 * runs over one log are drawn from known probabilities, again and again.  What
 * is called 95 % must hold it about so often, and never much less.
 */

#include <math.h>
#include <stdio.h>

#include "stats/stats.h"

enum { WORLDS = 4, RUNS = 2000, CASES = 150 };

static uint64_t state = 88172645463325252u;

static double
uniform(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (double)(state >> 11) / 9007199254740992.0;
}

/* Probabilities of label, old and new decision; 1 is yes. */
static const double worlds[WORLDS][2][2][2] = {
	{ { { .40, .10 }, { .05, .05 } }, { { .05, .10 }, { .05, .20 } } },
	{ { { .55, .02 }, { .02, .06 } }, { { .03, .04 }, { .04, .24 } } },
	{ { { .30, .00 }, { .10, .10 } }, { { .10, .05 }, { .05, .30 } } },
	{ { { .70, .05 }, { .05, .00 } }, { { .02, .08 }, { .03, .07 } } },
};

static void
draw(const double world[2][2][2], struct rivals *r)
{
	*r = (struct rivals){ 0 };
	for (size_t i = 0; i < CASES; i++) {
		double left = uniform();
		size_t cell = 0;

		while (cell < 7 && (left -= (&world[0][0][0])[cell]) >= 0)
			cell++;
		r->n[cell >> 2][cell >> 1 & 1][cell & 1]++;
	}
}

/* The difference in the limit of many cases: a million times each cell. */
static double
truth(const double world[2][2][2], enum rating what)
{
	struct rivals r;
	struct confusion old, new;

	for (size_t cell = 0; cell < 8; cell++)
		r.n[cell >> 2][cell >> 1 & 1][cell & 1] =
		    (uint64_t)llround(1e6 * (&world[0][0][0])[cell]);
	old = rivals_old(&r);
	new = rivals_new(&r);
	return confusion_value(&new, what) - confusion_value(&old, what);
}

static int
check(size_t world, enum rating what, const char *name)
{
	double want = truth(worlds[world], what), share;
	size_t held = 0, known = 0;

	for (size_t i = 0; i < RUNS; i++) {
		struct rivals r;
		struct interval d;

		draw(worlds[world], &r);
		d = rivals_interval(&r, what, 0.95);
		if (isnan(d.low) || isnan(d.high))
			continue;
		known++;
		held += d.low <= want && want <= d.high;
	}
	share = (double)held / (double)known;
	if (share >= .935 && share <= .985 && known > RUNS * 9 / 10)
		return 0;
	printf("stats: the interval of %s holds the truth in %.4f of %zu runs "
	       "of world %zu\n",
	    name, share, known, world);
	return 1;
}

int
main(void)
{
	int failed = 0;

	for (size_t i = 0; i < WORLDS; i++) {
		failed |= check(i, PRECISION, "precision");
		failed |= check(i, RECALL, "recall");
		failed |= check(i, F1, "F1");
		failed |= check(i, MCC, "MCC");
	}
	return failed;
}
