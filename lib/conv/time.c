#include "conv/time.h"

#include "base/ascii.h"
#include "base/date.h"
#include "base/load.h"
#include "conv/conv.h"

enum { DAY_MS = DAY_S * 1000 };

/* date_digits() of two of them, without a call. */
static inline int
two_digits(const char *p)
{
	unsigned tens = (unsigned char)p[0] - '0';
	unsigned ones = (unsigned char)p[1] - '0';

	return tens > 9 || ones > 9 ? -1 : (int)(tens * 10 + ones);
}

/* The same at s.p[*at], if they are there; moves *at behind them. */
static int
take_two(struct str s, size_t *at)
{
	int x = s.n - *at < 2 ? -1 : two_digits(s.p + *at);

	*at += x < 0 ? 0 : 2;
	return x;
}

static inline bool
take(struct str s, size_t *at, const char *any)
{
	if (*at >= s.n)
		return false;
	for (; *any; any++)
		if (s.p[*at] == *any) {
			++*at;
			return true;
		}
	return false;
}

/* "Z" or "+hh:mm" (also "+hhmm", which several vendors write). */
static bool
zone(struct str s, size_t *at, int64_t *offset_min)
{
	bool west;
	int h, m;

	*offset_min = 0;
	if (take(s, at, "Zz"))
		return true;
	if (*at >= s.n)
		return false;
	west = s.p[*at] == '-';
	if (!take(s, at, "+-"))
		return false;
	h = take_two(s, at);
	take(s, at, ":");
	m = take_two(s, at);
	if (h < 0 || h > 23 || m < 0 || m > 59)
		return false;
	*offset_min = (west ? -1 : 1) * (h * 60 + m);
	return true;
}

bool
conv_has_year(int64_t ms)
{
	return ms >= date_to_days(0, 1, 1) * DAY_MS &&
	       ms < date_to_days(10000, 1, 1) * DAY_MS;
}

/* When the day "2026-03-01" begins; false when there is none. */
static bool
date(const char *p, int64_t *begins_s)
{
	int century = two_digits(p), year = two_digits(p + 2);
	int mon = two_digits(p + 5), d = two_digits(p + 8);

	if ((century | year | mon | d) < 0 || p[4] != '-' || p[7] != '-')
		return false;
	year += century * 100;
	if (mon < 1 || mon > 12 || d < 1 || d > date_days_in(year, mon))
		return false;
	*begins_s = date_to_days(year, mon, d) * DAY_S;
	return true;
}

/* Whether the day that p begins with exists; it is then `last`. */
static bool
find_day(const char *p, struct day *last)
{
	if (memcmp(p, last->date, sizeof(last->date)) == 0)
		return true;
	if (!date(p, &last->begins_s))
		return false;
	memcpy(last->date, p, sizeof(last->date));
	return true;
}

/*
 * "09:00:00" in seconds, -1 when it is none.  A byte of `odd` is what differs
 * from "00:00:00" there: a digit's value, nothing for a colon.  What is added
 * to it reaches the upper half of the byte when it is more than that.
 */
static int32_t
clock_time(const char *p)
{
	const uint64_t limits = UINT64_C(0x06060f06060f0606);
	uint64_t odd = load_little_64(p) ^ load_little_64("00:00:00"), pairs;
	int32_t h, min, sec;

	if ((odd | (odd + limits)) & UINT64_C(0xf0f0f0f0f0f0f0f0))
		return -1;
	pairs = odd * 10 + (odd >> 8);
	h = pairs & 0xff;
	min = pairs >> 24 & 0xff;
	sec = pairs >> 48 & 0xff;
	if (h > 23 || min > 59 || sec > 60) /* 60: a leap second */
		return -1;
	return (h * 60 + min) * 60 + sec;
}

/* ".123" in milliseconds, which further digits do not change. */
static bool
fraction(struct str s, size_t *at, int64_t *ms)
{
	int scale = 100;
	size_t from;

	*ms = 0;
	if (!take(s, at, "."))
		return true;
	for (from = *at; *at < s.n && is_digit(s.p[*at]); ++*at, scale /= 10)
		*ms += (s.p[*at] - '0') * scale;
	return *at > from;
}

bool
time_near(struct str s, struct day *last, int64_t *ms)
{
	size_t at = 19; /* behind "2026-03-01T09:00:00" */
	int64_t clock_s, beyond_ms, offset_min;

	if (s.n < at || (s.p[10] != 'T' && s.p[10] != 't' && s.p[10] != ' ') ||
	    !find_day(s.p, last) || (clock_s = clock_time(s.p + 11)) < 0 ||
	    !fraction(s, &at, &beyond_ms) || !zone(s, &at, &offset_min) ||
	    at != s.n)
		return false;
	*ms = (last->begins_s + clock_s - offset_min * 60) * 1000 + beyond_ms;
	return conv_has_year(*ms);
}

bool
conv_parse_time(struct str s, int64_t *ms)
{
	struct day day = DAY_FIRST;

	return time_near(s, &day, ms);
}

/* The last n digits of x. */
static void
set_digits(char *p, int64_t x, size_t n)
{
	for (uint32_t rest = (uint32_t)x; n-- > 0; rest /= 10)
		p[n] = (char)('0' + rest % 10);
}

void
conv_put_time(struct buf *b, int64_t ms)
{
	char text[] = "0000-00-00T00:00:00.000Z";
	int64_t days = ms / DAY_MS, rest = ms % DAY_MS, y;
	int m, d;

	if (rest < 0) {
		rest += DAY_MS;
		days--;
	}
	date_from_days(days, &y, &m, &d);
	set_digits(text, y, 4);
	set_digits(text + 5, m, 2);
	set_digits(text + 8, d, 2);
	set_digits(text + 11, rest / 3600000, 2);
	set_digits(text + 14, rest / 60000 % 60, 2);
	set_digits(text + 17, rest / 1000 % 60, 2);
	set_digits(text + 20, rest % 1000, 3);
	if (rest % 1000 == 0)
		text[19] = 'Z';
	buf_put(b, text, rest % 1000 ? 24 : 20);
}
