#ifndef ROUTE_DEMAND_H
#define ROUTE_DEMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "route/heap.h"
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

/*
 * What contacts need that only the same agents can serve: one queue, one
 * language, one channel.  Those who wait for it stand in contact order.
 */
struct demand {
	uint32_t queue, language, channel;
	bool exclusive; /* takes all of an agent */
	bool stirred;	/* somebody may be able to serve it now */
	enum lack lack;
	struct str missing; /* LACK_SKILL: which */
	uint64_t *able;	    /* a bit for each agent */
	struct heap waiting;
	struct demand *next; /* of the same queue */
};

/* A queue of the rules, in the units of the simulation; skills are written as
 * in the roster. */
struct queue {
	const struct rule_queue *rule;
	struct skill *skills;
	size_t n_skills;
	int64_t priority; /* in units of PRIORITY */
	int64_t target_us, handle_us, patience_us;
	struct demand *demands;
	struct buf ranks; /* struct rank: who waits, by priority */
};

struct rank {
	int64_t priority;
	uint32_t n;
};

/* Priorities count to four decimals. */
enum { PRIORITY = 10000 };

/* Dies on a skill that is not NAME or NAME:LEVEL. */
void queue_init(
    struct queue *q, const struct rule_queue *rule, struct arena *run);
void queue_free(struct queue *q);

/* A contact of this priority comes (the result is its position) or goes. */
uint32_t queue_join(struct queue *q, int64_t priority);
void queue_leave(struct queue *q, int64_t priority);

struct demand *demand_new(const struct roster *r, const struct queue *q,
    uint32_t language, uint32_t channel, struct arena *run);

static inline bool
demand_is_able(const struct demand *d, uint32_t agent)
{
	return d->able[agent / 64] >> agent % 64 & 1;
}

/* Seconds as whole microseconds, negative ones as 0. */
int64_t route_us(double seconds);

/* A priority in units of PRIORITY. */
int64_t route_priority(double priority);

#endif
