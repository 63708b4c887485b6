#include <math.h>

#include "expr/range.h"

/* Where the kinds begin: the least string, array and object are empty. */
static const struct expr_list no_items;
static const struct expr_shape no_members;
static const struct expr_record empty = { .shape = &no_members };

static struct cut
before(struct expr_value v)
{
	return (struct cut){ v, false };
}

/* Between null, false and true there is nothing: one place, one cut. */
static struct cut
after(struct expr_value v)
{
	if (v.kind == EXPR_NULL || v.kind == EXPR_FALSE)
		return before(expr_bool(v.kind == EXPR_FALSE));
	return (struct cut){ v, true };
}

/* Where the values of kind k begin; those of the next one end it. */
static struct cut
begin_of(enum expr_kind k)
{
	switch (k) {
	case EXPR_NULL:
		return before(expr_null());
	case EXPR_FALSE:
		return before(expr_bool(false));
	case EXPR_TRUE:
		return before(expr_bool(true));
	case EXPR_NUMBER:
		return after(expr_bool(true));
	case EXPR_STRING:
		return before(expr_str(STR("")));
	case EXPR_ARRAY:
		return before(expr_array(&no_items));
	default:
		return before(expr_object(&empty));
	}
}

struct range
range_none(void)
{
	return (struct range){ 0 };
}

struct range
range_all(bool fails)
{
	return (struct range){
		.cuts = { begin_of(EXPR_NULL) }, .n = 1, .fails = fails
	};
}

struct range
range_kind(enum expr_kind k)
{
	struct range r = { .cuts = { begin_of(k) }, .n = 1 };

	if (k < EXPR_OBJECT)
		r.cuts[r.n++] = begin_of(k + 1);
	return r;
}

struct range
range_numbers(double low, double high)
{
	struct range r = {
		.cuts = { before(expr_num(low)), after(expr_num(high)) }, .n = 2
	};

	return r;
}

struct range
range_strings(struct str low, struct str high)
{
	struct range r = {
		.cuts = { before(expr_str(low)), after(expr_str(high)) }, .n = 2
	};

	return r;
}

struct range
range_truthy(void)
{
	return (struct range){ .cuts = { begin_of(EXPR_TRUE) }, .n = 1 };
}

/* 0 also when it cannot be told, which is then kept in *lost. */
static int
compare(const struct cut *a, const struct cut *b, bool *lost)
{
	struct arena scratch;
	struct eval ev = { .arena = &scratch, .left = 1 << 20, .steps = 10000 };
	int order = 0;

	arena_init(&scratch, 1 << 22);
	if (!value_compare(&ev, &a->value, &b->value, &order))
		*lost = true;
	arena_free(&scratch);
	return order ? order : (int)a->after - (int)b->after;
}

bool
range_compared(enum binary op, const struct expr_value *v, struct range *out)
{
	if (v->kind == EXPR_NUMBER && isnan(v->number))
		return false;
	*out = range_none();
	if (op == BINARY_LT || op == BINARY_LE || op == BINARY_NE)
		out->cuts[out->n++] = begin_of(EXPR_NULL);
	if (op != BINARY_LE && op != BINARY_GT)
		out->cuts[out->n++] = before(*v);
	if (op != BINARY_LT && op != BINARY_GE)
		out->cuts[out->n++] = after(*v);
	/* Nothing is before null: to go in and out there is to stay out. */
	if (out->n > 1 && out->cuts[1].value.kind == EXPR_NULL) {
		memmove(out->cuts, out->cuts + 2,
		    (out->n - 2) * sizeof(*out->cuts));
		out->n -= 2;
	}
	return true;
}

struct range
range_not(const struct range *a)
{
	struct cut bottom = begin_of(EXPR_NULL);
	struct range r = { .fails = a->fails };
	size_t from = a->n && a->cuts[0].value.kind == EXPR_NULL;

	if (!from)
		r.cuts[r.n++] = bottom;
	for (size_t i = from; i < a->n && r.n < RANGE_CUTS; i++)
		r.cuts[r.n++] = a->cuts[i];
	return r;
}

/* Walk both from the bottom: in where `least` of the two or more are. */
static bool
merge(const struct range *a, const struct range *b, unsigned least,
    struct range *out)
{
	struct range r = { 0 };
	size_t i = 0, k = 0;
	bool in = false, lost = false;

	while (i < a->n || k < b->n) {
		int order = i == a->n ? 1
			    : k == b->n
				? -1
				: compare(&a->cuts[i], &b->cuts[k], &lost);
		const struct cut *cut = order <= 0 ? &a->cuts[i] : &b->cuts[k];

		i += order <= 0;
		k += order >= 0;
		if ((i % 2 + k % 2 >= least) == in)
			continue;
		in = !in;
		if (r.n == RANGE_CUTS)
			return false;
		r.cuts[r.n++] = *cut;
	}
	*out = r;
	return !lost;
}

bool
range_and(const struct range *a, const struct range *b, struct range *out)
{
	bool fails = a->fails && b->fails;

	if (!merge(a, b, 2, out))
		return false;
	out->fails = fails;
	return true;
}

bool
range_or(const struct range *a, const struct range *b, struct range *out)
{
	bool fails = a->fails || b->fails;

	if (!merge(a, b, 1, out))
		return false;
	out->fails = fails;
	return true;
}

/* A stretch of numbers that none of the whole ones is in. */
static bool
skips_whole(const struct cut *low, const struct cut *high)
{
	double least, most;

	if (low->value.kind != EXPR_NUMBER || high->value.kind != EXPR_NUMBER)
		return false;
	least =
	    low->after ? floor(low->value.number) + 1 : ceil(low->value.number);
	most = high->value.number;
	return high->after ? least > most : least >= most;
}

bool
range_is_empty(const struct range *a, bool whole)
{
	if (a->fails)
		return false;
	for (size_t i = 0; i < a->n; i += 2)
		if (!whole || i + 1 == a->n ||
		    !skips_whole(&a->cuts[i], &a->cuts[i + 1]))
			return false;
	return true;
}

bool
range_is_below(const struct range *a, const struct range *b)
{
	bool lost = false;

	if (a->n % 2 || a->n == 0 || b->n == 0)
		return false;
	return compare(&a->cuts[a->n - 1], &b->cuts[0], &lost) <= 0 && !lost;
}

bool
range_numeric(const struct range *a, double *low, double *high, bool *null)
{
	size_t i = 0;

	*low = INFINITY;
	*high = -INFINITY;
	*null = a->n > 1 && a->cuts[0].value.kind == EXPR_NULL &&
		a->cuts[1].value.kind == EXPR_FALSE;
	if (*null)
		i = 2;
	if (a->n % 2)
		return false;
	for (; i < a->n; i += 2) {
		if (a->cuts[i].value.kind != EXPR_NUMBER ||
		    a->cuts[i + 1].value.kind != EXPR_NUMBER)
			return false;
		*low = fmin(*low, a->cuts[i].value.number);
		*high = fmax(*high, a->cuts[i + 1].value.number);
	}
	return true;
}
