#ifndef ROUTE_SHIFT_H
#define ROUTE_SHIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * When an agent works, in minutes of a week that begins on Monday at 00:00
 * UTC.  Spans neither touch nor overlap; one that runs past the end of the
 * week goes on at its beginning.  One of a whole week is: always.
 */
enum { WEEK_MIN = 7 * 24 * 60 };
#define MINUTE_US INT64_C(60000000)
#define WEEK_US	  (WEEK_MIN * MINUTE_US)

struct span {
	uint32_t start;	 /* 0 .. WEEK_MIN - 1 */
	uint32_t length; /* 1 .. WEEK_MIN */
};

struct week {
	struct span *spans; /* by start */
	size_t n_spans;
};

/*
 * Read "Mon-Fri 08:00-17:00;Sat,Sun 22:00-06:00", `offset_min` east of UTC.
 * A span whose end comes before its start ends on the next day.  False: *why
 * is a fixed phrase.
 */
bool shift_read(struct str text, int offset_min, struct arena *a,
    struct week *out, const char **why);

/* Read "Z", "+01:00" or "-0530" as minutes east of UTC. */
bool shift_read_zone(struct str text, int *offset_min);

/* The last Monday 00:00 UTC that is not after `us`. */
int64_t shift_monday(int64_t us);

/*
 * Whether somebody with this week works at `us` (the end of a span is not
 * part of it); *since is when that began, INT64_MIN: always.
 */
bool shift_is_on(const struct week *w, int64_t us, int64_t *since);

#endif
