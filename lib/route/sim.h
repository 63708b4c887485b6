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

struct sim;

enum fate {
	FATE_OPEN, /* not known yet */
	FATE_ASSIGNED,
	FATE_ABANDONED, /* patience ended */
	FATE_TIMED_OUT, /* waited for the most that anybody may */
	FATE_BACKLOG,	/* made room for those who came later */
	FATE_HOPELESS,	/* nobody can ever serve it: demand->lack */
	FATE_NO_TIME,	/* nothing says when it arrives */
};

/* Where a number of a contact is from. */
enum origin {
	FROM_QUEUE, /* what the queue says of all */
	FROM_LOG,   /* what was seen of this one */
	FROM_DRAW,  /* a distribution */
	FROM_INTENT /* what is said of its intent */
};

/*
 * One escalation; when its fate is no longer open, what became of it.  Times
 * are since 1970.  Its wait is left_us - since_us, and its target was met when
 * it is FATE_ASSIGNED and that is at most target_us of its queue.
 */
struct contact {
	struct demand *demand; /* queue, language and channel */
	enum fate fate;
	enum origin handle_from, patience_from;
	uint32_t asked;	     /* the queue it came to; demand->queue is the
				one it was in at last */
	uint32_t agent;	     /* FATE_ASSIGNED: to whom */
	uint32_t position;   /* on arrival, from 1; 0: it never waited */
	uint32_t step;	     /* of the queue's steps, the one in force */
	uint32_t offers;     /* agents who did not answer */
	uint64_t sequence;   /* place in the input */
	uint64_t key;	     /* of its random draws */
	int64_t priority;    /* in units of PRIORITY */
	int64_t arrival_us;  /* when it came */
	int64_t since_us;    /* from when its wait counts */
	int64_t left_us;     /* when it stopped waiting, if it ever did */
	int64_t handle_us;   /* the work it is, without what slows it down */
	int64_t wrap_us;     /* the agent's work after it */
	int64_t patience_us; /* 0: without end */
	int64_t ended_us;    /* FATE_ASSIGNED: when the agent was done */
};

/* What heeds the fates of contacts, each once, in the order of the input. */
struct heed {
	void (*tell)(void *arg, const struct sim *s, const struct contact *c);
	void *arg;
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
	const struct rules *rules;
	struct queue *queues;
	size_t n_queues;
	int64_t max_wait_us;
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
    const struct rules *rules, int64_t max_wait_us, struct arena *run);
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

/* Nothing from before `us` will come any more. */
void sim_run(struct sim *s, int64_t us);

/* Nothing will come any more. */
void sim_finish(struct sim *s);

#endif
