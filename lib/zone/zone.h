#ifndef ZONE_ZONE_H
#define ZONE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Local time anywhere, from the system's time zone files and without the C
 * library's global state: neither TZ nor TZDIR nor the machine's own zone is
 * looked at.  Instants are seconds since 1970 UTC, as POSIX counts them
 * (without leap seconds), in the years 0 to 9999.
 */
struct zone;

/* What a clock and a calendar on the wall show. */
struct civil {
	int64_t year; /* 0 .. 9999 */
	int month, day;
	int hour, minute, second;
	int weekday;	  /* 1 Monday .. 7 Sunday, as ISO 8601 counts */
	int32_t offset_s; /* east of UTC */
};

/*
 * The zone of an IANA name, "Europe/Berlin"; NULL when the system has none of
 * that name, or a file that is damaged.  "UTC" is there without files.  Names
 * that are not of the database ("localtime", "../x", "/x") are unknown.
 */
const struct zone *zone_find(const char *name, struct arena *run);

/* The same for --time-zone: dies where there is none, with the advice. */
const struct zone *zone_need(const char *name, struct arena *run);

/* What to say of an unknown one: "did you mean Europe/Berlin?", the most like
 * it, or that the system has no list of them (small containers have none). */
struct str zone_advice(struct str name, struct arena *run);

/* False when the local year is not 0 to 9999. */
bool zone_local(const struct zone *z, int64_t seconds, struct civil *c);

/*
 * The instant of a local date and time; weekday and offset_s are not read.
 * Of a time that comes twice, when clocks go back, it is the first.  One that
 * never comes, when clocks go forward, is taken by the offset that was valid
 * until then: 02:30 in a gap from 02:00 to 03:00 is the instant at 03:30.
 * (RFC 5545 reads calendars so.)  False when there is no such date or time.
 */
bool zone_instant(
    const struct zone *z, const struct civil *c, int64_t *seconds);

/* The same, and how often clocks show it. */
enum zone_times { ZONE_NO_TIME, ZONE_ONCE, ZONE_TWICE, ZONE_NEVER };

enum zone_times zone_instants(
    const struct zone *z, const struct civil *c, int64_t *seconds);

#endif
