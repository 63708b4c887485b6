#include "redact/dates.h"

#include <stdio.h>
#include <strings.h>

#include "redact/recogniser.h"

enum { LANGUAGES = 9, POLISH = 7, LONGEST = 13 };

/* Accents are gone in the view. */
static const char *const months[LANGUAGES][12] = {
	{ "january", "february", "march", "april", "may", "june", "july",
	    "august", "september", "october", "november", "december" },
	{ "januar", "februar", "marz", "april", "mai", "juni", "juli", "august",
	    "september", "oktober", "november", "dezember" },
	{ "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet",
	    "aout", "septembre", "octobre", "novembre", "decembre" },
	{ "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
	    "agosto", "septiembre", "octubre", "noviembre", "diciembre" },
	{ "janeiro", "fevereiro", "marco", "abril", "maio", "junho", "julho",
	    "agosto", "setembro", "outubro", "novembro", "dezembro" },
	{ "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
	    "luglio", "agosto", "settembre", "ottobre", "novembre",
	    "dicembre" },
	{ "januari", "februari", "maart", "april", "mei", "juni", "juli",
	    "augustus", "september", "oktober", "november", "december" },
	{ "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca",
	    "sierpnia", "wrzesnia", "pazdziernika", "listopada", "grudnia" },
	{ "januari", "februari", "mars", "april", "maj", "juni", "juli",
	    "augusti", "september", "oktober", "november", "december" },
};

void
date_months_each(void (*take)(void *self, struct str month), void *self)
{
	for (size_t l = 0; l < LANGUAGES; l++)
		for (size_t m = 0; m < 12; m++)
			take(self, str_of(months[l][m]));
}

static bool
starts_word(const char *name, const char *word, size_t n)
{
	return strncmp(name, word, n) == 0;
}

/* "march", "mar", "Sept.": the month, or 0. */
static unsigned
month_of(struct str text, struct date_part p, struct date *d)
{
	char word[LONGEST];
	size_t n = p.end - p.start;

	if (n < 3 || n >= LONGEST)
		return 0;
	for (size_t i = 0; i < n; i++)
		word[i] = to_lower(text.p[p.start + i]);
	for (unsigned l = 0; l < LANGUAGES; l++)
		for (unsigned m = 0; m < 12; m++) {
			const char *name = months[l][m];

			if ((n > 4 && n != strlen(name)) ||
			    !starts_word(name, word, n))
				continue;
			/* Polish "sie", and German */
			if (n == 3 && l == POLISH && m == 7)
				continue;
			d->language = l;
			d->is_word = true;
			d->is_short = n != strlen(name);
			return m + 1;
		}
	return 0;
}

static bool
is_leap(int y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

static bool
is_day(const struct date *d)
{
	static const unsigned char days[] = { 31, 29, 31, 30, 31, 30, 31, 31,
		30, 31, 30, 31 };

	return d->month >= 1 && d->month <= 12 && d->day >= 1 &&
	       d->day <= days[d->month - 1] &&
	       (d->month != 2 || d->day < 29 || is_leap(d->year));
}

/* A run of digits or letters, and what stands between it and the next. */
struct field {
	struct date_part part;
	bool digits;
	unsigned value;
};

static size_t
read_field(struct str text, size_t i, struct field *f)
{
	f->part.start = i;
	f->digits = is_digit(byte_at(text, i));
	f->value = 0;
	while (f->digits ? is_digit(byte_at(text, i))
			 : is_alpha(byte_at(text, i))) {
		if (f->digits && i - f->part.start < 8)
			f->value = f->value * 10 + (unsigned)(text.p[i] - '0');
		i++;
	}
	f->part.end = i;
	return i;
}

static bool
is_word(struct str text, const struct field *f, const char *word)
{
	size_t n = strlen(word);

	return f->part.end - f->part.start == n &&
	       strncasecmp(text.p + f->part.start, word, n) == 0;
}

/* "st", "of", "de": words of a date that say nothing. */
static bool
is_filler(struct str text, const struct field *f)
{
	return is_word(text, f, "st") || is_word(text, f, "nd") ||
	       is_word(text, f, "rd") || is_word(text, f, "th") ||
	       is_word(text, f, "of") || is_word(text, f, "de") ||
	       is_word(text, f, "del");
}

/* Up to three fields of one date, one of them perhaps a month's name. */
static size_t
read_fields(struct str text, size_t at, struct field f[3], struct date *d)
{
	size_t n = 0, i = at;
	bool word = false;

	while (n < 3 && i < text.n) {
		size_t joint = i;

		while (joint < text.n && joint - i < 2 &&
		       strchr("-/. ,", text.p[joint]) && text.p[joint])
			joint++;
		if (n && joint == i && !is_alpha(byte_at(text, i)))
			break;
		read_field(text, joint, &f[n]);
		if (f[n].part.end == joint)
			break;
		if (n && is_filler(text, &f[n])) {
			i = f[n].part.end;
			continue;
		}
		if (!f[n].digits) {
			f[n].value = word ? 0 : month_of(text, f[n].part, d);
			if (!f[n].value)
				break;
			word = true;
		}
		i = f[n].part.end;
		n++;
	}
	return n;
}

static size_t
width(const struct field *f)
{
	return f->part.end - f->part.start;
}

static void
set_year(struct date *d, const struct field *f)
{
	d->year = (int)f->value;
	if (width(f) == 2)
		d->year += d->year < 40 ? 2000 : 1900;
	d->parts[0] = f->part;
}

static void
set_month(struct date *d, const struct field *f)
{
	d->month = f->value;
	d->parts[1] = f->part;
}

static void
set_day(struct date *d, const struct field *f)
{
	d->day = f->value;
	d->parts[2] = f->part;
}

static bool
is_year(const struct field *f)
{
	return f->digits && width(f) == 4 && f->value >= 1800 &&
	       f->value <= 2199;
}

/* What three fields mean by their order and size. */
static bool
assign(struct date *d, const struct field f[3], bool month_first)
{
	if (is_year(&f[0])) {
		set_year(d, &f[0]);
		set_month(d, &f[1]);
		set_day(d, &f[2]);
		return f[2].digits && width(&f[2]) <= 2;
	}
	if (!is_year(&f[2]) && !(f[2].digits && width(&f[2]) == 2))
		return false;
	set_year(d, &f[2]);
	if (!f[0].digits ||
	    (f[1].digits &&
		(f[1].value > 12 || (month_first && f[0].value <= 12)))) {
		set_month(d, &f[0]);
		set_day(d, &f[1]);
	} else {
		set_day(d, &f[0]);
		set_month(d, &f[1]);
	}
	return d->parts[2].end - d->parts[2].start <= 2;
}

bool
date_read(struct str text, size_t at, bool month_first, struct date *d)
{
	struct field f[3] = { { { 0, 0 }, false, 0 } };
	size_t n;

	*d = (struct date){ 0 };
	n = read_fields(text, at, f, d);
	if (n == 3 && assign(d, f, month_first) && is_day(d))
		return true;
	*d = (struct date){ .language = d->language,
		.is_word = d->is_word,
		.is_short = d->is_short };
	if (n >= 2 && !f[0].digits && is_year(&f[1])) {
		set_month(d, &f[0]);
		set_year(d, &f[1]);
		return true;
	}
	if (n >= 1 && f[0].digits && width(&f[0]) == 8) {
		struct field whole = f[0], part = whole;

		part.part.end = part.part.start + 4;
		part.value = whole.value / 10000;
		set_year(d, &part);
		part.part =
		    (struct date_part){ part.part.end, part.part.end + 2 };
		part.value = whole.value / 100 % 100;
		set_month(d, &part);
		part.part =
		    (struct date_part){ part.part.end, part.part.end + 2 };
		part.value = whole.value % 100;
		set_day(d, &part);
		return d->year >= 1800 && d->year <= 2199 && is_day(d);
	}
	if (n >= 1 && is_year(&f[0])) {
		set_year(d, &f[0]);
		return true;
	}
	return false;
}

size_t
date_month_end(struct str text, size_t at)
{
	struct date_part word = { at, at };
	struct date d;

	while (is_alpha(byte_at(text, word.end)))
		word.end++;
	return month_of(text, word, &d) ? word.end : at;
}

size_t
date_end(const struct date *d)
{
	size_t end = 0;

	for (size_t i = 0; i < 3; i++)
		if (d->parts[i].end > end)
			end = d->parts[i].end;
	return end;
}

/* Days since 1970 of the proleptic Gregorian calendar, and back. */
static int32_t
to_days(int y, unsigned m, unsigned d)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243,
		273, 304, 334 };
	int32_t past = y - 1;

	return past * 365 + past / 4 - past / 100 + past / 400 + before[m - 1] +
	       (m > 2 && is_leap(y)) + (int32_t)d - 719163;
}

static void
from_days(int32_t days, struct date *d)
{
	d->year = 1970 + days / 366;
	if (days < 0)
		d->year--;
	while (to_days(d->year + 1, 1, 1) <= days)
		d->year++;
	while (to_days(d->year, 1, 1) > days)
		d->year--;
	d->month = 12;
	while (to_days(d->year, d->month, 1) > days)
		d->month--;
	d->day = (unsigned)(days - to_days(d->year, d->month, 1)) + 1;
}

static void
put_month(const struct date *shifted, struct str old, struct buf *out)
{
	const char *name = months[shifted->language][shifted->month - 1];
	size_t n = shifted->is_short ? old.n : strlen(name);

	for (size_t i = 0; i < n && name[i]; i++) {
		char like = old.p[i < old.n ? i : old.n - 1];

		buf_char(out,
		    to_lower(like) != like ? (char)(name[i] & ~0x20) : name[i]);
	}
}

/* The "st" of 1st, behind which nothing of the word goes on. */
static size_t
ordinal_end(struct str text, size_t at)
{
	static const char *const endings[] = { "st", "nd", "rd", "th" };

	for (size_t i = 0; i < 4; i++)
		if (text.n - at >= 2 &&
		    memcmp(text.p + at, endings[i], 2) == 0 &&
		    !is_alpha(byte_at(text, at + 2)))
			return at + 2;
	return at;
}

static const char *
ordinal(unsigned n)
{
	if (n / 10 != 1 && n % 10 >= 1 && n % 10 <= 3)
		return &"st\0nd\0rd"[(n % 10 - 1) * 3];
	return "th";
}

bool
date_put_shifted(
    const struct date *d, struct str text, int32_t days, struct buf *out)
{
	struct date to = *d;
	unsigned values[3];
	size_t from = 0;

	if (!d->day || !d->month)
		return false;
	from_days(to_days(d->year, d->month, d->day) + days, &to);
	if (to.year < 1 || to.year > 9999)
		return false;
	values[0] = (unsigned)to.year;
	values[1] = to.month;
	values[2] = to.day;
	while (from < text.n) {
		size_t next = text.n, k = 3, n;

		for (size_t i = 0; i < 3; i++)
			if (d->parts[i].start >= from &&
			    d->parts[i].start < next) {
				next = d->parts[i].start;
				k = i;
			}
		buf_put(out, text.p + from, next - from);
		if (k == 3)
			break;
		from = d->parts[k].end;
		n = from - next;
		if (k == 1 && d->is_word)
			put_month(&to, (struct str){ text.p + next, n }, out);
		else
			buf_printf(out, "%0*u", (int)n,
			    k == 0 && n == 2 ? values[k] % 100 : values[k]);
		if (k == 2 && ordinal_end(text, from) != from) {
			buf_cstr(out, ordinal(to.day));
			from = ordinal_end(text, from);
		}
	}
	return true;
}
