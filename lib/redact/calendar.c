#include <string.h>

#include "redact/context.h"
#include "redact/dates.h"
#include "redact/recogniser.h"

/* What dates and codes mean only beside what is said of them. */

/* "born 1980, married 2001" */
bool
birth_valid(struct candidate *c)
{
	return candidate_named(c) == KIND_DOB && candidate_is_next(c, KIND_DOB);
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

/* The number of a card right before it, or what is left of one. */
static bool
follows_card(const struct candidate *c)
{
	size_t digits = 0, i = c->start;

	while (i > 0 && (byte_at(c->text, i - 1) == ' ' ||
			    byte_at(c->text, i - 1) == ','))
		i--;
	if (byte_at(c->text, i - 1) == '>') {
		static const char card[] = "<CARD_";

		while (i > 0 && c->text.p[i - 1] != '<')
			i--;
		return i > 0 && c->text.n - i > sizeof(card) &&
		       memcmp(c->text.p + i - 1, card, sizeof(card) - 1) == 0;
	}
	for (; i > 0 && (is_digit(c->text.p[i - 1]) ||
			    c->text.p[i - 1] == ' ' || c->text.p[i - 1] == '-');
	     i--)
		digits += is_digit(c->text.p[i - 1]);
	return digits >= 13;
}

bool
expiry_valid(struct candidate *c)
{
	return follows_card(c) || candidate_named(c) == KIND_EXPIRY;
}

/* In capitals it says itself what it is. */
bool
postcode_valid(struct candidate *c)
{
	for (size_t i = c->start; i < c->end; i++)
		if (is_alpha(c->text.p[i]) &&
		    to_lower(c->text.p[i]) == c->text.p[i])
			return candidate_named(c) == KIND_POSTCODE;
	return true;
}
