/*
 * route		check the parts of the room that are hard to see from
 *			outside: heap, shifts, ranks, slots of appointments
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "route/demand.h"
#include "route/diary.h"
#include "route/heap.h"
#include "route/roster.h"
#include "route/shift.h"

static int failures;

static void
check(bool good, const char *what, int64_t got, int64_t want)
{
	if (good)
		return;
	failures++;
	printf("%s: %lld, not %lld\n", what, (long long)got, (long long)want);
}

static void
equal(const char *what, int64_t got, int64_t want)
{
	check(got == want, what, got, want);
}

/* The same numbers on every machine (Knuth's MMIX generator). */
static uint32_t
draw(uint32_t below)
{
	static uint64_t state = 42;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % below;
}

enum { N = 500 };

/* Push, pop and remove at random beside a list that is searched through; of
 * what is pushed, one in `disorder` comes in no order. */
static void
check_heap(uint32_t disorder)
{
	const uint32_t nowhere[N] = { 0 };
	struct buf places = { 0 };
	struct heap h = { .places = &places };
	struct heap_item in[N];
	bool there[N] = { false };
	size_t n = 0;

	buf_put(&places, nowhere, sizeof(nowhere));
	for (int step = 0; step < 20000; step++) {
		uint32_t i = draw(N), least = N;

		if (there[i] && draw(2)) {
			heap_remove(&h, i);
			there[i] = false;
			n--;
		} else if (!there[i]) {
			int64_t key = draw(disorder) ? step : (int)draw(5);

			in[i] =
			    (struct heap_item){ { { key, draw(5) }, i }, i };
			heap_push(&h, in[i]);
			there[i] = true;
			n++;
		}
		for (uint32_t k = 0; k < N; k++)
			if (there[k] && (least == N || rank_before(&in[k].rank,
							   &in[least].rank)))
				least = k;
		equal("items in the heap", (int64_t)h.n, (int64_t)n);
		if (!n)
			continue;
		equal("top of the heap", heap_top(&h)->what, least);
		if (draw(3) == 0) {
			heap_pop(&h);
			there[least] = false;
			n--;
		}
	}
	heap_free(&h);
	buf_free(&places);
}

/* Behind one who stays, others come and go, in order: they leave no room. */
static void
check_heap_room(void)
{
	const uint32_t nowhere[3] = { 0 };
	struct buf places = { 0 };
	struct heap h = { .places = &places };

	buf_put(&places, nowhere, sizeof(nowhere));
	heap_push(&h, (struct heap_item){ { { 0 }, 0 }, 0 });
	for (uint32_t k = 1; k < 10000; k++) {
		heap_push(&h, (struct heap_item){ { { k }, k }, 1 + k % 2 });
		if (k > 1)
			heap_remove(&h, 2 - k % 2);
	}
	equal("who stays", heap_top(&h)->what, 0);
	check(h.run.room < 1 << 14, "room", (int64_t)h.run.room, 1 << 14);
	heap_free(&h);
	buf_free(&places);
}

/* 2026-03-02, a Monday, 00:00 UTC. */
#define MONDAY INT64_C(1772409600000000)
#define HOUR   INT64_C(3600000000)

static void
check_weeks(void)
{
	equal("Monday of Monday", shift_monday(MONDAY), MONDAY);
	equal("Monday of Sunday", shift_monday(MONDAY - 1), MONDAY - WEEK_US);
	equal("Monday of 1970-01-01", shift_monday(0), -3 * 24 * HOUR);
	equal("Monday of 1969-12-28", shift_monday(-4 * 24 * HOUR),
	    -10 * 24 * HOUR);
}

/* The spans of a shift, "480+540 1920+60", or why it is none. */
static void
spans(const char *shift, int offset, const char *want)
{
	struct buf got = { 0 };
	const char *why;
	struct arena a;
	struct week w;

	arena_init(&a, 1 << 20);
	if (shift_read(
		&(struct shift){ .text = str_of(shift), .offset_min = offset },
		&a, &w, &why))
		for (size_t i = 0; i < w.n_spans; i++)
			buf_printf(&got, "%s%u+%u", i ? " " : "",
			    w.spans[i].start, w.spans[i].length);
	else
		buf_cstr(&got, why);
	if (!str_eq(buf_view(&got), str_of(want))) {
		failures++;
		printf("shift \"%s\": %.*s, not %s\n", shift,
		    STR_ARG(buf_view(&got)), want);
	}
	buf_free(&got);
	arena_free(&a);
}

static void
check_shifts(void)
{
	spans("", 60, "0+10080");
	spans("Mon-Sun 00:00-24:00", 60, "0+10080");
	spans("Mon 08:00-17:00", 0, "480+540");
	spans("mon 08:00-17:00;", 60, "420+540");
	spans("MON 00:30-01:00", 60, "10050+30");
	spans("Sun 22:00-06:00", 0, "9960+480");
	spans("Sun 22:00-06:00", -120, "0+480");
	spans("Sat-Mon 08:00-09:00", 0, "480+60 7680+60 9120+60");
	spans("Mon,Wed 08:00-09:00", 0, "480+60 3360+60");
	/* what touches or overlaps is one span, also over Sunday night */
	spans("Mon 08:00-12:00; Mon 12:00-17:00", 0, "480+540");
	spans("Mon 08:00-12:00;Mon 11:00-13:00", 0, "480+300");
	spans("Mon 00:00-01:00;Sun 23:00-24:00", 0, "10020+120");
	spans("Mon 08:00-17:00,", 0, "a shift is not DAYS HH:MM-HH:MM");
	spans(" ; ", 0,
	    "a day of a shift is none of Mon Tue Wed Thu Fri Sat Sun, as in "
	    "Mon-Fri 08:00-17:00");
}

/* Where a break takes nothing of a shift, the first that does not. */
static void
idle(const char *shift, const char *breaks, int offset, uint32_t want)
{
	const char *why = "";
	struct arena a;
	struct week w = { .idle_break = 0 };

	arena_init(&a, 1 << 20);
	shift_read(&(struct shift){ .text = str_of(shift),
		       .breaks = str_of(breaks),
		       .offset_min = offset },
	    &a, &w, &why);
	equal(breaks, w.idle_break, want);
	arena_free(&a);
}

static void
check_breaks(void)
{
	enum { HOUR_MIN = 60 };
	const uint32_t none = WEEK_MIN;

	idle("Mon-Fri 08:00-17:00", "", 0, none);
	idle("Mon-Fri 08:00-17:00", "Mon-Fri 12:00-12:30", -300, none);
	idle("", "Mon-Fri 12:00-12:30", 0, none);
	/* days without a shift, but no day that lacks the break */
	idle("Mon-Fri 08:00-17:00", "Mon-Sun 12:00-12:30", 0, none);
	idle("Mon-Fri 08:00-17:00", "Mon-Thu,Sat 12:00-12:30", 0,
	    5 * DAY_MIN + 12 * HOUR_MIN);
	idle("Mon-Fri 08:00-17:00", "Tue 17:00-17:30", 0,
	    DAY_MIN + 17 * HOUR_MIN);
	idle("Mon-Fri 08:00-17:00", "Tue 16:45-17:15;Sun 10:00-11:00", 60,
	    6 * DAY_MIN + 10 * HOUR_MIN);
	/* the second half of a night is the next day's */
	idle("Mon-Fri 22:00-06:00", "Mon-Fri 02:00-02:30", 60, 2 * HOUR_MIN);
	idle("Mon-Fri 22:00-06:00", "Tue-Sat 02:00-02:30", 60, none);
	idle("Sun 22:00-06:00", "Sun 23:30-00:30;Mon 02:00-02:30", 0, none);
	/* one that another has taken already is in the shift all the same */
	idle("Mon 08:00-17:00", "Mon 12:00-13:00;Mon 12:00-12:30", 0, none);
}

static void
check_presence(void)
{
	const char *why;
	struct arena a;
	struct week w;
	int64_t since;

	arena_init(&a, 1 << 20);
	shift_read(
	    &(struct shift){ .text = STR("Sun 22:00-06:00") }, &a, &w, &why);
	equal("before", shift_count_on(&w, MONDAY - 2 * HOUR - 1, &since), 0);
	equal("at the start", shift_count_on(&w, MONDAY - 2 * HOUR, &since), 1);
	equal("since then", since, MONDAY - 2 * HOUR);
	equal("after Sunday", shift_count_on(&w, MONDAY + 6 * HOUR - 1, &since),
	    1);
	equal("since Sunday", since, MONDAY - 2 * HOUR);
	equal("at the end", shift_count_on(&w, MONDAY + 6 * HOUR, &since), 0);
	shift_read(&(struct shift){ .text = STR("") }, &a, &w, &why);
	equal("always", shift_count_on(&w, 0, &since), 1);
	equal("since ever", since, INT64_MIN);
	arena_free(&a);
}

static void
check_zones(void)
{
	static const struct {
		const char *text;
		int minutes; /* -1: none */
	} zones[] = { { "", 0 }, { "Z", 0 }, { "+00:00", 0 }, { "+01:00", 60 },
		{ "-0530", -330 }, { "+14:00", 840 }, { "+15:00", -1 },
		{ "01:00", -1 }, { "+1", -1 }, { "+01:0", -1 },
		{ "+01:000", -1 }, { "UTC", -1 }, { "+-1:00", -1 } };

	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
		int minutes;

		if (!shift_read_zone(str_of(zones[i].text), &minutes))
			minutes = -1;
		equal(zones[i].text, minutes, zones[i].minutes);
	}
}

/* Places in a line beside a list that is counted through. */
static void
check_line(void)
{
	struct line line = { 0 };
	struct rank there[N];
	size_t n = 0;

	for (uint32_t step = 0; step < 5000; step++) {
		if (n && (n == N || draw(2))) {
			size_t i = draw((uint32_t)n);

			line_leave(&line, &there[i]);
			there[i] = there[--n];
		} else {
			struct rank new = { { draw(9) }, step };
			int64_t ahead = 0;

			for (size_t i = 0; i < n; i++)
				ahead += rank_before(&there[i], &new);
			there[n++] = new;
			equal("place", (int64_t)line_join(&line, &new),
			    ahead + 1);
		}
		equal("length", (int64_t)line.n, (int64_t)n);
	}
	line_free(&line);
}

/* From minute to minute until the clock shows a beginning. */
static int64_t
walk_to_slot(const struct zone *z, int64_t minute, int64_t slot_min)
{
	struct civil c;

	do
		zone_local(z, minute++ * 60, &c);
	while ((c.hour * 60 + c.minute) % slot_min);
	return (minute - 1) * MINUTE_US;
}

/* Around changes of clocks: by an hour, half of one, two, at midnight. */
static void
check_slots(void)
{
	static const struct {
		const char *zone;
		int64_t second;
	} changes[] = { { "Europe/Berlin", 1774746000 },
		{ "Europe/Berlin", 1792890000 },
		{ "Australia/Lord_Howe", 1775314800 },
		{ "Australia/Lord_Howe", 1791041400 },
		{ "Antarctica/Troll", 1774746000 },
		{ "Asia/Beirut", 1774735200 }, { "Asia/Beirut", 1792875600 },
		{ "Asia/Kathmandu", 1774746000 } };
	static const int64_t lengths[] = { 15, 30, 50, 60, 120, 700, 1440 };
	struct arena run;

	arena_init(&run, 1 << 24);
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		const struct zone *z = zone_find(changes[i].zone, &run);

		for (int n = 0; n < 500; n++) {
			int64_t length = lengths[draw(7)];
			int64_t minute =
			    changes[i].second / 60 - 2000 + draw(3000);

			equal(changes[i].zone,
			    diary_next_us(
				z, minute * MINUTE_US, length * MINUTE_US),
			    walk_to_slot(z, minute, length));
		}
	}
	equal(
	    "before 1970, by UTC", diary_next_us(NULL, -1, 50 * MINUTE_US), 0);
	arena_free(&run);
}

/* Slots stay as they were while others come and are over. */
static void
check_diary(void)
{
	struct diary d = { 0 };

	for (int64_t at = 0; at < 5000; at++) {
		diary_at(&d, at, at / 2)->n += (double)at;
		diary_at(&d, at / 2, at / 2)->n += 1;
	}
	for (int64_t at = 4000; at < 5000; at++)
		equal("slot", (int64_t)diary_at(&d, at, 4000)->n, at);
	equal("slots, a few", d.n < 10000, true);
	diary_free(&d);
}

static void
check_quantities(void)
{
	equal("1.0000005 s", route_us(1.0000005), 1000001);
	equal("0.0000004 s", route_us(0.0000004), 0);
	equal("-1 s", route_us(-1), 0);
	equal("1e300 s", route_us(1e300), INT64_C(1000000000000000000));
	equal("50.00004", route_priority(50.00004), 500000);
	equal("50.00005", route_priority(50.00005), 500001);
	equal("-0.5", route_priority(-0.5), -5000);
	equal("1e300", route_priority(1e300), INT64_C(1000000000000000));
}

int
main(void)
{
	check_heap(1);
	check_heap(20);
	check_heap(20000);
	check_heap_room();
	check_weeks();
	check_shifts();
	check_breaks();
	check_presence();
	check_zones();
	check_line();
	check_slots();
	check_diary();
	check_quantities();
	return failures != 0;
}
