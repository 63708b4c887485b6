#include "route/doors.h"

#include "base/date.h"
#include "route/floor.h"
#include "zone/zone.h"

/* Holidays can close a queue for long, but hours are looked for no further. */
enum { MOST_DAYS = 400 };

static int64_t
second_of(int64_t us)
{
	return us / 1000000 - (us % 1000000 < 0);
}

static bool
is_open(const struct rule_hours *h, int64_t second)
{
	struct civil now;

	return zone_local(h->zone, second, &now) && rules_are_open(h, &now);
}

/* 24:00 is 00:00 of the next day; 0 when it is no time at all. */
static int64_t
instant_of(const struct zone *z, const struct civil *day, int minute)
{
	struct civil at = { .hour = minute / 60 % 24, .minute = minute % 60 };
	int64_t second;

	date_from_days(
	    date_to_days(day->year, day->month, day->day) + minute / (24 * 60),
	    &at.year, &at.month, &at.day);
	return zone_instant(z, &at, &second) ? second : 0;
}

/* The earliest of the day's spans' ends that is after `from` and changes what
 * is_open() says; INT64_MAX when there is none. */
static int64_t
next_of_day(const struct rule_hours *h, struct civil day, int64_t from)
{
	const struct rule_day *spans = &h->days[day.weekday - 1];
	bool now = is_open(h, from);
	int64_t best = INT64_MAX;

	for (size_t i = 0; i < 2 * spans->n; i++) {
		const struct rule_span *span = &spans->spans[i / 2];
		int minute = i % 2 ? span->to : span->from;
		int64_t second = instant_of(h->zone, &day, minute);

		if (second > from && second < best && is_open(h, second) != now)
			best = second;
	}
	return best;
}

/* When, after `from`, they say something else. */
static int64_t
next_change(const struct rule_hours *h, int64_t from)
{
	struct civil day;

	if (!zone_local(h->zone, from, &day))
		return INT64_MAX;
	for (int n = 0; n < MOST_DAYS; n++) {
		int64_t days = date_to_days(day.year, day.month, day.day);
		int64_t second = next_of_day(h, day, from);

		if (second != INT64_MAX)
			return second;
		date_from_days(days + 1, &day.year, &day.month, &day.day);
		day.weekday = date_weekday(days + 1);
	}
	return INT64_MAX;
}

int64_t
doors_open_us(const struct queue *q, int64_t us)
{
	const struct rule_hours *h = &q->rule->hours;
	int64_t next;

	if (!h->given || is_open(h, second_of(us)))
		return us;
	next = next_change(h, second_of(us));
	return next == INT64_MAX ? next : next * 1000000;
}

int64_t
doors_next(const struct sim *s)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < s->n_queues; i++)
		if (s->queues[i].turns_us < next)
			next = s->queues[i].turns_us;
	return next;
}

void
doors_turn(struct sim *s, int64_t us)
{
	for (size_t i = 0; i < s->n_queues; i++) {
		struct queue *q = &s->queues[i];
		const struct rule_hours *h = &q->rule->hours;
		int64_t next;

		if (!h->given || (s->begun && us < q->turns_us))
			continue;
		q->is_shut = !is_open(h, second_of(us));
		next = next_change(h, second_of(us));
		q->turns_us = next == INT64_MAX ? next : next * 1000000;
		if (!q->is_shut)
			floor_stir_queue(s, q);
	}
}
