#include <limits.h>
#include <math.h>

#include "expr/tree.h"

static bool
add_strings(struct eval *ev, struct str a, struct str b, struct expr_value *out)
{
	char *p = eval_array(ev, a.n + b.n, 1);

	if (!p)
		return false;
	if (a.n)
		memcpy(p, a.p, a.n);
	if (b.n)
		memcpy(p + a.n, b.p, b.n);
	*out = expr_str((struct str){ p, a.n + b.n });
	return true;
}

static bool
add_arrays(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, struct expr_value *out)
{
	struct expr_list x, y;
	struct expr_value *items;

	if (!value_items(ev, a, &x) || !value_items(ev, b, &y))
		return false;
	items = eval_array(ev, x.n + y.n, sizeof(*items));
	if (!items)
		return false;
	if (x.n)
		memcpy(items, x.items, x.n * sizeof(*items));
	if (y.n)
		memcpy(items + x.n, y.items, y.n * sizeof(*items));
	*out = value_list(ev, items, x.n + y.n);
	return !ev->why;
}

/* b's members into a; `deep` merges objects that meet instead. */
static bool
merge(struct eval *ev, const struct expr_value *a, const struct expr_value *b,
    bool deep, unsigned depth, struct expr_value *out)
{
	struct building into = { 0 };
	struct members x, y;

	if (depth == 0)
		return eval_too_deep(ev);
	if (!value_members(ev, a, &x) || !value_members(ev, b, &y))
		return false;
	for (size_t i = 0; i < x.n; i++)
		if (!building_set(ev, &into, x.names[i], &x.values[i]))
			return false;
	for (size_t i = 0; i < y.n; i++) {
		struct expr_value v = y.values[i], old;
		bool found = false;

		if (deep && v.kind == EXPR_OBJECT &&
		    !value_member(ev, a, y.names[i], &old, &found))
			return false;
		if (found && old.kind == EXPR_OBJECT &&
		    !merge(ev, &old, &y.values[i], deep, depth - 1, &v))
			return false;
		if (!building_set(ev, &into, y.names[i], &v))
			return false;
	}
	*out = building_done(ev, &into);
	return !ev->why;
}

static bool
add(struct eval *ev, const struct expr_value *a, const struct expr_value *b,
    struct expr_value *out)
{
	if (a->kind == EXPR_NULL || b->kind == EXPR_NULL) {
		*out = a->kind == EXPR_NULL ? *b : *a;
		return true;
	}
	if (a->kind != b->kind || a->kind == EXPR_TRUE || a->kind == EXPR_FALSE)
		return eval_fail_on_two(ev, "cannot add", a, b);
	if (a->kind == EXPR_NUMBER)
		*out = expr_num(a->number + b->number);
	else if (a->kind == EXPR_STRING)
		return add_strings(ev, a->string, b->string, out);
	else if (a->kind == EXPR_ARRAY)
		return add_arrays(ev, a, b, out);
	else
		return merge(ev, a, b, false, VALUE_DEPTH, out);
	return true;
}

static bool
subtract_arrays(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, struct expr_value *out)
{
	struct listing kept = { 0 };
	struct expr_list x, y;

	if (!value_items(ev, a, &x) || !value_items(ev, b, &y))
		return false;
	for (size_t i = 0; i < x.n; i++) {
		bool gone = false;

		if ((ev->steps -= (long)y.n) < 0)
			return eval_out_of_steps(ev);
		for (size_t k = 0; k < y.n && !gone; k++)
			if (!value_equal(ev, &x.items[i], &y.items[k], &gone))
				return false;
		if (!gone && !listing_add(ev, &kept, &x.items[i]))
			return false;
	}
	*out = value_list(ev, kept.items, kept.n);
	return !ev->why;
}

static bool
subtract(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, struct expr_value *out)
{
	if (a->kind == EXPR_NUMBER && b->kind == EXPR_NUMBER) {
		*out = expr_num(a->number - b->number);
		return true;
	}
	if (a->kind == EXPR_ARRAY && b->kind == EXPR_ARRAY)
		return subtract_arrays(ev, a, b, out);
	return eval_fail_on_two(ev, "cannot subtract", a, b);
}

/* "ab" * n, as libjq 1.6 does it: n is cut to a whole number, but up to 1 it
 * counts as 1; for 0 and below it is null. */
static bool
repeat(struct eval *ev, struct str s, double times, struct expr_value *out)
{
	size_t n;
	char *p;

	*out = expr_null();
	if (!(times > 0))
		return true;
	if (times > (double)ev->left)
		return eval_out_of_memory(ev);
	n = times <= 1 ? 1 : (size_t)times;
	if (s.n == 0)
		n = 0;
	else if (n > SIZE_MAX / s.n)
		return eval_out_of_memory(ev);
	p = eval_alloc(ev, n * s.n);
	if (!p)
		return false;
	for (size_t i = 0; i < n; i++)
		memcpy(p + i * s.n, s.p, s.n);
	*out = expr_str((struct str){ p, n * s.n });
	return true;
}

static bool
multiply(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, struct expr_value *out)
{
	if (a->kind == EXPR_NUMBER && b->kind == EXPR_NUMBER) {
		*out = expr_num(a->number * b->number);
		return true;
	}
	if (a->kind == EXPR_STRING && b->kind == EXPR_NUMBER)
		return repeat(ev, a->string, b->number, out);
	if (a->kind == EXPR_NUMBER && b->kind == EXPR_STRING)
		return repeat(ev, b->string, a->number, out);
	if (a->kind == EXPR_OBJECT && b->kind == EXPR_OBJECT)
		return merge(ev, a, b, true, VALUE_DEPTH, out);
	return eval_fail_on_two(ev, "cannot multiply", a, b);
}

/* The code points of s, each as a string. */
static bool
explode_text(struct eval *ev, struct str s, struct listing *l)
{
	for (size_t i = 0, from; i < s.n;) {
		struct expr_value v;

		for (from = i++; i < s.n && (s.p[i] & 0xc0) == 0x80;)
			i++;
		v = expr_str((struct str){ s.p + from, i - from });
		if (!listing_add(ev, l, &v))
			return false;
	}
	return true;
}

static bool
split(struct eval *ev, struct str s, struct str by, struct expr_value *out)
{
	struct listing l = { 0 };

	if (!eval_pay(ev, s.n) || (by.n == 0 && !explode_text(ev, s, &l)))
		return false;
	while (by.n && (s.n || l.n)) {
		const char *p = s.n ? memmem(s.p, s.n, by.p, by.n) : NULL;
		size_t n = p ? (size_t)(p - s.p) : s.n;
		struct expr_value v = expr_str((struct str){ s.p, n });

		if (!listing_add(ev, &l, &v))
			return false;
		if (!p)
			break;
		s = (struct str){ p + by.n, s.n - n - by.n };
	}
	*out = value_list(ev, l.items, l.n);
	return !ev->why;
}

static bool
divide(struct eval *ev, const struct expr_value *a, const struct expr_value *b,
    struct expr_value *out)
{
	if (a->kind == EXPR_NUMBER && b->kind == EXPR_NUMBER) {
		if (b->number == 0)
			return eval_fail(ev, "division by zero");
		*out = expr_num(a->number / b->number);
		return true;
	}
	if (a->kind == EXPR_STRING && b->kind == EXPR_STRING)
		return split(ev, a->string, b->string, out);
	return eval_fail_on_two(ev, "cannot divide", a, b);
}

static intmax_t
whole(double x)
{
	if (x < -0x1p63)
		return INTMAX_MIN;
	return x >= 0x1p63 ? INTMAX_MAX : (intmax_t)x;
}

/* Of whole parts, with the sign of the left one.  Beyond 64 bits libjq 1.6
 * leaves the result to the processor; as 1.7 does, we stay at the limit. */
static bool
modulo(struct eval *ev, const struct expr_value *a, const struct expr_value *b,
    struct expr_value *out)
{
	intmax_t x, y;

	if (a->kind != EXPR_NUMBER || b->kind != EXPR_NUMBER)
		return eval_fail_on_two(ev, "cannot divide", a, b);
	if (isnan(a->number) || isnan(b->number)) {
		*out = expr_num(NAN);
		return true;
	}
	x = whole(a->number);
	y = whole(b->number);
	if (y == 0)
		return eval_fail(ev, "division by zero");
	*out = expr_num(y == -1 ? 0 : (double)(x % y));
	return true;
}

bool
eval_arithmetic(struct eval *ev, enum binary op, const struct expr_value *a,
    const struct expr_value *b, struct expr_value *out)
{
	switch (op) {
	case BINARY_ADD:
		return add(ev, a, b, out);
	case BINARY_SUB:
		return subtract(ev, a, b, out);
	case BINARY_MUL:
		return multiply(ev, a, b, out);
	case BINARY_DIV:
		return divide(ev, a, b, out);
	default:
		return modulo(ev, a, b, out);
	}
}

bool
eval_comparison(struct eval *ev, enum binary op, const struct expr_value *a,
    const struct expr_value *b, bool *yes)
{
	int order;

	if (op == BINARY_EQ || op == BINARY_NE) {
		if (!value_equal(ev, a, b, yes))
			return false;
		*yes ^= op == BINARY_NE;
		return true;
	}
	if (!value_compare(ev, a, b, &order))
		return false;
	*yes = op == BINARY_LT	 ? order < 0
	       : op == BINARY_LE ? order <= 0
	       : op == BINARY_GT ? order > 0
				 : order >= 0;
	return true;
}
