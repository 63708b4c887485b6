#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

#include "stats/stats.h"

/* Terms of a series are summed until they are so small beside the sum; one
 * that would take more of them is given up. */
#define SMALL	   1e-17
#define MOST_TERMS 10000000

/* Sums are scaled down before they overflow. */
#define LARGE 1e200

/* The recursion of B by 1/B, in which all terms are positive. */
static double
inverse_b(size_t agents, double load)
{
	double inverse = 1;

	for (size_t n = 1; n <= agents; n++)
		inverse = 1 + (double)n / load * inverse;
	return inverse;
}

double
erlang_b(size_t agents, double load)
{
	return load > 0 ? 1 / inverse_b(agents, load) : agents == 0;
}

double
erlang_c(size_t agents, double load)
{
	double b = erlang_b(agents, load), c = (double)agents;

	return load >= c ? 1 : c * b / (c - load * (1 - b));
}

static double
load_of(const struct station *s)
{
	return s->per_s * s->handle_s;
}

/* How fast the agents, all taken, finish; how fast who waits gives up. */
static double
exit_rate(const struct station *s)
{
	return (double)s->agents / s->handle_s;
}

static double
quit_rate(const struct station *s)
{
	return s->patience_s > 0 ? 1 / s->patience_s : 0;
}

/*
 * Erlang A's states with all agents taken and j waiting, by rising j, as
 * weights relative to the state j = 0; `below` is the sum of the weights of
 * those with an agent free, which is 1/B - 1.
 */
struct states {
	double lambda, exit, theta;
	size_t j;
	double weight; /* of the state in hand */
	double scale;  /* weights are so much smaller than they were */
	double sum;    /* of `below` and all weights so far, scaled */
};

static struct states
first_state(const struct station *s)
{
	return (struct states){ .lambda = s->per_s,
		.exit = exit_rate(s),
		.theta = quit_rate(s),
		.weight = 1,
		.scale = 1,
		.sum = inverse_b(s->agents, load_of(s)) };
}

/* False when what is left changes nothing: weights fall, and fast. */
static bool
next_state(struct states *st)
{
	double ratio =
	    st->lambda / (st->exit + (double)(st->j + 1) * st->theta);

	if (ratio < 1 && st->weight / (1 - ratio) <= SMALL * st->sum)
		return false;
	if (st->j == MOST_TERMS) {
		st->sum = NAN;
		return false;
	}
	st->j++;
	st->scale = 1;
	st->weight *= ratio;
	st->sum += st->weight;
	if (st->sum > LARGE) {
		st->scale = 1 / LARGE;
		st->weight *= st->scale;
		st->sum *= st->scale;
	}
	return true;
}

/* Nothing arrives: who did would be served at once, were there agents. */
static struct steady
idle_station(const struct station *s)
{
	bool helpless = s->agents == 0;

	return (struct steady){ .wait = helpless,
		.abandon = helpless && s->patience_s > 0,
		.asa_s = helpless ? NAN : 0,
		.wait_s = helpless
			      ? (s->patience_s > 0 ? s->patience_s : INFINITY)
			      : 0,
		.occupancy = helpless ? NAN : 0 };
}

static struct steady
steady_c(const struct station *s)
{
	double load = load_of(s), c = (double)s->agents;
	double wait = erlang_c(s->agents, load);
	double mean = load < c ? wait / (exit_rate(s) - s->per_s) : INFINITY;

	return (struct steady){ .wait = wait,
		.asa_s = s->agents ? mean : NAN,
		.wait_s = mean,
		.waiting = s->per_s * mean,
		.occupancy = s->agents ? fmin(1, load / c) : NAN };
}

static struct steady
steady_a(const struct station *s)
{
	struct states st = first_state(s);
	double busy = 0, waiting = 0; /* sums of weights */
	double until = 0;	      /* mean wait of the served among j */
	double served = 0, wait_served = 0, quit;

	do {
		double j = (double)st.j;
		double chance = st.exit / (st.exit + (j + 1) * st.theta);

		busy *= st.scale;
		waiting *= st.scale;
		served *= st.scale;
		wait_served *= st.scale;
		until += 1 / (st.exit + (j + 1) * st.theta);
		busy += st.weight;
		waiting += st.weight * j;
		served += st.weight * chance;
		wait_served += st.weight * chance * until;
	} while (next_state(&st));
	waiting /= st.sum;
	quit = fmin(1, st.theta * waiting / s->per_s);
	served = (st.sum - busy + served) / st.sum; /* the free ones, too */
	return (struct steady){ .wait = busy / st.sum,
		.abandon = quit,
		.asa_s = s->agents ? wait_served / st.sum / served : NAN,
		.wait_s = waiting / s->per_s,
		.waiting = waiting,
		.occupancy = s->agents
				 ? load_of(s) * (1 - quit) / (double)s->agents
				 : NAN };
}

struct steady
station_steady(const struct station *s)
{
	if (!(load_of(s) > 0))
		return idle_station(s);
	return s->patience_s > 0 ? steady_a(s) : steady_c(s);
}

static struct reached
reached_c(const struct station *s, double t)
{
	double load = load_of(s), c = (double)s->agents;
	double wait = erlang_c(s->agents, load);

	if (load >= c)
		return (struct reached){ 0, 0 };
	return (struct reached){
		.served = 1 - wait * exp(-(exit_rate(s) - s->per_s) * t)
	};
}

/*
 * Who finds j waiting gets his turn after V, were he patient, and then
 * 1 - exp(-theta V) is Beta(j + 1, c mu / theta).
 */
static struct reached
reached_a(const struct station *s, double t)
{
	struct states st = first_state(s);
	double x = -expm1(-st.theta * t), b = st.exit / st.theta;
	double busy = 0, served = 0, still = 0, left;

	do {
		double j = (double)st.j;
		double chance = st.exit / (st.exit + (j + 1) * st.theta);
		double in_time =
		    s->agents ? gsl_cdf_beta_P(x, j + 1, b + 1) : 0;
		double late = s->agents ? gsl_cdf_beta_Q(x, j + 1, b) : 1;

		busy *= st.scale;
		served *= st.scale;
		still *= st.scale;
		busy += st.weight;
		served += st.weight * chance * in_time;
		still += st.weight * late;
	} while (next_state(&st));
	served = (st.sum - busy + served) / st.sum;
	left = 1 - still / st.sum * exp(-st.theta * t);
	return (struct reached){ served, fmax(0, left - served) };
}

struct reached
station_reached(const struct station *s, double t)
{
	if (!(load_of(s) > 0))
		return s->agents
			   ? (struct reached){ 1, 0 }
			   : (struct reached){ 0, -expm1(-quit_rate(s) * t) };
	return s->patience_s > 0 ? reached_a(s, t) : reached_c(s, t);
}

double
station_level(
    const struct station *s, enum level which, double target_s, double short_s)
{
	struct reached in_time = station_reached(s, target_s);
	double of = 1;

	switch (which) {
	case LEVEL_SERVED:
		of = 1 - station_steady(s).abandon;
		break;
	case LEVEL_LESS_SHORT:
		of = 1 - station_reached(s, short_s).quit;
		break;
	case LEVEL_MET_OR_LEFT:
		in_time.served += in_time.quit;
		break;
	default:
		break;
	}
	return of > 0 ? in_time.served / of : NAN;
}

size_t
station_agents(const struct station *s, enum level which, double target_s,
    double short_s, double goal, size_t most)
{
	struct station try = *s;
	size_t low = 0, high = 1; /* too few; perhaps enough */

	for (;;) {
		try.agents = high < most ? high : most;
		if (station_level(&try, which, target_s, short_s) >= goal)
			break;
		if (high >= most)
			return 0;
		low = high;
		high *= 2;
	}
	high = try.agents;
	while (high - low > 1) {
		try.agents = low + (high - low) / 2;
		if (station_level(&try, which, target_s, short_s) >= goal)
			high = try.agents;
		else
			low = try.agents;
	}
	return high;
}
