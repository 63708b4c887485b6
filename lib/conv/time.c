#include "conv/conv.h"

#include <inttypes.h>

enum { DAY_MS = 86400000 };

static bool
is_leap(int64_t y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int64_t
days_in(int64_t y, int64_t m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	return days[m - 1] + (m == 2 && is_leap(y));
}

/* Days from 1970-01-01 in the proleptic Gregorian calendar (after Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms", days_from_civil). */
static int64_t
days_from_civil(int64_t y, int64_t m, int64_t d)
{
	int64_t era, year_of_era, day_of_year;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	year_of_era = y - era * 400;
	day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 -
	       year_of_era / 100 + day_of_year - 719468;
}

static void
civil_from_days(int64_t z, int64_t *y, int64_t *m, int64_t *d)
{
	int64_t era, doe, yoe, doy, mp;

	z += 719468;
	era = (z >= 0 ? z : z - 146096) / 146097;
	doe = z - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	*d = doy - (153 * mp + 2) / 5 + 1;
	*m = mp < 10 ? mp + 3 : mp - 9;
	*y = yoe + era * 400 + (*m <= 2);
}

/* n digits at s.p[*at] as a number, moving *at; -1 when they are not. */
static int64_t
digits(struct str s, size_t *at, size_t n)
{
	int64_t v = 0;

	if (s.n - *at < n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		char c = s.p[*at + i];

		if (c < '0' || c > '9')
			return -1;
		v = v * 10 + (c - '0');
	}
	*at += n;
	return v;
}

static bool
take(struct str s, size_t *at, const char *any)
{
	if (*at >= s.n || !memchr(any, s.p[*at], strlen(any)))
		return false;
	++*at;
	return true;
}

/* "Z" or "+hh:mm" (also "+hhmm", which several vendors write). */
static bool
zone(struct str s, size_t *at, int64_t *offset_min)
{
	int64_t h, m;
	bool west;

	*offset_min = 0;
	if (take(s, at, "Zz"))
		return true;
	if (*at >= s.n)
		return false;
	west = s.p[*at] == '-';
	if (!take(s, at, "+-"))
		return false;
	h = digits(s, at, 2);
	take(s, at, ":");
	m = digits(s, at, 2);
	if (h < 0 || h > 23 || m < 0 || m > 59)
		return false;
	*offset_min = (west ? -1 : 1) * (h * 60 + m);
	return true;
}

bool
conv_has_year(int64_t ms)
{
	return ms >= days_from_civil(0, 1, 1) * DAY_MS &&
	       ms < days_from_civil(10000, 1, 1) * DAY_MS;
}

bool
conv_parse_time(struct str s, int64_t *ms)
{
	size_t at = 0;
	int64_t y, mon, d, h, min, sec, offset, fraction = 0, scale = 100;

	y = digits(s, &at, 4);
	if (y < 0 || !take(s, &at, "-"))
		return false;
	mon = digits(s, &at, 2);
	if (mon < 1 || mon > 12 || !take(s, &at, "-"))
		return false;
	d = digits(s, &at, 2);
	if (d < 1 || d > days_in(y, mon) || !take(s, &at, "Tt "))
		return false;
	h = digits(s, &at, 2);
	if (h < 0 || h > 23 || !take(s, &at, ":"))
		return false;
	min = digits(s, &at, 2);
	if (min < 0 || min > 59 || !take(s, &at, ":"))
		return false;
	sec = digits(s, &at, 2);
	if (sec < 0 || sec > 60) /* 60: a leap second */
		return false;
	if (take(s, &at, ".")) {
		int64_t digit = digits(s, &at, 1);

		if (digit < 0)
			return false;
		for (; digit >= 0; digit = digits(s, &at, 1)) {
			fraction += digit * scale;
			scale /= 10;
		}
	}
	if (!zone(s, &at, &offset) || at != s.n)
		return false;
	*ms =
	    (((days_from_civil(y, mon, d) * 24 + h) * 60 + min - offset) * 60 +
		sec) *
		1000 +
	    fraction;
	return conv_has_year(*ms);
}

void
conv_put_time(struct buf *b, int64_t ms)
{
	int64_t days = ms / DAY_MS, rest = ms % DAY_MS, y, m, d;

	if (rest < 0) {
		rest += DAY_MS;
		days--;
	}
	civil_from_days(days, &y, &m, &d);
	buf_printf(b,
	    "%04" PRId64 "-%02" PRId64 "-%02" PRId64 "T%02" PRId64 ":%02" PRId64
	    ":%02" PRId64,
	    y, m, d, rest / 3600000, rest / 60000 % 60, rest / 1000 % 60);
	if (rest % 1000)
		buf_printf(b, ".%03" PRId64, rest % 1000);
	buf_char(b, 'Z');
}
