#include "score/clock.h"

#include <stdio.h>

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

struct expr_value
clock_read(struct clock *c, const struct rules *r, int64_t at_ms)
{
	static const char *const days[] = { "mon", "tue", "wed", "thu", "fri",
		"sat", "sun" };
	int64_t seconds = at_ms / 1000 - (at_ms % 1000 < 0);
	struct expr_value *v = c->values;
	struct civil now;

	if (at_ms == CONV_NO_TIME || !zone_local(r->open.zone, seconds, &now))
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
	v[LOCAL_OPEN] = r->open.given
			    ? expr_bool(rules_are_open(&r->open, &now))
			    : expr_null();
	c->record = (struct expr_record){ clock_shape(), v };
	return expr_object(&c->record);
}
