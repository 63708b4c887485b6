#ifndef KPI_REPEATS_H
#define KPI_REPEATS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Which conversation_ids came before, in constant memory: all ids as long as
 * there are few, and then those whose hashes are below a bound that sinks, so
 * that what is known depends on the ids only, and on no order or split.
 * Zero-initialised is empty.
 */
struct repeats {
	uint64_t *hashes; /* private: the lowest bit says that it came again */
	unsigned n, level;
};

void repeats_free(struct repeats *r);
void repeats_add(struct repeats *r, struct str id);
void repeats_merge(struct repeats *into, const struct repeats *from);

/* How many ids came more than once; *exact is false where that is a guess from
 * a sample of them. */
uint64_t repeats_count(const struct repeats *r, bool *exact);

#endif
