#include "route/shift.h"

enum { DAY_MIN = 24 * 60 };

/* The minutes of a week that are worked, while a shift is read. */
struct minutes {
	bool on[WEEK_MIN];
};

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

/* "17:30" as minutes of the day, up to 24:00. */
static bool
take_clock(struct reader *r, uint32_t *minute)
{
	uint32_t h, m;

	skip_blanks(r);
	if (!take_two(r, 24, &h) || !take(r, ':') || !take_two(r, 59, &m) ||
	    h * 60 + m > DAY_MIN)
		return fail(r, "a time of a shift is not HH:MM");
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
		       "Sun");
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

static bool
take_span(struct reader *r, int offset_min, struct minutes *m)
{
	bool days[7] = { false };
	uint32_t from, to;

	if (!take_days(r, days) || !take_clock(r, &from))
		return false;
	if (!take(r, '-'))
		return fail(r, "a shift is not DAYS HH:MM-HH:MM");
	if (!take_clock(r, &to))
		return false;
	if (from == to)
		return fail(r, "a shift ends where it starts (the whole day "
			       "is 00:00-24:00)");
	if (from == DAY_MIN)
		return fail(r, "a shift starts at 24:00");
	if (to < from)
		to += DAY_MIN;
	for (uint32_t d = 0; d < 7; d++) {
		/* the local minute, counted so that it is never negative */
		int64_t base = (int64_t)d * DAY_MIN - offset_min + WEEK_MIN;

		for (uint32_t i = from; days[d] && i < to; i++)
			m->on[(base + i) % WEEK_MIN] = true;
	}
	return true;
}

static size_t
count_starts(const struct minutes *m)
{
	size_t n = 0;

	for (size_t i = 0; i < WEEK_MIN; i++)
		n += m->on[i] && !m->on[(i + WEEK_MIN - 1) % WEEK_MIN];
	return n;
}

static void
collect(const struct minutes *m, struct arena *a, struct week *w)
{
	size_t n = count_starts(m);

	*w = (struct week){ arena_array(a, n ? n : 1, sizeof(*w->spans)), 0 };
	for (uint32_t i = 0; i < WEEK_MIN; i++) {
		uint32_t length = 0;

		if (!m->on[i] || m->on[(i + WEEK_MIN - 1) % WEEK_MIN])
			continue;
		while (m->on[(i + length) % WEEK_MIN])
			length++;
		w->spans[w->n_spans++] = (struct span){ i, length };
	}
	if (!w->n_spans) /* no minute off */
		w->spans[w->n_spans++] = (struct span){ 0, WEEK_MIN };
}

bool
shift_read(struct str text, int offset_min, struct arena *a, struct week *out,
    const char **why)
{
	struct reader r = { .rest = text };
	struct minutes m = { { false } };

	skip_blanks(&r);
	if (!r.rest.n) {
		for (size_t i = 0; i < WEEK_MIN; i++)
			m.on[i] = true;
	}
	while (r.rest.n) {
		if (!take_span(&r, offset_min, &m)) {
			*why = r.why;
			return false;
		}
		skip_blanks(&r);
		if (r.rest.n && !take(&r, ';')) {
			*why = "a shift is not DAYS HH:MM-HH:MM";
			return false;
		}
		skip_blanks(&r);
	}
	collect(&m, a, out);
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
shift_is_on(const struct week *w, int64_t us, int64_t *since)
{
	int64_t now = us - shift_monday(us);

	*since = INT64_MIN;
	for (size_t i = 0; i < w->n_spans; i++) {
		int64_t start = (int64_t)w->spans[i].start * MINUTE_US;
		int64_t length = (int64_t)w->spans[i].length * MINUTE_US;
		int64_t into = (now - start + WEEK_US) % WEEK_US;

		if (length == WEEK_US)
			return true;
		if (into < length) {
			*since = us - into;
			return true;
		}
	}
	return false;
}
