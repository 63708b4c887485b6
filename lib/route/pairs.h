#ifndef ROUTE_PAIRS_H
#define ROUTE_PAIRS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "route/sim.h"

/*
 * The same contacts in two plays, each beside itself.  More agents and less
 * work can make single contacts wait longer: pairs tell how many.
 */
struct pairs {
	uint64_t contacts;
	uint64_t sooner, later; /* served in both */
	uint64_t gained, lost;	/* served now only, before only */
	int64_t most_us;	/* that one was served later */
};

/* A wait in a play: how long, or one of these. */
#define WAIT_NEVER INT64_MAX
#define WAIT_APART (-1) /* it is no matter of waiting, or another contact's */

int64_t pairs_wait(const struct contact *c);
void pairs_add(struct pairs *p, int64_t before, int64_t after);
void pairs_merge(struct pairs *into, const struct pairs *from);

/* Why more can be less, for people. */
#define PAIRS_NOTE \
	"sooner and later are of those served in both. More agents or less " \
	"work " \
	"keep nobody waiting longer where every agent can take every " \
	"contact, the first to come goes first and nobody gives up. With " \
	"skills, priorities or patience they can: somebody who is free " \
	"sooner takes a contact that another would have had, or that would " \
	"have been gone, and is busy when the next one comes"

/* Members of an object. */
void pairs_json(const struct pairs *p, struct buf *out);

#endif
