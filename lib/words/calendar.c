#include "words/variant.h"

#include <stdlib.h>

#include "base/date.h"

/* What stands in the date of a calendar. */
enum part { PART_WEEKDAY, PART_DAY, PART_MONTH, PART_TIME, N_PARTS };

static const struct str parts[N_PARTS] = {
	[PART_WEEKDAY] = { "{weekday}", 9 },
	[PART_DAY] = { "{day}", 5 },
	[PART_MONTH] = { "{month}", 7 },
	[PART_TIME] = { "{time}", 6 },
};

/* The part that a text begins with, or N_PARTS. */
static enum part
find_part(struct str text)
{
	enum part p = 0;

	while (p < N_PARTS && !str_begins(text, parts[p]))
		p++;
	return p;
}

bool
words_date_part(struct str text, size_t *length)
{
	enum part p = find_part(text);

	if (p < N_PARTS)
		*length = parts[p].n;
	return p < N_PARTS;
}

static void
check_date(const struct reading *r, struct str date)
{
	for (size_t i = 0; i < date.n; i++) {
		if (date.p[i] != '{')
			continue;
		if (find_part((struct str){ date.p + i, date.n - i }) ==
		    N_PARTS)
			refuse(r, "calendar",
			    "a brace that belongs to none of {weekday}, "
			    "{day}, {month}, {time}");
	}
}

static void
read_names(const struct reading *r, uint32_t at, const char *member,
    struct str *names, size_t n)
{
	const struct json *j = &r->json;
	uint32_t list = need(r, at, member, JSON_ARRAY);
	size_t k = 0;

	if (j->values[list].n != n)
		refuse(r, "calendar", "is not 7 days, or not 12 months");
	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		if (json_kind_of(j, i) != JSON_STRING)
			refuse(r, "calendar", "a name is not a string");
		names[k++] = json_string(j, i, r->run);
	}
}

void
read_calendar(const struct reading *r, uint32_t at, struct words_calendar *c)
{
	static const struct str known[] = { { "days", 4 }, { "months", 6 },
		{ "date", 4 } };

	if (json_kind_of(&r->json, at) != JSON_OBJECT)
		refuse(r, "calendar", "has the wrong type");
	only(r, at, "calendar", known, sizeof(known) / sizeof(*known));
	read_names(r, at, "days", c->days, 7);
	read_names(r, at, "months", c->months, 12);
	c->date = need_text(r, at, "date");
	check_date(r, c->date);
}

/* "2026-03-09T08:00:00+01:00", as hoff-route writes it. */
struct moment_of_clock {
	int64_t year;
	int month, day;
	struct str time; /* "08:00" */
	struct str zone; /* "", "+1", "-3:30" */
};

static bool
read_zone(struct str s, struct moment_of_clock *m, struct arena *a)
{
	int hour, minute;

	m->zone = STR("");
	if (str_eq(s, STR("Z")))
		return true;
	if (s.n != 6 || (*s.p != '+' && *s.p != '-') || s.p[3] != ':')
		return false;
	hour = date_digits(s.p + 1, 2);
	minute = date_digits(s.p + 4, 2);
	if (hour < 0 || minute < 0)
		return false;
	if (minute)
		m->zone = arena_printf(a, "%c%d:%02d", *s.p, hour, minute);
	else
		m->zone = arena_printf(a, "%c%d", *s.p, hour);
	return true;
}

static bool
read_time(struct str s, struct moment_of_clock *m, struct arena *a)
{
	if (s.n < 20 || s.p[4] != '-' || s.p[7] != '-' || s.p[10] != 'T' ||
	    s.p[13] != ':' || s.p[16] != ':')
		return false;
	m->year = date_digits(s.p, 4);
	m->month = date_digits(s.p + 5, 2);
	m->day = date_digits(s.p + 8, 2);
	m->time = (struct str){ s.p + 11, 5 };
	return m->year >= 0 && m->month >= 1 && m->month <= 12 && m->day >= 1 &&
	       m->day <= date_days_in(m->year, m->month) &&
	       date_digits(s.p + 11, 2) >= 0 && date_digits(s.p + 14, 2) >= 0 &&
	       date_digits(s.p + 17, 2) >= 0 &&
	       read_zone((struct str){ s.p + 19, s.n - 19 }, m, a);
}

static struct str
part_of(const struct words_calendar *c, const struct moment_of_clock *m,
    enum part part, struct arena *a)
{
	int weekday = date_weekday(date_to_days(m->year, m->month, m->day));

	switch (part) {
	case PART_WEEKDAY:
		return c->days[weekday - 1];
	case PART_DAY:
		return arena_printf(a, "%d", m->day);
	case PART_MONTH:
		return c->months[m->month - 1];
	case PART_TIME:
		return m->time;
	case N_PARTS:
		break;
	}
	return STR("");
}

static void
put_date(const struct words_calendar *c, const struct moment_of_clock *m,
    struct arena *a, struct buf *out)
{
	for (size_t i = 0; i < c->date.n;) {
		enum part p =
		    find_part((struct str){ c->date.p + i, c->date.n - i });

		if (p == N_PARTS) {
			buf_char(out, c->date.p[i++]);
			continue;
		}
		buf_str(out, part_of(c, m, p, a));
		i += parts[p].n;
	}
}

struct str
words_time(const struct words_messages *w, struct str rfc3339, bool with_zone,
    struct arena *a)
{
	struct moment_of_clock m;
	struct buf b = { 0 };
	struct str text;

	if (!read_time(rfc3339, &m, a))
		return STR("");
	if (w->calendar.date.n)
		put_date(&w->calendar, &m, a, &b);
	else
		buf_printf(&b, "%.10s %.*s", rfc3339.p, STR_ARG(m.time));
	if (with_zone)
		buf_printf(&b, " (UTC%.*s)", STR_ARG(m.zone));
	text = arena_copy(a, buf_view(&b));
	buf_free(&b);
	return text;
}
