#ifndef ROUTE_STAIRS_H
#define ROUTE_STAIRS_H

#include <stdint.h>

#include "base/buf.h"

/*
 * The latest moment of anything whose priority is at most so high: moments
 * that a later one of the same or a lower priority outdoes are forgotten, so
 * that what is left rises in both, like stairs.
 */
struct stairs {
	struct buf steps; /* private */
};

void stairs_put(struct stairs *s, int64_t priority, int64_t us);

/* INT64_MIN: there is none. */
int64_t stairs_latest(const struct stairs *s, int64_t priority);

void stairs_clear(struct stairs *s);
void stairs_free(struct stairs *s);

#endif
