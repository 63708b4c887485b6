#include "import/when.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "conv/conv.h"
#include "import/word.h"

/* Bigger numbers are of the next smaller unit: 1e11 seconds is the year 5138.
 * 0 is more likely no time than the first second of 1970; -1 is what some write
 * for none. */
static enum when
when_number(double x, int64_t *ms)
{
	static const double least[] = { 1e17, 1e14, 1e11, 0 };
	static const double per_ms[] = { 1e6, 1e3, 1, 1e-3 };
	size_t unit = 0;

	if (!(x > 0))
		return x == -1 ? WHEN_NONE : WHEN_UNREADABLE;
	while (x < least[unit])
		unit++;
	if (x > 1e19)
		return WHEN_UNREADABLE;
	*ms = (int64_t)floor(x / per_ms[unit] + 0.5);
	return conv_has_year(*ms) ? WHEN_KNOWN : WHEN_UNREADABLE;
}

enum { FIRST_SERIAL = 20000, PAST_SERIALS = 80000, SERIAL_OF_1970 = 25569 };

static enum when
when_serial(double x, const struct zone *zone, int64_t *ms)
{
	int64_t s = (int64_t)floor(x * DAY_S + 0.5), seconds;
	int64_t second = s % DAY_S;
	struct civil c = { .hour = (int)(second / 3600),
		.minute = (int)(second / 60 % 60),
		.second = (int)(second % 60) };

	date_from_days(s / DAY_S - SERIAL_OF_1970, &c.year, &c.month, &c.day);
	if (!zone_instant(zone, &c, &seconds))
		return WHEN_UNREADABLE;
	*ms = seconds * 1000;
	return WHEN_SERIAL;
}

struct text {
	struct str s;
	size_t at;
};

/* A number of at least `least` and at most `most` digits, or -1. */
static int64_t
digits(struct text *t, size_t least, size_t most)
{
	int64_t v = 0;
	size_t n = 0;

	while (n < most && t->at < t->s.n && is_digit(t->s.p[t->at])) {
		v = v * 10 + (t->s.p[t->at++] - '0');
		n++;
	}
	return n >= least ? v : -1;
}

static bool
take(struct text *t, const char *any)
{
	if (t->at < t->s.n && is_any_of(t->s.p[t->at], any)) {
		t->at++;
		return true;
	}
	return false;
}

static bool
take_word(struct text *t, const char *word)
{
	size_t n = strlen(word);

	if (t->s.n - t->at != n || memcmp(t->s.p + t->at, word, n))
		return false;
	t->at += n;
	return true;
}

/* "Z", " UTC", "+00:00", "+0000", "+00"; false: none of them. */
static bool
read_offset(struct text *t, int64_t *offset_s)
{
	bool west;
	int64_t h, m;

	while (take(t, " "))
		;
	*offset_s = 0;
	if (take_word(t, "Z") || take_word(t, "z") || take_word(t, "UTC") ||
	    take_word(t, "GMT"))
		return true;
	west = t->at < t->s.n && t->s.p[t->at] == '-';
	if (!take(t, "+-"))
		return false;
	h = digits(t, 2, 2);
	take(t, ":");
	m = t->at < t->s.n ? digits(t, 2, 2) : 0;
	*offset_s = (west ? -1 : 1) * (h * 3600 + m * 60);
	return h >= 0 && h < 24 && m >= 0 && m < 60;
}

/* "Thu, 24 Mar 2016", as in the head of an e-mail. */
static bool
read_mail_date(struct text *t, struct civil *c)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *comma = memchr(t->s.p, ',', t->s.n < 5 ? t->s.n : 5);
	size_t month = 0;

	t->at = comma ? (size_t)(comma + 1 - t->s.p) : 0;
	while (take(t, " "))
		;
	c->day = (int)digits(t, 1, 2);
	if (c->day < 0 || !take(t, " ") || t->s.n - t->at < 3)
		return false;
	while (month < 12 && memcmp(months + 3 * month, t->s.p + t->at, 3) != 0)
		month++;
	t->at += 3;
	c->month = (int)month + 1;
	if (month == 12 || !take(t, " "))
		return false;
	c->year = digits(t, 4, 4);
	return c->year >= 0;
}

/* "2026-03-01", or as spreadsheets show it: "01.03.2026" is the day first
 * everywhere, "01/03/2026" is not. */
static bool
read_date(struct text *t, const char *order, struct civil *c, bool *ambiguous)
{
	int64_t part[3];
	bool dots;

	if ((part[0] = digits(t, 4, 4)) >= 0) {
		c->year = part[0];
		if (!take(t, "-/"))
			return false;
		c->month = (int)digits(t, 1, 2);
		if (!take(t, "-/"))
			return false;
		c->day = (int)digits(t, 1, 2);
		return true;
	}
	t->at = 0;
	if (read_mail_date(t, c))
		return true;
	t->at = 0;
	part[0] = digits(t, 1, 2);
	dots = t->at < t->s.n && t->s.p[t->at] == '.';
	if (!take(t, "./-"))
		return false;
	part[1] = digits(t, 1, 2);
	if (!take(t, "./-"))
		return false;
	part[2] = digits(t, 4, 4);
	if (order && order[0] == 'y')
		order = NULL;
	if (!order && !dots && part[0] <= 12 && part[1] <= 12)
		*ambiguous = true;
	if (!order)
		order = !dots && part[1] > 12 ? "mdy" : "dmy";
	c->year = part[2];
	c->month = (int)part[order[0] == 'm' ? 0 : 1];
	c->day = (int)part[order[0] == 'm' ? 1 : 0];
	return c->year >= 0;
}

/* "am", "PM" behind twelve hours. */
static bool
read_half(struct text *t, int *hour)
{
	bool pm;

	while (take(t, " "))
		;
	if (t->at + 2 > t->s.n || (t->s.p[t->at + 1] | 32) != 'm')
		return true;
	pm = (t->s.p[t->at] | 32) == 'p';
	if (!pm && (t->s.p[t->at] | 32) != 'a')
		return true;
	t->at += 2;
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (pm ? 12 : 0);
	return true;
}

static bool
read_civil(struct text *t, const char *order, struct civil *c,
    int64_t *fraction_ms, bool *ambiguous)
{
	int64_t scale = 100, v;

	if (!read_date(t, order, c, ambiguous))
		return false;
	take(t, ",");
	if (!take(t, "Tt "))
		return false;
	c->hour = (int)digits(t, 1, 2);
	if (!take(t, ":"))
		return false;
	c->minute = (int)digits(t, 2, 2);
	c->second = take(t, ":") ? (int)digits(t, 2, 2) : 0;
	*fraction_ms = 0;
	if (take(t, ".,"))
		while ((v = digits(t, 1, 1)) >= 0) {
			*fraction_ms += v * scale;
			scale /= 10;
		}
	return read_half(t, &c->hour) && c->month > 0 && c->day > 0 &&
	       c->hour >= 0 && c->minute >= 0 && c->second >= 0;
}

static bool
says_nothing(struct str s)
{
	return word_is_nothing(s) || str_eq(s, STR("-1"));
}

/* Where the semicolon separates, the comma is the decimal sign. */
static bool
is_number(struct str s, double *x)
{
	char number[32], *end, *comma;

	if (s.n >= sizeof(number) || s.p[0] < '0' || s.p[0] > '9')
		return false;
	memcpy(number, s.p, s.n);
	number[s.n] = '\0';
	if ((comma = strchr(number, ',')))
		*comma = '.';
	if (strspn(number, "0123456789.") != s.n)
		return false;
	*x = strtod(number, &end);
	return *end == '\0';
}

enum when
when_read_text(
    struct str s, const struct zone *zone, const char *order, int64_t *ms)
{
	struct text t = { str_trimmed(s), 0 };
	struct civil c = { 0 };
	int64_t fraction, offset, seconds;
	enum zone_times times;
	bool known, ambiguous = false;
	double x;

	if (conv_parse_time(s, ms))
		return WHEN_KNOWN;
	if (t.s.n < s.n)
		return when_read_text(t.s, zone, order, ms);
	if (says_nothing(s))
		return WHEN_NONE;
	if (is_number(s, &x))
		return x >= FIRST_SERIAL && x < PAST_SERIALS
			   ? when_serial(x, zone, ms)
			   : when_number(x, ms);
	if (!read_civil(&t, order, &c, &fraction, &ambiguous))
		return WHEN_UNREADABLE;
	if (ambiguous)
		return WHEN_AMBIGUOUS;
	known = read_offset(&t, &offset);
	times = zone_instants(zone, &c, &seconds);
	if (t.at != s.n || times == ZONE_NO_TIME)
		return WHEN_UNREADABLE;
	if (known)
		seconds = date_to_days(c.year, c.month, c.day) * DAY_S +
			  c.hour * 3600 + c.minute * 60 + c.second - offset;
	*ms = seconds * 1000 + fraction;
	if (!conv_has_year(*ms))
		return WHEN_UNREADABLE;
	if (known)
		return WHEN_KNOWN;
	return times == ZONE_TWICE   ? WHEN_TWICE
	       : times == ZONE_NEVER ? WHEN_NEVER
				     : WHEN_ASSUMED;
}

/* As written in JSON, with escapes: no time takes as many bytes, and one that
 * does not end must not fill the memory it is read in. */
enum { LONGEST = 1024 };

enum when
when_read(const struct json *j, uint32_t at, const struct zone *zone,
    const char *order, int64_t *ms)
{
	struct arena scratch;
	enum when w = WHEN_NONE;

	if (!at)
		return WHEN_NONE;
	switch (json_kind_of(j, at)) {
	case JSON_NULL:
		return WHEN_NONE;
	case JSON_NUMBER:
		return when_number(json_number(j, at), ms);
	case JSON_STRING:
		if (json_raw(j, at).n > LONGEST)
			return WHEN_UNREADABLE;
		arena_init(&scratch, LONGEST);
		w = when_read_text(
		    json_string(j, at, &scratch), zone, order, ms);
		arena_free(&scratch);
		return w;
	default:
		return WHEN_UNREADABLE;
	}
}
