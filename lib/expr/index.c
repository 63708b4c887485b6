#include <math.h>

#include "expr/value.h"

/* The element at a whole number, counted from the end when negative. */
static bool
element(struct eval *ev, const struct expr_value *array, double at,
    struct expr_value *out)
{
	size_t n;
	uint32_t i;

	*out = expr_null();
	if (!value_length(ev, array, &n))
		return false;
	if (at < 0)
		at += (double)n;
	/* jq 1.6 finds nothing at a fraction. */
	if (!(at >= 0 && at < (double)n) || at != floor(at))
		return true;
	if (array->form == EXPR_LISTED) {
		*out = array->list->items[(size_t)at];
	} else {
		if (!eval_pay(ev, (size_t)at))
			return false;
		i = json_first(array->json, array->at);
		for (size_t k = (size_t)at; k > 0; k--)
			i = json_after(array->json, array->at, i);
		*out = expr_json(array->json, i);
	}
	return value_settle(ev, out);
}

/* Where `part` occurs in `whole`, as jq's .[[...]]. */
static bool
occurrences(struct eval *ev, const struct expr_value *whole,
    const struct expr_value *part, struct expr_value *out)
{
	struct listing found = { 0 };
	struct expr_list w, p;

	if (!value_items(ev, whole, &w) || !value_items(ev, part, &p))
		return false;
	for (size_t i = 0; p.n && p.n <= w.n && i <= w.n - p.n; i++) {
		struct expr_value at = expr_num((double)i);
		bool same = true;

		for (size_t k = 0; k < p.n && same; k++)
			if (!value_equal(
				ev, &w.items[i + k], &p.items[k], &same))
				return false;
		if (same && !listing_add(ev, &found, &at))
			return false;
	}
	*out = value_list(ev, found.items, found.n);
	return !ev->why;
}

/* The bounds an object key {"start", "end"} stands for. */
static bool
slice_by_object(struct eval *ev, const struct expr_value *v,
    const struct expr_value *key, struct expr_value *out)
{
	struct expr_value from, to;
	bool start, end;

	if (!value_member(ev, key, STR("start"), &from, &start) ||
	    !value_member(ev, key, STR("end"), &to, &end))
		return false;
	if (!start || !end)
		return eval_fail_on(ev, "a slice needs both bounds", key);
	return value_slice(ev, v, &from, &to, out);
}

bool
value_index(struct eval *ev, const struct expr_value *v,
    const struct expr_value *key, struct expr_value *out)
{
	bool found;

	if (v->kind == EXPR_OBJECT && key->kind == EXPR_STRING)
		return value_member(ev, v, key->string, out, &found);
	if (v->kind == EXPR_ARRAY && key->kind == EXPR_NUMBER)
		return element(ev, v, key->number, out);
	if (v->kind == EXPR_ARRAY && key->kind == EXPR_ARRAY)
		return occurrences(ev, v, key, out);
	if ((v->kind == EXPR_ARRAY || v->kind == EXPR_STRING) &&
	    key->kind == EXPR_OBJECT)
		return slice_by_object(ev, v, key, out);
	*out = expr_null();
	if (v->kind == EXPR_NULL &&
	    (key->kind == EXPR_STRING || key->kind == EXPR_NUMBER ||
		key->kind == EXPR_OBJECT))
		return true;
	return eval_fail_on_two(ev, "cannot index", v, key);
}

/* Bounds as jq rounds them: the first down, the last up. */
static bool
bounds(struct eval *ev, const struct expr_value *from,
    const struct expr_value *to, size_t length, size_t *first, size_t *last)
{
	double n = (double)length, a, b;

	if ((from->kind != EXPR_NULL && from->kind != EXPR_NUMBER) ||
	    (to->kind != EXPR_NULL && to->kind != EXPR_NUMBER))
		return eval_fail_on_two(ev, "a slice needs numbers", from, to);
	a = from->kind == EXPR_NULL ? 0 : from->number;
	b = to->kind == EXPR_NULL ? n : to->number;
	if (a < 0)
		a += n;
	if (b < 0)
		b += n;
	if (!(a >= 0))
		a = 0;
	a = a > n ? n : floor(a);
	b = b > n ? n : ceil(b);
	*first = (size_t)a;
	*last = b > a ? (size_t)b : *first;
	return true;
}

static bool
slice_array(struct eval *ev, const struct expr_value *v, size_t first,
    size_t last, struct expr_value *out)
{
	struct expr_list l;

	if (!value_items(ev, v, &l))
		return false;
	*out = value_list(ev, l.items ? l.items + first : NULL, last - first);
	return !ev->why;
}

bool
value_slice(struct eval *ev, const struct expr_value *v,
    const struct expr_value *from, const struct expr_value *to,
    struct expr_value *out)
{
	size_t n, first = 0, last = 0, p, q;

	*out = expr_null();
	if (v->kind == EXPR_NULL)
		return true;
	if (v->kind != EXPR_ARRAY && v->kind != EXPR_STRING)
		return eval_fail_on(ev, "this cannot be sliced", v);
	if (!value_length(ev, v, &n) || !bounds(ev, from, to, n, &first, &last))
		return false;
	if (v->kind == EXPR_ARRAY)
		return slice_array(ev, v, first, last, out);
	p = value_offset(v->string, first);
	q = value_offset(v->string, last);
	*out = expr_str((struct str){ v->string.p + p, q - p });
	return true;
}
