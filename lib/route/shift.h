#ifndef ROUTE_SHIFT_H
#define ROUTE_SHIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "zone/zone.h"

/*
 * When an agent works, in minutes of a week that begins on Monday at 00:00
 * UTC.  Spans do not overlap, and touch only where days off may take one and
 * leave the other; one that runs past the end of the week goes on at its
 * beginning.  One of a whole week is: always.
 */
enum { DAY_MIN = 24 * 60, WEEK_MIN = 7 * DAY_MIN };
#define MINUTE_US INT64_C(60000000)
#define WEEK_US	  (WEEK_MIN * MINUTE_US)

struct span {
	uint32_t start;	 /* 0 .. WEEK_MIN - 1 */
	uint32_t length; /* 1 .. WEEK_MIN */
	uint32_t after;	 /* so many days after that of its shift */
};

/* Days since 1970, both of them too, on which no shift begins. */
struct days_off {
	int64_t from, to;
};

struct week {
	struct span *spans; /* by start */
	size_t n_spans;
	const struct zone *zone; /* NULL: the minutes are those of UTC, else
				    those of its clocks */
	int offset_min; /* without a zone: how far east they were written */
	const struct days_off *off;
	size_t n_off;
	uint32_t idle_break; /* when a break begins, as it is written, of which
				the shift has nothing; WEEK_MIN: none */
};

/* When a span lies, of the week that begins at this Monday 00:00 UTC; in a
 * zone, of the week that its calendar shows in the middle of that one.  It ends
 * when it starts where there is none: clocks go forward, or a day is off. */
struct times {
	int64_t start_us, end_us;
};

struct times shift_times(const struct week *w, size_t span, int64_t monday_us);

static inline bool
shift_is_always(const struct week *w)
{
	return w->n_spans == 1 && w->spans[0].length == WEEK_MIN;
}

struct shift {
	struct str text; /* empty: always */
	struct str breaks;
	int offset_min;
	const struct zone *zone; /* or NULL */
	const struct days_off *off;
	size_t n_off;
};

/*
 * Read "Mon-Fri 08:00-17:00;Sat,Sun 22:00-06:00", less the breaks,
 * which are written so as well, `offset_min` east of UTC or by the clocks of a
 * zone.  A span whose end comes before its start ends on the next day.  False:
 * *why is a fixed phrase.
 */
bool shift_read(
    const struct shift *s, struct arena *a, struct week *out, const char **why);

/* Read "2026-03-04", or "2026-03-09/2026-03-13" from the one to the other. */
bool shift_read_days_off(struct str text, struct days_off *out);

/* Read "Z", "+01:00" or "-0530" as minutes east of UTC. */
bool shift_read_zone(struct str text, int *offset_min);

/* The last Monday 00:00 UTC that is not after `us`. */
int64_t shift_monday(int64_t us);

/*
 * In how many spans of this week `us` lies (the end of a span is not part of
 * it): 0 or 1, but 2 where clocks that change lay one over the next.  *since is
 * when the first of them began, INT64_MIN: always.
 */
uint32_t shift_count_on(const struct week *w, int64_t us, int64_t *since);

/* When, after `us`, a span begins next; INT64_MAX: never, as it is always. */
int64_t shift_next_start(const struct week *w, int64_t us);

#endif
