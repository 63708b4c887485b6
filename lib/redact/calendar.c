#include <string.h>
#include <strings.h>

#include "base/octets.h"
#include "redact/context.h"
#include "redact/dates.h"
#include "redact/recogniser.h"

/* What dates and codes mean only beside what is said of them. */

/* What is said behind a date of birth. */
static const struct str born[] = { { "geboren", 7 }, { "is my birthday", 14 },
	{ "is my date of birth", 19 }, { "is my dob", 9 } };

enum { N_BORN = sizeof(born) / sizeof(*born) };
enum { SHORTEST_BIRTH = 14 }; /* bytes of a text that ends with one of them */

/* "12.05.1980 geboren" */
static bool
is_born_behind(const struct candidate *c)
{
	size_t i = c->end;

	while (strchr(" ,", byte_at(c->text, i)) && byte_at(c->text, i))
		i++;
	for (size_t k = 0; k < N_BORN; k++)
		if (c->text.n - i >= born[k].n &&
		    memcmp(c->text.p + i, born[k].p, born[k].n) == 0)
			return true;
	return false;
}

static size_t
digits_end(struct str text, size_t at)
{
	while (is_digit(byte_at(text, at)))
		at++;
	return at;
}

/* "st", ".", "of": between a day and its month; how long the one at `at` is. */
static size_t
link_size(struct str text, size_t at)
{
	static const struct str links[] = { { "st", 2 }, { "nd", 2 },
		{ "rd", 2 }, { "th", 2 }, { ".", 1 }, { "of ", 3 },
		{ "de ", 3 }, { " ", 1 } };

	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++)
		if (text.n - at >= links[i].n &&
		    strncasecmp(text.p + at, links[i].p, links[i].n) == 0)
			return links[i].n;
	return 0;
}

static size_t
link_end(struct str text, size_t at)
{
	size_t n;

	while ((n = link_size(text, at)))
		at += n;
	return at;
}

/* "22nd of the 6th, 94", "3rd of the 4th 1971", behind the day; or `day`. */
static size_t
ordinals_end(struct str text, size_t day)
{
	static const struct str joints[] = { { " of the ", 8 }, { " of ", 4 } };
	size_t i = day + 2, month, year;

	if (link_size(text, day) != 2)
		return day;
	for (size_t k = 0; k < sizeof(joints) / sizeof(*joints); k++)
		if (text.n > i + joints[k].n &&
		    memcmp(text.p + i, joints[k].p, joints[k].n) == 0) {
			i += joints[k].n;
			break;
		}
	month = digits_end(text, i);
	if (i == day + 2 || month == i || month > i + 2 ||
	    link_size(text, month) != 2)
		return day;
	month += 2;
	for (i = month; byte_at(text, i) == ',' || byte_at(text, i) == ' ';)
		i++;
	year = digits_end(text, i);
	return i > month && (year == i + 2 || year == i + 4) ? year : month;
}

/* The day and the month of a birthday, at a day: "3rd of june", "11/12". */
static size_t
day_end(struct str text, size_t at)
{
	size_t end = digits_end(text, at), month;
	char joint = byte_at(text, end);

	if (end - at > 2)
		return at;
	if (ordinals_end(text, end) > end)
		return ordinals_end(text, end);
	month = link_end(text, end);
	if (date_month_end(text, month) > month)
		return date_month_end(text, month);
	month = digits_end(text, end + 1);
	return (joint == '/' || joint == '.') && month > end + 1 &&
		       month <= end + 3
		   ? month
		   : at;
}

/* The name of a month stands right before a place: where it begins. */
static size_t
month_before(struct str text, size_t at)
{
	size_t end = at, start;

	while (end > 0 && strchr(" .", text.p[end - 1]) && at - end < 2)
		end--;
	start = end;
	while (start > 0 && is_alpha(text.p[start - 1]))
		start--;
	return start < end && date_month_end(text, start) == end ? start : at;
}

/* Behind a line break at `at`; or `at`. */
static size_t
break_end(struct str text, size_t at)
{
	size_t i = at + (byte_at(text, at) == '\r');

	return byte_at(text, i) == '\n' ? i + 1 : at;
}

/* Behind the mark between the parts of a date, or a line break; or `at`. */
static size_t
joint_end(struct str text, size_t at)
{
	return byte_at(text, at) && strchr("-/.", byte_at(text, at))
		   ? at + 1
		   : break_end(text, at);
}

/* 31/06/1996 is no date, and somebody's birthday all the same; so is one on
 * three lines. */
static size_t
three_end(struct str text, size_t at)
{
	size_t end = at;

	for (int part = 0; part < 3; part++) {
		size_t from = part ? joint_end(text, end) : end;

		if (part && from == end)
			return at;
		end = digits_end(text, from);
		if (end == from || end - from > (part < 2 ? 2 : 4))
			return at;
	}
	return end;
}

/* A date from its first digit on, or from the month before. */
static bool
read_birth(struct candidate *c)
{
	size_t digits = digits_end(c->text, c->start) - c->start;
	size_t month = month_before(c->text, c->start);
	struct date d;

	if (month < c->start) {
		c->end = c->start + digits;
		if (date_read(c->text, month, false, &d) && d.month)
			c->end = date_end(&d);
		c->start = month;
		return digits <= 2 || digits == 4;
	}
	if (date_read(c->text, c->start, false, &d)) {
		c->end = date_end(&d);
		return d.month || (d.year >= 1900 && d.year < 2030);
	}
	c->end = three_end(c->text, c->start);
	if (c->end == c->start)
		c->end = day_end(c->text, c->start);
	if (c->end == c->start)
		c->end += digits == 6 || digits == 8 ? digits : 0;
	return c->end > c->start;
}

static bool
holds(struct str text, struct str what)
{
	return memmem(text.p, text.n, what.p, what.n) != NULL;
}

/* Whether "ebo" or "s my" begins at one of OCTETS bytes. */
static bool
has_born(const char *p)
{
	struct octets x = octets_load(p), y = octets_load(p + 1),
		      z = octets_load(p + 2), last = octets_load(p + 3);

	return OCTETS_ANY(
	    ((x.c == 'e') & (y.c == 'b') & (z.c == 'o')) |
	    ((x.c == 's') & (y.c == ' ') & (z.c == 'm') & (last.c == 'y')));
}

/* Each of born[] has "geboren" or "is my " in it: most texts have neither by
 * a few letters of them. */
static bool
may_hold_born(struct str text)
{
	enum { LOOK = OCTETS + 3 }; /* bytes that are read */

	for (size_t i = 0; i + LOOK <= text.n; i += OCTETS)
		if (has_born(text.p + i))
			return true;
	return text.n < LOOK || has_born(text.p + text.n - LOOK);
}

bool
birth_is_spoken_of(const struct candidate *c)
{
	struct memo *m = c->memo;

	if (!m->born_known)
		m->born = c->text.n >= SHORTEST_BIRTH &&
			  may_hold_born(c->text) &&
			  (holds(c->text, STR("geboren")) ||
			      holds(c->text, STR("is my ")));
	m->born_known = true;
	return m->born;
}

/* "born 1980, married 2001" */
bool
birth_valid(struct candidate *c)
{
	bool before =
	    candidate_named(c) == KIND_DOB && candidate_is_next(c, KIND_DOB);

	if (!before && c->text.n >= SHORTEST_BIRTH && !birth_is_spoken_of(c))
		return false;
	return read_birth(c) && (before || is_born_behind(c));
}

bool
birth_is_near(const struct candidate *c)
{
	enum { NEAR = 40 }; /* bytes that a date and what follows it may take */
	size_t n = c->text.n - c->start;

	if (!birth_is_spoken_of(c))
		return false;
	for (size_t k = 0; k < N_BORN; k++)
		if (holds((struct str){ c->text.p + c->start,
			      n < NEAR ? n : NEAR },
			born[k]))
			return true;
	return false;
}

/* 1.2.3.2026, 2026-03-01-7: a piece of something longer. */
static bool
is_piece(const struct candidate *c)
{
	char before = byte_at(c->text, c->start - 1);
	char after = byte_at(c->text, c->end);

	return (before && strchr("-/.", before) && c->start > 1 &&
		   is_digit(c->text.p[c->start - 2])) ||
	       is_digit(after) ||
	       (after && strchr("-/.", after) &&
		   is_digit(byte_at(c->text, c->end + 1)));
}

/* "T09:00:00.000Z" behind a date is of it. */
static size_t
time_end(struct str text, size_t at)
{
	size_t i = at + 1;

	if (byte_at(text, at) != 'T' || !is_digit(byte_at(text, i)))
		return at;
	while (is_digit(byte_at(text, i)) || byte_at(text, i) == 'Z' ||
	       ((byte_at(text, i) == ':' || byte_at(text, i) == '.' ||
		    byte_at(text, i) == '+' || byte_at(text, i) == '-') &&
		   is_digit(byte_at(text, i + 1))))
		i++;
	return i;
}

bool
calendar_valid(struct candidate *c)
{
	struct date d;

	if (!date_read(c->text, c->start, false, &d) || d.month == 0)
		return false;
	c->end = date_end(&d);
	c->score = d.day ? 90 : 70;
	if (is_piece(c))
		return false;
	c->end = time_end(c->text, c->end);
	return true;
}

/* The number alone: "years old" stays. */
bool
age_valid(struct candidate *c)
{
	unsigned age = 0;
	char before = byte_at(c->text, c->start - 1);

	c->end = c->start;
	while (is_digit(byte_at(c->text, c->end)))
		age = age * 10 + (unsigned)(c->text.p[c->end++] - '0');
	return age > 0 && age <= 120 && !(before && strchr("-.,/", before)) &&
	       !is_alnum(before);
}

/* Where what stands right before `at` ends. */
static size_t
behind_blanks(struct str text, size_t at)
{
	while (at > 0 && memchr(" ,;/|.-\n", text.p[at - 1], 8))
		at--;
	return at;
}

enum { LONGEST_PLACEHOLDER = 64 };

/* Where a placeholder of that kind begins that ends at `at`; `at`: none. */
static size_t
placeholder_start(struct str text, size_t at, struct str begins)
{
	size_t i = at;

	if (byte_at(text, at - 1) != '>')
		return at;
	while (i > 0 && at - i < LONGEST_PLACEHOLDER && text.p[i - 1] != '<')
		i--;
	return i > 0 && at - i > begins.n &&
		       memcmp(text.p + i - 1, begins.p, begins.n) == 0
		   ? i - 1
		   : at;
}

/* "fin", "good till": before the short words that stand before `at`. */
static size_t
before_short_words(struct str text, size_t at)
{
	enum { MOST_WORDS = 2, LONGEST_WORD = 8 };

	for (int n = 0; n < MOST_WORDS; n++) {
		size_t i = at;

		while (i > 0 && is_alpha(text.p[i - 1]))
			i--;
		if (i == at || at - i > LONGEST_WORD || i == 0)
			break;
		at = behind_blanks(text, i);
	}
	return at;
}

/* "************4444", "xxxx xxxx 0366": a card that is masked, where its last
 * digits begin. */
static bool
is_masked_card(struct str text, size_t last)
{
	size_t i = last, masks = 0;

	if (i > 0 && (text.p[i - 1] == ' ' || text.p[i - 1] == '-'))
		i--;
	for (; i > 0 && memchr("*xX", text.p[i - 1], 3); i--)
		masks++;
	return masks >= 3;
}

/* A text ends with the number of a card, or what is left of one. */
static bool
ends_with_card(struct str text)
{
	enum { LEAST_DIGITS = 13 };
	size_t digits = 0, i = behind_blanks(text, text.n);
	size_t last = i;

	if (placeholder_start(text, i, STR("<CARD_")) < i)
		return true;
	while (last > 0 && is_digit(text.p[last - 1]))
		last--;
	if (i - last == 4 && is_masked_card(text, last))
		return true;
	for (; digits < LEAST_DIGITS && i > 0 &&
	       (is_digit(text.p[i - 1]) || text.p[i - 1] == ' ' ||
		   text.p[i - 1] == '-');
	     i--)
		digits += is_digit(text.p[i - 1]);
	return digits >= LEAST_DIGITS;
}

/* The number of a card stands before `at`, or in the turn before. */
static bool
follows_card(const struct candidate *c, size_t at)
{
	if (behind_blanks(c->text, at) > 0)
		return ends_with_card((struct str){ c->text.p, at });
	c->memo->heeds_card = true;
	return ends_with_card(c->before);
}

/* "bis 04/30 gültig", "04/27 is the expiry": said of it behind it. */
static bool
expires_behind(const struct candidate *c)
{
	static const char *const words[] = { "gultig", "gueltig", "giltig",
		"geldig", "expiry", "expiration", "exp", "wazna", "wazny" };
	size_t i = c->end, end;

	for (int n = 0; n < 4; n++) {
		while (
		    strchr(" ,:=(", byte_at(c->text, i)) && byte_at(c->text, i))
			i++;
		for (end = i; is_alpha(byte_at(c->text, end)); end++)
			;
		for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
			if (end - i == strlen(words[k]) &&
			    strncasecmp(c->text.p + i, words[k], end - i) == 0)
				return true;
		if (end == i || end - i > 4) /* "is the", "as" */
			return false;
		i = end;
	}
	return false;
}

/* "04/27": two digits of a month, and a mark. */
static bool
is_plain_expiry(const struct candidate *c)
{
	char mark = byte_at(c->text, c->start + 2);

	if (mark == ' ')
		mark = byte_at(c->text, c->start + 3);
	return is_digit(byte_at(c->text, c->start + 1)) && mark &&
	       strchr("-/.", mark);
}

bool
expiry_valid(struct candidate *c)
{
	enum kind named = candidate_named(c);

	/* "4/27", "0427", "2027-04": right behind what says so, or a card. */
	if (!is_plain_expiry(c))
		return (named == KIND_EXPIRY &&
			   candidate_is_next(c, KIND_EXPIRY)) ||
		       ((byte_at(c->text, c->start + 1) == '/' ||
			    c->end - c->start == 4) &&
			   follows_card(c, c->start));
	/* "cvv 178 and the date 04/30" */
	return named == KIND_EXPIRY || named == KIND_CVV ||
	       follows_card(c, c->start) ||
	       follows_card(c, before_short_words(c->text,
				   behind_blanks(c->text, c->start))) ||
	       expires_behind(c);
}

/* Where a month and its year begin that end at `at`; `at`: they do not. */
static size_t
expiry_start(struct str text, size_t at)
{
	size_t i = at, digits = 0;

	for (; i > 0 && is_digit(text.p[i - 1]); i--)
		digits++;
	if ((digits != 2 && digits != 4) || i < 2 ||
	    !strchr("-/.", text.p[i - 1]) || !is_digit(text.p[i - 2]))
		return at;
	i -= 2;
	return i > 0 && is_digit(text.p[i - 1]) ? i - 1 : i;
}

/* "cod", "codigo", "e code": before what may say that a code is a card's. */
static size_t
before_code_word(struct str text, size_t at)
{
	static const char *const words[] = { "cod", "code", "codigo", "codice",
		"says", "sec", "sicherheitscode", "back" };
	size_t i = at;

	while (i > 0 && is_alpha(text.p[i - 1]))
		i--;
	for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
		if (strlen(words[k]) == at - i &&
		    strncasecmp(text.p + i, words[k], at - i) == 0)
			return before_short_words(text, behind_blanks(text, i));
	return at;
}

/* "250 points": a word stands behind it. */
static bool
is_counted(const struct candidate *c)
{
	size_t i = c->start;

	while (is_digit(byte_at(c->text, i)))
		i++;
	return byte_at(c->text, i) == ' ' && is_alpha(byte_at(c->text, i + 1));
}

/* "11/28" and then "390", each in a turn of its own. */
static bool
is_turn_behind_expiry(const struct candidate *c)
{
	size_t end = behind_blanks(c->before, c->before.n), last = c->start;

	while (is_digit(byte_at(c->text, last)))
		last++;
	if (end == 0 || behind_blanks(c->text, c->start) > 0 ||
	    behind_blanks(c->text, c->text.n) > last)
		return false;
	c->memo->heeds_card = true;
	return placeholder_start(c->before, end, STR("<EXPIRY_")) == 0 ||
	       expiry_start(c->before, end) == 0;
}

bool
cvv_is_near(const struct candidate *c)
{
	size_t end =
		   before_code_word(c->text, behind_blanks(c->text, c->start)),
	       at;

	if (is_turn_behind_expiry(c))
		return true;
	at = placeholder_start(c->text, end, STR("<EXPIRY_"));
	/* What is no expiry would not be written so. */
	if (at < end && !is_counted(c))
		return true;
	if (at == end)
		at = expiry_start(c->text, end);
	return at < end &&
	       (follows_card(c, at) ||
		   follows_card(c, before_short_words(
				       c->text, behind_blanks(c->text, at))));
}

/* The two letters that end a British one are none of these. */
static bool
is_british_end(struct str text, size_t end)
{
	static const char never[] = "cikmovCIKMOV";

	return !strchr(never, text.p[end - 1]) &&
	       !strchr(never, text.p[end - 2]);
}

/* In capitals it says itself what it is. */
bool
postcode_valid(struct candidate *c)
{
	if (!is_british_end(c->text, c->end))
		return false;
	for (size_t i = c->start; i < c->end; i++)
		if (is_alpha(c->text.p[i]) &&
		    to_lower(c->text.p[i]) == c->text.p[i])
			return candidate_named(c) == KIND_POSTCODE;
	return true;
}
