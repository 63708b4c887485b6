#ifndef ROUTE_ROUTE_H
#define ROUTE_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"
#include "conv/conv.h"
#include "route/manual.h"
#include "rules/rules.h"

/*
 * Who takes over, and when: the escalations of a log, replayed through the
 * queues of the rules and a roster of agents as a simulation of discrete
 * events.  Time is in whole microseconds.  What happens at the same instant is
 * ordered so:
 *
 *	1  contacts end and free their agents, then rests end
 *	2  shifts end, then shifts start; queues close and open
 *	3  contacts arrive, in contact order
 *	4  steps end and old contacts overflow
 *	5  waiting contacts are given to agents, in contact order
 *	6  patience ends
 *
 * so that an agent does not begin at the very end of his shift, and that who
 * is willing to wait 30 s is served after 30 s.  Contact order: the higher
 * priority, then the earlier arrival, then the earlier line of the input.
 * Agent order: the fewest contacts in hand, then for how long that has not
 * changed (for an idle agent: the longest idle), then the id in byte order.
 * An agent finishes what he has when his shift ends.
 */
struct route_opts {
	size_t window;	    /* records; 0: the whole input */
	size_t hold;	    /* bytes of records that wait; 0: all */
	double max_wait_s;  /* nobody waits longer than this */
	double max_pause_s; /* what a pause in the log counts at most */
	bool explain;	    /* say why other agents did not take it */
};

/* Agents, read from a CSV file with a header:
 *
 *	id         required, unique
 *	name       for people
 *	skills     required; "card;kyc:3", the level is 1..5, 1 where silent
 *	languages  "en;sw", primary subtags; empty: all
 *	channels   "webchat;voice"; empty: all
 *	slots      contacts at once, 1..1000; empty: 1
 *	shift      "Mon-Fri 08:00-17:00;Sat 22:00-06:00"; empty: always
 *	breaks     "Mon-Fri 12:00-12:30", of it
 *	zone       of the shift: "Europe/Berlin", "+01:00"; empty: Z
 *	time_off   days on which no shift begins, "2026-03-09/2026-03-13"
 *	team       for expressions of steps
 *	state      available, or away until his next shift starts
 *	wage       of an hour, "18.50"; empty: not known
 *
 * Dies with "FILE:ROW: ..." on anything else.
 */
struct roster;

struct roster *route_read_roster(
    struct str bytes, const char *file, struct arena *run);

/* The simulation.  Roster, queues and policy are borrowed. */
struct route;

struct route *route_new(const struct roster *agents, const struct rules *rules,
    const struct policy *policy, const struct route_opts *o, struct arena *run);
void route_free(struct route *r);

/* Name on stderr each queue that no agent can serve, and what is missing. */
void route_warn_unserved(struct route *r, const char *file);

/* After the last record: queues of a policy that the rules do not know, that no
 * contact asked for and nothing leads to. */
void route_warn_unused(const struct route *r);

/* After the last record: each queue that contacts asked for and the rules do
 * not have, with what became of them. */
void route_warn_strays(const struct route *r, const char *file);

/*
 * Take in the record in hand, which is copied: it may be reused at once.
 * False and *f when its annotations are malformed, or OUT_OF_ORDER when its
 * contact arrives before one whose record stands `window` or more records
 * ahead: fewer, when `hold` is full and they take half of it.
 */
bool route_take(struct route *r, const struct conv *c, struct fault *f);

/* There are no more: everybody's fate can be decided. */
void route_end(struct route *r);

/*
 * Append the next record in the order of the input, with its hoff.route, when
 * its outcome is certain; false when it is not yet, or there is none.  While
 * the records but the newest take more than `hold`, who waits in the oldest
 * is unserved; not with a window of the whole input.
 */
bool route_next(struct route *r, struct buf *out);

struct route_totals {
	uint64_t not_scored; /* there is no hoff.score */
	uint64_t not_routed; /* those, and what was not escalated */
	uint64_t assigned, target_met;
	uint64_t abandoned;
	uint64_t unserved;
	uint64_t backlog;	/* of these, for want of room */
	uint64_t no_language;	/* nobody with the skills speaks it */
	uint64_t no_channel;	/* nobody with the skills takes it */
	uint64_t unknown_queue; /* is not in the rules */
};

/*
 * What is counted while the simulation plays, for a report; to be asked for
 * before the first record, and printed after the last.
 */
struct report_opts {
	double short_abandon_s; /* who gives up sooner did not really wait */
	double starved;		/* a wait of so many targets is too long */
	const char *time_zone;	/* where half hours of the day begin */
	const char *format;	/* of route_formats */
};

extern const char *const route_formats[]; /* NULL ends */

void route_count(struct route *r, const struct report_opts *o);

/* Append the report, its tables in so many columns (0: as many as it takes),
 * and as a page.  Dies when the simulation broke a law that every simulation
 * keeps. */
void route_report(
    const struct route *r, bool colour, size_t width, struct buf *out);
void route_page(const struct route *r, struct buf *out);

/*
 * How many agents are needed: the same, and all contacts are kept (about 300
 * bytes each), as they are played again with other agents.
 */
struct staff_opts {
	double goal;	   /* the service level that is to be met, 0..1 */
	const char *level; /* by which convention: of route_levels */
	double wage;	   /* of an hour where the roster is silent; 0: none */
	double volume;	   /* so many times the contacts of the log */
	double aht;	   /* and so many times as much work on each */
	double shrinkage;  /* share of their paid time in which agents are not
			      there, 0..1 */
	double max_occupancy; /* no kind of agents is to be busier, 0..1 */
	double shift_hours;   /* of shifts that cover it, 0: none are sought */
	double short_abandon_s;
	bool by_weekday; /* the half hours of each weekday by themselves */
	const char *time_zone, *format; /* as those of a report */
};

extern const char *const route_levels[]; /* NULL ends */

void route_keep(struct route *r, const struct staff_opts *o);
void route_staff(struct route *r, bool colour, size_t width, struct buf *out);

/*
 * Policies, each with the queues it makes of the rules, and rosters against the
 * first of them: on the same contacts, which are all kept for each, and on the
 * same draws, in several replications.
 */
struct rival {
	const struct roster *agents;
	const struct rules *rules;
	const struct policy *policy;
	struct str name; /* what it is called in the comparison */
	const char *agents_file;
};

struct rival_texts {
	struct str agents, rules, policy;
	const char *agents_file, *rules_file, *policy_file;
};

/* Dies on a mistake in one of them. */
void route_read_rival(
    const struct rival_texts *texts, struct arena *run, struct rival *out);

/* What it is called among others that differ by agents, policy or both. */
struct str route_rival_name(
    const struct rival *r, bool by_agents, bool by_policy, struct arena *run);

struct compare_opts {
	size_t replications;
	const char *format; /* as that of a report */
};

void route_rivals(struct route *r, const struct rival *all, size_t n,
    const struct compare_opts *o);
void route_compare(struct route *r, bool colour, size_t width, struct buf *out);

/*
 * Append a policy that routes as another product's own file does: a workflow of
 * Twilio's TaskRouter, routing criteria of Amazon Connect.  Dies on what has no
 * meaning here.
 */
extern const char *const route_vendors[]; /* NULL ends */

void route_import(const char *vendor, struct str text, const char *file,
    struct arena *a, struct buf *out);

/* Of the records that route_next() has given back. */
const struct route_totals *route_totals(const struct route *r);

#endif
