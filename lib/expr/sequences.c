#include "expr/functions.h"

/*
 * Functions of a whole array: its sum, its least, its order.  An array beside
 * it holds the keys to go by: the outputs of f for each element, as an array.
 */
static bool
all_strings(const struct expr_value *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].kind != EXPR_STRING)
			return false;
	return n > 0;
}

static bool
settled(struct eval *ev, const struct expr_value *items, size_t n,
    struct expr_value **out)
{
	*out = eval_array(ev, n, sizeof(**out));
	if (!*out)
		return false;
	for (size_t i = 0; i < n; i++) {
		(*out)[i] = items[i];
		if (!value_settle(ev, &(*out)[i]))
			return false;
	}
	return true;
}

bool
fn_add(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct expr_list l;
	struct members m;
	struct expr_value *items, sum;

	if (args->kind == EXPR_ARRAY) {
		if (!value_items(ev, args, &l))
			return false;
	} else if (args->kind == EXPR_OBJECT) {
		if (!value_members(ev, args, &m))
			return false;
		l = (struct expr_list){ m.values, m.n };
	} else {
		return eval_fail_on(ev, "this has no elements", args);
	}
	if (!settled(ev, l.items, l.n, &items))
		return false;
	if (all_strings(items, l.n))
		return eval_joined(ev, items, l.n, out);
	*out = expr_null();
	for (size_t i = 0; i < l.n; i++) {
		sum = *out;
		if (!eval_tick(ev))
			return false;
		if (!eval_arithmetic(ev, BINARY_ADD, &sum, &items[i], out))
			return false;
	}
	return true;
}

/* args[0] and the keys args[1] go by, which may be args[0] itself. */
static bool
two_lists(struct eval *ev, const struct expr_value *array,
    const struct expr_value *keys, struct expr_list *l, struct expr_list *k)
{
	if (array->kind != EXPR_ARRAY || keys->kind != EXPR_ARRAY)
		return eval_fail_on(ev, "an array is needed", array);
	if (!value_items(ev, array, l) || !value_items(ev, keys, k))
		return false;
	return l->n == k->n || eval_fail_on(ev, "an array is needed", array);
}

/* The first of the least, or the last of the greatest. */
static bool
extreme(struct eval *ev, const struct expr_value *array,
    const struct expr_value *keys, bool least, struct expr_value *out)
{
	struct expr_list l, k;
	size_t best = 0;
	int order;

	*out = expr_null();
	if (!two_lists(ev, array, keys, &l, &k))
		return false;
	if (l.n == 0)
		return true;
	for (size_t i = 1; i < l.n; i++) {
		if (!value_compare(ev, &k.items[i], &k.items[best], &order))
			return false;
		if ((order < 0) == least)
			best = i;
	}
	*out = l.items[best];
	return value_settle(ev, out);
}

bool
fn_min(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return extreme(ev, args, args, true, out);
}

bool
fn_max(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return extreme(ev, args, args, false, out);
}

bool
fn_min_by(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return extreme(ev, args, &args[1], true, out);
}

bool
fn_max_by(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return extreme(ev, args, &args[1], false, out);
}

struct keyed {
	struct expr_value key, value;
};

/* Two sorted stretches, [0, half) and [half, n), into one. */
static bool
join_sorted(struct eval *ev, struct keyed *items, size_t half, size_t n,
    struct keyed *room)
{
	size_t i = 0, k = half;
	int order;

	for (size_t to = 0; to < n; to++) {
		order = i < half ? -1 : 1;
		if (i < half && k < n &&
		    !value_compare(ev, &items[i].key, &items[k].key, &order))
			return false;
		room[to] = order <= 0 ? items[i++] : items[k++];
	}
	memcpy(items, room, n * sizeof(*items));
	return true;
}

/* Stable, and it stops where a comparison fails. */
static bool
sort(struct eval *ev, struct keyed *items, size_t n, struct keyed *room)
{
	return n < 2 || (sort(ev, items, n / 2, room) &&
			    sort(ev, items + n / 2, n - n / 2, room) &&
			    join_sorted(ev, items, n / 2, n, room));
}

static bool
sorted(struct eval *ev, const struct expr_value *array,
    const struct expr_value *keys, struct keyed **out, size_t *n)
{
	struct expr_list l, k;
	struct keyed *room;

	if (!two_lists(ev, array, keys, &l, &k))
		return false;
	*n = l.n;
	*out = eval_array(ev, l.n, sizeof(**out));
	room = eval_array(ev, l.n, sizeof(*room));
	if (!*out || !room)
		return false;
	for (size_t i = 0; i < l.n; i++)
		(*out)[i] = (struct keyed){ k.items[i], l.items[i] };
	return sort(ev, *out, l.n, room);
}

static bool
sort_by(struct eval *ev, const struct expr_value *array,
    const struct expr_value *keys, struct expr_value *out)
{
	struct listing l = { 0 };
	struct keyed *items;
	size_t n;

	if (!sorted(ev, array, keys, &items, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!listing_add(ev, &l, &items[i].value))
			return false;
	*out = value_list(ev, l.items, l.n);
	return !ev->why;
}

bool
fn_sort(struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return sort_by(ev, args, args, out);
}

bool
fn_sort_by(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	return sort_by(ev, args, &args[1], out);
}

/* Arrays of the elements with equal keys, in the order of the keys. */
bool
fn_group_by(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct listing groups = { 0 }, group = { 0 };
	struct keyed *items;
	struct expr_value v;
	bool same;
	size_t n;

	if (!sorted(ev, args, &args[1], &items, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!listing_add(ev, &group, &items[i].value))
			return false;
		same = false;
		if (i + 1 < n &&
		    !value_equal(ev, &items[i].key, &items[i + 1].key, &same))
			return false;
		if (same)
			continue;
		v = value_list(ev, group.items, group.n);
		if (ev->why || !listing_add(ev, &groups, &v))
			return false;
		group = (struct listing){ 0 };
	}
	*out = value_list(ev, groups.items, groups.n);
	return !ev->why;
}

static bool
flatten(struct eval *ev, const struct expr_value *array, unsigned depth,
    struct listing *to)
{
	struct expr_list l;

	if (depth == 0)
		return eval_too_deep(ev);
	if (!value_items(ev, array, &l))
		return false;
	for (size_t i = 0; i < l.n; i++)
		if (l.items[i].kind == EXPR_ARRAY
			? !flatten(ev, &l.items[i], depth - 1, to)
			: !listing_add(ev, to, &l.items[i]))
			return false;
	return true;
}

bool
fn_flatten(
    struct eval *ev, const struct expr_value *args, struct expr_value *out)
{
	struct listing l = { 0 };
	struct expr_value values = *args;
	struct members m;

	if (args->kind == EXPR_OBJECT) {
		if (!value_members(ev, args, &m))
			return false;
		values = value_list(ev, m.values, m.n);
		if (ev->why)
			return false;
	} else if (args->kind != EXPR_ARRAY) {
		return eval_fail_on(ev, "this has no elements", args);
	}
	if (!flatten(ev, &values, VALUE_DEPTH, &l))
		return false;
	*out = value_list(ev, l.items, l.n);
	return !ev->why;
}
