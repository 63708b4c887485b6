#include "cli/value.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

/* Step over digits; false when there is none. */
static bool
skip_digits(const char **p)
{
	const char *from = *p;

	while (is_digit(**p))
		++*p;
	return *p > from;
}

/* The digits at *p, leaving *p behind them. */
static const char *
whole(const char **p, size_t *out)
{
	size_t n = 0;

	if (!is_digit(**p))
		return "not a whole number";
	for (; is_digit(**p); ++*p)
		if (__builtin_mul_overflow(n, (size_t)10, &n) ||
		    __builtin_add_overflow(n, (size_t)(**p - '0'), &n))
			return "too large";
	*out = n;
	return NULL;
}

const char *
value_count(const char *text, size_t *out)
{
	const char *p = text, *why;
	size_t n = 0;

	if ((why = whole(&p, &n)))
		return why;
	if (*p)
		return "not a whole number";
	*out = n;
	return NULL;
}

static int
shift_of(char unit)
{
	switch (unit) {
	case 'K':
	case 'k':
		return 10;
	case 'M':
	case 'm':
		return 20;
	case 'G':
	case 'g':
		return 30;
	default:
		return -1;
	}
}

const char *
value_size(const char *text, size_t *out)
{
	static const char form[] = "not a size such as 4096, 64K, 8M or 1G";
	const char *p = text, *why;
	size_t n = 0;
	int shift = 0;

	if (!is_digit(*p))
		return form;
	if ((why = whole(&p, &n)))
		return why;
	if (*p && (shift = shift_of(*p++)) < 0)
		return form;
	if (*p)
		return form;
	if (n > SIZE_MAX >> shift)
		return "too large";
	*out = n << shift;
	return NULL;
}

/* [+-] digits [. digits] [e [+-] digits], or no digit before the point. */
static bool
is_decimal(const char *p)
{
	bool before, after = false;

	p += *p == '+' || *p == '-';
	before = skip_digits(&p);
	if (*p == '.') {
		p++;
		after = skip_digits(&p);
	}
	if (!before && !after)
		return false;
	if (*p == 'e' || *p == 'E') {
		p++;
		p += *p == '+' || *p == '-';
		if (!skip_digits(&p))
			return false;
	}
	return !*p;
}

/* strtod() obeys the locale, but no command of ours ever leaves "C". */
const char *
value_number(const char *text, double *out)
{
	double number;

	if (!is_decimal(text))
		return "not a number";
	errno = 0;
	number = strtod(text, NULL);
	if (errno == ERANGE && (number > 1 || number < -1))
		return "too large";
	*out = number;
	return NULL;
}

const char *
value_ratio(const char *text, double *out)
{
	double number;

	if (value_number(text, &number) || number < 0 || number > 1)
		return "not a number from 0 to 1";
	*out = number;
	return NULL;
}

const char *
value_limit(const char *text)
{
	static const char form[] = "not a number of records, nor 0% to 100%";
	size_t n = strlen(text), count;
	char number[32];
	double percent;
	const char *why;

	if (!n || text[n - 1] != '%') {
		why = value_count(text, &count);
		return why && *why != 't' ? form : why;
	}
	if (n > sizeof(number))
		return form;
	memcpy(number, text, n - 1);
	number[n - 1] = 0;
	if (value_number(number, &percent) || percent < 0 || percent > 100)
		return form;
	return NULL;
}
