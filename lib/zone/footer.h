#ifndef ZONE_FOOTER_H
#define ZONE_FOOTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * What a zone does after its last known change, as POSIX writes it in TZ:
 * "CET-1CEST,M3.5.0,M10.5.0/3".
 */

/* When in a year clocks change. */
struct rule {
	enum {
		RULE_MONTH,  /* the week-th weekday of a month; 5: the last */
		RULE_JULIAN, /* day 1 .. 365; February 29 is not counted */
		RULE_DAY,    /* day 0 .. 365; it is */
	} kind;
	int month, week, weekday; /* weekday: 0 Sunday .. 6 Saturday */
	int day;
	int32_t time_s; /* of the local day; may be outside of it */
};

struct footer {
	int32_t standard_s, summer_s; /* east of UTC */
	bool has_summer;	      /* all else is only then valid */
	struct rule start, end;	      /* of summer time */
};

/* A stretch of time with one offset: from <= t < until. */
struct period {
	int64_t from, until; /* INT64_MIN, INT64_MAX: without end */
	int32_t offset_s;    /* east of UTC */
};

bool footer_read(struct str text, struct footer *f);
struct period footer_period(const struct footer *f, int64_t t);

#endif
