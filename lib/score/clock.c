#include "score/clock.h"

#include <stdio.h>
#include <stdlib.h>

#include "conv/conv.h"
#include "zone/zone.h"

const struct expr_shape *
clock_shape(void)
{
	static const struct str names[N_LOCAL_TIME] = {
		[LOCAL_DATE] = { "date", 4 },
		[LOCAL_CLOCK] = { "clock", 5 },
		[LOCAL_WEEKDAY] = { "weekday", 7 },
		[LOCAL_HOUR] = { "hour", 4 },
		[LOCAL_MINUTE] = { "minute", 6 },
		[LOCAL_OPEN] = { "open", 4 },
	};
	static const struct expr_shape shape = { names, NULL, N_LOCAL_TIME };

	return &shape;
}

static int
by_date(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool
is_open(const struct rules *r, const struct civil *now)
{
	const struct rule_day *day = &r->hours[now->weekday - 1];
	uint32_t date =
	    (uint32_t)(now->year * 10000 + now->month * 100 + now->day);
	int minute = now->hour * 60 + now->minute;

	if (bsearch(&date, r->holidays, r->n_holidays, sizeof(date), by_date))
		return false;
	for (size_t i = 0; i < day->n; i++)
		if (minute >= day->spans[i].from && minute < day->spans[i].to)
			return true;
	return false;
}

struct expr_value
clock_read(struct clock *c, const struct rules *r, int64_t at_ms)
{
	static const char *const days[] = { "mon", "tue", "wed", "thu", "fri",
		"sat", "sun" };
	int64_t seconds = at_ms / 1000 - (at_ms % 1000 < 0);
	struct expr_value *v = c->values;
	struct civil now;

	if (at_ms == CONV_NO_TIME || !zone_local(r->zone, seconds, &now))
		return expr_null();
	snprintf(c->date, sizeof(c->date), "%04u-%02u-%02u",
	    (unsigned)now.year % 10000, (unsigned)now.month % 100,
	    (unsigned)now.day % 100);
	snprintf(c->time, sizeof(c->time), "%02u:%02u",
	    (unsigned)now.hour % 100, (unsigned)now.minute % 100);
	v[LOCAL_DATE] = expr_str(str_of(c->date));
	v[LOCAL_CLOCK] = expr_str(str_of(c->time));
	v[LOCAL_WEEKDAY] = expr_str(str_of(days[now.weekday - 1]));
	v[LOCAL_HOUR] = expr_num(now.hour);
	v[LOCAL_MINUTE] = expr_num(now.minute);
	v[LOCAL_OPEN] =
	    r->has_hours ? expr_bool(is_open(r, &now)) : expr_null();
	c->record = (struct expr_record){ clock_shape(), v };
	return expr_object(&c->record);
}
