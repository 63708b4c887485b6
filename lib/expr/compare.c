#include <math.h>

#include "expr/tree.h"

enum binary
binary_turned(enum binary op)
{
	return op == BINARY_LT	 ? BINARY_GT
	       : op == BINARY_LE ? BINARY_GE
	       : op == BINARY_GT ? BINARY_LT
	       : op == BINARY_GE ? BINARY_LE
				 : op;
}

/* Numbers as jq 1.6 orders them: NaN comes before all, even before NaN. */
static int
compare_numbers(double a, double b)
{
	if (a < b || isnan(a))
		return -1;
	return a == b ? 0 : 1;
}

static bool compare(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, int *order, unsigned depth);

static bool
compare_arrays(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, int *order, unsigned depth)
{
	struct expr_list x, y;

	if (!value_items(ev, a, &x) || !value_items(ev, b, &y))
		return false;
	*order = 0;
	for (size_t i = 0; i < x.n && i < y.n && *order == 0; i++)
		if (!compare(ev, &x.items[i], &y.items[i], order, depth))
			return false;
	if (*order == 0)
		*order = (x.n > y.n) - (x.n < y.n);
	return true;
}

/* First the sorted names, as arrays; then the values in that order. */
static bool
compare_objects(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, int *order, unsigned depth)
{
	struct members x, y;

	if (!value_sorted(ev, a, &x) || !value_sorted(ev, b, &y))
		return false;
	*order = 0;
	for (size_t i = 0; i < x.n && i < y.n && *order == 0; i++)
		*order = str_cmp(x.names[i], y.names[i]);
	if (*order == 0)
		*order = (x.n > y.n) - (x.n < y.n);
	for (size_t i = 0; i < x.n && *order == 0; i++)
		if (!compare(ev, &x.values[i], &y.values[i], order, depth))
			return false;
	return true;
}

static bool
compare(struct eval *ev, const struct expr_value *a, const struct expr_value *b,
    int *order, unsigned depth)
{
	struct expr_value x = *a, y = *b;

	if (depth == 0)
		return eval_too_deep(ev);
	if (!eval_tick(ev))
		return false;
	if (x.kind != y.kind) {
		*order = x.kind < y.kind ? -1 : 1;
		return true;
	}
	if (!value_settle(ev, &x) || !value_settle(ev, &y))
		return false;
	*order = 0;
	if (x.kind == EXPR_NUMBER)
		*order = compare_numbers(x.number, y.number);
	else if (x.kind == EXPR_STRING)
		*order = str_cmp(x.string, y.string);
	else if (x.kind == EXPR_ARRAY)
		return compare_arrays(ev, &x, &y, order, depth - 1);
	else if (x.kind == EXPR_OBJECT)
		return compare_objects(ev, &x, &y, order, depth - 1);
	return true;
}

bool
value_compare(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, int *order)
{
	return compare(ev, a, b, order, VALUE_DEPTH);
}

static bool equal(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, bool *same, unsigned depth);

static bool
equal_arrays(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, bool *same, unsigned depth)
{
	struct expr_list x, y;

	if (!value_items(ev, a, &x) || !value_items(ev, b, &y))
		return false;
	*same = x.n == y.n;
	for (size_t i = 0; i < x.n && *same; i++)
		if (!equal(ev, &x.items[i], &y.items[i], same, depth))
			return false;
	return true;
}

static bool
equal_objects(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, bool *same, unsigned depth)
{
	struct members x, y;

	if (!value_sorted(ev, a, &x) || !value_sorted(ev, b, &y))
		return false;
	*same = x.n == y.n;
	for (size_t i = 0; i < x.n && *same; i++)
		*same = str_eq(x.names[i], y.names[i]);
	for (size_t i = 0; i < x.n && *same; i++)
		if (!equal(ev, &x.values[i], &y.values[i], same, depth))
			return false;
	return true;
}

static bool
equal(struct eval *ev, const struct expr_value *a, const struct expr_value *b,
    bool *same, unsigned depth)
{
	struct expr_value x = *a, y = *b;

	if (depth == 0)
		return eval_too_deep(ev);
	if (!eval_tick(ev))
		return false;
	*same = x.kind == y.kind;
	if (!*same)
		return true;
	if (!value_settle(ev, &x) || !value_settle(ev, &y))
		return false;
	if (x.kind == EXPR_NUMBER)
		*same = x.number == y.number;
	else if (x.kind == EXPR_STRING)
		*same = str_eq(x.string, y.string);
	else if (x.kind == EXPR_ARRAY)
		return equal_arrays(ev, &x, &y, same, depth - 1);
	else if (x.kind == EXPR_OBJECT)
		return equal_objects(ev, &x, &y, same, depth - 1);
	return true;
}

bool
value_equal(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, bool *same)
{
	return equal(ev, a, b, same, VALUE_DEPTH);
}
