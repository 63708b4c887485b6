/*
 * Numbers to doubles and back, against the compiler's own literals and the C
 * library's strtod(); and the UTF-8 decoder, by counting what it accepts.
 */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "indexed.h"

static double
number(struct str s)
{
	return json_number(indexed(s), 0);
}

/* The compiler rounds its literals correctly and knows nothing of us. */
static void
check_literals(void)
{
#define LITERAL(x) \
	{ \
		STR(#x), x \
	}
	static const struct {
		struct str text;
		double x;
	} cases[] = {
		LITERAL(0),
		LITERAL(-0.0),
		LITERAL(1),
		LITERAL(-12.75e2),
		LITERAL(0.1),
		LITERAL(0.30000000000000004),
		LITERAL(1E5),
		LITERAL(123456789012345678.0),
		LITERAL(9007199254740993.0),
		LITERAL(9007199254740992.5),
		LITERAL(9007199254740993.0000001),
		LITERAL(1e22),
		LITERAL(1e23),
		LITERAL(8.5e22),
		LITERAL(0.000000000000000000000000000001e30),
		LITERAL(1.7976931348623157e308),
		LITERAL(2.2250738585072011e-308),
		LITERAL(2.2250738585072014e-308),
		LITERAL(4.9e-324),
		LITERAL(2.4703282292062328e-324),
		LITERAL(6929495644600919.5),
		LITERAL(3.2378839133029012895883e-319),
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		double x = number(cases[i].text);

		if (x != cases[i].x || signbit(x) != signbit(cases[i].x)) {
			failures++;
			printf("%.*s reads as %a\n", STR_ARG(cases[i].text), x);
		}
	}
	CHECK(number(STR("2.4703282292062327e-324")) == 0);
	CHECK(number(STR("1e400")) == INFINITY);
	CHECK(number(STR("-1e99999999999999999999")) == -INFINITY);
	CHECK(number(STR("1e-99999999999999999999")) == 0);
	CHECK(signbit(number(STR("-0"))));
}

/* The last of many digits decides; and exponents that make up for zeros. */
static void
check_long(void)
{
	struct buf b = { 0 };

	buf_cstr(&b, "9007199254740993.");
	for (int i = 0; i < 5000; i++)
		buf_char(&b, '0');
	CHECK(number(buf_view(&b)) == 9007199254740992.);
	buf_char(&b, '1');
	CHECK(number(buf_view(&b)) == 9007199254740994.);

	buf_clear(&b);
	buf_cstr(&b, "-0.");
	for (int i = 0; i < 200000; i++)
		buf_char(&b, '0');
	buf_cstr(&b, "25e200001");
	CHECK(number(buf_view(&b)) == -2.5);

	buf_clear(&b);
	buf_char(&b, '5');
	for (int i = 0; i < 200000; i++)
		buf_char(&b, '0');
	buf_cstr(&b, ".0E-0000200001");
	CHECK(number(buf_view(&b)) == 0.5);
	buf_free(&b);
}

static struct str
written(double x)
{
	static struct buf b;

	buf_clear(&b);
	json_put_number(&b, x);
	buf_char(&b, '\0');
	return (struct str){ b.p, b.n - 1 };
}

static void
check_written(void)
{
	static const struct {
		double x;
		const char *text;
	} cases[] = {
		{ 0, "0" },
		{ -0.0, "-0" },
		{ 4, "4" },
		{ -0.25, "-0.25" },
		{ 0.6667, "0.6667" },
		{ 43.000007, "43.000007" },
		{ -0.120034, "-0.120034" },
		{ 999999999.999999, "999999999.999999" },
		{ 1000000000.0001, "1000000000.0001" },
		{ 1000000000.00001, "1000000000.00001" },
		{ 1e15, "1000000000000000" },
		{ 1772355600123, "1772355600123" },
		{ 123456789012345.25, "123456789012345.25" },
		/* the samples of RFC 8785, appendix B */
		{ 5e-324, "5e-324" },
		{ -5e-324, "-5e-324" },
		{ DBL_MAX, "1.7976931348623157e+308" },
		{ 9007199254740992., "9007199254740992" },
		{ 295147905179352830000., "295147905179352830000" },
		{ 9.999999999999997e22, "9.999999999999997e+22" },
		{ 1e23, "1e+23" },
		{ 1.0000000000000001e23, "1.0000000000000001e+23" },
		{ 999999999999999700000., "999999999999999700000" },
		{ 999999999999999900000., "999999999999999900000" },
		{ 1e21, "1e+21" },
		{ 9.999999999999997e-7, "9.999999999999997e-7" },
		{ 0.000001, "0.000001" },
		{ 333333333.3333332, "333333333.3333332" },
		{ 333333333.33333325, "333333333.33333325" },
		{ 333333333.3333333, "333333333.3333333" },
		{ 333333333.3333334, "333333333.3333334" },
		{ 333333333.33333343, "333333333.33333343" },
		{ -0.0000033333333333333333, "-0.0000033333333333333333" },
		{ 1424953923781206.2, "1424953923781206.2" },
		/* here the nearest of 16 digits does not read back */
		{ 0x1p-44, "5.684341886080802e-14" },
		{ NAN, "null" },
		{ -INFINITY, "null" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str s = written(cases[i].x);

		if (!str_eq(s, str_of(cases[i].text))) {
			failures++;
			printf("%s is written %s\n", cases[i].text, s.p);
		}
	}
}

static int
significant(const char *s)
{
	int n = 0, zeros = 0;

	for (; *s && *s != 'e'; s++) {
		if (*s < '0' || *s > '9' || (*s == '0' && n == 0))
			continue;
		n++;
		zeros = *s == '0' ? zeros + 1 : 0;
	}
	return n - zeros;
}

/* What is written reads back, by us and by the C library, and is shortest. */
static void
check_round_trip(double x)
{
	struct str s = written(x);
	char shorter[40];
	int n = significant(s.p);

	if (strtod(s.p, NULL) != x || number(s) != x) {
		failures++;
		printf("%a does not survive as %s\n", x, s.p);
	}
	if (n < 2)
		return;
	snprintf(shorter, sizeof(shorter), "%.*e", n - 2, x);
	if (strtod(shorter, NULL) == x) {
		failures++;
		printf("%s is not the shortest, %s is\n", s.p, shorter);
	}
}

static void
check_many(void)
{
	uint64_t bits = 1;

	for (int i = 0; i < 50000; i++) {
		double x;

		/* Knuth's MMIX generator: the same numbers every time */
		bits = bits * UINT64_C(6364136223846793005) +
		       UINT64_C(1442695040888963407);
		memcpy(&x, &bits, sizeof(x));
		if (isfinite(x))
			check_round_trip(x);
		check_round_trip((double)(bits >> 20) / 1e6);
		check_round_trip((double)(bits >> 11) / 3.0);
	}
	for (int e = -1074; e < 1024; e++)
		check_round_trip(ldexp(1, e));
}

static void
check_int(void)
{
	static const int64_t cases[] = { 0, 7, -1, 10, INT64_MAX, INT64_MIN };
	struct buf b = { 0 };
	char want[32];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&b);
		json_put_int(&b, cases[i]);
		snprintf(want, sizeof(want), "%lld", (long long)cases[i]);
		CHECK(str_eq(buf_view(&b), str_of(want)));
	}
	buf_clear(&b);
	json_member_count(&b, "n", UINT64_MAX);
	CHECK(str_eq(buf_view(&b), STR("\"n\":18446744073709551615")));
	buf_free(&b);
}

static int32_t
decode(unsigned long bytes, size_t n)
{
	char p[4];
	size_t i = 0;
	int32_t c;

	for (size_t k = 0; k < n; k++)
		p[k] = (char)(bytes >> 8 * (n - 1 - k));
	c = json_codepoint(p, n, &i);
	if (!CHECK(c < 0 ? i == 1 : i >= 1 && i <= n))
		return -1;
	return i == n ? c : -1;
}

/*
 * All sequences of two and of three bytes, and of four all beginnings with the
 * edges of what may follow: exactly the code points of that length come out,
 * in order and once each.
 */
static void
check_utf8(void)
{
	static const unsigned char edges[] = { 0x7f, 0x80, 0xbf, 0xc0 };
	int32_t c, last = 0x7f;
	int n = 0;

	for (unsigned long b = 0; b < 1ul << 16; b++)
		if ((c = decode(b, 2)) >= 0)
			CHECK(c == ++last);
	CHECK(last == 0x7ff);
	for (unsigned long b = 0; b < 1ul << 24; b++)
		if ((c = decode(b, 3)) >= 0) {
			if (last == 0xd7ff)
				last = 0xdfff;
			CHECK(c == ++last);
		}
	CHECK(last == 0xffff);
	for (unsigned long b = 0; b < 1ul << 20; b++) {
		unsigned long four = b >> 4 << 16 |
				     (unsigned long)edges[b >> 2 & 3] << 8 |
				     edges[b & 3];

		if ((c = decode(four, 4)) < 0)
			continue;
		CHECK(c > last && c >= 0x10000 && c <= 0x10ffff);
		last = c;
		n++;
	}
	CHECK(n == (0x110000 - 0x10000) / 4096 * 4);
	CHECK(decode(0x41, 1) == 0x41 && decode(0xc3, 1) < 0);
}

/* Whole numbers, and the same as ten-thousandths. */
static void
check_whole(void)
{
	static const struct {
		int64_t n;
		const char *whole, *decimal;
	} cases[] = {
		{ 0, "0", "0" },
		{ 7, "7", "0.0007" },
		{ -10, "-10", "-0.001" },
		{ 99, "99", "0.0099" },
		{ 100, "100", "0.01" },
		{ 2500, "2500", "0.25" },
		{ -5000, "-5000", "-0.5" },
		{ 10000, "10000", "1" },
		{ -12034, "-12034", "-1.2034" },
		{ 1234567, "1234567", "123.4567" },
		{ INT64_MAX, "9223372036854775807", "922337203685477.5807" },
		{ INT64_MIN, "-9223372036854775808", "-922337203685477.5808" },
	};
	char text[JSON_NUMBER_ROOM + 1];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		*json_write_int(text, cases[i].n) = '\0';
		CHECK(strcmp(text, cases[i].whole) == 0);
		*json_write_decimal(text, cases[i].n) = '\0';
		CHECK(strcmp(text, cases[i].decimal) == 0);
	}
}

int
main(void)
{
	check_literals();
	check_long();
	check_written();
	check_whole();
	check_many();
	check_int();
	check_utf8();
	return checked();
}
