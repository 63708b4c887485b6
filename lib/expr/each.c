#include "expr/each.h"

/*
 * Generators, by continuation: eval_each() hands every output to a sink, and
 * the sink goes on with it, deeper in the C stack.  `depth` of the root, which
 * tree_bind() limits, bounds how deep that is.  Where a node has several
 * generators inside, the last argument varies slowest, as in jq.
 */
static bool
give_steps(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	struct expr_value x = *v;

	return eval_steps(ev, NEXT(self)->n, &x) &&
	       NEXT(self)->out->take(ev, NEXT(self)->out, &x);
}

/* A failed step with a `?` is no output. */
static bool
forgive(struct eval *ev)
{
	if (ev->spent)
		return false;
	ev->why = NULL;
	ev->at = 0;
	return true;
}

static bool
give_optional(
    struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	struct expr_value x = *v;

	if (!eval_steps(ev, NEXT(self)->n, &x))
		return forgive(ev);
	return NEXT(self)->out->take(ev, NEXT(self)->out, &x);
}

struct indexer {
	struct next next;
	const struct expr_value *key, *to;
};

static bool
give_index(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct indexer *x = (const struct indexer *)self;
	struct expr_value out;

	if (!eval_index(ev, x->next.n, v, x->key, &out))
		return x->next.n->optional && forgive(ev);
	return x->next.out->take(ev, x->next.out, &out);
}

static bool
index_key(
    struct eval *ev, const struct sink *self, const struct expr_value *key)
{
	const struct next *k = NEXT(self);
	struct indexer x = { { { give_index }, k->n, k->in, k->out }, key,
		NULL };

	return eval_each(ev, k->n->a, k->in, &x.next.sink);
}

static bool
give_slice(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct indexer *x = (const struct indexer *)self;
	struct expr_value out;

	if (!eval_slice(ev, x->next.n, v, x->key, x->to, &out))
		return x->next.n->optional && forgive(ev);
	return x->next.out->take(ev, x->next.out, &out);
}

static bool
slice_to(struct eval *ev, const struct sink *self, const struct expr_value *to)
{
	const struct indexer *from = (const struct indexer *)self;
	struct indexer x = { { { give_slice }, from->next.n, from->next.in,
				 from->next.out },
		from->key, to };

	return eval_each(ev, x.next.n->a, x.next.in, &x.next.sink);
}

static bool
slice_from(
    struct eval *ev, const struct sink *self, const struct expr_value *from)
{
	const struct next *k = NEXT(self);
	struct indexer x = { { { slice_to }, k->n, k->in, k->out }, from,
		NULL };
	struct expr_value null = expr_null();

	if (!k->n->c)
		return slice_to(ev, &x.next.sink, &null);
	return eval_each(ev, k->n->c, k->in, &x.next.sink);
}

static bool
each_slice(struct eval *ev, const struct node *n, const struct expr_value *in,
    const struct sink *out)
{
	struct next k = { { slice_from }, n, in, out };
	struct expr_value null = expr_null();

	return n->b ? eval_each(ev, n->b, in, &k.sink)
		    : slice_from(ev, &k.sink, &null);
}

static bool
give_items(struct eval *ev, const struct expr_value *items, size_t n,
    const struct sink *out)
{
	for (size_t i = 0; i < n; i++) {
		struct expr_value v = items[i];

		if (!eval_tick(ev) || !value_settle(ev, &v) ||
		    !out->take(ev, out, &v))
			return false;
	}
	return true;
}

static bool
give_elements(
    struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct next *k = NEXT(self);
	struct expr_list l;
	struct members m;

	if (v->kind == EXPR_ARRAY)
		return value_items(ev, v, &l) &&
		       give_items(ev, l.items, l.n, k->out);
	if (v->kind == EXPR_OBJECT)
		return value_members(ev, v, &m) &&
		       give_items(ev, m.values, m.n, k->out);
	if (k->n->optional)
		return true;
	eval_fail_on(ev, "this has no elements", v);
	return eval_fail_at(ev, k->n);
}

/* v, and all that is in it, the outer before the inner. */
static bool
recurse(struct eval *ev, const struct expr_value *v, unsigned depth,
    const struct sink *out)
{
	const struct expr_value *items = NULL;
	struct expr_list l;
	struct members m;
	size_t n = 0;

	if (depth == 0)
		return eval_too_deep(ev);
	if (!eval_tick(ev) || !out->take(ev, out, v))
		return false;
	if (v->kind == EXPR_ARRAY) {
		if (!value_items(ev, v, &l))
			return false;
		items = l.items;
		n = l.n;
	} else if (v->kind == EXPR_OBJECT) {
		if (!value_members(ev, v, &m))
			return false;
		items = m.values;
		n = m.n;
	}
	for (size_t i = 0; i < n; i++) {
		struct expr_value inner = items[i];

		if (!value_settle(ev, &inner) ||
		    !recurse(ev, &inner, depth - 1, out))
			return false;
	}
	return true;
}

struct trier {
	struct next next;
	bool *passed; /* the outputs went on from here */
};

static bool
give_tried(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct trier *t = (const struct trier *)self;

	*t->passed = !t->next.out->take(ev, t->next.out, v);
	return !*t->passed;
}

/* Only what fails inside is forgiven, not what fails with its outputs. */
static bool
each_try(struct eval *ev, const struct node *n, const struct expr_value *in,
    const struct sink *out)
{
	bool passed = false;
	struct trier t = { { { give_tried }, n, in, out }, &passed };

	return eval_each(ev, n->a, in, &t.next.sink) ||
	       (!passed && forgive(ev));
}

struct operand {
	struct next next;
	const struct expr_value *right;
};

static bool
take_left(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct operand *o = (const struct operand *)self;
	struct expr_value out;

	return eval_binary(ev, o->next.n, v, o->right, &out) &&
	       o->next.out->take(ev, o->next.out, &out);
}

static bool
take_right(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct next *k = NEXT(self);
	struct operand o = { { { take_left }, k->n, k->in, k->out }, v };

	return eval_each(ev, k->n->a, k->in, &o.next.sink);
}

static bool
give_negated(
    struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	struct expr_value out;

	return eval_negate(ev, NEXT(self)->n, v, &out) &&
	       NEXT(self)->out->take(ev, NEXT(self)->out, &out);
}

static bool
give_truth(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	struct expr_value out = expr_bool(value_is_true(v));

	return NEXT(self)->out->take(ev, NEXT(self)->out, &out);
}

/* The left side of `and`, `or`: decides, or leaves it to the right side. */
static bool
take_condition(
    struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct next *k = NEXT(self);
	struct next right = { { give_truth }, k->n, k->in, k->out };

	if (value_is_true(v) == (k->n->op == OP_OR))
		return give_truth(ev, self, v);
	return eval_each(ev, k->n->b, k->in, &right.sink);
}

struct chooser {
	struct next next;
	bool *found;
};

static bool
take_alternative(
    struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct chooser *c = (const struct chooser *)self;

	if (!value_is_true(v))
		return true;
	*c->found = true;
	return c->next.out->take(ev, c->next.out, v);
}

static bool
each_alternative(struct eval *ev, const struct node *n,
    const struct expr_value *in, const struct sink *out)
{
	bool found = false;
	struct chooser c = { { { take_alternative }, n, in, out }, &found };

	if (!eval_each(ev, n->a, in, &c.next.sink))
		return false;
	return found || eval_each(ev, n->b, in, out);
}

struct stage {
	struct next next;
	size_t i; /* of the stage behind this sink */
};

static bool pipe_from(struct eval *ev, const struct node *n, size_t i,
    const struct expr_value *in, const struct sink *out);

static bool
take_stage(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct stage *s = (const struct stage *)self;

	return pipe_from(ev, s->next.n, s->i, v, s->next.out);
}

static bool
pipe_from(struct eval *ev, const struct node *n, size_t i,
    const struct expr_value *in, const struct sink *out)
{
	struct expr_value v = *in, w;

	for (; i < n->n && n->list[i]->single; i++, v = w)
		if (!eval_value(ev, n->list[i], &v, &w))
			return false;
	if (i == n->n)
		return out->take(ev, out, &v);
	if (i + 1 == n->n)
		return eval_each(ev, n->list[i], &v, out);
	return eval_each(ev, n->list[i], &v,
	    &(struct stage){ { { take_stage }, n, in, out }, i + 1 }.next.sink);
}

static bool
each_comma(struct eval *ev, const struct node *n, const struct expr_value *in,
    const struct sink *out)
{
	for (size_t i = 0; i < n->n; i++)
		if (!eval_each(ev, n->list[i], in, out))
			return false;
	return true;
}

static bool
take_if(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct next *k = NEXT(self);

	return eval_each(
	    ev, value_is_true(v) ? k->n->b : k->n->c, k->in, k->out);
}

static bool
take_binding(
    struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct next *k = NEXT(self);

	ev->variables[k->n->slot] = *v;
	return eval_each(ev, k->n->b, k->in, k->out);
}

static bool
take_reduce(
    struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct next *k = NEXT(self);
	struct expr_value state = *v;

	return eval_reduce(ev, k->n, k->in, &state) &&
	       k->out->take(ev, k->out, &state);
}

struct walker {
	struct next next;
	struct expr_value *state;
};

static bool
take_walk(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct walker *w = (const struct walker *)self;
	const struct node *n = w->next.n;
	struct expr_value state;

	ev->variables[n->slot] = *v;
	if (!eval_tick(ev) || !eval_value(ev, n->c, w->state, &state))
		return false;
	*w->state = state;
	return n->d ? eval_each(ev, n->d, &state, w->next.out)
		    : w->next.out->take(ev, w->next.out, &state);
}

static bool
take_foreach(
    struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct next *k = NEXT(self);
	struct expr_value state = *v;
	struct walker w = { { { take_walk }, k->n, k->in, k->out }, &state };

	return eval_each(ev, k->n->a, k->in, &w.next.sink);
}

struct keeper {
	struct sink sink;
	struct expr_value *value;
	bool *found;
};

static bool
keep_first(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct keeper *k = (const struct keeper *)self;

	(void)ev;
	*k->value = *v;
	*k->found = true;
	return false;
}

static bool
each_first(struct eval *ev, const struct node *n, const struct expr_value *in,
    const struct sink *out)
{
	struct expr_value v;
	bool found = false;
	struct keeper k = { { keep_first }, &v, &found };

	if (eval_each(ev, n->a, in, &k.sink))
		return true;
	return found && out->take(ev, out, &v);
}

static bool
take_upto(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct operand *o = (const struct operand *)self;
	struct expr_value x;

	if (o->right->kind != EXPR_NUMBER || v->kind != EXPR_NUMBER) {
		eval_fail_on_two(ev, "a range needs numbers", o->right, v);
		return eval_fail_at(ev, o->next.n);
	}
	for (double at = o->right->number; at < v->number; at++) {
		x = expr_num(at);
		if (!eval_tick(ev) || !o->next.out->take(ev, o->next.out, &x))
			return false;
	}
	return true;
}

static bool
take_from(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct next *k = NEXT(self);
	struct operand o = { { { take_upto }, k->n, k->in, k->out }, v };

	return eval_each(ev, k->n->b, k->in, &o.next.sink);
}

/* Nodes whose outputs come of those of one part of theirs, one by one. */
static const struct {
	bool (*take)(struct eval *ev, const struct sink *self,
	    const struct expr_value *v);
	bool is_b; /* the part, else it is a */
} parts[] = {
	[OP_PATH] = { give_steps, false },
	[OP_PATH_OPTIONAL] = { give_optional, false },
	[OP_INDEX] = { index_key, true },
	[OP_EACH] = { give_elements, false },
	[OP_NEGATE] = { give_negated, false },
	[OP_ARITHMETIC] = { take_right, true },
	[OP_COMPARE] = { take_right, true },
	[OP_AND] = { take_condition, false },
	[OP_OR] = { take_condition, false },
	[OP_IF] = { take_if, false },
	[OP_BIND] = { take_binding, false },
	[OP_REDUCE] = { take_reduce, true },
	[OP_FOREACH] = { take_foreach, true },
	[OP_RANGE] = { take_from, false },
	[OP_OUTSIDE] = { NULL, false }, /* the last one */
};

/* Those that ask their parts in a way of their own. */
static bool
each_otherwise(struct eval *ev, const struct node *n,
    const struct expr_value *in, const struct sink *out)
{
	switch (n->op) {
	case OP_SLICE:
		return each_slice(ev, n, in, out);
	case OP_RECURSE:
		return recurse(ev, in, VALUE_DEPTH, out);
	case OP_TRY:
		return each_try(ev, n, in, out);
	case OP_RECORD:
		return eval_each_record(ev, n, in, out);
	case OP_OBJECT:
		return eval_each_object(ev, n, in, out);
	case OP_STRING:
	case OP_NATIVE:
		return eval_each_native(ev, n, in, out);
	case OP_ALTERNATIVE:
		return each_alternative(ev, n, in, out);
	case OP_PIPE:
		return pipe_from(ev, n, 0, in, out);
	case OP_COMMA:
		return each_comma(ev, n, in, out);
	case OP_FIRST:
		return each_first(ev, n, in, out);
	default: /* OP_EMPTY; all others are single */
		return true;
	}
}

bool
eval_each(struct eval *ev, const struct node *n, const struct expr_value *in,
    const struct sink *out)
{
	struct next k = { .n = n, .in = in, .out = out };
	struct expr_value v;

	if (n->single)
		return eval_value(ev, n, in, &v) && out->take(ev, out, &v);
	if (!eval_tick(ev))
		return false;
	k.sink.take = parts[n->op].take;
	if (!k.sink.take)
		return each_otherwise(ev, n, in, out);
	return eval_each(ev, parts[n->op].is_b ? n->b : n->a, in, &k.sink);
}
