#ifndef ROUTE_STRAY_H
#define ROUTE_STRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Queues that contacts ask for and the rules do not have, each once, in the
 * order they were met.  Zero-initialised is none.
 */
enum { MOST_STRAYS = 10 }; /* that are told apart */

struct stray {
	struct str name;
	uint64_t led_on; /* went to the first queue instead */
	uint64_t stayed; /* may be a crisis, and went nowhere */
};

struct strays {
	struct stray all[MOST_STRAYS + 1]; /* the last: all others */
	size_t n;
};

void strays_add(
    struct strays *s, struct str name, bool stays, struct arena *run);

/* Say on stderr which they were. */
void strays_warn(const struct strays *s, const char *file, struct str first);

#endif
