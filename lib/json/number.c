#include "json/json.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

/*
 * Decimals to doubles and back, each correctly rounded and deaf to the locale.
 * 800 significant digits decide every rounding (768 suffice); one more, which
 * is not 0, stands for all that are dropped.
 */
enum {
	EXACT = 19, /* digits that fit in 64 bits */
	SIGNIFICANT = 800,
	FAR = 100000, /* exponents beyond are zero or infinite */
};

/* 0.DIGITS times ten to the power `point`, without leading zeros. */
struct decimal {
	char digits[SIGNIFICANT + 1];
	int n;
	int64_t point;
	bool negative;
};

static void
digit(struct decimal *d, char c)
{
	if (d->n < SIGNIFICANT)
		d->digits[d->n++] = c;
	else if (c != '0')
		d->digits[SIGNIFICANT] = '1';
}

static const double tens[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
	1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
	1e22 };

/* Read digits on from *p, which stops at `end` or at what is none. */
static inline uint64_t
more_digits(const char **p, const char *end, uint64_t before)
{
	for (; *p < end && (unsigned char)(**p - '0') <= 9; ++*p)
		before = before * 10 + (unsigned char)(**p - '0');
	return before;
}

/* Most numbers: so few digits, and no exponent, that one division, which rounds
 * correctly, makes them.  False: not this one. */
static inline bool
is_short(struct str s, double *x)
{
	enum { SHORT = 15 };
	const char *p = s.p, *end = s.p + s.n;
	uint64_t digits;
	size_t behind = 0; /* the point: how many */

	if (s.n > SHORT)
		return false;
	digits = more_digits(&p, end, 0);
	if (p < end && *p == '.') {
		behind = (size_t)(end - ++p);
		digits = more_digits(&p, end, digits);
	}
	*x = (double)digits / tens[behind];
	return p == end;
}

/* Take a number json_index() has accepted apart. */
static void
take_apart(struct str s, struct decimal *d)
{
	const char *p = s.p, *end = s.p + s.n;
	int64_t exponent = 0;
	bool fraction = false, down;

	d->n = 0;
	d->point = 0;
	d->negative = *p == '-';
	d->digits[SIGNIFICANT] = '0';
	for (p += d->negative; p < end && (*p | 0x20) != 'e'; p++) {
		if (*p == '.') {
			fraction = true;
		} else if (*p == '0' && d->n == 0) {
			d->point -= fraction;
		} else {
			digit(d, *p);
			d->point += !fraction;
		}
	}
	if (p == end)
		return;
	down = *++p == '-';
	for (p += *p == '-' || *p == '+'; p < end; p++)
		if (exponent < INT64_C(1) << 40)
			exponent = exponent * 10 + (*p - '0');
	d->point += down ? -exponent : exponent;
}

/* Exact when both operands are: W. D. Clinger, PLDI 1990. */
static bool
by_one_operation(const struct decimal *d, double *x)
{
	int64_t exponent = d->point - d->n;
	uint64_t digits = 0;

	if (d->n > EXACT || exponent < -22 || exponent > 22)
		return false;
	for (int i = 0; i < d->n; i++)
		digits = digits * 10 + (uint64_t)(d->digits[i] - '0');
	if (digits > UINT64_C(1) << 53)
		return false;
	*x = exponent < 0 ? (double)digits / tens[-exponent]
			  : (double)digits * tens[exponent];
	return true;
}

/* strtod() without the locale: digits and an exponent, no decimal point. */
static double
read_back(const char *digits, int n, int64_t exponent)
{
	char text[SIGNIFICANT + 32];
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	double x;

	if (exponent > FAR)
		exponent = FAR;
	if (exponent < -FAR)
		exponent = -FAR;
	snprintf(text, sizeof(text), "%.*se%d", n, digits, (int)exponent);
	x = strtod_l(text, NULL, c);
	freelocale(c);
	return x;
}

static double
long_number(struct str s)
{
	struct decimal d;
	double x;

	take_apart(s, &d);
	if (d.n == 0)
		x = 0;
	else if (!by_one_operation(&d, &x)) {
		if (d.n == SIGNIFICANT)
			x = read_back(d.digits, d.n + 1, d.point - d.n - 1);
		else
			x = read_back(d.digits, d.n, d.point - d.n);
	}
	return d.negative ? -x : x;
}

double
json_number(const struct json *j, uint32_t at)
{
	double x;

	return is_short(json_raw(j, at), &x) ? x : long_number(json_raw(j, at));
}

static const char pairs[] =
    "00010203040506070809101112131415161718192021222324"
    "25262728293031323334353637383940414243444546474849"
    "50515253545556575859606162636465666768697071727374"
    "75767778798081828384858687888990919293949596979899";

/* Two digits, n below 100. */
static char *
write_pair(char *p, uint64_t n)
{
	memcpy(p, pairs + 2 * n, 2);
	return p + 2;
}

static char *
write_whole(char *p, uint64_t n)
{
	if (n < 10) {
		*p = (char)('0' + n);
		return p + 1;
	}
	if (n >= 100)
		p = write_whole(p, n / 100);
	return write_pair(p, n % 100);
}

static uint64_t
magnitude(int64_t n)
{
	return n < 0 ? -(uint64_t)n : (uint64_t)n;
}

char *
json_write_int(char *p, int64_t n)
{
	if (n < 0)
		*p++ = '-';
	return write_whole(p, magnitude(n));
}

char *
json_write_decimal(char *p, int64_t n)
{
	uint32_t behind = magnitude(n) % 10000;

	if (n < 0)
		*p++ = '-';
	p = write_whole(p, magnitude(n) / 10000);
	if (behind == 0)
		return p;
	*p = '.';
	write_pair(write_pair(p + 1, behind / 100), behind % 100);
	/* but for the zeros at the end: how many cannot be foreseen */
	return p + 5 - (behind % 10 == 0) - (behind % 100 == 0) -
	       (behind % 1000 == 0);
}

void
json_put_int(struct buf *b, int64_t n)
{
	char *p = buf_reserve(b, JSON_NUMBER_ROOM);

	buf_end(b, json_write_int(p, n));
}

void
json_put_count(struct buf *b, uint64_t n)
{
	char *p = buf_reserve(b, JSON_NUMBER_ROOM);

	buf_end(b, write_whole(p, n));
}

/*
 * Most numbers we write have few digits: ratios at most four decimals, seconds
 * counted in microseconds six.  A decimal of up to 15 digits that reads back is
 * the only one, hence the shortest.  x > 0 is no whole number.
 */
static bool
put_short(struct buf *b, double x)
{
	int n_decimals = x < 1e9 ? 6 : 4;
	int64_t one = x < 1e9 ? 1000000 : 10000, n;
	double scaled = rint(x * (double)one);
	char text[8] = ".";

	if (scaled >= 1e15 || scaled / (double)one != x)
		return false;
	n = (int64_t)scaled;
	json_put_int(b, n / one);
	n %= one;
	for (; n % 10 == 0; n /= 10)
		n_decimals--;
	for (int i = n_decimals; i > 0; i--, n /= 10)
		text[i] = (char)('0' + n % 10);
	buf_put(b, text, (size_t)n_decimals + 1);
	return true;
}

/* x > 0 rounded to n digits, which go to `digits`; the exponent of 0.DIGITS. */
static int
round_to(double x, int n, char *digits)
{
	char text[40];
	const char *p = text;

	snprintf(text, sizeof(text), "%.*e", n - 1, x);
	for (int i = 0; i < n; p++)
		if (is_digit(*p))
			digits[i++] = *p;
	return atoi(strchr(p, 'e') + 1) + 1;
}

/* Add one to the last digit; false when all are nines. */
static bool
round_up(char *digits, int n)
{
	while (n && digits[n - 1] == '9')
		digits[--n] = '0';
	if (n)
		digits[n - 1]++;
	return n > 0;
}

/*
 * The fewest digits that read back as x > 0; their exponent.  Below a power of
 * two the doubles lie closer than above it: there, the nearest decimal may miss
 * x where its upper neighbour reads back.
 */
static int
shortest(double x, char *digits, int *n)
{
	for (*n = isnormal(x) ? 15 : 1;; ++*n) {
		int e = round_to(x, *n, digits);

		if (*n == 17 || read_back(digits, *n, e - *n) == x ||
		    (round_up(digits, *n) &&
			read_back(digits, *n, e - *n) == x)) {
			while (*n > 1 && digits[*n - 1] == '0')
				--*n;
			return e;
		}
	}
}

/* The layout of ECMAScript (and RFC 8785): plain from 1e-6 to below 1e21. */
static void
put_digits(struct buf *b, const char *digits, int n, int point)
{
	if (point > 21 || point < -5) {
		buf_put(b, digits, 1);
		if (n > 1)
			buf_printf(b, ".%.*s", n - 1, digits + 1);
		buf_printf(b, "e%+d", point - 1);
	} else if (point <= 0) {
		buf_printf(b, "0.%.*s%.*s", -point, "00000", n, digits);
	} else if (point < n) {
		buf_printf(
		    b, "%.*s.%.*s", point, digits, n - point, digits + point);
	} else {
		buf_printf(b, "%.*s%.*s", n, digits, point - n,
		    "00000000000000000000");
	}
}

void
json_put_number(struct buf *b, double x)
{
	char digits[20];
	int n, point;

	if (!isfinite(x)) {
		buf_cstr(b, "null");
		return;
	}
	if (signbit(x))
		buf_char(b, '-');
	x = fabs(x);
	if (x < 1e15 && x == floor(x)) {
		json_put_int(b, (int64_t)x);
	} else if (!put_short(b, x)) {
		point = shortest(x, digits, &n);
		put_digits(b, digits, n, point);
	}
}
