#ifndef ROUTE_SIM_H
#define ROUTE_SIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "route/demand.h"
#include "route/draw.h"
#include "route/heap.h"
#include "route/roster.h"
#include "rules/rules.h"

struct sim;
struct report;
struct outlook;

enum fate {
	FATE_OPEN, /* not known yet */
	FATE_ASSIGNED,
	FATE_ABANDONED,	  /* patience ended */
	FATE_TIMED_OUT,	  /* waited for the most that anybody may */
	FATE_BACKLOG,	  /* made room for those who came later */
	FATE_HOPELESS,	  /* nobody can ever serve it: demand->lack */
	FATE_NO_TIME,	  /* nothing says when it arrives */
	FATE_NO_QUEUE,	  /* a crisis whose queue is not in the rules */
	FATE_CLOSED,	  /* the queue lets nobody in at this hour */
	FATE_FULL,	  /* the queue lets no more wait */
	FATE_NOT_REACHED, /* took a callback, and did not pick up */
	FATE_JOINED,	  /* went on as a later contact of the customer */
};

/* Where a number of a contact is from. */
enum origin {
	FROM_QUEUE,  /* what the queue says of all */
	FROM_LOG,    /* what was seen of this one */
	FROM_DRAW,   /* a distribution of the queue */
	FROM_INTENT, /* what is said of its intent */
	FROM_CHANNEL /* what the policy says of its channel: patience */
};

/* Where a contact is; at the end of its handling it is done, whatever comes
 * of it. */
enum stage {
	STAGE_COMING,
	STAGE_WAITING,
	STAGE_RINGING,
	STAGE_AWAY,    /* hung up, to be called later: in no line */
	STAGE_DIALLED, /* an agent calls in vain, and it will be tried again */
	STAGE_IN_HAND,
	STAGE_DONE
};

#define OUT_OF_LINE INT64_MIN

/* Whether it hung up to be called when it is its turn. */
enum callback { CALLBACK_NOT_OFFERED, CALLBACK_DECLINED, CALLBACK_TAKEN };

/*
 * One escalation; when its fate is no longer open, what became of it.  Times
 * are since 1970.  Its wait is left_us - since_us, and its target was met when
 * it is FATE_ASSIGNED and that is at most target_us of its queue.
 */
struct contact {
	struct demand *demand; /* queue, language and channel */
	enum fate fate;
	enum origin handle_from, patience_from;
	uint32_t asked;	    /* the queue it came to; demand->queue is the
			       one it was in at last */
	uint32_t agent;	    /* FATE_ASSIGNED: to whom */
	uint32_t position;  /* on arrival, from 1; 0: it never waited */
	uint32_t step;	    /* of the queue's steps, the one in force */
	uint32_t offers;    /* agents who did not answer */
	uint32_t trait;	    /* what a report counts it by */
	uint64_t sequence;  /* place in the input */
	uint64_t key;	    /* of its random draws */
	int64_t priority;   /* in units of PRIORITY */
	int64_t arrival_us; /* when it came */
	int64_t since_us;   /* from when its wait counts */
	int64_t lined_us;   /* it stands in line since then; or OUT_OF_LINE */
	int64_t left_us;    /* when it stopped waiting, if it ever did */
	enum callback callback;
	uint32_t calls_back; /* CALLBACK_TAKEN: the queue that offered it */
	int64_t hung_up_us;  /* CALLBACK_TAKEN: after such a wait */
	bool has_appointment;
	uint32_t calls;	     /* that agents made, to be picked up or not */
	int64_t due_us;	     /* it is not called before this; 0: at any time */
	int64_t called_us;   /* with calls: the first */
	int64_t vain_us;     /* what agents spent on those in vain */
	int64_t handle_us;   /* the work it is, without what slows it down */
	int64_t wrap_us;     /* the agent's work after it */
	int64_t patience_us; /* 0: without end */
	int64_t ended_us;    /* FATE_ASSIGNED: when the agent was done */
	int64_t opens_us;    /* when it came nobody was there: until then; 0 */
	uint32_t opens_by;   /* whose shift starts then, or NOBODY */

	/* contacts of the same customer before it */
	uint64_t channel;      /* a key of its name */
	uint64_t customer;     /* 0: not known, or not looked at */
	bool follows;	       /* another one, within the window */
	bool changed;	       /* on another channel */
	bool kept_place;       /* since_us is the other one's */
	bool cut_off;	       /* the other one's wait was lost: */
	int64_t lost_us;       /* how long it was */
	uint32_t had;	       /* the agent of the other one, or NOBODY */
	uint32_t preferred;    /* the agent it wants, or NOBODY */
	struct thread *thread; /* or NULL: nobody asked, see join.h */

	uint32_t leg;		       /* what it was passed on as, or NOBODY */
	uint32_t before;	       /* what was passed on to it, or NOBODY */
	uint32_t moments, last_moment; /* in the sim's, or NOBODY */

	/* private to the simulation */
	enum stage stage;
	struct rank rank;
	struct rung *rung;
	bool has_turn; /* it is in turning */
	bool is_forgotten;
	bool passes_on;	  /* it goes to another agent after this one */
	int64_t work;	  /* left to do, in microseconds by SPEED */
	uint32_t in_hand; /* the next one of its agent */
};

/* Something between arrival and end. */
enum moment_kind {
	MOMENT_STEP,	  /* what: the step from now on */
	MOMENT_OVERFLOW,  /* what: the queue from now on */
	MOMENT_NO_ANSWER, /* what: the agent */
	MOMENT_CALLBACK,  /* it was taken */
	MOMENT_UNREACHED, /* what: the agent who called in vain */
};

struct moment {
	enum moment_kind kind;
	uint32_t what;
	int64_t at_us;
	int64_t due_us; /* the next call, if it has a time; or 0 */
	uint32_t next;	/* or NOBODY */
};

/* What heeds the fates of contacts, each once, in the order of the input. */
struct heed {
	void (*tell)(void *arg, const struct sim *s, const struct contact *c);
	void *arg;
};

/* Where an agent stands. */
struct seat {
	uint32_t shifts;  /* that he is in: 0, or 1; 2 while clocks change */
	bool away;	  /* until a shift of his starts */
	uint32_t resting; /* after so many that he did not answer */
	bool on_call, listed;
	uint32_t in_hand;	/* contacts */
	uint32_t load, room;	/* in units of SLOT */
	uint32_t *by_channel;	/* contacts of each, NULL: no limits */
	uint32_t first_in_hand; /* with speeds: a list of contacts */
	int64_t worked_us;	/* up to when their work is counted */
	int64_t since;		/* in_hand, or his being there, changed last */
	int64_t given_us;	/* when he was given a contact last */
	uint32_t next, prev;	/* in the list of free agents */
};

/* The full speed of a contact, alone in an agent's hands. */
enum { SPEED = 1000000 };

struct sim_opts {
	const struct roster *roster;
	const struct rules *rules;
	const struct policy *policy;
	int64_t max_wait_us;
	uint64_t replication;
	double shorter; /* all work, by this share of it */
	bool explain;
};

/*
 * The simulation itself: contacts are put in, and when it is told that no more
 * will come from before a moment, what happened up to there is decided.
 */
struct sim {
	const struct roster *roster;
	const struct rules *rules;
	const struct policy *policy;
	struct draws draws;
	struct queue *queues;
	size_t n_queues;
	int64_t max_wait_us;
	double shorter;
	bool explain;
	struct arena *run;

	bool begun;
	int64_t now; /* the last instant that was played */
	struct seat *seats;
	uint64_t *free_agents;	 /* a bit for each who is listed */
	uint32_t *first, *last;	 /* free agents with so many in hand */
	size_t most_in_hand;	 /* one more than anybody ever has */
	struct heap_item *order; /* room to sort them */
	uint32_t *willing;	 /* room for those who can take a contact */
	int64_t *speeds;	 /* of a contact, by how many are in hand */
	size_t n_speeds;	 /* 0: all go at SPEED */
	bool reserves;		 /* some queue keeps agents */

	struct rota *rota;
	struct outlook *outlooks; /* of each week: see absence.h */

	struct buf contacts;  /* struct contact */
	struct buf gone;      /* uint32_t: places in it to use again */
	struct buf waits_at;  /* place in rung->waiting */
	struct buf leaves_at; /* place in leaving */
	struct buf turns_at;  /* place in turning */
	struct buf works_at;  /* place in working */
	struct buf moments;   /* struct moment */
	uint32_t spare_moment;
	struct heap coming;  /* contacts by arrival */
	struct heap leaving; /* ends of patience */
	struct heap turning; /* steps and overflows that come */
	struct heap working; /* ends of contacts, and of ringing */
	struct heap resting; /* ends of rests; `what` is the agent */
	struct buf stirred;  /* struct rung * */
	struct heap ready;   /* of these, by whom they have first */
	struct buf reasons;  /* struct buf, with explain: JSON by contact */
	struct customers *customers; /* NULL: contacts are not joined */
	size_t n_open; /* contacts that came and whose fate is open */

	struct report *report; /* is told what happens; or NULL */
};

void sim_init(struct sim *s, const struct sim_opts *o, struct arena *run);
void sim_free(struct sim *s);

/* What a contact of this queue, language and channel needs. */
struct demand *sim_demand(
    struct sim *s, uint32_t queue, uint32_t language, uint32_t channel);

/* Put a contact in; the result names it until sim_forget(). */
uint32_t sim_add(struct sim *s, const struct contact *c);
struct contact *sim_contact(const struct sim *s, uint32_t contact);
void sim_forget(struct sim *s, uint32_t contact);

/* A contact that waits or rings stops it now. */
void sim_give_up(struct sim *s, uint32_t contact, enum fate fate);

/* What becomes of a contact is certain. */
void sim_decide(struct sim *s, uint32_t contact, enum fate fate);

/* Something happens to a contact, for sim_moment() to tell. */
void sim_note(
    struct sim *s, struct contact *c, enum moment_kind kind, uint32_t what);

/* The i-th moment of a contact; NULL: there are no more. */
const struct moment *sim_moment(const struct sim *s, uint32_t i);

/* A contact whose fate is open is given up now: FATE_BACKLOG. */
void sim_drop(struct sim *s, uint32_t contact);

/* Nothing from before `us` will come any more. */
void sim_run(struct sim *s, int64_t us);

/* Nothing will come any more. */
void sim_finish(struct sim *s);

static inline struct queue *
queue_of(const struct sim *s, const struct contact *c)
{
	return &s->queues[c->demand->queue];
}

/* When the first of a heap by time is due. */
static inline int64_t
heap_time(const struct heap *h)
{
	return h->n ? heap_top(h)->rank.keys[0] : INT64_MAX;
}

#endif
