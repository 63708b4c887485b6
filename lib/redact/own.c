#include <string.h>

#include "redact/context.h"
#include "redact/own.h"
#include "redact/recogniser.h"
#include "redact/scheme.h"

/* What a policy adds: patterns with a validator and words around them. */

enum { MOST_SIGNS = 64 };

static bool
luhn_checks(const char *signs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_digit(signs[i]))
			return false;
	return n > 1 && luhn_valid(signs, n);
}

static bool
verhoeff_checks(const char *signs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_digit(signs[i]))
			return false;
	return n > 1 && verhoeff_valid(signs, n);
}

/* ISO 7064 MOD 97-10 with the check digits at the end: the whole leaves 1. */
static bool
mod97_checks(const char *signs, size_t n)
{
	unsigned rest = 0;

	for (size_t i = 0; i < n; i++)
		rest =
		    is_digit(signs[i])
			? (rest * 10 + (unsigned)(signs[i] - '0')) % 97
			: (rest * 100 + (unsigned)(signs[i] - 'A' + 10)) % 97;
	return n > 2 && rest == 1;
}

/* Weights 2, 3, 4 ... from the digit before the last on, modulo 11. */
static bool
mod11_checks(const char *signs, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned x = (unsigned)(signs[n - 1 - i] - '0');

		if (i == 0 && signs[n - 1] == 'X')
			x = 10;
		else if (!is_digit(signs[n - 1 - i]))
			return false;
		sum += x * (unsigned)(i + 1);
	}
	return n > 1 && sum % 11 == 0;
}

const struct own_check own_checks[N_OWN_CHECKS] = {
	{ { "luhn", 4 }, luhn_checks },
	{ { "mod11", 5 }, mod11_checks },
	{ { "mod97", 5 }, mod97_checks },
	{ { "verhoeff", 8 }, verhoeff_checks },
};

bool
own_valid(struct candidate *c)
{
	const struct recogniser *r = c->row;
	char signs[MOST_SIGNS];
	size_t n = 0;

	for (size_t i = c->start; i < c->end && n < MOST_SIGNS; i++) {
		char b = c->text.p[i];

		if (is_alnum(b))
			signs[n++] = is_alpha(b) ? (char)(b & ~0x20) : b;
	}
	if (r->check && !r->check(signs, n))
		return false;
	c->score = r->check ? 95 : 80;
	return !r->context ||
	       context_has_own(
		   c->lexicon, c->text, c->start, c->before, r->context) ||
	       context_has_own(c->lexicon, c->heading->key, c->heading->key.n,
		   (struct str){ 0 }, r->context);
}
