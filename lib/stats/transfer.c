#include "stats/stats.h"

#include <math.h>

/* The reference code adds this to the tolerance. */
static const double nudge = 1e-7;

static double
nearness(uint64_t gold, uint64_t predicted, unsigned tolerance, double lambda)
{
	double late = (double)predicted - (double)gold;
	double sign = (late > 0) - (late < 0);
	double width = tolerance + nudge;

	return exp(-late * late / (2 * width * width * (1 - lambda * sign)));
}

double
stats_golden_transfer(const uint64_t *gold, size_t n_gold,
    const uint64_t *predicted, size_t n_predicted, unsigned tolerance,
    double lambda)
{
	double sum = 0;

	if (!n_gold || !n_predicted)
		return n_gold == n_predicted;
	for (size_t i = 0; i < n_predicted; i++) {
		double best = 0;

		for (size_t j = 0; j < n_gold; j++)
			best = fmax(best,
			    nearness(gold[j], predicted[i], tolerance, lambda));
		sum += best;
	}
	return sum / (double)n_predicted;
}
