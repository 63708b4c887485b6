#ifndef ROUTE_LINE_H
#define ROUTE_LINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "route/heap.h"

/*
 * Those who wait in a queue, in contact order: who is at which place.  Kept in
 * blocks, so that a long line costs little to join and to leave.
 */
struct line {
	struct buf blocks; /* struct block *, none empty but the only one */
	size_t n;	   /* who waits */
};

/* The result is the place, from 1. */
size_t line_join(struct line *l, const struct rank *who);
void line_leave(struct line *l, const struct rank *who);
void line_free(struct line *l);

#endif
