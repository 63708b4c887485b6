#ifndef REDACT_LANES_H
#define REDACT_LANES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/*
 * Private to the room: bytes that are looked at together, as the compiler's own
 * vectors, which every processor has.
 */
enum { LANES = 16 };

struct lanes {
	unsigned char c __attribute__((vector_size(LANES)));
};

static inline struct lanes
lanes_load(const char *p)
{
	struct lanes x;

	memcpy(&x.c, p, LANES);
	return x;
}

static inline bool
lanes_hit(struct lanes hit)
{
	uint64_t halves[2];

	memcpy(halves, &hit.c, sizeof(halves));
	return halves[0] | halves[1];
}

/* Whether a comparison of lanes is true of any. */
#define LANES_ANY(truth) \
	lanes_hit((struct lanes){ \
	    (unsigned char __attribute__((vector_size(LANES))))(truth) })

#endif
