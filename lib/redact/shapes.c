/* What a few bytes say before a pattern is asked.  The engine takes some 300
 * instructions to say no, and says it at six of seven places; these take ten.
 * Each is weaker than its pattern: where that matches, it is true. */

#include <string.h>

#include "redact/recogniser.h"

/* Behind at most `most` of the bytes from `at` on that are hexadecimal. */
static size_t
hex_end(struct str text, size_t at, size_t most)
{
	size_t end = at + most;

	while (at < end && is_hex(byte_at(text, at)))
		at++;
	return at;
}

static size_t
digits_end(struct str text, size_t at)
{
	while (is_digit(byte_at(text, at)))
		at++;
	return at;
}

/* "t.me/j", "and/or": a point stands before the stroke. */
bool
shape_url_person(struct str text, size_t at)
{
	while (is_alpha(byte_at(text, at)))
		at++;
	return byte_at(text, at) == '.';
}

/* A blank or a bracket at the "@", or no point where the first name behind it
 * ends. */
bool
shape_email_loose(struct str text, size_t at)
{
	char before = byte_at(text, at - 1), after = byte_at(text, at + 1);
	size_t end = at + 1;

	if (at == 0)
		return false;
	if (strchr(" ([{\"", before) || strchr(" \n)]}", after))
		return true;
	while (is_alnum(byte_at(text, end)) || byte_at(text, end) == '-')
		end++;
	return end > at + 1 && end < text.n &&
	       strchr(" ,[({\r\n", text.p[end]) != NULL;
}

/* "2001:db8:" */
bool
shape_ipv6(struct str text, size_t at)
{
	at = hex_end(text, at, 4);
	if (byte_at(text, at) != ':')
		return false;
	return byte_at(text, hex_end(text, at + 1, 4)) == ':';
}

/* "00:1b:44", "001b.4411." */
bool
shape_mac(struct str text, size_t at)
{
	char joint = byte_at(text, at + 2);

	if (byte_at(text, at + 4) == '.')
		return byte_at(text, at + 9) == '.';
	return (joint == ':' || joint == '-') &&
	       byte_at(text, at + 5) == joint && byte_at(text, at + 8) == joint;
}

/* "-----BEGIN" */
bool
shape_private_key(struct str text, size_t at)
{
	return byte_at(text, at + 1) == '-' && byte_at(text, at + 4) == '-' &&
	       byte_at(text, at + 5) == 'B';
}

/* "34 years", "34-jahrige", "34 lat"; "she's 34, and" */
bool
shape_age(struct str text, size_t at)
{
	size_t digits = digits_end(text, at), end = digits;
	char next = byte_at(text, end), sign;

	end += next == ' ' || next == '-';
	switch (to_lower(byte_at(text, end))) {
	case 'a':
	case 'j':
	case 'l':
	case 'y':
		return true;
	}
	sign = to_lower(byte_at(text, digits - 4));
	return (next == ',' || next == ';' || next == '!' || next == '.') &&
	       byte_at(text, digits - 3) == ' ' && (sign == 's' || sign == 'm');
}

/* "4/27", "04 - 27", "04 27", "0427", "2027-04" */
bool
shape_expiry(struct str text, size_t at)
{
	size_t run = digits_end(text, at) - at, end = at + run;
	char first = byte_at(text, at), second = byte_at(text, at + 1);
	bool month = first == '0' || (first == '1' && second <= '2');
	char joint;

	if (run == 4)
		return month || (first == '2' && second == '0');
	end += byte_at(text, end) == ' ';
	joint = byte_at(text, end);
	if (joint == '-' || joint == '.' || joint == '/')
		return run == 1 || (run == 2 && month);
	return run == 2 && month && is_digit(joint);
}

/* "1Z", "RR1" */
bool
shape_parcel(struct str text, size_t at)
{
	char second = byte_at(text, at + 1);

	return byte_at(text, at) == '1'
		   ? second == 'Z'
		   : is_alpha(second) && is_digit(byte_at(text, at + 2));
}

/* Behind a card and its month: a digit, or the end of a placeholder. */
bool
shape_cvv_behind(struct str text, size_t at)
{
	char before;

	do
		before = byte_at(text, --at);
	while (before && strchr(" ,;/|.-\n", before));
	/* a turn begins; "code", "cod", "sec", "back", "says" */
	return !before || before == '>' || is_digit(before) ||
	       strchr("dekocsDEKOCS", before);
}

/* "GB29" */
bool
shape_iban(struct str text, size_t at)
{
	return is_alpha(byte_at(text, at)) && is_alpha(byte_at(text, at + 1)) &&
	       is_digit(byte_at(text, at + 2)) &&
	       is_digit(byte_at(text, at + 3));
}

/* The first digit of "G B 2 9" */
bool
shape_iban_spaced(struct str text, size_t at)
{
	return at > 2 && text.p[at - 1] == ' ' && is_alpha(text.p[at - 2]) &&
	       text.p[at - 3] == ' ' && is_digit(byte_at(text, at + 2));
}

bool
shape_uuid(struct str text, size_t at)
{
	return byte_at(text, at + 8) == '-' && byte_at(text, at + 13) == '-' &&
	       byte_at(text, at + 18) == '-';
}

bool
shape_digest(struct str text, size_t at)
{
	return is_hex(byte_at(text, at + 11)) &&
	       is_hex(byte_at(text, at + 17)) && is_hex(byte_at(text, at + 23));
}

/* "M1 1AE", "EC1A1BB": a digit and two letters soon behind the first digit. */
bool
shape_postcode(struct str text, size_t at)
{
	at += 1 + is_alpha(byte_at(text, at + 1));
	if (!is_digit(byte_at(text, at)))
		return false;
	for (size_t i = at + 1; i <= at + 3; i++)
		if (is_digit(byte_at(text, i)) &&
		    is_alpha(byte_at(text, i + 1)) &&
		    is_alpha(byte_at(text, i + 2)))
			return true;
	return false;
}

/* "A12", "4821"; a digit that ends its word means nothing, but for "9 1 1". */
bool
shape_called(struct str text, size_t at)
{
	size_t first = at, next;

	while (is_alpha(byte_at(text, first)))
		first++;
	next = first + 1;
	if (is_alnum(byte_at(text, next)) || byte_at(text, next) == '-')
		return true;
	while (next < first + 4 && byte_at(text, next) &&
	       strchr(" ,\r\n", byte_at(text, next)))
		next++;
	return first == at && next > first + 1 &&
	       is_digit(byte_at(text, next)) &&
	       !is_alnum(byte_at(text, next + 1));
}
