#ifndef ROUTE_DEMAND_H
#define ROUTE_DEMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "route/diary.h"
#include "route/heap.h"
#include "route/line.h"
#include "route/roster.h"
#include "rules/rules.h"

/* Why nobody can ever take a contact. */
enum lack {
	LACK_NOTHING,
	LACK_SKILL,    /* one of the skills is held by no agent */
	LACK_AGENT,    /* each is held, but nobody has all that is needed */
	LACK_LANGUAGE, /* nobody with the skills speaks it */
	LACK_CHANNEL,  /* nobody with the skills takes it */
};

/* Those who wait at one step of a demand: only the same agents may take them
 * now. */
struct rung {
	struct demand *demand;
	uint32_t step;
	uint32_t preferred; /* the only agent, or NOBODY */
	bool stirred;	    /* somebody may be able to take one now */
	uint64_t *able;	    /* a bit for each agent */
	struct heap waiting;
	struct rung *next; /* of those who wait for one agent */
};

/* What contacts need that only the same agents can ever serve: one queue, one
 * language, one channel. */
struct demand {
	uint32_t queue, language, channel;
	bool callback;	 /* its queue offers one to who calls */
	bool exclusive;	 /* takes all of an agent */
	uint32_t weight; /* else so much, in units of SLOT */
	int64_t target_us;
	int64_t patience_us; /* of its channel; -1: of its queue or intent */
	enum lack lack;
	struct str missing;	 /* LACK_SKILL: which */
	struct rung *rungs;	 /* a step each */
	struct rung *preferring; /* who wait for one agent, a list */
	struct rung **by_agent;	 /* the same, of each agent; or NULL */
	/* the last absence that was looked at: nobody is there from the one
	 * instant to the other, at which this agent starts (or NOBODY) */
	int64_t absent_us, back_us;
	uint32_t back_by;
	struct diary wanted; /* the slots of appointments that were looked at,
				whether they can be had */
	struct demand *next; /* of the same queue */
};

/* A slot of an agent is so much. */
enum { SLOT = 1000 };

/* A step of a queue, in the units of the simulation. */
struct step {
	const struct rule_step *rule; /* NULL: the queue has none */
	struct skill *skills;	      /* of the queue and of the step */
	size_t n_skills;
	uint64_t *fit;	  /* agents who have them, a bit for each */
	uint32_t *levels; /* of each agent, the levels of these skills summed */
	int64_t until_age_us; /* INT64_MAX: for good */
};

/* A queue of the rules, in the units of the simulation; skills are written as
 * in the roster. */
struct queue {
	const struct rule_queue *rule;
	struct skill *skills;
	size_t n_skills;
	struct step *steps;
	size_t n_steps;	   /* at least 1 */
	uint64_t *skilled; /* agents with the queue's skills */
	uint32_t n_free;   /* of them, where some queue keeps agents */
	int64_t priority;  /* in units of PRIORITY */
	int64_t target_us, handle_us, patience_us, wrap_us, preferred_us;
	int64_t callback_us;   /* it is offered after so long, at least 1 */
	int64_t overflow_us;   /* at this age; INT64_MAX */
	uint32_t overflows_to; /* the number of a queue, or NOBODY */
	uint32_t transfers_to;
	struct rule_agent_order order;
	struct demand *demands;
	struct line line;    /* who waits */
	bool is_shut;	     /* out of its hours, now */
	struct diary booked; /* appointments of all that are asked for it */
	int64_t turns_us;    /* when that changes next; INT64_MAX */
};

/* Priorities count to four decimals. */
enum { PRIORITY = 10000 };

#define NOBODY UINT32_MAX

/* Dies on a skill that is not NAME or NAME:LEVEL. */
void queue_init(struct queue *q, const struct roster *r,
    const struct rules *rules, const struct policy *p, size_t number,
    struct arena *run);
void queue_free(struct queue *q);

struct demand *demand_new(const struct roster *r, const struct policy *p,
    struct queue *q, uint32_t language, uint32_t channel, struct arena *run);

/* A channel's number: those that the policy alone speaks of come behind those
 * of the roster. */
uint32_t demand_channel(
    const struct roster *r, const struct policy *p, struct str name);

/* Where those wait who want this agent, whatever the step; NULL when he could
 * never take them. */
struct rung *demand_prefer(struct demand *d, const struct roster *r,
    const struct queue *q, uint32_t agent, struct arena *run);

static inline bool
has_bit(const uint64_t *bits, uint32_t i)
{
	return bits[i / 64] >> i % 64 & 1;
}

static inline void
set_bit(uint64_t *bits, uint32_t i)
{
	bits[i / 64] |= UINT64_C(1) << i % 64;
}

static inline void
drop_bit(uint64_t *bits, uint32_t i)
{
	bits[i / 64] &= ~(UINT64_C(1) << i % 64);
}

/* Whether he may take it at the last of the steps, which asks the least. */
static inline bool
demand_is_able(const struct demand *d, const struct queue *q, uint32_t agent)
{
	return has_bit(d->rungs[q->n_steps - 1].able, agent);
}

/* Whether he may take it at any of them. */
static inline bool
demand_may_take(const struct demand *d, const struct queue *q, uint32_t agent)
{
	for (size_t k = 0; k < q->n_steps; k++)
		if (has_bit(d->rungs[k].able, agent))
			return true;
	return false;
}

/* Seconds as whole microseconds, negative ones as 0. */
int64_t route_us(double seconds);

/* A priority in units of PRIORITY. */
int64_t route_priority(double priority);

#endif
