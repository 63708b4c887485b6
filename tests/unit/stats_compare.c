/*
 * What is censored, and what two groups are compared by: against R 4.2.2 with
 * survival 3.5, and scipy 1.10.
 */

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "stats/stats.h"

static int failed;

static void
near(const char *what, double got, double want, double within)
{
	if (isnan(want) ? isnan(got) : fabs(got - want) <= within)
		return;
	printf("stats_compare: %s: got %.10g, want %.10g\n", what, got, want);
	failed = 1;
}

/*
 * survfit(Surv(time, status) ~ x, data = aml, conf.type = "log-log") and its
 * quantile(): acute myelogenous leukemia, Miller 1997, Survival Analysis.
 */
static void
test_survival(void)
{
	static const struct {
		uint64_t events[12], censored[6]; /* 0 ends */
		double q[3][3];			  /* p25, p50, p75 */
		double survivors;
	} arms[] = {
		{ { 9, 13, 18, 23, 31, 34, 48 }, { 13, 28, 45, 161 },
		    { { 18, 9, 34 }, { 31, 13, NAN }, { 48, 31, NAN } },
		    0.18409091 },
		{ { 5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45 }, { 16 },
		    { { 8, 5, 23 }, { 23, 5, 33 }, { 33, 23, NAN } }, 0 },
	};

	for (size_t i = 0; i < 2; i++) {
		struct histogram events = { 0 }, censored = { 0 };
		struct arena a;

		arena_init(&a, 1 << 20);
		for (size_t k = 0; arms[i].events[k]; k++)
			histogram_add(&events, arms[i].events[k], 1, &a);
		for (size_t k = 0; arms[i].censored[k]; k++)
			histogram_add(&censored, arms[i].censored[k], 1, &a);
		for (size_t k = 0; k < 3; k++) {
			struct survival s = stats_survival(&events, &censored,
			    0.25 * (double)(k + 1), 0.95, &a);

			near("quantile", s.at, arms[i].q[k][0], 0);
			near("its lower end", s.low, arms[i].q[k][1], 0);
			near("its upper end", s.high, arms[i].q[k][2], 0);
		}
		near("survivors", stats_survivors(&events, &censored, &a),
		    arms[i].survivors, 5e-9);
		arena_free(&a);
	}
}

int
main(void)
{
	test_survival();
	return failed;
}
