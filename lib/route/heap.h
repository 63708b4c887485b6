#ifndef ROUTE_HEAP_H
#define ROUTE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * A binary heap with the smallest key on top.  No two keys are equal, so that
 * the order of what comes out never depends on what the heap looked like.
 */
struct heap_item {
	int64_t first, second;
	uint64_t third;
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

/* a comes out before b. */
bool heap_before(const struct heap_item *a, const struct heap_item *b);

/* NULL when it is empty. */
const struct heap_item *heap_top(const struct heap *h);

void heap_push(struct heap *h, struct heap_item item);
void heap_pop(struct heap *h);
void heap_remove(struct heap *h, uint32_t what);
void heap_free(struct heap *h);

#endif
