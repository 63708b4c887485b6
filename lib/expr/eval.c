#include "expr/tree.h"

/*
 * Nodes with exactly one output are values: eval_value() computes them
 * without any callback, and conditions go through eval_truth(), which does
 * not even build the boolean.  Generators are in each.c.
 */

bool
eval_fail_at(struct eval *ev, const struct node *n)
{
	if (!ev->at)
		ev->at = n->at + 1;
	return false;
}

static inline bool
take_step(struct eval *ev, const struct step *s, struct expr_value *v)
{
	struct expr_value name, of;
	bool found;

	if (v->form == EXPR_RECORDED && v->record->shape == s->shape) {
		*v = v->record->values[s->slot];
		return value_settle(ev, v);
	}
	if (v->kind == EXPR_OBJECT)
		return value_member(ev, v, s->name, v, &found);
	if (v->kind == EXPR_NULL)
		return true;
	of = *v;
	name = expr_str(s->name);
	return value_index(ev, &of, &name, v);
}

bool
eval_steps(struct eval *ev, const struct node *n, struct expr_value *v)
{
	for (size_t i = 0; i < n->n; i++)
		if (!take_step(ev, &n->steps[i], v))
			return eval_fail_at(ev, n);
	return true;
}

bool
eval_index(struct eval *ev, const struct node *n, const struct expr_value *v,
    const struct expr_value *key, struct expr_value *out)
{
	return value_index(ev, v, key, out) || eval_fail_at(ev, n);
}

static bool
index_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	struct expr_value key, v;

	return eval_value(ev, n->b, in, &key) && eval_value(ev, n->a, in, &v) &&
	       eval_index(ev, n, &v, &key, out);
}

bool
eval_slice(struct eval *ev, const struct node *n, const struct expr_value *v,
    const struct expr_value *from, const struct expr_value *to,
    struct expr_value *out)
{
	return value_slice(ev, v, from, to, out) || eval_fail_at(ev, n);
}

static bool
slice_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	struct expr_value from = expr_null(), to = expr_null(), v;

	if ((n->b && !eval_value(ev, n->b, in, &from)) ||
	    (n->c && !eval_value(ev, n->c, in, &to)) ||
	    !eval_value(ev, n->a, in, &v))
		return false;
	return eval_slice(ev, n, &v, &from, &to, out);
}

struct collector {
	struct sink sink;
	struct listing *to;
};

static bool
collect(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	return listing_add(ev, ((const struct collector *)self)->to, v);
}

static bool
array_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	struct listing l = { 0 };
	struct collector c = { { collect }, &l };

	if (n->a && !eval_each(ev, n->a, in, &c.sink))
		return false;
	*out = value_list(ev, l.items, l.n);
	return !ev->why;
}

static bool
record_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	struct expr_value *values = eval_array(ev, n->n, sizeof(*values));
	struct expr_record *r = eval_alloc(ev, sizeof(*r));

	if (!values || !r)
		return false;
	for (size_t i = 0; i < n->n; i++)
		if (!eval_value(ev, n->list[i], in, &values[i]))
			return false;
	*r = (struct expr_record){ n->shape, values };
	*out = expr_object(r);
	return true;
}

bool
eval_member(struct eval *ev, const struct node *n, struct building *b,
    const struct expr_value *key, const struct expr_value *v)
{
	if (key->kind != EXPR_STRING) {
		eval_fail_on(ev, "a member's name must be a string", key);
		return eval_fail_at(ev, n);
	}
	return building_set(ev, b, key->string, v);
}

static bool
object_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	struct building b = { 0 };
	struct expr_value key, v;

	for (size_t i = 0; i < n->n; i += 2)
		if (!eval_value(ev, n->list[i], in, &key) ||
		    !eval_value(ev, n->list[i + 1], in, &v) ||
		    !eval_member(ev, n, &b, &key, &v))
			return false;
	*out = building_done(ev, &b);
	return !ev->why;
}

/* What "\(v)" adds to a string. */
static bool
join(struct eval *ev, struct buf *b, const struct expr_value *v)
{
	if (v->kind != EXPR_STRING)
		return value_print(ev, v, b);
	buf_str(b, v->string);
	return b->n <= ev->left || eval_out_of_memory(ev);
}

bool
eval_joined(struct eval *ev, const struct expr_value *parts, size_t n,
    struct expr_value *out)
{
	struct buf b = { 0 };
	bool good = true;
	char *p = NULL;

	for (size_t i = 0; i < n && good; i++)
		good = join(ev, &b, &parts[i]);
	if (good)
		p = eval_alloc(ev, b.n);
	if (p && b.n)
		memcpy(p, b.p, b.n);
	*out = expr_str((struct str){ p, b.n });
	buf_free(&b);
	return p != NULL;
}

static bool
string_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	struct expr_value *parts = eval_array(ev, n->n, sizeof(*parts));

	if (!parts)
		return false;
	for (size_t i = 0; i < n->n; i++)
		if (!eval_value(ev, n->list[i], in, &parts[i]))
			return false;
	return eval_joined(ev, parts, n->n, out);
}

bool
eval_negate(struct eval *ev, const struct node *n, const struct expr_value *v,
    struct expr_value *out)
{
	if (v->kind != EXPR_NUMBER) {
		eval_fail_on(ev, "cannot negate", v);
		return eval_fail_at(ev, n);
	}
	*out = expr_num(-v->number);
	return true;
}

bool
eval_binary(struct eval *ev, const struct node *n, const struct expr_value *a,
    const struct expr_value *b, struct expr_value *out)
{
	bool yes;

	if (n->op == OP_ARITHMETIC)
		return eval_arithmetic(ev, n->binary, a, b, out) ||
		       eval_fail_at(ev, n);
	if (!eval_comparison(ev, n->binary, a, b, &yes))
		return eval_fail_at(ev, n);
	*out = expr_bool(yes);
	return true;
}

static bool
arithmetic_value(struct eval *ev, const struct node *n,
    const struct expr_value *in, struct expr_value *out)
{
	struct expr_value a, b;

	return eval_value(ev, n->b, in, &b) && eval_value(ev, n->a, in, &a) &&
	       eval_binary(ev, n, &a, &b, out);
}

/* The number that a constant is, or that lies where a path of the facts leads:
 * most rules compare two of those.  NULL: it is something else, or not to be
 * had without work. */
static inline const double *
number_at(const struct node *n, const struct expr_value *v)
{
	bool constant = n->op == OP_CONST;

	if (constant)
		v = &n->value;
	else if (n->op != OP_PATH || n->a->op != OP_DOT)
		return NULL;
	for (size_t i = 0; !constant && i < n->n; i++) {
		const struct step *s = &n->steps[i];

		if (v->form != EXPR_RECORDED || v->record->shape != s->shape)
			return NULL;
		v = &v->record->values[s->slot];
	}
	if (v->kind != EXPR_NUMBER || v->form == EXPR_PLACED ||
	    isnan(v->number))
		return NULL;
	return &v->number;
}

/* As eval_value(), but not copied to `room` where it is there already. */
static inline const struct expr_value *
find_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *room)
{
	if (n->op == OP_CONST)
		return &n->value;
	if (n->op == OP_DOT)
		return in;
	return eval_value(ev, n, in, room) ? room : NULL;
}

static bool
comparison_truth(struct eval *ev, const struct node *n,
    const struct expr_value *in, bool *yes)
{
	const double *x = number_at(n->a, in), *y = number_at(n->b, in);
	const struct expr_value *a, *b;
	struct expr_value left, right;

	if (x && y) {
		*yes = binary_holds(n->binary, *x, *y);
		return true;
	}
	b = find_value(ev, n->b, in, &right);
	a = b ? find_value(ev, n->a, in, &left) : NULL;
	if (!a)
		return false;
	if (a->kind == EXPR_NUMBER && b->kind == EXPR_NUMBER &&
	    a->number == a->number && b->number == b->number) {
		*yes = binary_holds(n->binary, a->number, b->number);
		return true;
	}
	return eval_comparison(ev, n->binary, a, b, yes) || eval_fail_at(ev, n);
}

static bool
alternative_value(struct eval *ev, const struct node *n,
    const struct expr_value *in, struct expr_value *out)
{
	if (!eval_value(ev, n->a, in, out))
		return false;
	return value_is_true(out) || eval_value(ev, n->b, in, out);
}

static bool
pipe_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	struct expr_value v = *in;

	for (size_t i = 0; i < n->n; i++, v = *out)
		if (!eval_value(ev, n->list[i], &v, out))
			return false;
	return true;
}

static bool
if_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	bool yes;

	return eval_truth(ev, n->a, in, &yes) &&
	       eval_value(ev, yes ? n->b : n->c, in, out);
}

static bool
bind_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	return eval_value(ev, n->a, in, &ev->variables[n->slot]) &&
	       eval_value(ev, n->b, in, out);
}

struct folder {
	struct sink sink;
	const struct node *n;
	struct expr_value *state;
};

static bool
fold(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct folder *f = (const struct folder *)self;
	struct expr_value state = *f->state;

	if (!eval_tick(ev))
		return false;
	ev->variables[f->n->slot] = *v;
	return eval_value(ev, f->n->c, &state, f->state);
}

bool
eval_reduce(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *state)
{
	struct folder f = { { fold }, n, state };

	return eval_each(ev, n->a, in, &f.sink);
}

static bool
reduce_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	return eval_value(ev, n->b, in, out) && eval_reduce(ev, n, in, out);
}

bool
eval_native(struct eval *ev, const struct node *n,
    const struct expr_value *args, struct expr_value *out)
{
	return n->native(ev, args, out) || eval_fail_at(ev, n);
}

static bool
native_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	struct expr_value args[NATIVE_ARGS + 1];

	args[0] = *in;
	for (size_t i = n->n; i > 0; i--)
		if (!eval_value(ev, n->list[i - 1], in, &args[i]))
			return false;
	return eval_native(ev, n, args, out);
}

struct seeker {
	struct sink sink;
	const struct node *n;
	bool *met;
};

static bool
seek(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct seeker *s = (const struct seeker *)self;
	bool yes;

	if (!eval_truth(ev, s->n->b, v, &yes))
		return false;
	*s->met = yes == (s->n->op == OP_ANY);
	return !*s->met;
}

/* any: one that is so is found; all: none that is not so is found. */
static bool
quantifier_truth(struct eval *ev, const struct node *n,
    const struct expr_value *in, bool *yes)
{
	bool met = false;
	struct seeker s = { { seek }, n, &met };

	if (!eval_each(ev, n->a, in, &s.sink) && !met)
		return false;
	*yes = met == (n->op == OP_ANY);
	return true;
}

static bool
test_truth(struct eval *ev, const struct node *n, const struct expr_value *in,
    bool *yes)
{
	if (in->kind != EXPR_STRING) {
		eval_fail_on(ev, "only a string can be tested", in);
		return eval_fail_at(ev, n);
	}
	if (!eval_pay(ev, in->string.n))
		return false;
	*yes = pattern_in(n->pattern, in->string);
	return true;
}

static bool
pipe_truth(struct eval *ev, const struct node *n, const struct expr_value *in,
    bool *yes)
{
	struct expr_value v = *in, out;

	for (size_t i = 0; i + 1 < n->n; i++, v = out)
		if (!eval_value(ev, n->list[i], &v, &out))
			return false;
	return eval_truth(ev, n->list[n->n - 1], &v, yes);
}

bool
eval_truth(struct eval *ev, const struct node *n, const struct expr_value *in,
    bool *yes)
{
	struct expr_value v;

	switch (n->op) {
	case OP_COMPARE:
		return comparison_truth(ev, n, in, yes);
	case OP_AND:
	case OP_OR:
		if (!eval_truth(ev, n->a, in, yes))
			return false;
		return *yes == (n->op == OP_OR) ||
		       eval_truth(ev, n->b, in, yes);
	case OP_NOT:
		*yes = !value_is_true(in);
		return true;
	case OP_ANY:
	case OP_ALL:
		return quantifier_truth(ev, n, in, yes);
	case OP_TEST:
		return test_truth(ev, n, in, yes);
	case OP_PIPE:
		return pipe_truth(ev, n, in, yes);
	default:
		if (!eval_value(ev, n, in, &v))
			return false;
		*yes = value_is_true(&v);
		return true;
	}
}

static bool
truth_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	bool yes;

	if (!eval_truth(ev, n, in, &yes))
		return false;
	*out = expr_bool(yes);
	return true;
}

typedef bool value_fn(struct eval *ev, const struct node *n,
    const struct expr_value *in, struct expr_value *out);

bool
eval_value(struct eval *ev, const struct node *n, const struct expr_value *in,
    struct expr_value *out)
{
	static value_fn *const values[] = {
		[OP_INDEX] = index_value,
		[OP_SLICE] = slice_value,
		[OP_ARRAY] = array_value,
		[OP_RECORD] = record_value,
		[OP_OBJECT] = object_value,
		[OP_STRING] = string_value,
		[OP_ARITHMETIC] = arithmetic_value,
		[OP_COMPARE] = truth_value,
		[OP_AND] = truth_value,
		[OP_OR] = truth_value,
		[OP_NOT] = truth_value,
		[OP_ANY] = truth_value,
		[OP_ALL] = truth_value,
		[OP_TEST] = truth_value,
		[OP_ALTERNATIVE] = alternative_value,
		[OP_PIPE] = pipe_value,
		[OP_IF] = if_value,
		[OP_BIND] = bind_value,
		[OP_REDUCE] = reduce_value,
		[OP_NATIVE] = native_value,
	};
	struct expr_value v;

	switch (n->op) {
	case OP_CONST:
		*out = n->value;
		return true;
	case OP_DOT:
		*out = *in;
		return true;
	case OP_VARIABLE:
		*out = ev->variables[n->slot];
		return true;
	case OP_PATH:
		if (n->a->op == OP_DOT)
			*out = *in;
		else if (!eval_value(ev, n->a, in, out))
			return false;
		return eval_steps(ev, n, out);
	case OP_NEGATE:
		return eval_value(ev, n->a, in, &v) &&
		       eval_negate(ev, n, &v, out);
	default:
		return values[n->op](ev, n, in, out);
	}
}
