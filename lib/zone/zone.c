#include "zone/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/date.h"
#include "zone/tzif.h"

enum {
	MOST_NAME = 64,
	MOST_FILE = 64 * 1024, /* the longest of all is under 4 KiB */
	/* no offset is larger: footers and files are held to less */
	MOST_OFFSET_S = 26 * 3600,
};

static const int32_t no_offset;
static const struct zone utc = { .offsets = &no_offset };

/*
 * Each part of a name of the database begins with a capital and has no dot.
 * What else lies in the folder does not: "localtime" is whatever this machine
 * is set to, "right/..." counts leap seconds.
 */
static bool
is_name(const char *name)
{
	size_t n = strlen(name);

	if (n > MOST_NAME || strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					  "abcdefghijklmnopqrstuvwxyz"
					  "0123456789_+-/") != n)
		return false;
	if (!is_upper(*name))
		return false;
	for (const char *s = name; (s = strchr(s, '/')); s++)
		if (!is_upper(s[1]))
			return false;
	return true;
}

/* All of a regular file of at most `room` bytes; false when it is not. */
static bool
read_file(int fd, struct arena *run, struct str *file)
{
	struct stat st;
	ssize_t got = 1;
	size_t room;
	char *p;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (uintmax_t)st.st_size > MOST_FILE)
		return false;
	room = (size_t)st.st_size;
	p = arena_alloc(run, room);
	*file = (struct str){ p, 0 };
	while (file->n < room && got) {
		got = read(fd, p + file->n, room - file->n);
		if (got < 0 && errno != EINTR)
			return false;
		file->n += got > 0 ? (size_t)got : 0;
	}
	return true;
}

const struct zone *
zone_find(const char *name, struct arena *run)
{
	char path[sizeof(ZONE_FOLDER "/") + MOST_NAME];
	struct zone *z;
	struct str file;
	bool good;
	int fd;

	if (!strcmp(name, "UTC"))
		return &utc;
	if (!is_name(name))
		return NULL;
	snprintf(path, sizeof(path), ZONE_FOLDER "/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return NULL;
	z = arena_zalloc(run, sizeof(*z));
	good = read_file(fd, run, &file) && tzif_read(file, run, z);
	close(fd);
	return good ? z : NULL;
}

/* How many changes are not after t. */
static size_t
changes_until(const struct zone *z, int64_t t)
{
	size_t from = 0, to = z->n_changes;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (z->changes[mid] <= t)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static struct period
period_at(const struct zone *z, int64_t t)
{
	size_t k = changes_until(z, t);
	int64_t from = k ? z->changes[k - 1] : INT64_MIN;
	struct period p;

	if (k < z->n_changes || !z->has_footer)
		return (struct period){ from,
			k < z->n_changes ? z->changes[k] : INT64_MAX,
			z->offsets[k] };
	p = footer_period(&z->footer, t);
	if (p.from < from)
		p.from = from;
	return p;
}

static int64_t
first_day(void)
{
	return date_to_days(0, 1, 1);
}

static int64_t
last_day(void)
{
	return date_to_days(9999, 12, 31);
}

bool
zone_local(const struct zone *z, int64_t seconds, struct civil *c)
{
	int64_t local, days;
	int rest;

	if (seconds < first_day() * DAY_S - MOST_OFFSET_S ||
	    seconds > (last_day() + 1) * DAY_S + MOST_OFFSET_S)
		return false;
	c->offset_s = period_at(z, seconds).offset_s;
	local = seconds + c->offset_s;
	rest = (int)(local % DAY_S);
	if (rest < 0)
		rest += DAY_S;
	days = (local - rest) / DAY_S;
	date_from_days(days, &c->year, &c->month, &c->day);
	c->hour = rest / 3600;
	c->minute = rest / 60 % 60;
	c->second = rest % 60;
	c->weekday = date_weekday(days);
	return days >= first_day() && days <= last_day();
}

static bool
is_civil(const struct civil *c)
{
	return c->year >= 0 && c->year <= 9999 && c->month >= 1 &&
	       c->month <= 12 && c->day >= 1 &&
	       c->day <= date_days_in(c->year, c->month) && c->hour >= 0 &&
	       c->hour <= 23 && c->minute >= 0 && c->minute <= 59 &&
	       c->second >= 0 && c->second <= 59;
}

enum zone_times
zone_instants(const struct zone *z, const struct civil *c, int64_t *seconds)
{
	struct period p, next;
	int64_t local;

	if (!is_civil(c))
		return ZONE_NO_TIME;
	local = date_to_days(c->year, c->month, c->day) * DAY_S +
		c->hour * 3600 + c->minute * 60 + c->second;
	p = period_at(z, local - MOST_OFFSET_S);
	for (;;) {
		*seconds = local - p.offset_s;
		if (*seconds < p.until - 2 * MOST_OFFSET_S)
			return ZONE_ONCE;
		/* it may also be after this period, or in the gap at its end */
		next = period_at(z, p.until);
		if (*seconds < p.until)
			return local - next.offset_s < p.until ? ZONE_ONCE
							       : ZONE_TWICE;
		if (local - next.offset_s < p.until)
			return ZONE_NEVER;
		p = next;
	}
}

bool
zone_instant(const struct zone *z, const struct civil *c, int64_t *seconds)
{
	return zone_instants(z, c, seconds) != ZONE_NO_TIME;
}
