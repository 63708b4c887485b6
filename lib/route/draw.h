#ifndef ROUTE_DRAW_H
#define ROUTE_DRAW_H

#include <stdint.h>

#include "base/str.h"
#include "rules/rules.h"

/*
 * Random numbers that depend on nothing but their place: of which run, which
 * contact, what for, and the how manieth.  So a change of policy, of agents or
 * of the other contacts leaves a contact's own draws as they are, and what
 * differs between two runs is their difference.
 */
enum purpose {
	DRAW_HANDLE,
	DRAW_PATIENCE,
	DRAW_NO_ANSWER,
	DRAW_TRANSFER,
	DRAW_CALLBACK,	  /* whether it is taken */
	DRAW_REACHED,	  /* whether who took it picks up */
	DRAW_APPOINTMENT, /* whether he wants a time of his own */
	DRAW_DELAY,	  /* and how late */
};

struct draws {
	uint64_t seed, replication;
};

/* A name as a number, the same in every run. */
uint64_t draw_key(struct str name);

/* A contact's own key: of its conversation, and of when it came, as ids are
 * used again in other logs, whose draws have to be others. */
uint64_t draw_contact(struct str id, int64_t arrival_us);

/* Between 0 and 1, neither of them. */
double draw_share(
    const struct draws *d, uint64_t key, enum purpose what, uint32_t nth);

/* The mean of such a distribution, in seconds. */
double draw_mean_s(const struct rule_law *law);

/* From a distribution that is not LAW_NONE, in whole microseconds. */
int64_t draw_us(const struct draws *d, uint64_t key, enum purpose what,
    const struct rule_law *law);

#endif
