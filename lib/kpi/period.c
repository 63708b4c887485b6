#include "kpi/period.h"

#include "base/date.h"
#include "conv/conv.h"
#include "group/group.h"
#include "kpi/kpi.h"

const char *const kpi_periods[] = { "1h", "1d", "1w", NULL };

void
period_parse(
    struct period *p, const char *every, const char *zone, struct arena *run)
{
	*p = (struct period){ .zone_name = zone };
	p->zone = zone_need(zone, run);
	if (every)
		p->unit = every[1] == 'h'   ? "hour"
			  : every[1] == 'd' ? "day"
					    : "week";
}

static void
put_hour(const struct civil *local, int64_t seconds, struct buf *key)
{
	int64_t into = local->minute * 60 + local->second;

	conv_put_time(key, (seconds - into) * 1000);
}

void
period_put(const struct period *p, int64_t ms, struct buf *key)
{
	int64_t seconds = ms / 1000 - (ms % 1000 < 0), year, days;
	struct civil local;
	int month, day;

	if (ms == CONV_NO_TIME || !zone_local(p->zone, seconds, &local)) {
		buf_cstr(key, GROUP_MISSING);
		return;
	}
	if (*p->unit == 'h') {
		put_hour(&local, seconds, key);
		return;
	}
	days = date_to_days(local.year, local.month, local.day);
	if (*p->unit == 'w')
		days -= local.weekday - 1;
	date_from_days(days, &year, &month, &day);
	buf_printf(key, "%04lld-%02d-%02d", (long long)year, month, day);
}

struct str
period_title(const struct period *p, struct arena *a)
{
	return arena_printf(a, "%s (%s)", p->unit, p->zone_name);
}
