#ifndef ROUTE_REPORT_H
#define ROUTE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "route/refusal.h"
#include "route/route.h"
#include "route/sim.h"
#include "route/stairs.h"
#include "stats/stats.h"
#include "zone/zone.h"

/*
 * What is counted while the simulation plays, in whole numbers; the memory it
 * takes depends on the roster and the rules, not on the log.
 */

/* A group of contacts; each is in exactly one of served, quit, unserved. */
struct tally {
	uint64_t contacts;
	uint64_t served, served_in; /* _in: within the target of its queue */
	uint64_t done;		    /* served, and the agent was done with it */
	uint64_t quit, quit_in, quit_short;
	uint64_t unserved, closed;   /* closed: of these, out of hours */
	uint64_t overtaken, starved; /* of all that waited */
	struct histogram waits;	     /* ms, of those served */
	struct histogram quits;	     /* ms, of those who gave up */
	/* who hung up to be called; _in: within the target; called: they
	 * were reached, and are no part of the waits of those served */
	uint64_t callbacks, callbacks_in, called;
	struct histogram calls; /* ms from arrival, of those who kept their
				   place and were reached */
	uint64_t called_us;
	uint64_t tried, dialled; /* callbacks that agents called at all, and how
				    often */
	uint64_t appointments, kept; /* of the callbacks, and of these: called
					before the slot was over */
	uint64_t met;		     /* at an appointment somebody called */
	struct histogram late;	     /* ms, of those */
	uint64_t served_us;	     /* the waits of those served, not called */
	uint64_t queued_us;	     /* what all spent in the queue */
	uint64_t handle_us;	     /* what those done took */
};

void tally_merge(struct tally *into, const struct tally *from, struct arena *a);

/* How agents spent their time: presence is being on shift, or still at work
 * when it is over.  That of thousands, with slots, over decades takes more than
 * 64 bits. */
struct effort {
	unsigned __int128 present_us, busy_us; /* busy: with a contact in
						  hand */
	unsigned __int128 room_us;	       /* present, times slots */
	unsigned __int128 hands_us;	       /* contacts in hand, over time */
};

void effort_merge(struct effort *into, const struct effort *from);

enum { HALVES = 48 };
#define HALF_HOUR_US INT64_C(1800000000)

/* A pair of words that contacts come with, counted together. */
enum { TRAITS = 256 };

struct trait {
	struct str channel, language; /* empty: not said */
	bool other; /* stands for all that found no room of their own */
	struct tally tally;
};

struct report_agent {
	uint64_t contacts;
	struct effort effort;
	uint64_t all_hands_us; /* also of what is not observed */
	int64_t since;	       /* up to where that is counted */
};

struct report_queue {
	struct tally tally;
	uint64_t n_waiting;
	struct stairs served;  /* priority and arrival of who was */
	struct stairs ignored; /* priority and time of who was served by
				  those who could have served here */
};

/* Contacts of customers who were in touch within the window of the policy. */
struct returns {
	uint64_t all, changed; /* on another channel; of these: */
	uint64_t restarted;    /* their wait began anew */
	uint64_t lost_us;      /* what they had waited in vain */
	uint64_t had, strange; /* an agent had had them, and took them; who had
				  not */
};

/*
 * Time is observed from the first arrival to the last contact that arrives or
 * leaves the queue; a silence of more than two weeks is left out of it.
 */
struct report {
	const struct report_opts *o;
	const struct sim *sim;
	const struct zone *zone;
	struct arena *run;
	struct report_queue *queues;
	struct trait traits[TRAITS + 1];
	size_t n_traits;
	struct tally halves[HALVES];
	struct effort half_efforts[HALVES];
	struct report_agent *agents;

	bool active; /* time is being observed */
	int64_t begin_us, first_us, last_us;
	uint64_t observed_us;
	uint64_t n_waiting;
	uint64_t joined, set_aside; /* contacts that did and did not wait */
	uint64_t passed_on;	    /* and those that waited once more */
	struct {
		uint64_t n, served; /* of what was passed on */
		uint64_t served_us; /* their waits for the other agent */
	} legs;
	uint64_t refusals[N_REFUSALS]; /* of those never served */
	uint64_t went_on;      /* of those who waited, as another contact */
	int64_t waiting_since; /* up to where the next is counted */
	unsigned __int128 waiting_us; /* contacts waiting, over time */
	uint64_t most_waiting;
	unsigned __int128 hands_us; /* of all that rang or was handled, how
				       long */
	struct returns returns;
	int64_t offset_of, offset_us; /* the zone's, in this half hour */
};

struct report *report_new(
    const struct sim *s, const struct report_opts *o, struct arena *run);
void report_free(struct report *r);

/* The number of a pair, for contact->trait. */
uint32_t report_trait(
    struct report *r, struct str channel, struct str language);

/*
 * What the simulation says, in the order of its time; nobody hears it where the
 * report is NULL.  A contact joins the queue at its arrival and leaves it at
 * left_us, with its fate or in an agent's hands; one that never joins is set
 * aside; who is to be called later steps out of it in between.  It rang in vain
 * until `us`; the agent was done with it, or with calling it in vain, at
 * ended_us.
 * A seat is told of before it changes.  Time pauses after the instant `us`, and
 * goes on at another.
 */
void report_joined(struct report *r, const struct contact *c);
void report_left(struct report *r, const struct contact *c);
void report_set_aside(struct report *r, const struct contact *c);
void report_rang(struct report *r, const struct contact *c, int64_t us);
void report_done(struct report *r, const struct contact *c);
void report_stepped_out(struct report *r, const struct contact *c, int64_t us);
void report_stepped_in(struct report *r, const struct contact *c);
void report_seat(struct report *r, uint32_t agent, int64_t us);
void report_pause(struct report *r, int64_t us);
void report_resume(struct report *r, int64_t us);

/* What is counted in two ways, each of which has to come to the other. */
struct balance {
	uint64_t came, went; /* contacts; served, given up, never served */
	/* by Little's law: wait by wait, and those waiting over time */
	unsigned __int128 waits_us, waiting_us;
	/* contact by contact, and agent by agent */
	unsigned __int128 handled_us, hands_us;
};

struct balance report_balance(const struct report *r);

/* Dies when what was counted in one way is not what it is in another. */
void report_prove(const struct report *r);

#endif
