#include <math.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>

#include "expr/value.h"

/*
 * The digits of the shortest decimal that reads back as x (finite, > 0), and
 * the power of ten of the first of them.
 */
static int
shortest(double x, char digits[24], int *exponent)
{
	char text[40], *e;
	int n = 0;

	/* 15 digits always survive, save among the subnormal numbers. */
	for (int p = x < DBL_MIN ? 1 : 15; p <= 17; p++) {
		snprintf(text, sizeof(text), "%.*e", p - 1, x);
		if (strtod(text, NULL) == x)
			break;
	}
	e = strchr(text, 'e');
	*exponent = atoi(e + 1);
	for (const char *c = text; c < e; c++)
		if (*c != '.')
			digits[n++] = *c;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	return n;
}

/* As libjq 1.6 writes it: 100000, 1e+17, 1e-05, 0.0001. */
static void
print_number(struct buf *out, double x)
{
	char digits[24];
	int exponent, n;

	if (isnan(x)) {
		buf_cstr(out, "null");
		return;
	}
	if (signbit(x))
		buf_char(out, '-');
	x = fabs(x);
	if (x == 0) {
		buf_char(out, '0');
		return;
	}
	n = shortest(x > DBL_MAX ? DBL_MAX : x, digits, &exponent);
	if (exponent < -4 || exponent >= n + 15) {
		buf_char(out, digits[0]);
		if (n > 1)
			buf_char(out, '.');
		buf_put(out, digits + 1, (size_t)n - 1);
		buf_printf(out, "e%+03d", exponent);
		return;
	}
	if (exponent < 0)
		buf_put(out, "0.00000", (size_t)(1 - exponent));
	for (int i = 0; i < n || i <= exponent; i++) {
		if (i == exponent + 1 && exponent >= 0)
			buf_char(out, '.');
		buf_char(out, i < n ? digits[i] : '0');
	}
}

/* From byte i on, those that stand for themselves: most do. */
static size_t
plain_bytes(struct str s, size_t i)
{
	size_t from = i;

	while (i < s.n && (unsigned char)s.p[i] >= 0x20 && s.p[i] != '"' &&
	       s.p[i] != '\\' && s.p[i] != 0x7f)
		i++;
	return i - from;
}

static void
print_string(struct buf *out, struct str s)
{
	static const char letters[] = "\"\\bfnrt", bytes[] = "\"\\\b\f\n\r\t";

	buf_char(out, '"');
	for (size_t i = 0, plain; i < s.n; i++) {
		const char *b;

		plain = plain_bytes(s, i);
		buf_put(out, s.p + i, plain);
		i += plain;
		if (i == s.n)
			break;
		b = s.p[i] ? strchr(bytes, s.p[i]) : NULL;
		if (b) {
			buf_char(out, '\\');
			buf_char(out, letters[b - bytes]);
		} else {
			buf_printf(out, "\\u%04x", (unsigned char)s.p[i]);
		}
	}
	buf_char(out, '"');
}

static bool print(struct eval *ev, const struct expr_value *v, struct buf *out,
    unsigned depth);

static bool
print_array(struct eval *ev, const struct expr_value *v, struct buf *out,
    unsigned depth)
{
	struct expr_list l;

	if (!value_items(ev, v, &l))
		return false;
	buf_char(out, '[');
	for (size_t i = 0; i < l.n; i++) {
		if (i)
			buf_char(out, ',');
		if (!print(ev, &l.items[i], out, depth))
			return false;
	}
	buf_char(out, ']');
	return true;
}

static bool
print_object(struct eval *ev, const struct expr_value *v, struct buf *out,
    unsigned depth)
{
	struct members m;

	if (!value_members(ev, v, &m))
		return false;
	buf_char(out, '{');
	for (size_t i = 0; i < m.n; i++) {
		if (i)
			buf_char(out, ',');
		print_string(out, m.names[i]);
		buf_char(out, ':');
		if (!print(ev, &m.values[i], out, depth))
			return false;
	}
	buf_char(out, '}');
	return true;
}

static bool
print(struct eval *ev, const struct expr_value *v, struct buf *out,
    unsigned depth)
{
	struct expr_value x = *v;

	if (depth == 0)
		return eval_too_deep(ev);
	if (out->n > ev->left)
		return eval_out_of_memory(ev);
	if (!value_settle(ev, &x))
		return false;
	switch (x.kind) {
	case EXPR_NUMBER:
		print_number(out, x.number);
		return true;
	case EXPR_STRING:
		print_string(out, x.string);
		return true;
	case EXPR_ARRAY:
		return print_array(ev, &x, out, depth - 1);
	case EXPR_OBJECT:
		return print_object(ev, &x, out, depth - 1);
	}
	buf_cstr(out, x.kind == EXPR_NULL   ? "null"
		      : x.kind == EXPR_TRUE ? "true"
					    : "false");
	return true;
}

bool
value_print(struct eval *ev, const struct expr_value *v, struct buf *out)
{
	return print(ev, v, out, VALUE_DEPTH);
}

bool
value_text(struct eval *ev, const struct expr_value *v, struct str *out)
{
	struct buf b = { 0 };
	char *p = NULL;
	bool good = value_print(ev, v, &b);

	if (good)
		p = eval_alloc(ev, b.n);
	if (p) {
		memcpy(p, b.p, b.n);
		*out = (struct str){ p, b.n };
	}
	buf_free(&b);
	return p != NULL;
}
