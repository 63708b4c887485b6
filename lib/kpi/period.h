#ifndef KPI_PERIOD_H
#define KPI_PERIOD_H

#include "base/buf.h"
#include "zone/zone.h"

/* Hours, days and weeks on the clock of a place. */
struct period {
	const char *unit; /* "hour", "day", "week"; NULL: none */
	const char *zone_name;
	const struct zone *zone;
};

/* Dies (--time-zone) where the zone is unknown; `every` of NULL is none. */
void period_parse(
    struct period *p, const char *every, const char *zone, struct arena *run);

/*
 * The period that a moment is in, as a part of a key: its first day,
 * "2026-03-02", or of an hour the instant it begins at,
 * "2026-03-02T09:00:00Z", so that the two of a changing clock differ and keys
 * sort by time.  CONV_NO_TIME is GROUP_MISSING.
 */
void period_put(const struct period *p, int64_t ms, struct buf *key);

/* "day (Europe/Berlin)" */
struct str period_title(const struct period *p, struct arena *a);

#endif
