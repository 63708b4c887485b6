#ifndef ROUTE_HEAP_H
#define ROUTE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * A binary heap with the first rank on top.  No two ranks are equal, so that
 * the order of what comes out never depends on what the heap looked like.
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
	struct buf items; /* struct heap_item */
	size_t n;
	/* where each `what` lies, a uint32_t each, kept up to date for
	 * heap_remove(); shared by heaps that never hold the same one;
	 * NULL: nothing is ever removed from the middle */
	struct buf *places;
};

/* a comes before b. */
bool rank_before(const struct rank *a, const struct rank *b);

/* NULL when it is empty. */
const struct heap_item *heap_top(const struct heap *h);

void heap_push(struct heap *h, struct heap_item item);
void heap_pop(struct heap *h);
void heap_remove(struct heap *h, uint32_t what);
void heap_free(struct heap *h);

#endif
