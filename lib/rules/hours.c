#include "rules/reader.h"

#include <stdlib.h>

#include "base/date.h"

/* "09:30" in minutes; -1 where it is no time of day.  24:00 is one. */
static int
minute_of(const char *p)
{
	int hour = date_digits(p, 2), minute = date_digits(p + 3, 2);

	if (p[2] != ':' || hour < 0 || minute < 0 || minute > 59 ||
	    hour * 60 + minute > 24 * 60)
		return -1;
	return hour * 60 + minute;
}

bool
rules_span(struct str s, struct rule_span *out, const char **why)
{
	int from = -1, to = -1;

	if (s.n == 11 && s.p[5] == '-') {
		from = minute_of(s.p);
		to = minute_of(s.p + 6);
	}
	*why = from < 0 || to < 0 ? "is not like \"09:00-17:30\""
	       : to <= from ? "ends before it begins; a night is two times, to "
			      "24:00 and from 00:00"
			    : NULL;
	*out = (struct rule_span){ (uint16_t)from, (uint16_t)to };
	return !*why;
}

static struct rule_span
read_span(const struct reader *rd, uint32_t at)
{
	struct rule_span span;
	const char *why;
	struct str s;

	demand(rd, at, JSON_STRING, "a time");
	s = json_string(rd->j, at, rd->run);
	if (!rules_span(s, &span, &why))
		wrong(rd, at, "\"%.*s\" %s", STR_ARG(s), why);
	return span;
}

static void
read_day(struct reader *rd, uint32_t at, struct rule_day *day)
{
	demand(rd, at, JSON_ARRAY, "it");
	day->spans = arena_array(rd->run, length(rd, at), sizeof(*day->spans));
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i))
		day->spans[day->n++] = read_span(rd, i);
}

static void
read_week(struct reader *rd, uint32_t at, struct rule_hours *h)
{
	const struct rule_member *known = members_of_hours;

	be_in(rd, "hours");
	demand_known(rd, at, known);
	for (size_t i = 0; known[i].name; i++) {
		uint32_t day = member(rd, at, known[i].name);
		char place[16];

		snprintf(place, sizeof(place), "hours.%s", known[i].name);
		be_in(rd, place);
		if (day)
			read_day(rd, day, &h->days[i]);
	}
	h->given = true;
}

bool
rules_date(struct str s, uint32_t *out)
{
	int year = -1, month = -1, day = -1;

	if (s.n == 10 && s.p[4] == '-' && s.p[7] == '-') {
		year = date_digits(s.p, 4);
		month = date_digits(s.p + 5, 2);
		day = date_digits(s.p + 8, 2);
	}
	if (year < 0 || month < 1 || month > 12 || day < 1 ||
	    day > date_days_in(year, month))
		return false;
	*out = (uint32_t)(year * 10000 + month * 100 + day);
	return true;
}

static uint32_t
read_date(const struct reader *rd, uint32_t at)
{
	uint32_t date = 0;
	struct str s;

	demand(rd, at, JSON_STRING, "it");
	s = json_string(rd->j, at, rd->run);
	if (!rules_date(s, &date))
		wrong(rd, at, "\"%.*s\" is no date like \"2026-12-25\"",
		    STR_ARG(s));
	return date;
}

static int
by_date(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void
read_holidays(struct reader *rd, uint32_t at, struct rule_hours *h)
{
	h->holidays =
	    arena_array(rd->run, length(rd, at) + 1, sizeof(*h->holidays));
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		be_at(rd, "holidays", h->n_holidays, STR(""));
		h->holidays[h->n_holidays++] = read_date(rd, i);
	}
	qsort(h->holidays, h->n_holidays, sizeof(*h->holidays), by_date);
}

const struct zone *
read_time_zone(const struct reader *rd, uint32_t object)
{
	uint32_t at = read_group(rd, object, "time_zone", JSON_STRING);
	struct str name = at ? json_string(rd->j, at, rd->run) : STR("UTC");

	const struct zone *zone = NULL;

	if (!memchr(name.p, '\0', name.n))
		zone = zone_find(arena_cstr(rd->run, name), rd->run);
	if (!zone) {
		struct str advice = zone_advice(name, rd->run);

		wrong(rd, at, "there is no time zone \"%.*s\" (%.*s)",
		    STR_ARG(name), STR_ARG(advice));
	}
	return zone;
}

void
read_hours(struct reader *rd, uint32_t object, struct rule_hours *out)
{
	char place[sizeof(rd->place)];
	uint32_t hours = read_group(rd, object, "hours", JSON_OBJECT);
	uint32_t holidays = read_group(rd, object, "holidays", JSON_ARRAY);

	memcpy(place, rd->place, sizeof(place));
	*out = (struct rule_hours){ .zone = read_time_zone(rd, object) };
	if (hours)
		read_week(rd, hours, out);
	if (holidays && !hours)
		wrong(rd, holidays, "holidays close nothing without hours");
	if (holidays)
		read_holidays(rd, holidays, out);
	memcpy(rd->place, place, sizeof(place));
}

bool
rules_are_open(const struct rule_hours *h, const struct civil *now)
{
	const struct rule_day *day = &h->days[now->weekday - 1];
	uint32_t date =
	    (uint32_t)(now->year * 10000 + now->month * 100 + now->day);
	int minute = now->hour * 60 + now->minute;

	if (h->n_holidays &&
	    bsearch(&date, h->holidays, h->n_holidays, sizeof(date), by_date))
		return false;
	for (size_t i = 0; i < day->n; i++)
		if (minute >= day->spans[i].from && minute < day->spans[i].to)
			return true;
	return false;
}
