/*
 * Queueing formulas, against
 *
 *	Erlang B	the table of the load of which 1 % is lost, in the ITU
 *			Teletraffic Engineering Handbook (2005); for many
 *			agents 1/B = sqrt(pi c / 2) + 2/3 + ... (load c)
 *	Erlang C	its definition, a^c/c! and all, in exact fractions
 *	Erlang A	the stationary distribution summed state by state and
 *			the chain of a customer who waits uniformised (Jensen
 *			1953), in 40 decimal digits; nothing of Palm's formulas
 *			or of the beta distribution is in it
 *	M/G/1, priority	worked examples, in fractions
 */

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "stats/stats.h"

static int failed;

static void
near(const char *what, double got, double want, double within)
{
	if (isnan(want) ? isnan(got)
			: got == want || fabs(got - want) <= within)
		return;
	printf("stats_queueing: %s: got %.12g, want %.12g\n", what, got, want);
	failed = 1;
}

static struct station
hourly(size_t agents, double per_hour, double handle_s, double patience_s)
{
	return (
	    struct station){ agents, per_hour / 3600, handle_s, patience_s };
}

static void
test_b(void)
{
	/* erlangs that lose 1 %, to their last printed digit */
	static const struct {
		size_t agents;
		double load;
	} rows[] = { { 1, 0.0101 }, { 2, 0.153 }, { 5, 1.361 }, { 10, 4.461 },
		{ 20, 12.031 }, { 50, 37.901 }, { 100, 84.064 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		near("B", erlang_b(rows[i].agents, rows[i].load), 0.01, 2e-4);
	near("B(2, 1)", erlang_b(2, 1), 1.0 / 5, 1e-15);
	near("B(3, 2)", erlang_b(3, 2), 4.0 / 19, 1e-15);
	near("B without agents", erlang_b(0, 3), 1, 0);
	near("B without load", erlang_b(3, 0), 0, 0);
	/* a^c / c! is beyond a double */
	near("B(1000, 1000)", erlang_b(1000, 1000), 0.0248119, 1e-7);
}

static void
test_c(void)
{
	/* agents, an hour, s; waits, mean, within 20 s */
	static const double rows[][6] = {
		{ 10, 100, 300, 0.487611, 87.7699, 0.563667 },
		{ 1, 10, 180, 0.5, 180, 0.527020 },
		{ 14, 200, 180, 0.174132, 7.83594, 0.888350 },
		{ 35, 360, 300, 0.284582, 17.0749, 0.796088 },
		{ 120, 1200, 330, 0.255535, 8.43267, 0.860607 },
		{ 50, 2880, 60, 0.694456, 20.8337, NAN },
		{ 20, 200, 300, 0.338125, 30.43, NAN },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const double *r = rows[i];
		struct station s = hourly((size_t)r[0], r[1], r[2], 0);
		struct steady got = station_steady(&s);

		near("C", got.wait, r[3], 5e-7);
		near("mean wait", got.asa_s, r[4], 5e-3 / (r[4] > 30 ? 1 : 50));
		near("nobody gives up", got.abandon, 0, 0);
		near("occupancy", got.occupancy, r[1] * r[2] / 3600 / r[0],
		    1e-12);
		near("waiting", got.waiting, got.wait_s * r[1] / 3600, 1e-12);
		for (int l = 0; l < N_LEVELS && !isnan(r[5]); l++)
			near("level", station_level(&s, (enum level)l, 20, 5),
			    r[5], 5e-7);
	}
	/* M/M/2 at load 1 waits 1/3 of the time; 1/3 of a handling */
	near("M/M/2", erlang_c(2, 1), 1.0 / 3, 1e-15);
}

static void
test_a(void)
{
	/* agents, an hour, handling, patience, T; waits, gives up, mean wait
	 * of the served, of all; served and quit by T, quit by 5 s */
	static const double rows[][12] = {
		{ 10, 100, 300, 120, 20, 0.2695770112, 0.0851046490, 7.97259887,
		    10.21255788, 0.7969386700, 0.0358650950, 0.0106140964 },
		{ 14, 200, 180, 60, 20, 0.1115273407, 0.0303218373, 1.40829055,
		    1.81931024, 0.9437761073, 0.0221426013, 0.0081274661 },
		{ 30, 400, 300, 180, 20, 0.6631987788, 0.1379767274,
		    24.02197544, 24.83581092, 0.4985361283, 0.0610685829,
		    0.0176164479 },
		{ 3, 100, 300, 30, 60, 0.8098479368, 0.6681703208, 11.98974538,
		    20.04510962, 0.3164179358, 0.6142300007, 0.1227296669 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const double *r = rows[i];
		struct station s = hourly((size_t)r[0], r[1], r[2], r[3]);
		struct steady got = station_steady(&s);
		struct reached at = station_reached(&s, r[4]);

		near("A waits", got.wait, r[5], 2e-10);
		near("A abandons", got.abandon, r[6], 2e-10);
		near("A, served", got.asa_s, r[7], 2e-8);
		near("A, all", got.wait_s, r[8], 2e-8);
		near("A, taken", got.occupancy,
		    r[1] * r[2] / 3600 * (1 - r[6]) / r[0], 1e-9);
		near("A, served by T", at.served, r[9], 2e-10);
		near("A, quit by T", at.quit, r[10], 2e-10);
		near("level, offered",
		    station_level(&s, LEVEL_OFFERED, r[4], 5), r[9], 2e-10);
		near("level, served", station_level(&s, LEVEL_SERVED, r[4], 5),
		    r[9] / (1 - r[6]), 2e-9);
		near("level, less short",
		    station_level(&s, LEVEL_LESS_SHORT, r[4], 5),
		    r[9] / (1 - r[11]), 2e-9);
		near("level, met or left",
		    station_level(&s, LEVEL_MET_OR_LEFT, r[4], 5), r[9] + r[10],
		    2e-9);
	}
}

/* Far from what is usual: what must hold, whatever the digits. */
static void
test_ends(void)
{
	struct station s = hourly(3, 60, 300, 0);
	struct steady got = station_steady(&s);

	near("more than they can", got.wait, 1, 0);
	near("for ever", got.asa_s, INFINITY, 0);
	near("never", station_level(&s, LEVEL_OFFERED, 20, 5), 0, 0);

	/* patience without end is no patience */
	s = hourly(14, 200, 180, 1e9);
	near("A as C", station_steady(&s).asa_s, 7.83594, 5e-5);
	near("A as C, level", station_level(&s, LEVEL_OFFERED, 20, 5), 0.888350,
	    1e-6);
	/* ten times what they can: 1 - 1/rho give up */
	s = hourly(100, 12000, 300, 600);
	near("A drowned", station_steady(&s).abandon, 0.9, 1e-6);
	near("A drowned, taken", station_steady(&s).occupancy, 1, 1e-9);
	near("A drowned, waits", station_steady(&s).wait, 1, 1e-12);

	s = hourly(0, 60, 300, 100);
	near("nobody there", station_steady(&s).abandon, 1, 1e-12);
	near("nobody served", station_steady(&s).asa_s, NAN, 0);
	near("nobody there, level", station_level(&s, LEVEL_OFFERED, 20, 5), 0,
	    1e-12);
	near("nobody there, left", station_level(&s, LEVEL_MET_OR_LEFT, 20, 5),
	    1 - exp(-0.2), 1e-12);
	s = hourly(3, 0, 300, 100);
	near("nothing to do", station_steady(&s).wait, 0, 0);
	near("nothing to do, level", station_level(&s, LEVEL_SERVED, 20, 5), 1,
	    0);
}

/* The inverse questions, by their definition: the answer does it, one less
 * does not. */
static void
test_inverse(void)
{
	for (int l = 0; l < N_LEVELS; l++) {
		for (int patience = 0; patience < 400; patience += 133) {
			struct station s = hourly(1, 217, 260, patience);
			enum level which = (enum level)l;
			s.agents = station_agents(&s, which, 30, 5, 0.8, 1000);
			near("enough", station_level(&s, which, 30, 5) >= 0.8,
			    1, 0);
			s.agents--;
			near("too few", station_level(&s, which, 30, 5) >= 0.8,
			    0, 0);
		}
	}
	/* 0.888 with 14, 0.80 with 13 */
	near("14 agents for 85 %",
	    (double)station_agents(&(struct station){ 0, 200 / 3600.0, 180, 0 },
		LEVEL_OFFERED, 20, 5, 0.85, 1000),
	    14, 0);
	near("none is enough",
	    (double)station_agents(&(struct station){ 0, 200 / 3600.0, 180, 0 },
		LEVEL_OFFERED, 20, 5, 0.85, 13),
	    0, 0);
}

int
main(void)
{
	test_b();
	test_c();
	test_a();
	test_ends();
	test_inverse();
	return failed;
}
