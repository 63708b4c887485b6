#include "expr/reason.h"

enum {
	STEPS = 5000, /* of one proof: beyond it everything is possible */
	DEPTH = 500,
};

struct proof *
proof_new(const struct expr_knowledge *k, struct arena *run)
{
	struct proof *p = arena_alloc(run, sizeof(*p));

	/* not the terms: they are large, and each is set when it comes */
	p->knowledge = k;
	p->run = run;
	p->n = 0;
	p->steps = STEPS;
	p->depth = 0;
	return p;
}

static struct term *
find_term(struct proof *p, const struct node *n, const struct context *c)
{
	struct str key = term_key(p, n, c);
	const struct expr_known *known;
	struct term *t;

	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->terms[i].key, key))
			return &p->terms[i];
	if (p->n == PROOF_TERMS)
		return NULL;
	t = &p->terms[p->n++];
	t->key = key;
	t->possible = term_range(p, n, c, &known);
	t->whole = known && known->whole;
	return t;
}

/* The values of a term for which a claim is right, where `holds` are those
 * for which the condition is true. */
static struct range
claimed(enum claim claim, const struct range *holds)
{
	struct range r = *holds;

	if (claim == IS_FALSE || claim == NOT_TRUE)
		r = range_not(&r);
	if (claim == NO_FAIL)
		r = range_all(false);
	if (claim == FAILS)
		r = range_none();
	r.fails = claim == NOT_TRUE || claim == NOT_FALSE || claim == FAILS;
	return r;
}

/* The claim narrows what the term may be; what is left must do for the rest. */
static bool
narrow(struct proof *p, const struct claims *all, const struct node *n,
    const struct context *c, const struct range *holds)
{
	struct term *t = find_term(p, n, c);
	struct range claim = claimed(all->claim, holds), before;
	bool possible = true;

	if (!t)
		return true;
	before = t->possible;
	if (range_and(&before, &claim, &t->possible))
		possible = !range_is_empty(&t->possible, t->whole);
	else
		t->possible = before;
	possible = possible && proof_possible(p, all->next);
	t->possible = before;
	return possible;
}

static bool
narrow_truth(struct proof *p, const struct claims *all)
{
	struct range truthy = range_truthy();

	return narrow(p, all, all->node, all->context, &truthy);
}

static bool
both(struct proof *p, struct claims a, struct claims b,
    const struct claims *next)
{
	b.next = next;
	a.next = &b;
	return proof_possible(p, &a);
}

static bool
one(struct proof *p, struct claims a, const struct claims *next)
{
	a.next = next;
	return proof_possible(p, &a);
}

static struct claims
of(const struct claims *all, const struct node *n, enum claim claim)
{
	return (struct claims){ n, all->context, claim, NULL };
}

static enum claim
opposite(enum claim c)
{
	static const enum claim of_not[] = { [IS_TRUE] = IS_FALSE,
		[IS_FALSE] = IS_TRUE,
		[NOT_TRUE] = NOT_FALSE,
		[NOT_FALSE] = NOT_TRUE,
		[NO_FAIL] = NO_FAIL,
		[FAILS] = FAILS };

	return of_not[c];
}

/*
 * a and b: b is asked only when a is true.  `or` is the same with true and
 * false exchanged.  `yes` is what a must be for b to be asked.
 */
static bool
junction(struct proof *p, const struct claims *all, bool is_or)
{
	const struct node *a = all->node->a, *b = all->node->b;
	enum claim yes = is_or ? IS_FALSE : IS_TRUE, no = opposite(yes);
	enum claim not_yes = is_or ? NOT_FALSE : NOT_TRUE;
	enum claim not_no = opposite(not_yes);

	if (all->claim == yes)
		return both(p, of(all, a, yes), of(all, b, yes), all->next);
	if (all->claim == no)
		return one(p, of(all, a, no), all->next) ||
		       both(p, of(all, a, yes), of(all, b, no), all->next);
	if (all->claim == not_yes)
		return one(p, of(all, a, not_yes), all->next) ||
		       one(p, of(all, b, not_yes), all->next);
	return both(p, of(all, a, not_no), of(all, a, not_yes), all->next) ||
	       both(p, of(all, a, not_no), of(all, b, not_no), all->next);
}

/* Either way, or by failing to choose. */
static bool
branches(struct proof *p, const struct claims *all)
{
	const struct node *n = all->node;

	return both(p, of(all, n->a, IS_TRUE), of(all, n->b, all->claim),
		   all->next) ||
	       both(p, of(all, n->a, IS_FALSE), of(all, n->c, all->claim),
		   all->next) ||
	       ((all->claim == NOT_TRUE || all->claim == NOT_FALSE) &&
		   one(p, of(all, n->a, FAILS), all->next));
}

/* What comes before the last part must not fail, or is what fails. */
static bool
sequence(struct proof *p, const struct claims *all, const struct node *first,
    const struct claims *rest)
{
	if (all->claim == IS_TRUE || all->claim == IS_FALSE)
		return both(p, of(all, first, NO_FAIL), *rest, all->next);
	return one(p, of(all, first, FAILS), all->next) ||
	       one(p, *rest, all->next);
}

/* Of its first part, and of the others as a pipe of their own. */
static bool
pipe(struct proof *p, const struct claims *all)
{
	const struct node *n = all->node;
	struct node tail = *n;
	struct claims rest = *all;

	rest.context = context_dot(p->run, n->list[0], all->context);
	rest.node = n->list[1];
	if (n->n > 2) {
		struct node *kept = arena_alloc(p->run, sizeof(*kept));

		tail.list++;
		tail.n--;
		*kept = tail;
		rest.node = kept;
	}
	return sequence(p, all, n->list[0], &rest);
}

static bool
bind(struct proof *p, const struct claims *all)
{
	const struct node *n = all->node;
	struct claims rest = *all;

	rest.node = n->b;
	rest.context = context_variable(p->run, n->slot, n->a, all->context);
	return sequence(p, all, n->a, &rest);
}

/* `not` is of its input. */
static bool
negation(struct proof *p, const struct claims *all)
{
	const struct node dot = { .op = OP_DOT, .single = true };
	struct claims of_input = { &dot, all->context, opposite(all->claim),
		all->next };

	if (!context_resolve(&of_input.node, &of_input.context))
		return narrow_truth(p, all);
	return proof_possible(p, &of_input);
}

static bool
constant(struct proof *p, const struct claims *all)
{
	bool yes = value_is_true(&all->node->value);

	if (all->claim == FAILS ||
	    ((all->claim == IS_TRUE || all->claim == NOT_FALSE) && !yes) ||
	    ((all->claim == IS_FALSE || all->claim == NOT_TRUE) && yes))
		return false;
	return proof_possible(p, all->next);
}

static bool
comparison(struct proof *p, const struct claims *all)
{
	const struct node *term;
	const struct context *home;
	struct range holds;

	term_compared(p, all->node, all->context, &term, &home, &holds);
	return narrow(p, all, term, home, &holds);
}

static bool
consider(struct proof *p, const struct claims *all)
{
	struct claims here = *all;

	if (!context_resolve(&here.node, &here.context))
		return narrow_truth(p, all);
	if (here.node->op == OP_CONST)
		return constant(p, &here);
	if (!here.node->single || here.claim == NO_FAIL || here.claim == FAILS)
		return narrow_truth(p, &here);
	switch (here.node->op) {
	case OP_AND:
		return junction(p, &here, false);
	case OP_OR:
		return junction(p, &here, true);
	case OP_NOT:
		return negation(p, &here);
	case OP_IF:
		return branches(p, &here);
	case OP_PIPE:
		return here.node->n > 1 ? pipe(p, &here)
					: narrow_truth(p, &here);
	case OP_BIND:
		return bind(p, &here);
	case OP_COMPARE:
		return comparison(p, &here);
	default:
		return narrow_truth(p, &here);
	}
}

bool
proof_possible(struct proof *p, const struct claims *all)
{
	bool possible;

	if (!all || --p->steps < 0 || p->depth > DEPTH)
		return true;
	p->depth++;
	possible = consider(p, all);
	p->depth--;
	return possible;
}
