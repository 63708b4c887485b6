#include "route/dates.h"

/* Until the year 2328; what is not in there is on its first or last day, at
 * its time of the day. */
enum { DAYS_KNOWN = 1 << 17 };

static int64_t
wall(const struct zone *z, int64_t us)
{
	struct civil c;
	int64_t seconds = us / 1000000 - (us % 1000000 < 0);

	return zone_local(z, seconds, &c) ? us + (int64_t)c.offset_s * 1000000
					  : us;
}

int64_t
dates_wall_us(const struct zone *z, int64_t us)
{
	return (wall(z, us) % DAY_US + DAY_US) % DAY_US;
}

/* Since 1970. */
static size_t
day_of(int64_t wall_us)
{
	int64_t day = wall_us / DAY_US;

	return wall_us < 0	   ? 0
	       : day >= DAYS_KNOWN ? DAYS_KNOWN - 1
				   : (size_t)day;
}

/* 1 January 1970 was a Thursday. */
static int
weekday_of(size_t day)
{
	return (int)((day + 3) % WEEKDAYS) + 1;
}

size_t
dates_day(const struct zone *z, int64_t us)
{
	return day_of(wall(z, us));
}

int
dates_weekday(const struct zone *z, int64_t us)
{
	return weekday_of(day_of(wall(z, us)));
}

const char *
dates_weekday_name(int weekday)
{
	static const char *const names[] = { "any", "Mon", "Tue", "Wed", "Thu",
		"Fri", "Sat", "Sun" };

	return names[weekday];
}

void
dates_init(struct dates *d, const struct zone *zone, struct arena *run)
{
	*d = (struct dates){ .zone = zone,
		.seen = arena_zalloc(run, DAYS_KNOWN / 8) };
}

void
dates_see(struct dates *d, int64_t us)
{
	size_t day = day_of(wall(d->zone, us));
	int64_t at = (int64_t)day * DAY_US + dates_wall_us(d->zone, us);

	d->seen[day / 64] |= UINT64_C(1) << day % 64;
	if (!d->any || at < d->first_us)
		d->first_us = at;
	if (!d->any || at > d->last_us)
		d->last_us = at;
	d->any = true;
}

static bool
is_seen(const struct dates *d, size_t day, int weekday)
{
	return d->seen[day / 64] >> day % 64 & 1 &&
	       (!weekday || weekday_of(day) == weekday);
}

/* The half hour lies behind the beginning of the log, and before its end. */
static bool
is_within(const struct dates *d, size_t day, size_t slot)
{
	int64_t us = (int64_t)(day * SLOTS + slot) * SLOT_US;

	return slot == NO_SLOT ||
	       (us + SLOT_US > d->first_us && us <= d->last_us);
}

size_t
dates_count(const struct dates *d, int weekday, size_t slot)
{
	size_t n = 0;

	for (size_t day = day_of(d->first_us);
	     d->any && day <= day_of(d->last_us); day++)
		n += is_seen(d, day, weekday) && is_within(d, day, slot);
	return n;
}

size_t
dates_span(const struct dates *d)
{
	return d->any ? day_of(d->last_us) - day_of(d->first_us) + 1 : 0;
}

/* The offset of an hour that is not far off will do. */
static int64_t
instant(const struct zone *z, int64_t wall_us)
{
	int64_t us = wall_us - (wall(z, wall_us) - wall_us);

	return wall_us - (wall(z, us) - us);
}

bool
dates_next(const struct dates *d, int weekday, int64_t wall_us, size_t *at,
    int64_t *us)
{
	while (*at < dates_span(d)) {
		size_t day = day_of(d->first_us) + (*at)++;

		if (!is_seen(d, day, weekday))
			continue;
		*us = instant(d->zone, (int64_t)day * DAY_US + wall_us);
		return true;
	}
	return false;
}
