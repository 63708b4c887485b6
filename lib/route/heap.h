#ifndef ROUTE_HEAP_H
#define ROUTE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * What has a rank, with the first on top.  No two ranks are equal, so that the
 * order of what comes out never depends on what came in when.
 *
 * Most of it comes in order: records of a log, ends of the same patience.  What
 * does is appended to a run and taken from its front; only the rest is put into
 * a binary heap.
 */
struct rank {
	int64_t keys[4]; /* the first that differs decides */
	uint64_t sequence;
};

struct heap_item {
	struct rank rank;
	uint32_t what;
};

struct heap {
	size_t n;
	/* where each `what` lies, a uint32_t each, kept up to date for
	 * heap_remove(); shared by heaps that never hold the same one;
	 * NULL: nothing is ever removed from the middle */
	struct buf *places;

	/* private */
	struct buf items; /* struct heap_item, the binary heap */
	struct buf run;	  /* struct heap_item, in order */
	size_t front;	  /* of the run, the first that is still there */
	size_t n_holes;	  /* behind it: removed from the middle */
	const struct heap_item *top;
};

/* a comes before b. */
static inline bool
rank_before(const struct rank *a, const struct rank *b)
{
	for (size_t i = 0; i < 4; i++)
		if (a->keys[i] != b->keys[i])
			return a->keys[i] < b->keys[i];
	return a->sequence < b->sequence;
}

/* NULL when it is empty. */
static inline const struct heap_item *
heap_top(const struct heap *h)
{
	return h->top;
}

/* More than any `what`. */
enum { HEAP_CEILING = INT32_MAX };

void heap_push(struct heap *h, struct heap_item item);
void heap_pop(struct heap *h);
void heap_remove(struct heap *h, uint32_t what);
void heap_free(struct heap *h);

#endif
