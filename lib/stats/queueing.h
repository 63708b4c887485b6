#ifndef STATS_QUEUEING_H
#define STATS_QUEUEING_H

#include <stddef.h>

/*
 * Queues that formulas know, in the steady state.  Contacts arrive at random
 * (Poisson) and wait for one of so many agents in the order of arrival;
 * handling lasts an exponential time unless something else is said.  Times
 * are seconds, `load` is arrivals a second times seconds of handling (erlangs).
 */
struct station {
	size_t agents;
	double per_s;	   /* arrivals a second */
	double handle_s;   /* mean time an agent is taken */
	double patience_s; /* mean of the exponential time after which who
			      still waits gives up; 0: never */
};

/*
 * What becomes of those who arrive.  When agents cannot keep up and nobody
 * gives up there is no steady state: everybody waits, for INFINITY.
 */
struct steady {
	double wait;	  /* probability of having to wait */
	double abandon;	  /* of giving up */
	double asa_s;	  /* mean wait of those served; NAN: none is */
	double wait_s;	  /* mean wait of all */
	double waiting;	  /* how many wait at a time, on average */
	double occupancy; /* share of its time that an agent is taken */
};

/* Erlang C where nobody gives up, else Erlang A (Palm); NAN where that would
 * take too many terms. */
struct steady station_steady(const struct station *s);

/*
 * How many of those who arrive were served, or have given up, t seconds after
 * it; shares of all that arrive.
 */
struct reached {
	double served, quit;
};

struct reached station_reached(const struct station *s, double t);

/* The four conventions of a service level. */
enum level {
	LEVEL_OFFERED,	   /* served in time / all */
	LEVEL_SERVED,	   /* served in time / served */
	LEVEL_LESS_SHORT,  /* served in time / all but short abandons */
	LEVEL_MET_OR_LEFT, /* served or gave up in time / all */
	N_LEVELS,
};

/* The service level within target_s; who gives up within short_s is a short
 * abandon.  NAN where nothing is left to divide by. */
double station_level(
    const struct station *s, enum level which, double target_s, double short_s);

/* The fewest agents, at least 1, with whom the service level is `goal`, which
 * is below 1; s->agents is not read.  0: none up to `most`. */
size_t station_agents(const struct station *s, enum level which,
    double target_s, double short_s, double goal, size_t most);

/* Erlang B: the share that finds no agent free where nobody waits.  Erlang C:
 * the share that waits where all do, 1 when load >= agents. */
double erlang_b(size_t agents, double load);
double erlang_c(size_t agents, double load);

#endif
