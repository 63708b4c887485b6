#include <stdint.h>
#include <string.h>

#include "redact/context.h"
#include "redact/nesting.h"
#include "redact/recogniser.h"

enum { MOST_DIGITS = 19, FEWEST_DIGITS = 13 };

#define L(n)	  (UINT32_C(1) << (n))
#define L16_TO_19 (L(16) | L(17) | L(18) | L(19))

/*
 * Which numbers are issued: the first digits and the lengths that go with
 * them (ISO/IEC 7812 ranges as the networks publish them).  UATP (1, 15
 * digits) is left out: it is where clocks live.
 */
static const struct issuer {
	uint32_t low, high; /* of the first `digits` digits */
	uint32_t digits;
	uint32_t lengths;
} issuers[] = {
	{ 4, 4, 1, L(13) | L(16) | L(19) },		  /* Visa */
	{ 51, 55, 2, L(16) },				  /* Mastercard */
	{ 2221, 2720, 4, L(16) },			  /* Mastercard */
	{ 34, 34, 2, L(15) },				  /* American Express */
	{ 37, 37, 2, L(15) },				  /* American Express */
	{ 300, 305, 3, L(14) | L16_TO_19 },		  /* Diners Club */
	{ 3095, 3095, 4, L(14) | L16_TO_19 },		  /* Diners Club */
	{ 36, 36, 2, L(14) | L(15) | L16_TO_19 },	  /* Diners Club */
	{ 38, 39, 2, L(14) | L16_TO_19 },		  /* Diners Club */
	{ 3528, 3589, 4, L16_TO_19 },			  /* JCB, LankaPay */
	{ 6011, 6011, 4, L16_TO_19 },			  /* Discover */
	{ 644, 649, 3, L16_TO_19 },			  /* Discover */
	{ 65, 65, 2, L16_TO_19 },			  /* Discover, Troy */
	{ 60, 60, 2, L(13) | L(16) | L(19) },		  /* RuPay, Hipercard */
	{ 62, 62, 2, L16_TO_19 },			  /* UnionPay */
	{ 81, 81, 2, L16_TO_19 },			  /* UnionPay, RuPay */
	{ 82, 82, 2, L(16) },				  /* RuPay */
	{ 508, 508, 3, L(16) },				  /* RuPay */
	{ 50, 50, 2, L(16) | L(18) | L(19) },		  /* Maestro, Elo */
	{ 56, 58, 2, L(16) | L(18) | L(19) },		  /* Maestro */
	{ 5018, 5018, 4, L(13) | L(14) | L(15) | L(17) }, /* Maestro */
	{ 5020, 5020, 4, L(13) | L(14) | L(15) | L(17) }, /* Maestro */
	{ 5038, 5038, 4, L(13) | L(14) | L(15) | L(17) }, /* Maestro */
	{ 6304, 6304, 4, L(13) | L(14) | L(15) | L16_TO_19 }, /* Maestro */
	{ 6333, 6333, 4, L(16) | L(18) | L(19) },	      /* Switch */
	{ 636, 636, 3, L16_TO_19 },			      /* InterPayment */
	{ 637, 639, 3, L(16) },	      /* InstaPayment, Hiper */
	{ 6703, 6703, 4, L16_TO_19 }, /* Bancontact */
	{ 6759, 6759, 4, L(13) | L(14) | L(15) | L16_TO_19 }, /* Maestro */
	{ 6761, 6763, 4, L(13) | L(14) | L(15) | L16_TO_19 }, /* Maestro */
	{ 6767, 6767, 4, L(16) | L(18) | L(19) },	      /* Solo */
	{ 2200, 2204, 4, L16_TO_19 },			      /* Mir */
	{ 8600, 8600, 4, L(16) },			      /* Uzcard */
	{ 9792, 9792, 4, L(16) },			      /* Troy */
	{ 9860, 9860, 4, L(16) },			      /* Humo */
};

/* The lengths a number that begins so may have, a bit for each. */
static uint32_t
issued_lengths(const char *digits)
{
	uint32_t lengths = 0, prefix[5] = { 0 };

	for (size_t k = 0; k < 4; k++)
		prefix[k + 1] = prefix[k] * 10 + (uint32_t)(digits[k] - '0');
	for (size_t i = 0; i < sizeof(issuers) / sizeof(*issuers); i++) {
		const struct issuer *s = &issuers[i];

		if (prefix[s->digits] >= s->low && prefix[s->digits] <= s->high)
			lengths |= s->lengths;
	}
	return lengths;
}

bool
luhn_valid(const char *digits, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned d = (unsigned)(digits[n - 1 - i] - '0');

		if (i % 2 == 1)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum % 10 == 0;
}

/* "5,4111111111111111": no fraction, but the next element of a row, where that
 * is JSON or no "0,4111111111111111". */
static bool
is_in_row(const struct candidate *c)
{
	return c->text.p[c->start - 1] == ',' &&
	       (c->text.p[c->start - 2] != '0' ||
		   is_digit(byte_at(c->text, c->start - 3)) ||
		   nesting_opens(c->text.p[0]));
}

/* The fraction of a decimal, as in 0.4111111111111111. */
static bool
is_fraction(const struct candidate *c)
{
	char before = byte_at(c->text, c->start - 1);

	if ((before != '.' && before != ',') || c->start < 2 ||
	    !is_digit(c->text.p[c->start - 2]) || is_in_row(c))
		return false;
	for (size_t i = 0; i < FEWEST_DIGITS; i++)
		if (!is_digit(byte_at(c->text, c->start + i)))
			return false;
	return true;
}

/* "please credit 23-10-48 96370355": a sort code, and an account behind it. */
static bool
is_sort_code(const struct candidate *c)
{
	return byte_at(c->text, c->start + 2) == '-' &&
	       byte_at(c->text, c->start + 5) == '-' &&
	       byte_at(c->text, c->start + 8) == ' ';
}

/* Commas and plus signs stand between numbers of a row as well: between the
 * groups that are printed on cards, 4-4-4-4 and 4-6-5, they are of one.  The
 * bytes up to `end`. */
static bool
is_grouped(const struct candidate *c, size_t end)
{
	static const char *const layouts[] = { "4444", "465" };
	char sizes[8] = "";
	size_t n = 0, size = 0;
	bool comma = false;

	for (size_t i = c->start; i < end; i++) {
		char b = c->text.p[i];

		comma |= b == ',' || b == '+';
		size += is_digit(b);
		if (!is_digit(byte_at(c->text, i + 1)) && size) {
			if (n + 1 == sizeof(sizes) || size > 9)
				return !comma;
			sizes[n++] = (char)('0' + size);
			size = 0;
		}
	}
	return !comma || strcmp(sizes, layouts[0]) == 0 ||
	       strcmp(sizes, layouts[1]) == 0;
}

/* Fifteen digits or sixteen, in a row or in groups of four. */
static bool
is_whole(const struct candidate *c, size_t n)
{
	enum { ROW = 16, GROUP = 4, GROUPED = 19 /* with what parts them */ };
	size_t length = c->end - c->start;

	if (length == n)
		return n == ROW || n == ROW - 1;
	for (size_t i = GROUP; i < length; i += GROUP + 1)
		if (is_digit(c->text.p[c->start + i]))
			return false;
	return n == ROW && length == GROUPED;
}

/* A card is spoken of, or was asked for right before. */
static bool
is_called(const struct candidate *c, size_t n)
{
	return context_says_card(c->lexicon, c->text, c->start) ||
	       (is_whole(c, n) && candidate_is_silent(c) &&
		   context_asks_for_card(c->lexicon, c->before));
}

/* The lengths of cards that digits are typed to without a space between: with
 * the others, one in ten of all longer numbers would hold a card. */
#define GLUED_LENGTHS (L(15) | L(16))

/*
 * The longest run of whole groups that is a card: more digits may follow
 * behind a space, as a security code does, or, where there is no such run,
 * three or more right behind it.  Where somebody speaks of a card, any number
 * as long as one is taken for it: a wrong digit is soon typed.
 */
bool
card_valid(struct candidate *c)
{
	char digits[MOST_DIGITS];
	size_t n = 0, end = 0, glued = 0;
	uint32_t lengths = 0;

	if (is_fraction(c))
		return false;
	for (size_t i = c->start; i < c->end && n < MOST_DIGITS; i++) {
		if (!is_digit(c->text.p[i]))
			continue;
		digits[n++] = c->text.p[i];
		if (n == 4)
			lengths = issued_lengths(digits);
		if (!(lengths >> n & 1) || !luhn_valid(digits, n))
			continue;
		if (!is_digit(byte_at(c->text, i + 1)))
			end = is_grouped(c, i + 1) ? i + 1 : end;
		else if (GLUED_LENGTHS >> n & 1 &&
			 is_digit(byte_at(c->text, i + 3)))
			glued = i + 1;
	}
	if (end == 0 && n >= FEWEST_DIGITS && !is_sort_code(c) &&
	    is_grouped(c, c->end) && is_called(c, n)) {
		c->rule = "card-called";
		c->score = 75;
		return true;
	}
	c->score = end ? 98 : 85;
	if (end == 0)
		end = glued;
	c->end = end;
	return end != 0;
}

bool
card_is_issued(const char *digits, size_t n)
{
	return issued_lengths(digits) >> n & 1 && luhn_valid(digits, n);
}

/* The first digits of what else is so long: parcels (00, 420, 9), SIM cards
 * (89), and whatever begins with a date. */
static bool
is_other_number(const char *p)
{
	bool date = p[0] == '2' && p[1] == '0' && p[2] <= '3' && p[4] <= '1' &&
		    p[6] <= '3';

	return p[0] == '9' || (p[0] == '0' && p[1] == '0') ||
	       (p[0] == '8' && p[1] == '9') ||
	       (p[0] == '4' && p[1] == '2' && p[2] == '0') || date;
}

/*
 * A card at the beginning or at the end of twenty digits or more without a
 * break: what was typed before it or behind it lacks its space.  Of digits at
 * random one in twenty is taken for that, of the numbers that are in use so
 * long hardly any.
 */
bool
card_in_run(struct candidate *c)
{
	const char *p = c->text.p + c->start;
	size_t length = c->end - c->start;

	if (is_other_number(p))
		return false;
	for (size_t n = 16; n >= 15; n--) {
		if (card_is_issued(p, n)) {
			c->end = c->start + n;
			return true;
		}
		if (card_is_issued(p + length - n, n)) {
			c->start = c->end - n;
			return true;
		}
	}
	return false;
}

bool
card_absent(struct candidate *c)
{
	struct candidate copy = *c;

	return !card_in_run(&copy);
}

bool
decimal_valid(struct candidate *c)
{
	size_t n = 0;

	while (is_digit(c->text.p[c->start + n]))
		n++;
	for (size_t i = c->start + n + 1; i < c->end; i++)
		if (c->text.p[i] != '0')
			return true;
	return n < FEWEST_DIGITS || n > MOST_DIGITS ||
	       !card_is_issued(c->text.p + c->start, n);
}
