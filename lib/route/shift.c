#include "route/shift.h"

#include "base/date.h"

/* The minutes of a week that are worked, while a shift is read: from 1 on, the
 * day on which the shift begins, else 0. */
struct minutes {
	unsigned char on[WEEK_MIN];
};

enum { MOST_WEEKS_OFF = 106 }; /* that are looked over for a shift */

struct reader {
	struct str rest;
	const char *why;
};

static bool
fail(struct reader *r, const char *why)
{
	r->why = why;
	return false;
}

static void
skip_blanks(struct reader *r)
{
	while (r->rest.n && (*r->rest.p == ' ' || *r->rest.p == '\t')) {
		r->rest.p++;
		r->rest.n--;
	}
}

static bool
take(struct reader *r, char c)
{
	skip_blanks(r);
	if (!r->rest.n || *r->rest.p != c)
		return false;
	r->rest.p++;
	r->rest.n--;
	return true;
}

/* Two digits up to `most`. */
static bool
take_two(struct reader *r, uint32_t most, uint32_t *out)
{
	const char *p = r->rest.p;

	if (r->rest.n < 2 || p[0] < '0' || p[0] > '9' || p[1] < '0' ||
	    p[1] > '9')
		return false;
	*out = (uint32_t)(p[0] - '0') * 10 + (uint32_t)(p[1] - '0');
	r->rest.p += 2;
	r->rest.n -= 2;
	return *out <= most;
}

/* "08" or, as spreadsheets show it, "8". */
static bool
take_hour(struct reader *r, uint32_t *out)
{
	const char *p = r->rest.p;

	if (r->rest.n < 2 || p[1] != ':' || p[0] < '0' || p[0] > '9')
		return take_two(r, 24, out);
	*out = (uint32_t)(p[0] - '0');
	r->rest.p++;
	r->rest.n--;
	return true;
}

/* "17:30" as minutes of the day, up to 24:00. */
static bool
take_clock(struct reader *r, uint32_t *minute)
{
	uint32_t h, m;

	skip_blanks(r);
	if (!take_hour(r, &h) || !take(r, ':') || !take_two(r, 59, &m) ||
	    h * 60 + m > DAY_MIN)
		return fail(r, "a time of a shift is not HH:MM, as in Mon-Fri "
			       "08:00-17:00");
	*minute = h * 60 + m;
	return true;
}

static bool
take_day(struct reader *r, uint32_t *day)
{
	static const char names[][4] = { "mon", "tue", "wed", "thu", "fri",
		"sat", "sun" };

	skip_blanks(r);
	for (*day = 0; *day < 7 && r->rest.n >= 3; ++*day) {
		const char *name = names[*day];

		if ((r->rest.p[0] | 0x20) == name[0] &&
		    (r->rest.p[1] | 0x20) == name[1] &&
		    (r->rest.p[2] | 0x20) == name[2]) {
			r->rest.p += 3;
			r->rest.n -= 3;
			return true;
		}
	}
	return fail(r, "a day of a shift is none of Mon Tue Wed Thu Fri Sat "
		       "Sun, as in Mon-Fri 08:00-17:00");
}

/* "Mon-Fri" or "Mon,Wed-Fri"; "Sat-Mon" goes over the end of the week. */
static bool
take_days(struct reader *r, bool days[7])
{
	do {
		uint32_t from, to;

		if (!take_day(r, &from))
			return false;
		to = from;
		if (take(r, '-') && !take_day(r, &to))
			return false;
		for (uint32_t d = from;; d = (d + 1) % 7) {
			days[d] = true;
			if (d == to)
				break;
		}
	} while (take(r, ','));
	return true;
}

/* Minute `at` of a week that may be the one before or after. */
static size_t
week_minute(int64_t at)
{
	return (size_t)((at + WEEK_MIN) % WEEK_MIN);
}

/* From a minute on, which may be one of the week before or after. */
static void
set_minutes(struct minutes *m, int64_t from, uint32_t length, int on)
{
	size_t start = week_minute(from);
	size_t left = WEEK_MIN - start;

	memset(m->on + start, on, length < left ? length : left);
	if (length > left)
		memset(m->on, on, length - left);
}

/* As it is written: the same minutes of some days. */
struct daily {
	bool days[7];
	uint32_t from, to; /* `to` may be on the next day */
};

static bool
take_daily(struct reader *r, struct daily *d)
{
	*d = (struct daily){ .from = 0 };
	if (!take_days(r, d->days) || !take_clock(r, &d->from))
		return false;
	if (!take(r, '-'))
		return fail(r, "a shift is not DAYS HH:MM-HH:MM");
	if (!take_clock(r, &d->to))
		return false;
	if (d->from == d->to)
		return fail(r, "a shift ends where it starts (the whole day "
			       "is 00:00-24:00)");
	if (d->from == DAY_MIN)
		return fail(r, "a shift starts at 24:00");
	if (d->to < d->from)
		d->to += DAY_MIN;
	return true;
}

static bool
has_some(const struct minutes *m, int64_t from, uint32_t length)
{
	for (uint32_t i = 0; i < length; i++)
		if (m->on[week_minute(from + i)])
			return true;
	return false;
}

/*
 * When a break that takes nothing of what is worked begins, as it is written,
 * or WEEK_MIN.  That Mon-Sun has days without a shift is no mistake; it is one
 * where the other days have that hour, and no break in it: behind midnight, a
 * night shift is the next day's.
 */
static uint32_t
find_idle(const struct minutes *worked, const struct daily *d, int offset_min)
{
	uint32_t idle = WEEK_MIN;
	bool matches = false, elsewhere = false;

	for (uint32_t day = 7; day-- > 0;) {
		uint32_t from = day * DAY_MIN + d->from;
		bool some = has_some(
		    worked, (int64_t)from - offset_min, d->to - d->from);

		matches |= some && d->days[day];
		elsewhere |= some && !d->days[day];
		if (!some && d->days[day])
			idle = from;
	}
	return matches && !elsewhere ? WEEK_MIN : idle;
}

/* Spans between semicolons are worked, or are breaks of what is `worked`, the
 * first idle one of which is told. */
static bool
take_spans(struct reader *r, struct str text, int offset_min, struct minutes *m,
    const struct minutes *worked, uint32_t *idle)
{
	r->rest = text;
	for (skip_blanks(r); r->rest.n; skip_blanks(r)) {
		struct daily d;

		if (!take_daily(r, &d))
			return false;
		if (worked && *idle == WEEK_MIN)
			*idle = find_idle(worked, &d, offset_min);
		for (uint32_t day = 0; day < 7; day++)
			if (d.days[day])
				set_minutes(m,
				    (int64_t)day * DAY_MIN - offset_min +
					d.from,
				    d.to - d.from, worked ? 0 : (int)day + 1);
		skip_blanks(r);
		if (r->rest.n && !take(r, ';'))
			return fail(r, "a shift is not DAYS HH:MM-HH:MM");
	}
	return true;
}

/* Behind the minutes from `i` on that are as that one is; i < WEEK_MIN. */
static uint32_t
run_end(const struct minutes *m, uint32_t i)
{
	unsigned char what = m->on[i];
	uint64_t eight = what * UINT64_C(0x0101010101010101), next;

	for (; i + sizeof(next) <= WEEK_MIN; i += sizeof(next)) {
		memcpy(&next, m->on + i, sizeof(next));
		if (next != eight)
			break;
	}
	while (i < WEEK_MIN && m->on[i] == what)
		i++;
	return i;
}

/* The first minute from `i` on that is worked, or WEEK_MIN. */
static uint32_t
find_start(const struct minutes *m, uint32_t i)
{
	return i < WEEK_MIN && !m->on[i] ? run_end(m, i) : i;
}

/* The first that is not, or that is of another shift, if these are apart. */
static uint32_t
find_end(const struct minutes *m, uint32_t start, bool apart)
{
	uint32_t i = run_end(m, start);

	while (!apart && i < WEEK_MIN && m->on[i])
		i = run_end(m, i);
	return i;
}

/* One that ends with the week goes on in the first, which begins with it. */
static void
join_ends(const struct minutes *m, bool apart, struct week *w)
{
	struct span *last;

	if (w->n_spans < 2)
		return;
	last = &w->spans[w->n_spans - 1];
	if (w->spans[0].start || last->start + last->length != WEEK_MIN ||
	    (apart && m->on[0] != m->on[WEEK_MIN - 1]))
		return;
	last->length += w->spans[0].length;
	w->n_spans--;
	memmove(w->spans, w->spans + 1, w->n_spans * sizeof(*w->spans));
}

/* How many days after the one of its shift a span starts. */
static uint32_t
days_after(const struct minutes *m, uint32_t start, int offset_min)
{
	uint32_t day =
	    (uint32_t)week_minute((int64_t)start + offset_min) / DAY_MIN;

	return (day + 7 - (m->on[start] - 1U)) % 7;
}

static void
collect(const struct minutes *m, const struct shift *s, struct arena *a,
    struct week *w)
{
	bool apart = s->n_off > 0;
	uint32_t start, end;
	size_t n = 0;

	for (end = 0; (start = find_start(m, end)) < WEEK_MIN; n++)
		end = find_end(m, start, apart);
	*w = (struct week){ .spans = arena_array(a, n, sizeof(*w->spans)) };
	for (end = 0; w->n_spans < n;) {
		start = find_start(m, end);
		end = find_end(m, start, apart);
		w->spans[w->n_spans++] = (struct span){ start, end - start,
			days_after(m, start, s->offset_min) };
	}
	join_ends(m, apart, w);
}

/* Of every day that there is. */
static void
set_all(struct minutes *m, int offset_min)
{
	for (int day = 0; day < 7; day++)
		set_minutes(m, day * DAY_MIN - offset_min, DAY_MIN, day + 1);
}

bool
shift_read(
    const struct shift *s, struct arena *a, struct week *out, const char **why)
{
	struct reader r = { .rest = s->text };
	struct minutes m = { { 0 } }, worked;
	uint32_t idle = WEEK_MIN;

	skip_blanks(&r);
	if (!r.rest.n)
		set_all(&m, s->offset_min);
	if (!take_spans(&r, s->text, s->offset_min, &m, NULL, &idle)) {
		*why = r.why;
		return false;
	}
	if (s->breaks.n)
		worked = m;
	if (!take_spans(&r, s->breaks, s->offset_min, &m, &worked, &idle)) {
		*why = r.why;
		return false;
	}
	if (find_start(&m, 0) == WEEK_MIN) {
		*why = "the breaks leave nothing of the shift";
		return false;
	}
	collect(&m, s, a, out);
	out->zone = s->zone;
	out->offset_min = s->offset_min;
	out->idle_break = idle;
	out->off = s->off;
	out->n_off = s->n_off;
	return true;
}

bool
shift_read_zone(struct str text, int *offset_min)
{
	struct reader r = { .rest = text };
	uint32_t h, m;
	bool west;

	*offset_min = 0;
	if (!text.n || str_eq(text, STR("Z")) || str_eq(text, STR("z")))
		return true;
	west = *text.p == '-';
	if (!take(&r, '+') && !take(&r, '-'))
		return false;
	if (!take_two(&r, 14, &h))
		return false;
	take(&r, ':');
	if (!take_two(&r, 59, &m) || r.rest.n)
		return false;
	*offset_min = (west ? -1 : 1) * (int)(h * 60 + m);
	return true;
}

int64_t
shift_monday(int64_t us)
{
	const int64_t monday = 4 * DAY_MIN * MINUTE_US; /* 1970-01-05 */
	int64_t into = (us - monday) % WEEK_US;

	return us - (into < 0 ? into + WEEK_US : into);
}

bool
shift_read_days_off(struct str text, struct days_off *out)
{
	enum { LENGTH = 10 };
	int64_t days[2];
	size_t n = text.n == LENGTH ? 1 : 2;

	if (text.n != LENGTH &&
	    (text.n != 2 * LENGTH + 1 || text.p[LENGTH] != '/'))
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *p = text.p + i * (LENGTH + 1);
		int year = date_digits(p, 4), month = date_digits(p + 5, 2);
		int day = date_digits(p + 8, 2);

		if (year < 0 || p[4] != '-' || p[7] != '-' || month < 1 ||
		    month > 12 || day < 1 || day > date_days_in(year, month))
			return false;
		days[i] = date_to_days(year, month, day);
	}
	*out = (struct days_off){ days[0], days[n - 1] };
	return out->from <= out->to;
}

/* The instant of a minute of the zone's week in which `middle` lies. */
static int64_t
zone_us(const struct zone *z, int64_t middle_us, uint32_t minute)
{
	struct civil c;
	int64_t day, second;

	if (!zone_local(z, middle_us / 1000000, &c))
		return middle_us;
	day = date_to_days(c.year, c.month, c.day) - (c.weekday - 1) +
	      minute / DAY_MIN;
	c = (struct civil){ .hour = (int)(minute % DAY_MIN / 60),
		.minute = (int)(minute % 60) };
	date_from_days(day, &c.year, &c.month, &c.day);
	return zone_instant(z, &c, &second) ? second * 1000000 : middle_us;
}

/* The day on which a span starts, since 1970. */
static int64_t
start_day(const struct week *w, uint32_t start, int64_t monday_us)
{
	int64_t minute = monday_us / MINUTE_US + start + w->offset_min;
	struct civil c;

	if (w->zone &&
	    zone_local(w->zone, (monday_us + WEEK_US / 2) / 1000000, &c))
		return date_to_days(c.year, c.month, c.day) - (c.weekday - 1) +
		       start / DAY_MIN;
	return (minute - (minute < 0 ? DAY_MIN - 1 : 0)) / DAY_MIN;
}

/* Its shift would have begun on a day off. */
static bool
is_off(const struct week *w, size_t span, int64_t monday_us)
{
	int64_t day;

	if (!w->n_off)
		return false;
	day = start_day(w, w->spans[span].start, monday_us) -
	      w->spans[span].after;
	for (size_t i = 0; i < w->n_off; i++)
		if (day >= w->off[i].from && day <= w->off[i].to)
			return true;
	return false;
}

struct times
shift_times(const struct week *w, size_t span, int64_t monday_us)
{
	uint32_t start = w->spans[span].start;
	uint32_t end = start + w->spans[span].length;
	int64_t middle = monday_us + WEEK_US / 2;

	if (is_off(w, span, monday_us))
		return (struct times){ monday_us, monday_us };
	if (!w->zone)
		return (struct times){ monday_us + start * MINUTE_US,
			monday_us + end * MINUTE_US };
	return (struct times){ zone_us(w->zone, middle, start),
		zone_us(w->zone, middle, end) };
}

uint32_t
shift_count_on(const struct week *w, int64_t us, int64_t *since)
{
	uint32_t n = 0;

	*since = INT64_MIN;
	if (shift_is_always(w))
		return 1;
	for (int week = -1; week <= 1; week++)
		for (size_t i = 0; i < w->n_spans; i++) {
			struct times t = shift_times(
			    w, i, shift_monday(us) + week * WEEK_US);

			if (us < t.start_us || us >= t.end_us)
				continue;
			if (!n++ || t.start_us < *since)
				*since = t.start_us;
		}
	return n;
}

int64_t
shift_next_start(const struct week *w, int64_t us)
{
	int64_t next = INT64_MAX;

	if (shift_is_always(w))
		return next;
	/* whole weeks may be off; who is away for years does not come back */
	for (int week = -1; week <= 2 || (next == INT64_MAX && w->n_off &&
					     week <= MOST_WEEKS_OFF);
	     week++)
		for (size_t i = 0; i < w->n_spans; i++) {
			struct times t = shift_times(
			    w, i, shift_monday(us) + week * WEEK_US);

			if (t.start_us > us && t.start_us < next &&
			    t.start_us < t.end_us)
				next = t.start_us;
		}
	return next;
}
