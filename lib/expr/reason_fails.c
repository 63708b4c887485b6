#include <math.h>

#include "expr/reason.h"

/*
 * What fails wherever it is asked: a number of outputs that is never one, and
 * a few errors that no input can prevent.
 */

/* How many outputs there may be, where nothing fails; 2 is two or more. */
struct outputs {
	unsigned least, most;
};

static const struct outputs one = { 1, 1 }, any_number = { 0, 2 };

static unsigned
at_most_2(unsigned x)
{
	return x < 2 ? x : 2;
}

static struct outputs
times(struct outputs a, struct outputs b)
{
	return (struct outputs){ at_most_2(a.least * b.least),
		at_most_2(a.most * b.most) };
}

static struct outputs outputs_of(const struct node *n);

static struct outputs
outputs_of_list(const struct node *n)
{
	struct outputs o = n->op == OP_COMMA ? (struct outputs){ 0, 0 } : one;

	for (size_t i = 0; i < n->n; i++) {
		struct outputs part = outputs_of(n->list[i]);

		if (n->op == OP_COMMA)
			o = (struct outputs){ at_most_2(o.least + part.least),
				at_most_2(o.most + part.most) };
		else
			o = times(o, part);
	}
	return o;
}

/* `a and b` asks b where a says so, and has one output where it does not. */
static struct outputs
outputs_of_logic(const struct node *n)
{
	struct outputs b = outputs_of(n->b);

	return times(outputs_of(n->a),
	    (struct outputs){ b.least ? 1 : 0, b.most ? b.most : 1 });
}

static struct outputs
outputs_of_if(const struct node *n)
{
	struct outputs b = outputs_of(n->b), c = outputs_of(n->c);

	return times(outputs_of(n->a),
	    (struct outputs){ b.least < c.least ? b.least : c.least,
		b.most > c.most ? b.most : c.most });
}

static struct outputs
outputs_of(const struct node *n)
{
	if (n->single)
		return one;
	switch (n->op) {
	case OP_EMPTY:
		return (struct outputs){ 0, 0 };
	case OP_COMMA:
	case OP_PIPE:
	case OP_NATIVE:
		return outputs_of_list(n);
	case OP_AND:
	case OP_OR:
		return outputs_of_logic(n);
	case OP_IF:
		return outputs_of_if(n);
	case OP_COMPARE:
	case OP_ARITHMETIC:
	case OP_BIND:
		return times(outputs_of(n->a), outputs_of(n->b));
	case OP_PATH:
		return outputs_of(n->a);
	default:
		return any_number;
	}
}

/* Never one output. */
static bool
is_wrong(const struct node *n)
{
	struct outputs o = outputs_of(n);

	return o.most == 0 || o.least == 2;
}

/* The smallest part that makes it so. */
static const struct node *
culprit(const struct node *n)
{
	const struct node *parts[] = { n->a, n->b, n->c };

	for (size_t i = 0; i < 3; i++)
		if (parts[i] && is_wrong(parts[i]))
			return culprit(parts[i]);
	for (size_t i = 0; n->list && i < n->n; i++)
		if (is_wrong(n->list[i]))
			return culprit(n->list[i]);
	return n;
}

static void
tell_outputs(const struct node *n, fails_fn *found, void *arg)
{
	if (outputs_of(n).most == 0)
		found(arg, n, "it has no output");
	else if (n->op == OP_COMMA)
		found(arg, n->list[1], "a ',' gives it more than one output");
	else
		found(arg, n, "it has more than one output");
}

/* Of what is asked for one answer. */
static void
find_outputs(const struct node *n, fails_fn *found, void *arg)
{
	if (is_wrong(n)) {
		tell_outputs(culprit(n), found, arg);
		return;
	}
	switch (n->op) {
	case OP_IF:
		find_outputs(n->c, found, arg);
		/* fall through */
	case OP_AND:
	case OP_OR:
		find_outputs(n->a, found, arg);
		find_outputs(n->b, found, arg);
		return;
	case OP_PIPE:
		for (size_t i = 0; i + 1 < n->n; i++)
			if (!n->list[i]->single)
				return;
		find_outputs(n->list[n->n - 1], found, arg);
		return;
	default:
		return;
	}
}

static bool
divides_by_zero(const struct node *n)
{
	const struct node *by = n->b;

	if (n->op != OP_ARITHMETIC || by->op != OP_CONST ||
	    by->value.kind != EXPR_NUMBER)
		return false;
	return (n->binary == BINARY_DIV && by->value.number == 0) ||
	       (n->binary == BINARY_MOD && fabs(by->value.number) < 1);
}

/* `not .x` is a member of what `not` says. */
static bool
looks_into_truth(const struct node *n)
{
	if (n->op != OP_PATH)
		return false;
	switch (n->a->op) {
	case OP_NOT:
	case OP_COMPARE:
	case OP_AND:
	case OP_OR:
	case OP_ANY:
	case OP_ALL:
	case OP_TEST:
		return true;
	default:
		return false;
	}
}

/* Whatever catches an error is left out, with all in it. */
static void
find_errors(const struct node *n, fails_fn *found, void *arg)
{
	const struct node *parts[] = { n->a, n->b, n->c, n->d };

	if (n->op == OP_TRY || n->op == OP_ALTERNATIVE || n->optional)
		return;
	if (divides_by_zero(n))
		found(arg, n, "division by zero");
	if (looks_into_truth(n))
		found(arg, n, "true and false have no members");
	for (size_t i = 0; i < 4; i++)
		if (parts[i])
			find_errors(parts[i], found, arg);
	for (size_t i = 0; n->list && i < n->n; i++)
		find_errors(n->list[i], found, arg);
}

void
find_fails(const struct node *n, fails_fn *found, void *arg)
{
	find_outputs(n, found, arg);
	find_errors(n, found, arg);
}
