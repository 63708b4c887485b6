#ifndef ROUTE_DIARY_H
#define ROUTE_DIARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zone/zone.h"

/* A slot of appointments, of which something is known. */
struct booking {
	int64_t at_us;	 /* it begins then */
	int64_t next_us; /* who wants it has to look at this one next; or
			    NOT_LOOKED_AT */
	double n;	 /* so many were made for it */
	bool used;	 /* private, as what is below */
};

#define NOT_LOOKED_AT INT64_MIN

/* Open addressing in a power of two, at most half full; all 0: empty. */
struct diary {
	struct booking *bookings;
	size_t room, n;
};

/* The slot that begins at `at_us`, the first time with none made and not
 * looked at.  It is good until the next call; who began before `now_us` may be
 * forgotten. */
struct booking *diary_at(struct diary *d, int64_t at_us, int64_t now_us);
void diary_free(struct diary *d);

/*
 * The first instant from `us` on at which a slot begins: they are slot_us long
 * from each midnight of the zone's clocks (NULL: UTC), and the next midnight
 * ends the last of them.  Clocks that go forward leave out what they jump over.
 */
int64_t diary_next_us(const struct zone *z, int64_t us, int64_t slot_us);

#endif
