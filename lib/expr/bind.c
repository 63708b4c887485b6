#include "expr/bind.h"

#include <stdarg.h>
#include <stdio.h>

/*
 * From syntax to tree.  What the names in it stand for is in call.c.
 */
enum { DEPTH = 1500 };

void
bind_refuse(struct binder *b, size_t at, const char *fmt, ...)
{
	va_list ap;

	if (b->failed)
		return;
	b->failed = true;
	lex_place(b->text, b->inside ? b->at : at, b->err);
	va_start(ap, fmt);
	vsnprintf(b->err->detail, sizeof(b->err->detail), fmt, ap);
	va_end(ap);
}

void
bind_outside(struct binder *b, size_t at, const char *fmt, ...)
{
	char what[sizeof(b->err->detail)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	if (!b->outside) {
		bind_refuse(b, at, "outside the native core: %s", what);
	} else if (!b->outside->detail[0]) {
		lex_place(b->text, b->inside ? b->at : at, b->outside);
		snprintf(
		    b->outside->detail, sizeof(b->outside->detail), "%s", what);
	}
}

/* Dummies stand in for what is wrong, so that nothing need look for NULL. */
struct node *
bind_make(struct binder *b, enum op op, size_t at)
{
	struct node *n;

	if (b->budget == 0)
		bind_refuse(b, at,
		    "outside the native core: its defs expand to too much");
	else
		b->budget--;
	n = arena_zalloc(b->run, sizeof(*n));
	n->op = (uint8_t)op;
	n->single = true;
	n->depth = 1;
	n->at = b->inside ? b->at : at;
	return n;
}

/* A part of n whose outputs n waits for, or goes on from. */
const struct node *
bind_part(struct node *n, const struct node *child)
{
	n->single &= child->single;
	n->depth += child->depth;
	return child;
}

struct node *
bind_const(struct binder *b, size_t at, struct expr_value v)
{
	struct node *n = bind_make(b, OP_CONST, at);

	n->value = v;
	return n;
}

static bool
is_const(const struct node *n)
{
	if (n && n->op == OP_COMMA) {
		for (size_t i = 0; i < n->n; i++)
			if (n->list[i]->op != OP_CONST)
				return false;
		return true;
	}
	return !n || n->op == OP_CONST;
}

/* Compute now what needs no input. */
static struct node *
fold(struct binder *b, struct node *n)
{
	struct expr_value in = expr_null();
	struct eval ev;

	if (b->failed || !n->single || !is_const(n->a) || !is_const(n->b))
		return n;
	for (size_t i = 0; i < n->n; i++)
		if (!is_const(n->list[i]))
			return n;
	if (n->op == OP_ARITHMETIC && n->binary == BINARY_DIV &&
	    n->a->value.kind == EXPR_NUMBER &&
	    n->b->value.kind == EXPR_NUMBER && n->b->value.number == 0) {
		bind_refuse(b, n->at, "division by zero");
		return n;
	}
	eval_begin(&ev, b->run, 16 << 20, 1 << 20);
	if (!eval_value(&ev, n, &in, &n->value))
		return n;
	n->op = OP_CONST;
	n->a = n->b = NULL;
	n->depth = 1;
	return n;
}

struct node *
bind_list(struct binder *b, struct node *n, const struct syntax *s,
    struct scope *sc, const struct node *in)
{
	n->n = s->n;
	n->list = arena_array(b->run, s->n, sizeof(*n->list));
	for (size_t i = 0; i < s->n; i++)
		n->list[i] = bind_part(n, bind_node(b, s->list[i], sc, in));
	return n;
}

static void
note_unknown(struct binder *b, const struct node *n, struct str name)
{
	struct unknown *u;

	if (b->quiet)
		return;
	u = arena_zalloc(b->run, sizeof(*u));
	u->path = n->path;
	u->at = n->at;
	u->nearest = path_nearest(n->a, name, b->shape, b->run);
	*b->last = u;
	b->last = &u->next;
}

/* a.name: one more step behind those a already has. */
static struct node *
bind_step(struct binder *b, const struct syntax *s, const struct node *a,
    struct str name)
{
	struct node *n =
	    bind_make(b, s->optional ? OP_PATH_OPTIONAL : OP_PATH, s->at);
	struct step step = { .name = name };
	size_t behind = a->op == OP_PATH && !s->optional ? a->n : 0;

	n->a = bind_part(n, a);
	n->single = !s->optional && a->single;
	if (a->known && a->path.p)
		n->path = path_step(a->path, name, b->run);
	if (a->known) {
		for (size_t i = 0; i < a->known->n && !step.shape; i++)
			if (str_eq(a->known->names[i], name)) {
				step.shape = a->known;
				step.slot = i;
			}
		if (step.shape && a->known->inner)
			n->known = a->known->inner[step.slot];
		if (!step.shape && n->path.p)
			note_unknown(b, n, name);
	}
	n->n = behind + 1;
	n->steps = arena_array(b->run, n->n, sizeof(*n->steps));
	if (behind) {
		memcpy(n->steps, a->steps, behind * sizeof(*n->steps));
		n->a = a->a;
		n->depth = a->depth;
	}
	n->steps[behind] = step;
	return n;
}

static struct node *
bind_index(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	const struct node *a = bind_node(b, s->a, sc, in);
	const struct node *key = bind_node(b, s->b, sc, in);
	struct node *n;

	if (key->op == OP_CONST && key->value.kind == EXPR_STRING)
		return bind_step(b, s, a, key->value.string);
	n = bind_make(b, OP_INDEX, s->at);
	n->a = bind_part(n, a);
	n->b = bind_part(n, key);
	n->optional = s->optional;
	n->single &= !s->optional;
	return n;
}

static struct node *
bind_slice(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = bind_make(b, OP_SLICE, s->at);

	n->a = bind_part(n, bind_node(b, s->a, sc, in));
	n->b = s->b ? bind_part(n, bind_node(b, s->b, sc, in)) : NULL;
	n->c = s->c ? bind_part(n, bind_node(b, s->c, sc, in)) : NULL;
	n->optional = s->optional;
	n->single &= !s->optional;
	return n;
}

/* Names that are constant and distinct make a record. */
static bool
is_record(const struct node *n)
{
	for (size_t i = 0; i < n->n; i += 2) {
		if (n->list[i]->op != OP_CONST ||
		    n->list[i]->value.kind != EXPR_STRING || n->n > 128)
			return false;
		for (size_t k = 0; k < i; k += 2)
			if (str_eq(n->list[i]->value.string,
				n->list[k]->value.string))
				return false;
	}
	return true;
}

static void
make_record(struct binder *b, struct node *n)
{
	struct str *names = arena_array(b->run, n->n / 2, sizeof(*names));
	struct expr_shape *shape = arena_zalloc(b->run, sizeof(*shape));

	n->op = OP_RECORD;
	n->n /= 2;
	for (size_t i = 0; i < n->n; i++) {
		names[i] = n->list[2 * i]->value.string;
		n->list[i] = n->list[2 * i + 1];
	}
	*shape = (struct expr_shape){ .names = names, .n = n->n };
	n->shape = shape;
}

static struct node *
bind_object(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n =
	    bind_list(b, bind_make(b, OP_OBJECT, s->at), s, sc, in);
	unsigned deepest = 1;

	/* Values that do not multiply are computed one after another. */
	for (size_t i = 0; i < n->n && n->single; i++)
		if (n->list[i]->depth > deepest)
			deepest = n->list[i]->depth;
	if (n->single)
		n->depth = 1 + deepest;
	for (size_t i = 0; i < n->n; i += 2)
		if (n->list[i]->op == OP_CONST &&
		    n->list[i]->value.kind != EXPR_STRING)
			bind_refuse(b, n->list[i]->at,
			    "a member's name must be a string");
	if (!b->failed && is_record(n))
		make_record(b, n);
	return fold(b, n);
}

static struct node *
bind_pipe(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = bind_make(b, OP_PIPE, s->at);

	n->n = s->n;
	n->list = arena_array(b->run, s->n, sizeof(*n->list));
	for (size_t i = 0; i < s->n; i++)
		in = n->list[i] =
		    bind_part(n, bind_node(b, s->list[i], sc, in));
	n->known = in->known;
	n->path = in->path;
	return n;
}

static struct node *
bind_comma(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = bind_list(b, bind_make(b, OP_COMMA, s->at), s, sc, in);

	n->single = false;
	n->depth = 1;
	for (size_t i = 0; i < n->n; i++)
		if (n->list[i]->depth >= n->depth)
			n->depth = n->list[i]->depth + 1;
	return n;
}

static struct node *
bind_dot(struct binder *b, const struct syntax *s, const struct node *in)
{
	struct node *n = bind_make(b, OP_DOT, s->at);

	n->known = in->known;
	n->path = in->path;
	return n;
}

static struct node *
bind_if(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = bind_make(b, OP_IF, s->at);

	n->a = bind_part(n, bind_node(b, s->a, sc, in));
	n->b = bind_node(b, s->b, sc, in);
	n->c = s->c ? bind_node(b, s->c, sc, in) : bind_dot(b, s, in);
	n->single &= n->b->single && n->c->single;
	/* one of them runs */
	n->depth += n->b->depth > n->c->depth ? n->b->depth : n->c->depth;
	if (n->b->op == OP_EMPTY || n->b->known == n->c->known) {
		n->known = n->c->known;
		n->path = n->c->path;
	} else if (n->c->op == OP_EMPTY) {
		n->known = n->b->known;
		n->path = n->b->path;
	}
	return n;
}

static struct node *
bind_as(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = bind_make(b, OP_BIND, s->at);

	n->a = bind_part(n, bind_node(b, s->a, sc, in));
	sc = scope_bind(b, sc, s->name, n->a, &n->slot);
	n->b = bind_part(n, bind_node(b, s->b, sc, in));
	n->known = n->b->known;
	n->path = n->b->path;
	return n;
}

static struct node *
bind_fold(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	bool reduce = s->kind == SYNTAX_REDUCE;
	struct node *n = bind_make(b, reduce ? OP_REDUCE : OP_FOREACH, s->at);
	struct node *state = bind_make(b, OP_DOT, s->at);

	n->a = bind_part(n, bind_node(b, s->a, sc, in));
	n->b = bind_part(n, bind_node(b, s->b, sc, in));
	n->single = reduce && n->b->single;
	sc = scope_bind(b, sc, s->name, n->a, &n->slot);
	n->c = bind_node(b, s->c, sc, state);
	n->depth += n->c->depth;
	if (!n->c->single)
		bind_outside(b, s->c->at,
		    "an update that may have none or several outputs");
	if (s->d) {
		n->d = bind_node(b, s->d, sc, state);
		n->depth += n->d->depth;
	}
	return n;
}

/* What both sides see is not known: an assignment may make members. */
static struct node *
bind_assign(struct binder *b, const struct syntax *s, struct scope *sc)
{
	struct node *n = bind_make(b, OP_ASSIGN, s->at);
	struct node *in = bind_make(b, OP_DOT, s->at);

	bind_outside(b, s->at, "assignment");
	n->a = bind_part(n, bind_node(b, s->a, sc, in));
	n->b = bind_part(n, bind_node(b, s->b, sc, in));
	n->single = false;
	return n;
}

static struct node *
bind_two(struct binder *b, enum op op, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = bind_make(b, op, s->at);

	n->binary = (uint8_t)s->binary;
	n->a = bind_part(n, bind_node(b, s->a, sc, in));
	n->b = s->b ? bind_part(n, bind_node(b, s->b, sc, in)) : NULL;
	return n;
}

static struct node *
bind_array(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = bind_make(b, OP_ARRAY, s->at);

	n->a = s->a ? bind_part(n, bind_node(b, s->a, sc, in)) : NULL;
	n->single = true;
	return fold(b, n);
}

static struct node *
bind_recurse(struct binder *b, const struct syntax *s)
{
	struct node *n = bind_make(b, OP_RECURSE, s->at);

	n->single = false;
	return n;
}

static struct node *
bind_generator(struct binder *b, enum op op, const struct syntax *s,
    struct scope *sc, const struct node *in)
{
	struct node *n = bind_two(b, op, s, sc, in);

	n->single = false;
	n->optional = s->optional;
	return n;
}

static struct node *
bind_kind(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	switch (s->kind) {
	case SYNTAX_DOT:
		return bind_dot(b, s, in);
	case SYNTAX_RECURSE:
		return bind_recurse(b, s);
	case SYNTAX_LITERAL:
		return bind_const(b, s->at, s->value);
	case SYNTAX_STRING:
		return fold(
		    b, bind_list(b, bind_make(b, OP_STRING, s->at), s, sc, in));
	case SYNTAX_VARIABLE:
		return bind_variable(b, s, sc);
	case SYNTAX_INDEX:
		return bind_index(b, s, sc, in);
	case SYNTAX_SLICE:
		return bind_slice(b, s, sc, in);
	case SYNTAX_EACH:
		return bind_generator(b, OP_EACH, s, sc, in);
	case SYNTAX_TRY:
		return bind_generator(b, OP_TRY, s, sc, in);
	case SYNTAX_ARRAY:
		return bind_array(b, s, sc, in);
	case SYNTAX_OBJECT:
		return bind_object(b, s, sc, in);
	case SYNTAX_NEGATE:
		return fold(b, bind_two(b, OP_NEGATE, s, sc, in));
	case SYNTAX_BINARY:
		return fold(
		    b, bind_two(b,
			   s->binary < BINARY_EQ ? OP_ARITHMETIC : OP_COMPARE,
			   s, sc, in));
	case SYNTAX_ASSIGN:
		return bind_assign(b, s, sc);
	case SYNTAX_AND:
		return bind_two(b, OP_AND, s, sc, in);
	case SYNTAX_OR:
		return bind_two(b, OP_OR, s, sc, in);
	case SYNTAX_ALTERNATIVE:
		return bind_two(b, OP_ALTERNATIVE, s, sc, in);
	case SYNTAX_PIPE:
		return bind_pipe(b, s, sc, in);
	case SYNTAX_COMMA:
		return bind_comma(b, s, sc, in);
	case SYNTAX_IF:
		return bind_if(b, s, sc, in);
	case SYNTAX_AS:
		return bind_as(b, s, sc, in);
	case SYNTAX_REDUCE:
	case SYNTAX_FOREACH:
		return bind_fold(b, s, sc, in);
	case SYNTAX_DEF:
		return bind_def(b, s, sc, in);
	default:
		return bind_call(b, s, sc, in);
	}
}

struct node *
bind_node(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n;

	if (b->failed)
		return bind_make(b, OP_DOT, s->at);
	if (++b->depth > DEPTH)
		bind_refuse(b, s->at, "nested deeper than %d levels", DEPTH);
	n = b->failed ? bind_make(b, OP_DOT, s->at) : bind_kind(b, s, sc, in);
	b->depth--;
	if (n->depth > DEPTH)
		bind_refuse(b, n->at, "nested deeper than %d levels", DEPTH);
	return n;
}

struct expr *
tree_bind(struct str text, const struct syntax *s,
    const struct expr_shape *shape, struct arena *run, struct expr_error *err,
    struct expr_error *outside)
{
	struct expr *e = arena_zalloc(run, sizeof(*e));
	struct binder b = { .text = text,
		.run = run,
		.err = err,
		.outside = outside,
		.e = e,
		.shape = shape,
		.last = &e->unknown,
		.budget = 100000 + 2 * text.n };
	struct node *in = bind_make(&b, OP_DOT, 0);

	in->known = shape;
	in->path = STR("");
	e->text = text;
	e->root = e->tree = bind_node(&b, s, NULL, in);
	return b.failed ? NULL : e;
}
