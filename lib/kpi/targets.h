#ifndef KPI_TARGETS_H
#define KPI_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Within what time a handoff is answered in time: an e-mail may wait for hours,
 * a call may not. */
enum { MOST_TARGETS = 32 };

struct targets {
	struct target {
		struct str channel; /* empty: any other */
		int64_t ms;
	} at[MOST_TARGETS]; /* the empty one first, by channel */
	size_t n;
	const char *text; /* the same for the same targets */
};

/* Read SECONDS[,CHANNEL=SECONDS]...; false where it is none. */
bool targets_read(struct targets *t, const char *text, struct arena *run);

/* The place of a channel's target in `at`. */
size_t targets_find(const struct targets *t, struct str channel);

#endif
