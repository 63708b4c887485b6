#include "expr/tree.h"

#include <math.h>

/*
 * What a yes takes.  Only what is asked without fail counts: behind anything
 * else, the answer may be a failure whatever comes later.
 */
struct finder {
	size_t way;
	void (*found)(void *arg, const struct expr_bound *b);
	void *arg;
};

static void
give(const struct finder *f, struct str path, double at, bool below)
{
	struct expr_bound b = { f->way, path, at, below };

	f->found(f->arg, &b);
}

/* A path into the shape of the input, from its top. */
static bool
is_member(const struct node *n)
{
	if (n->op != OP_PATH || n->a->op != OP_DOT || !n->path.p)
		return false;
	for (size_t i = 0; i < n->n; i++)
		if (!n->steps[i].shape)
			return false;
	return true;
}

static bool
is_limit(const struct node *n)
{
	return n->op == OP_CONST &&
	       (n->value.kind == EXPR_NULL ||
		   (n->value.kind == EXPR_NUMBER && isfinite(n->value.number)));
}

/* `path op limit`, where null is less than any number. */
static void
give_bounds(const struct finder *f, struct str path, enum binary op,
    const struct expr_value *limit)
{
	bool null = limit->kind == EXPR_NULL;
	double at = null ? -INFINITY : limit->number;
	double behind = null ? at : nextafter(at, INFINITY);

	if (op == BINARY_GT || (op == BINARY_NE && null))
		give(f, path, behind, false);
	if ((op == BINARY_GE || op == BINARY_EQ) && !null)
		give(f, path, at, false);
	if (op == BINARY_LE || op == BINARY_EQ)
		give(f, path, behind, true);
	if (op == BINARY_LT)
		give(f, path, at, true);
}

/* A member compared with a limit never fails: it is not looked into. */
static bool
find_comparison(const struct finder *f, const struct node *n)
{
	const struct node *path = n->a, *limit = n->b;
	enum binary op = n->binary;

	if (is_limit(path)) {
		path = n->b;
		limit = n->a;
		op = binary_turned(op);
	}
	if (!is_member(path) || !is_limit(limit))
		return false;
	if (f)
		give_bounds(f, path->path, op, &limit->value);
	return true;
}

/* The bounds that must hold for `n`, to `f` unless it is NULL.  False: it may
 * fail, or there is more to it. */
static bool
find_bounds(const struct finder *f, const struct node *n)
{
	switch (n->op) {
	case OP_COMPARE:
		return find_comparison(f, n);
	case OP_AND:
		return find_bounds(f, n->a) && find_bounds(f, n->b);
	case OP_OR: /* one of two */
		return find_bounds(NULL, n->a) && find_bounds(NULL, n->b);
	default:
		return false;
	}
}

static void
find_ways(struct finder *f, const struct node *n)
{
	if (n->op == OP_OR) {
		find_ways(f, n->a);
		find_ways(f, n->b);
	} else {
		find_bounds(f->found ? f : NULL, n);
		f->way++;
	}
}

size_t
expr_ways(const struct expr *e,
    void (*found)(void *arg, const struct expr_bound *b), void *arg)
{
	struct finder f = { 0, found, arg };

	if (!e->root)
		return 1;
	find_ways(&f, e->root);
	return f.way;
}
