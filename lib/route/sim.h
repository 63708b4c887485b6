#ifndef ROUTE_SIM_H
#define ROUTE_SIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "route/demand.h"
#include "route/heap.h"
#include "route/roster.h"
#include "rules/rules.h"

enum fate {
	FATE_OPEN, /* not known yet */
	FATE_ASSIGNED,
	FATE_ABANDONED, /* patience ended */
	FATE_TIMED_OUT, /* waited for the most that anybody may */
	FATE_BACKLOG,	/* made room for those who came later */
	FATE_HOPELESS,	/* nobody can ever serve it: demand->lack */
	FATE_NO_TIME,	/* nothing says when it arrives */
};

/* One escalation. */
struct contact {
	struct demand *demand;
	enum fate fate;
	bool handle_logged; /* handle_ms was seen in the log */
	uint64_t sequence;  /* place in the input */
	int64_t priority;   /* in units of PRIORITY */
	int64_t arrival_ms; /* since 1970 */
	int64_t handle_ms;  /* how long it takes */
	int64_t left_ms;    /* when it stopped waiting, if it ever did */
	uint32_t agent;	    /* FATE_ASSIGNED: to whom */
	uint32_t position;  /* on arrival, from 1; 0: none */
};

/* Where an agent stands. */
struct seat {
	bool on_shift, on_call, listed;
	uint32_t in_hand;    /* contacts */
	int64_t since;	     /* in_hand, or his being there, changed last */
	uint32_t next, prev; /* in the list of free agents */
};

/* Somebody's shift starts or ends, each week at this minute. */
struct change {
	uint32_t minute;
	bool starts;
	uint32_t agent;
};

/*
 * The simulation itself: contacts are put in, and when it is told that no more
 * will come from before a moment, what happened up to there is decided.
 */
struct sim {
	const struct roster *roster;
	struct queue *queues;
	size_t n_queues;
	int64_t max_wait_ms;
	struct arena *run;

	bool begun;
	int64_t now; /* the last instant that was played */
	struct seat *seats;
	uint32_t *first, *last;	 /* free agents with so many in hand */
	struct heap_item *order; /* room to sort them */

	struct change *changes; /* of one week, in order */
	size_t n_changes, next_change;
	int64_t monday; /* when the week of next_change began */

	struct buf contacts;  /* struct contact */
	struct buf gone;      /* uint32_t: places in it to use again */
	struct buf waits_at;  /* place in demand->waiting */
	struct buf leaves_at; /* place in `leaving` */
	struct heap coming;   /* arrivals */
	struct heap leaving;  /* ends of patience */
	struct heap working;  /* ends of contacts; `what` is the agent */
	struct buf stirred;   /* struct demand * */
	size_t n_waiting;
};

void sim_init(struct sim *s, const struct roster *roster,
    const struct rules *rules, int64_t max_wait_ms, struct arena *run);
void sim_free(struct sim *s);

/* What a contact of this queue, language and channel needs. */
struct demand *sim_demand(
    struct sim *s, uint32_t queue, uint32_t language, uint32_t channel);

/* Put a contact in; the result names it until sim_forget(). */
uint32_t sim_add(struct sim *s, const struct contact *c);
const struct contact *sim_contact(const struct sim *s, uint32_t contact);
void sim_forget(struct sim *s, uint32_t contact);

/* A contact that waits stops it now: FATE_BACKLOG. */
void sim_drop(struct sim *s, uint32_t contact);

/* Nothing from before `ms` will come any more. */
void sim_run(struct sim *s, int64_t ms);

/* Nothing will come any more. */
void sim_finish(struct sim *s);

#endif
