#ifndef ROUTE_DATES_H
#define ROUTE_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "zone/zone.h"

/*
 * The days that a log is about, as the clocks on the wall count them: those on
 * which a conversation of it began or came to the agents.  A day without any
 * was taken out, or nobody was there to write; of its half hours nothing is
 * known.  Of the first day that holds for what lies before the first
 * conversation, of the last day for what lies behind the last one.
 */
enum {
	SLOTS = 48,	/* half hours of a day */
	WEEKDAYS = 7,	/* 1 Monday .. 7 Sunday; 0: any */
	NO_SLOT = SLOTS /* the whole day */
};

#define SLOT_US INT64_C(1800000000)
#define DAY_US	(SLOTS * SLOT_US)

struct dates {
	const struct zone *zone;   /* private, as what follows */
	uint64_t *seen;		   /* a bit for each day since 1970 */
	int64_t first_us, last_us; /* on the wall */
	bool any;
};

void dates_init(struct dates *d, const struct zone *zone, struct arena *run);

/* Something of the log was then. */
void dates_see(struct dates *d, int64_t us);

/* On the wall then: microseconds since midnight, and the weekday. */
int64_t dates_wall_us(const struct zone *z, int64_t us);
size_t dates_day(const struct zone *z, int64_t us); /* since 1970 */
int dates_weekday(const struct zone *z, int64_t us);

/* On how many days of the log the half hour was; on how many, known or not,
 * from its first to its last. */
size_t dates_count(const struct dates *d, int weekday, size_t slot);
size_t dates_span(const struct dates *d);

/* The days that dates_count() counts for a whole day, one after the other: the
 * instant of `wall_us` after midnight.  False behind the last; *at begins as
 * 0. */
bool dates_next(const struct dates *d, int weekday, int64_t wall_us, size_t *at,
    int64_t *us);

/* "Mon" */
const char *dates_weekday_name(int weekday);

#endif
