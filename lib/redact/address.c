#include <stdint.h>
#include <string.h>

#include "redact/context.h"
#include "redact/recogniser.h"

bool
ipv4_valid(struct candidate *c)
{
	char before = byte_at(c->text, c->start - 1);
	unsigned octet = 0;

	if (before == '.' || before == '-' || before == '_' ||
	    is_alnum(before) || c->heading->version ||
	    context_says_version(c->lexicon, c->text, c->start))
		return false;
	for (size_t i = c->start; i < c->end; i++) {
		char b = c->text.p[i];

		octet = b == '.' ? 0 : octet * 10 + (unsigned)(b - '0');
		if (octet > 255)
			return false;
	}
	return true;
}

/* The parts of an IPv6 address (RFC 4291, section 2.2). */
struct ipv6 {
	size_t groups; /* of 16 bits */
	size_t digits;
	size_t gaps; /* "::" */
	bool letters;
};

static bool
read_group(struct str s, size_t *i, struct ipv6 *a)
{
	size_t from = *i;

	for (; *i < s.n && is_hex(s.p[*i]); (*i)++)
		a->letters |= is_alpha(s.p[*i]);
	a->digits += *i - from;
	a->groups++;
	return *i - from <= 4;
}

/* "1.2.3.4" at the end stands for two groups; the pattern has checked it. */
static bool
read_ipv6(struct str s, struct ipv6 *a)
{
	size_t i = 0;

	*a = (struct ipv6){ 0 };
	while (i < s.n) {
		if (s.p[i] == ':' && byte_at(s, i + 1) == ':') {
			a->gaps++;
			i += 2;
		} else if (s.p[i] == ':') {
			i++;
		} else if (memchr(s.p + i, '.', s.n - i) &&
			   !memchr(s.p + i, ':', s.n - i)) {
			a->groups += 2;
			a->digits += 4;
			i = s.n;
		} else if (!read_group(s, &i, a)) {
			return false;
		}
	}
	return true;
}

/*
 * "a::b" is an address and a name in C++, 1::2 a ratio: a short form has to
 * look like one, by three groups or four hexadecimal digits with a letter.
 */
bool
ipv6_valid(struct candidate *c)
{
	struct str s = { c->text.p + c->start, c->end - c->start };
	char before = byte_at(c->text, c->start - 1);
	char after = byte_at(c->text, c->end);
	struct ipv6 a;

	if (is_alnum(before) || before == ':' || before == '.' ||
	    is_alnum(after) || after == ':')
		return false;
	if (s.n > 2 && s.p[s.n - 1] == ':' && s.p[s.n - 2] != ':')
		s.n--; /* a colon of the sentence */
	if (!read_ipv6(s, &a))
		return false;
	c->end = c->start + s.n;
	if (a.gaps == 0)
		return a.groups == 8;
	if (a.gaps > 1 || a.groups > 7)
		return false;
	return str_eq(s, STR("::1")) || (a.groups >= 3 && a.digits >= 4) ||
	       (a.letters && a.digits >= 5);
}

/* The last label ends the address; what sticks to it behind is not of it. */
bool
email_valid(struct candidate *c)
{
	c->score = 99;
	while (c->end > c->start && c->text.p[c->end - 1] == '-')
		c->end--;
	return true;
}

/* Whose domains are nothing but mail. */
static bool
is_mail_provider(struct str domain)
{
	static const char *const names[] = { "gmail", "googlemail", "yahoo",
		"hotmail", "outlook", "icloud", "live", "aol", "gmx", "proton",
		"protonmail", "ymail", "msn", "yandex", "libero", "orange",
		"wanadoo", "btinternet", "web" };
	size_t n = 0;
	char small[16];

	while (n < sizeof(small) && is_alnum(byte_at(domain, n))) {
		small[n] = to_lower(domain.p[n]);
		n++;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq((struct str){ small, n }, str_of(names[i])))
			return true;
	return false;
}

static bool
is_of_local(char c)
{
	return is_alnum(c) || (c && strchr("._%+-", c));
}

/* Where "jane.doe" begins that ends at `end`, or a text in quotes. */
static size_t
local_start(struct str text, size_t end)
{
	enum { LONGEST = 64 };
	size_t at = end;

	if (end > 1 && text.p[end - 1] == '"') {
		for (at--; at > 0 && end - at < LONGEST; at--)
			if (text.p[at - 1] == '"')
				return at - 1;
		return end;
	}
	while (at > 0 && end - at < LONGEST && is_of_local(text.p[at - 1]))
		at--;
	while (at < end && !is_alnum(text.p[at]))
		at++;
	return at;
}

/* "jane.doe", "quuxy99"; no word of a sentence: "me", nor a number. */
static bool
is_no_word(struct str local)
{
	bool digit = false, letter = false, mark = false;

	for (size_t i = 0; i < local.n; i++) {
		digit |= is_digit(local.p[i]);
		letter |= is_alpha(local.p[i]);
		mark |= i + 1 < local.n && !is_alnum(local.p[i]);
	}
	return letter && (digit || mark) && local.n > 3;
}

/* With a blank at the "@" it may be the "at" of a sentence, "me @ cafe.com", or
 * begin a handle, "see @gmail": there what stands before it is no word, or the
 * domain one of mail. */
bool
email_loose_valid(struct candidate *c)
{
	struct str text = c->text;
	size_t at = c->start, end = at, domain = at + 1;
	bool bracket = end > 0 && memchr("([{", text.p[end - 1], 3);
	bool blank;

	end -= bracket;
	if (!bracket)
		while (end > 0 && at - end < 2 && text.p[end - 1] == ' ')
			end--;
	while (domain < c->end && memchr(")]} \n", text.p[domain], 5))
		domain++;
	blank = end != at || domain != at + 1;
	c->start = local_start(text, end);
	c->score = 90;
	return c->start < end &&
	       (bracket || !blank ||
		   is_no_word(
		       (struct str){ text.p + c->start, end - c->start }) ||
		   (domain != at + 1 &&
		       is_mail_provider(
			   (struct str){ text.p + domain, c->end - domain })));
}

static bool
is_url_byte(char c)
{
	return (unsigned char)c > ' ' && c != '<' && c != '>' && c != '"' &&
	       c != 0x7f;
}

/*
 * The pattern has seen the beginning.  The rest goes on to a blank, less the
 * punctuation of the sentence around it: "(see https://x.example/a_(b).)", and
 * the backslashes of a quote in JSON in JSON.
 */
bool
url_valid(struct candidate *c)
{
	size_t open = 0, closed = 0;

	if (is_alnum(byte_at(c->text, c->start - 1)) &&
	    to_lower(c->text.p[c->start]) == 'w')
		return false;
	while (c->end < c->text.n && is_url_byte(c->text.p[c->end]))
		c->end++;
	for (size_t i = c->start; i < c->end; i++) {
		open += c->text.p[i] == '(';
		closed += c->text.p[i] == ')';
	}
	for (; c->end > c->start; c->end--) {
		char last = c->text.p[c->end - 1];

		if (last == ')' && closed > open)
			closed--;
		else if (!strchr(".,;:!?'\"\\]}*", last))
			break;
	}
	return true;
}
