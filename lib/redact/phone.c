#include <stdint.h>
#include <string.h>

#include "redact/context.h"
#include "redact/recogniser.h"

enum { MOST_DIGITS = 15, MOST_BARE = 12, FEWEST_DIGITS = 7, ROOM = 24 };

/* A number as it is written: digits in groups. */
struct number {
	unsigned char digits[ROOM];
	size_t n;
	struct {
		size_t n;   /* digits up to its end */
		size_t end; /* bytes of the text, behind it */
	} groups[ROOM];
	size_t n_groups;
	bool plus;    /* +49 ... */
	size_t paren; /* digits of the first group, if it is (in parentheses) */
	size_t line;  /* groups of its first line, where it has several */
};

static void
read_number(const struct candidate *c, struct number *x)
{
	bool in_group = false;

	*x = (struct number){ 0 };
	for (size_t i = c->start; i < c->end && x->n < ROOM; i++) {
		char b = c->text.p[i];

		if (is_digit(b)) {
			if (!in_group)
				x->n_groups++;
			x->digits[x->n++] = (unsigned char)(b - '0');
			x->groups[x->n_groups - 1].n = x->n;
			x->groups[x->n_groups - 1].end = i + 1;
		} else if (is_alpha(b) || b == '#') {
			break; /* an extension */
		} else if (b == '+' && x->n == 0) {
			x->plus = true;
		} else if (b == ')' && x->n_groups == 1) {
			x->paren = x->n;
		} else if (b == '\n' && !x->line) {
			x->line = x->n_groups;
		}
		in_group = is_digit(b);
	}
}

/* Digits in the group `g`. */
static size_t
group_size(const struct number *x, size_t g)
{
	return x->groups[g].n - (g ? x->groups[g - 1].n : 0);
}

/* The country codes in use (ITU-T E.164): how many digits, or 0 for none. */
static size_t
country_code(const unsigned char *d)
{
	static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 "
				  "46 47 48 49 51 52 53 54 55 56 57 58 60 61 "
				  "62 63 64 65 66 81 82 84 86 90 91 92 93 94 "
				  "95 98 ";
	static const char *const three[] = { "21 12368", "22 0123456789",
		"23 0123456789", "24 0123456789", "25 012345678",
		"26 0123456789", "29 01789", "35 0123456789", "37 012345678",
		"38 0123567", "42 013", "50 0123456789", "59 0123456789",
		"67 023456789", "68 01235678", "69 012", "80 08", "85 02356",
		"87 08", "88 012368", "96 012345678", "97 012345679",
		"99 234568" };
	char code[] = { (char)('0' + d[0]), (char)('0' + d[1]), ' ', '\0' };

	if (d[0] == 1 || d[0] == 7)
		return 1;
	if (strstr(two, code))
		return 2;
	for (size_t i = 0; i < sizeof(three) / sizeof(*three); i++)
		if (memcmp(three[i], code, 3) == 0)
			return strchr(three[i] + 3, '0' + d[2]) ? 3 : 0;
	return 0;
}

/* North America: neither an area nor an exchange begins with 0 or 1. */
static bool
is_nanp(const unsigned char *d)
{
	return d[0] >= 2 && d[3] >= 2;
}

/* +CC or 00CC and up to fifteen digits in all. */
static bool
is_international(const struct number *x, size_t n)
{
	size_t skip = x->plus ? 0 : 2, code;

	if (!x->plus && (x->digits[0] != 0 || x->digits[1] != 0))
		return false;
	n -= skip;
	code = country_code(x->digits + skip);
	if (n < FEWEST_DIGITS + 1 || n > MOST_DIGITS || code == 0)
		return false;
	return x->digits[skip] != 1 ||
	       (n == 11 && is_nanp(x->digits + skip + 1));
}

/* 415-555-2671, (415) 555-2671, 1 415 555 2671: three, three, four. */
static bool
is_american(const struct number *x, size_t g)
{
	size_t first = x->digits[0] == 1 && group_size(x, 0) == 1;

	if (g - first == 2 && x->paren == 3 && group_size(x, 1) == 7)
		return is_nanp(x->digits);
	return g - first == 3 && group_size(x, first) == 3 &&
	       group_size(x, first + 1) == 3 && group_size(x, first + 2) == 4 &&
	       is_nanp(x->digits + first);
}

/* 020 7946 0958, 0171/1234567, 06 12 34 56 78, (030) 123 45 67. */
static bool
is_trunk(const struct number *x, size_t g)
{
	size_t n = x->groups[g - 1].n;

	if (x->digits[0] != 0 || x->digits[1] == 0 || g < 2 || n < 9 ||
	    n > 12 || group_size(x, 0) < 2 || group_size(x, 0) > 6)
		return false;
	for (size_t i = 1; i < g; i++)
		if (group_size(x, i) < 2)
			return false;
	return g > 2 || group_size(x, 1) >= 5;
}

/* (11) 91234-5678: an area code in parentheses. */
static bool
is_bracketed(const struct number *x, size_t g)
{
	size_t n = x->groups[g - 1].n;

	return x->paren >= 2 && x->paren <= 5 && g >= 2 && g <= 4 && n >= 9 &&
	       n <= 12 && group_size(x, 1) >= 3;
}

/* Whether the first `g` groups look like a telephone number by themselves; one
 * that is said to be an order's needs a country code. */
static bool
has_shape(const struct number *x, size_t g, bool other)
{
	if (x->groups[g - 1].n < FEWEST_DIGITS)
		return false;
	if (is_international(x, x->groups[g - 1].n))
		return x->plus || g > 1;
	return !x->plus && !other &&
	       (is_american(x, g) || is_trunk(x, g) || is_bracketed(x, g));
}

/* What no telephone number follows directly: letters, prices, fractions. */
static bool
stands_free(const struct candidate *c)
{
	char before = byte_at(c->text, c->start - 1);
	char earlier = byte_at(c->text, c->start - 2);

	if (is_alnum(before) || (before && strchr("_$#@&", before)))
		return false;
	return !before || !strchr("-.,:/", before) || !is_digit(earlier);
}

/* A-1234567 is the number of something else; phone-1234567 is not. */
static bool
has_letter_before(const struct candidate *c)
{
	size_t i = c->start, letters = 0;

	if (byte_at(c->text, i - 1) != '-')
		return false;
	while (letters < 4 && is_alpha(byte_at(c->text, i - 2 - letters)))
		letters++;
	return letters > 0 && letters < 4;
}

static bool
take_groups(struct candidate *c, const struct number *x, size_t g)
{
	if (g < x->n_groups)
		c->end = x->groups[g - 1].end;
	return true;
}

/* The groups that make ten digits, or as many as there are; of digits that
 * are written one by one, all. */
static bool
take_bare(struct candidate *c, const struct number *x, size_t most)
{
	size_t best = 0;

	for (size_t g = 1; g <= x->n_groups; g++) {
		size_t n = x->groups[g - 1].n;

		if (n >= FEWEST_DIGITS && n <= most)
			best = g;
		if (n >= 10 && n > g)
			break;
	}
	return best && take_groups(c, x, best);
}

/* "07911\r\n123456 is my phone": broken in two.  The shape of numbers below
 * each other says nothing. */
static bool
is_broken(struct candidate *c, const struct number *x)
{
	size_t g = x->n_groups - 1, first_end = x->groups[x->line - 1].end;
	size_t last = x->groups[g].end - group_size(x, g);

	first_end += byte_at(c->text, first_end) == '\r';
	if (byte_at(c->text, first_end) != '\n' ||
	    !is_digit(byte_at(c->text, first_end + 1)))
		return false;
	c->rule = "phone-called";
	c->score = 75;
	return stands_free(c) &&
	       (c->heading->phone ||
		   context_says_phone(
		       c->lexicon, c->text, c->start, c->before) ||
		   context_says_phone(
		       c->lexicon, c->text, last, (struct str){ 0 })) &&
	       take_bare(c, x, MOST_DIGITS);
}

/* The first line alone. */
static void
leave_lines(struct candidate *c, struct number *x)
{
	x->n_groups = x->line;
	x->n = x->groups[x->line - 1].n;
	c->end = x->groups[x->line - 1].end;
}

static bool
is_phone(struct candidate *c)
{
	struct number x;
	bool other;

	read_number(c, &x);
	if (x.n < FEWEST_DIGITS)
		return false;
	if (x.line && x.groups[x.line - 1].n < FEWEST_DIGITS)
		return is_broken(c, &x);
	if (x.line)
		leave_lines(c, &x);
	if (c->text.p[c->start] == '(' && x.paren == 0)
		c->start++; /* (it is the sentence that is in parentheses) */
	if (c->heading->phone)
		return take_bare(c, &x, MOST_DIGITS);
	if (!stands_free(c))
		return false;
	other = context_says_other(c->lexicon, c->text, c->start);
	for (size_t g = x.n_groups; g > 0; g--)
		if (has_shape(&x, g, other))
			return take_groups(c, &x, g);
	c->rule = "phone-called";
	c->score = 80;
	/* Nothing but digits: only where somebody speaks of a telephone. */
	if (has_letter_before(c) ||
	    !context_says_phone(c->lexicon, c->text, c->start, c->before))
		return false;
	c->memo->says_phone = true;
	return take_bare(c, &x, MOST_BARE);
}

/* The first comma of a candidate, or its end. */
static size_t
comma_in(const struct candidate *c)
{
	const char *comma =
	    memchr(c->text.p + c->start, ',', c->end - c->start);

	return comma ? (size_t)(comma - c->text.p) : c->end;
}

/* "07911, 123456": it has the shape of one, and is called that. */
static bool
is_phone_with_commas(struct candidate *c)
{
	struct number x;

	read_number(c, &x);
	return stands_free(c) && has_shape(&x, x.n_groups, false) &&
	       (x.plus || context_says_phone(
			      c->lexicon, c->text, c->start, c->before));
}

/* What stands before a comma, "07911 123456, 2 boxes", or else all of it. */
bool
phone_valid(struct candidate *c)
{
	struct candidate whole = *c;

	c->end = comma_in(c);
	if (is_phone(c))
		return true;
	if (comma_in(&whole) == whole.end)
		return false;
	*c = whole;
	return is_phone_with_commas(c);
}
