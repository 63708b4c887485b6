#ifndef IMPORT_WHEN_H
#define IMPORT_WHEN_H

#include "json/json.h"
#include "zone/zone.h"

/*
 * Times as other systems write them.  Private to the room.
 */
enum when {
	WHEN_NONE,    /* missing, or a word or number that says so */
	WHEN_KNOWN,   /* *ms */
	WHEN_ASSUMED, /* the same, by the zone that was assumed, ... */
	WHEN_TWICE,   /* ... where clocks show it twice: the first */
	WHEN_NEVER,   /* ... where they skip it: by the clock until then */
	WHEN_SERIAL,  /* the same, of a spreadsheet's number of days */
	WHEN_UNREADABLE,
	WHEN_AMBIGUOUS, /* 01/02/2026, and nobody says in what order */
};

/*
 * Seconds, milliseconds, microseconds or nanoseconds since 1970, told by their
 * size, also as a string; or a date and time with or without a zone; or, as a
 * string, what a spreadsheet shows of a date in a cell that is not formatted as
 * one: days of its 1900 system (1 is 1900-01-01, 60 the day that never was,
 * 45250.5 noon of 2023-11-20), from 1954 to 2119, to the second.  As seconds
 * these would all be of the first day of 1970.  `zone` is
 * that of those without; `order` ("dmy", "mdy") that of dates which do not tell
 * theirs, or NULL.
 */
enum when when_read(const struct json *j, uint32_t at, const struct zone *zone,
    const char *order, int64_t *ms);

enum when when_read_text(
    struct str text, const struct zone *zone, const char *order, int64_t *ms);

#endif
