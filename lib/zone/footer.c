#include "zone/footer.h"

#include "base/ascii.h"
#include "base/date.h"

enum {
	HOUR_S = 3600,
	MOST_OFFSET_H = 24,
	MOST_TIME_H = 167, /* RFC 9636: a rule may reach into other days */
};

static bool
take(struct str *s, char c)
{
	if (!s->n || *s->p != c)
		return false;
	s->p++;
	s->n--;
	return true;
}

/* "CET" or "<+0330>": at least three characters, of which we need none. */
static bool
skip_name(struct str *s)
{
	bool quoted = take(s, '<');
	size_t n = 0;

	while (
	    n < s->n && (is_alpha(s->p[n]) ||
			    (quoted && (is_digit(s->p[n]) || s->p[n] == '+' ||
					   s->p[n] == '-'))))
		n++;
	s->p += n;
	s->n -= n;
	return n >= 3 && (!quoted || take(s, '>'));
}

/* One to three digits. */
static bool
take_number(struct str *s, int least, int most, int *out)
{
	size_t n = 0;

	*out = 0;
	for (; n < s->n && n < 3 && is_digit(s->p[n]); n++)
		*out = *out * 10 + (s->p[n] - '0');
	s->p += n;
	s->n -= n;
	return n && *out >= least && *out <= most;
}

/* "[+-]hh[:mm[:ss]]" in seconds. */
static bool
take_time(struct str *s, int most_h, int32_t *out)
{
	bool minus = take(s, '-');
	int h, m = 0, sec = 0;

	if (!minus)
		take(s, '+');
	if (!take_number(s, 0, most_h, &h))
		return false;
	if (take(s, ':')) {
		if (!take_number(s, 0, 59, &m))
			return false;
		if (take(s, ':') && !take_number(s, 0, 59, &sec))
			return false;
	}
	*out = (minus ? -1 : 1) * (h * HOUR_S + m * 60 + sec);
	return true;
}

/* ",M3.5.0/2", ",J60", ",59/26". */
static bool
take_rule(struct str *s, struct rule *r)
{
	bool good;

	if (!take(s, ','))
		return false;
	*r = (struct rule){ .time_s = 2 * HOUR_S };
	if (take(s, 'M')) {
		r->kind = RULE_MONTH;
		good = take_number(s, 1, 12, &r->month) && take(s, '.') &&
		       take_number(s, 1, 5, &r->week) && take(s, '.') &&
		       take_number(s, 0, 6, &r->weekday);
	} else if (take(s, 'J')) {
		r->kind = RULE_JULIAN;
		good = take_number(s, 1, 365, &r->day);
	} else {
		r->kind = RULE_DAY;
		good = take_number(s, 0, 365, &r->day);
	}
	return good && (!take(s, '/') || take_time(s, MOST_TIME_H, &r->time_s));
}

bool
footer_read(struct str s, struct footer *f)
{
	int32_t west;

	*f = (struct footer){ 0 };
	if (!skip_name(&s) || !take_time(&s, MOST_OFFSET_H, &west))
		return false;
	f->standard_s = -west;
	if (!s.n)
		return true;
	f->has_summer = true;
	f->summer_s = f->standard_s + HOUR_S;
	if (!skip_name(&s))
		return false;
	if (s.n && *s.p != ',') {
		if (!take_time(&s, MOST_OFFSET_H, &west))
			return false;
		f->summer_s = -west;
	}
	return take_rule(&s, &f->start) && take_rule(&s, &f->end) && !s.n;
}

static int64_t
month_day(const struct rule *r, int64_t year)
{
	int64_t first = date_to_days(year, r->month, 1);
	int64_t last = first + date_days_in(year, r->month) - 1;
	int ahead = (r->weekday - date_weekday(first) + 7) % 7;
	int64_t day = first + ahead + (r->week - 1) * 7;

	return day > last ? day - 7 : day;
}

/* When a rule strikes in a year, while `offset_s` is valid. */
static int64_t
strikes(const struct rule *r, int64_t year, int32_t offset_s)
{
	int64_t day;

	if (r->kind == RULE_MONTH) {
		day = month_day(r, year);
	} else {
		day = date_to_days(year, 1, 1) + r->day;
		if (r->kind == RULE_JULIAN)
			day -= r->day < 60 || date_days_in(year, 2) == 28;
	}
	return day * DAY_S + r->time_s - offset_s;
}

/* Where summer ends as the next begins, it goes on: all year. */
static void
narrow(struct period *p, int64_t t, int64_t change, int32_t offset_s)
{
	if (change > t && change < p->until)
		p->until = change;
	if (change <= t && change >= p->from) {
		p->from = change;
		p->offset_s = offset_s;
	}
}

struct period
footer_period(const struct footer *f, int64_t t)
{
	struct period p = { INT64_MIN, INT64_MAX, f->standard_s };
	int64_t year;
	int month, day;

	if (!f->has_summer)
		return p;
	date_from_days(t / DAY_S, &year, &month, &day);
	/* a rule's time may reach a week into the years beside its own */
	for (int64_t y = year - 2; y <= year + 2; y++) {
		narrow(&p, t, strikes(&f->end, y, f->summer_s), f->standard_s);
		narrow(
		    &p, t, strikes(&f->start, y, f->standard_s), f->summer_s);
	}
	return p;
}
