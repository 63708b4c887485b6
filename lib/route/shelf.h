#ifndef ROUTE_SHELF_H
#define ROUTE_SHELF_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"
#include "conv/conv.h"

/*
 * Records that wait for their outcome, first in, first out: their bytes, and
 * in them a place where the beginning of the annotation will go.
 */
struct shelf {
	struct board *first, *last; /* with the bytes, oldest first */
	struct board *spare;
	struct buf places;     /* struct place */
	size_t first_place;    /* of the oldest record */
	uint64_t n_taken;      /* records that have left */
	size_t cost;	       /* of those that are here */
	struct buf annotation; /* room to write one */
};

struct place {
	size_t n_bytes;
	size_t gap; /* how many of them come before the annotation */
	/* whatever the caller wants to remember */
	uint32_t contact;
	int64_t arrival_us;
};

/*
 * Add a record, with `rest` as what its hoff.route ends in; the result holds
 * until the next call.  NULL and *f when it cannot be annotated.
 */
struct place *shelf_put(
    struct shelf *s, const struct conv *c, struct str rest, struct fault *f);

/* The record that was put as the n-th, from 0; NULL when it has left. */
const struct place *shelf_at(const struct shelf *s, uint64_t n);

/* The oldest, or NULL. */
const struct place *shelf_oldest(const struct shelf *s);

/* Bytes of memory that a record takes, here and in the simulation. */
size_t shelf_cost(const struct place *p);

/* Append the oldest to `out`, with `beginning` before the rest of its
 * annotation, and forget it. */
void shelf_take(struct shelf *s, struct str beginning, struct buf *out);

void shelf_free(struct shelf *s);

#endif
