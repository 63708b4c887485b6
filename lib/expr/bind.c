#include "expr/tree.h"

#include <stdarg.h>
#include <stdio.h>

/*
 * From syntax to tree.  A def is expanded wherever it is called, its
 * parameters too, each time with variables of its own: so there are neither
 * frames nor closures when the expression runs.  What would need them, a def
 * that calls itself, is libjq's.
 */
enum { DEPTH = 1500 };

enum entry_kind { ENTRY_VARIABLE, ENTRY_DEF, ENTRY_SELF, ENTRY_CLOSURE };

/* What a name means from here on inward. */
struct scope {
	struct scope *outer;
	enum entry_kind kind;
	struct str name;
	size_t arity;
	const struct syntax *body; /* DEF: the def; CLOSURE: an argument */
	struct scope *home;	   /* where the body's names belong */
	uint32_t slot;		   /* VARIABLE */
	const struct node *known;  /* VARIABLE: its source */
	bool inside;		   /* CLOSURE: where its text stands */
	bool used;
};

struct binder {
	struct str text;
	struct arena *run;
	struct expr_error *err;
	bool failed;
	struct expr *e;
	const struct expr_shape *shape;
	struct unknown **last;
	size_t budget;	    /* nodes it may still make */
	unsigned depth;	    /* of the C stack, while binding */
	bool inside;	    /* a function of ours written in jq */
	bool caller_inside; /* what calls it is one too */
	bool quiet;	    /* a def that nobody calls */
	size_t at;	    /* inside: where it was called */
};

static void refuse(struct binder *b, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void
refuse(struct binder *b, size_t at, const char *fmt, ...)
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

/* Dummies stand in for what is wrong, so that nothing need look for NULL. */
static struct node *
make(struct binder *b, enum op op, size_t at)
{
	struct node *n;

	if (b->budget == 0)
		refuse(b, at,
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
static const struct node *
part(struct node *n, const struct node *child)
{
	n->single &= child->single;
	n->depth += child->depth;
	return child;
}

static struct node *bind(struct binder *b, const struct syntax *s,
    struct scope *sc, const struct node *in);

static struct node *
make_const(struct binder *b, size_t at, struct expr_value v)
{
	struct node *n = make(b, OP_CONST, at);

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
	struct eval ev = { .arena = b->run, .left = 64 << 20, .steps = STEPS };

	if (b->failed || !n->single || !is_const(n->a) || !is_const(n->b))
		return n;
	for (size_t i = 0; i < n->n; i++)
		if (!is_const(n->list[i]))
			return n;
	if (n->op == OP_ARITHMETIC && n->binary == BINARY_DIV &&
	    n->a->value.kind == EXPR_NUMBER &&
	    n->b->value.kind == EXPR_NUMBER && n->b->value.number == 0) {
		refuse(b, n->at, "division by zero");
		return n;
	}
	if (!eval_value(&ev, n, &in, &n->value))
		return n;
	n->op = OP_CONST;
	n->a = n->b = NULL;
	n->depth = 1;
	return n;
}

static struct scope *
look_up(struct scope *sc, struct str name, size_t arity, bool variable)
{
	for (; sc; sc = sc->outer)
		if ((sc->kind == ENTRY_VARIABLE) == variable &&
		    sc->arity == arity && str_eq(sc->name, name))
			return sc;
	return NULL;
}

static struct scope *
scope_with(struct binder *b, struct scope *outer, enum entry_kind kind,
    struct str name)
{
	struct scope *sc = arena_zalloc(b->run, sizeof(*sc));

	sc->outer = outer;
	sc->kind = kind;
	sc->name = name;
	return sc;
}

/* `source as $name`: the scope of what follows, and the slot. */
static struct scope *
scope_bind(struct binder *b, struct scope *outer, struct str name,
    const struct node *source, uint32_t *slot)
{
	struct scope *sc = scope_with(b, outer, ENTRY_VARIABLE, name);

	*slot = sc->slot = (uint32_t)b->e->n_slots++;
	sc->known = source;
	return sc;
}

static struct node *
bind_list(struct binder *b, struct node *n, const struct syntax *s,
    struct scope *sc, const struct node *in)
{
	n->n = s->n;
	n->list = arena_array(b->run, s->n, sizeof(*n->list));
	for (size_t i = 0; i < s->n; i++)
		n->list[i] = part(n, bind(b, s->list[i], sc, in));
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
	    make(b, s->optional ? OP_PATH_OPTIONAL : OP_PATH, s->at);
	struct step step = { .name = name };
	size_t behind = a->op == OP_PATH && !s->optional ? a->n : 0;

	n->a = part(n, a);
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
	const struct node *a = bind(b, s->a, sc, in);
	const struct node *key = bind(b, s->b, sc, in);
	struct node *n;

	if (key->op == OP_CONST && key->value.kind == EXPR_STRING)
		return bind_step(b, s, a, key->value.string);
	n = make(b, OP_INDEX, s->at);
	n->a = part(n, a);
	n->b = part(n, key);
	n->optional = s->optional;
	n->single &= !s->optional;
	return n;
}

static struct node *
bind_slice(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = make(b, OP_SLICE, s->at);

	n->a = part(n, bind(b, s->a, sc, in));
	n->b = s->b ? part(n, bind(b, s->b, sc, in)) : NULL;
	n->c = s->c ? part(n, bind(b, s->c, sc, in)) : NULL;
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
	struct node *n = bind_list(b, make(b, OP_OBJECT, s->at), s, sc, in);
	unsigned deepest = 1;

	/* Values that do not multiply are computed one after another. */
	for (size_t i = 0; i < n->n && n->single; i++)
		if (n->list[i]->depth > deepest)
			deepest = n->list[i]->depth;
	if (n->single)
		n->depth = 1 + deepest;
	if (!b->failed && is_record(n))
		make_record(b, n);
	return fold(b, n);
}

static struct node *
bind_pipe(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = make(b, OP_PIPE, s->at);

	n->n = s->n;
	n->list = arena_array(b->run, s->n, sizeof(*n->list));
	for (size_t i = 0; i < s->n; i++)
		in = n->list[i] = part(n, bind(b, s->list[i], sc, in));
	n->known = in->known;
	n->path = in->path;
	return n;
}

static struct node *
bind_comma(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = bind_list(b, make(b, OP_COMMA, s->at), s, sc, in);

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
	struct node *n = make(b, OP_DOT, s->at);

	n->known = in->known;
	n->path = in->path;
	return n;
}

static struct node *
bind_if(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = make(b, OP_IF, s->at);

	n->a = part(n, bind(b, s->a, sc, in));
	n->b = part(n, bind(b, s->b, sc, in));
	n->c = part(n, s->c ? bind(b, s->c, sc, in) : bind_dot(b, s, in));
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
	struct node *n = make(b, OP_BIND, s->at);

	n->a = part(n, bind(b, s->a, sc, in));
	sc = scope_bind(b, sc, s->name, n->a, &n->slot);
	n->b = part(n, bind(b, s->b, sc, in));
	n->known = n->b->known;
	n->path = n->b->path;
	return n;
}

static struct node *
bind_fold(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	bool reduce = s->kind == SYNTAX_REDUCE;
	struct node *n = make(b, reduce ? OP_REDUCE : OP_FOREACH, s->at);
	struct node *state = make(b, OP_DOT, s->at);

	n->a = part(n, bind(b, s->a, sc, in));
	n->b = part(n, bind(b, s->b, sc, in));
	n->single = reduce && n->b->single;
	sc = scope_bind(b, sc, s->name, n->a, &n->slot);
	n->c = bind(b, s->c, sc, state);
	n->depth += n->c->depth;
	if (!n->c->single)
		refuse(b, s->c->at,
		    "outside the native core: an update that "
		    "may have none or several outputs");
	if (s->d) {
		n->d = bind(b, s->d, sc, state);
		n->depth += n->d->depth;
	}
	return n;
}

/* An argument: its names, and its places, are those of where it stands. */
static struct node *
bind_closure(struct binder *b, const struct scope *c, const struct node *in)
{
	bool inside = b->inside;
	struct node *n;

	b->inside = c->inside;
	n = bind(b, c->body, c->home, in);
	b->inside = inside;
	return n;
}

/* The body of `def`, once parameters i and on are bound to the call's. */
static struct node *
bind_body(struct binder *b, const struct syntax *def, const struct syntax *call,
    size_t i, struct scope *inner, struct scope *caller, const struct node *in)
{
	struct node *n;
	struct scope *c;
	const struct syntax *param;

	if (i == def->n)
		return bind(b, def->a, inner, in);
	param = def->list[i];
	c = scope_with(b, inner, ENTRY_CLOSURE, param->name);
	c->body = call->list[i];
	c->home = caller;
	c->inside = b->caller_inside;
	if (param->kind != SYNTAX_VARIABLE)
		return bind_body(b, def, call, i + 1, c, caller, in);
	n = make(b, OP_BIND, call->at);
	n->a = part(n, bind_closure(b, c, in));
	inner = scope_bind(b, c, param->name, n->a, &n->slot);
	n->b = part(n, bind_body(b, def, call, i + 1, inner, caller, in));
	n->known = n->b->known;
	n->path = n->b->path;
	return n;
}

static struct node *
expand(struct binder *b, const struct syntax *def, struct scope *home,
    const struct syntax *call, struct scope *caller, const struct node *in)
{
	struct scope *self = scope_with(b, home, ENTRY_SELF, def->name);

	self->arity = def->n;
	return bind_body(b, def, call, 0, self, caller, in);
}

/* A def that nobody calls must be right all the same. */
static void
check_unused(struct binder *b, const struct syntax *def, struct scope *home)
{
	struct binder outer = *b;
	struct syntax dot = { .kind = SYNTAX_DOT, .at = def->at };
	struct syntax call = { .kind = SYNTAX_CALL, .at = def->at };
	struct node *in = make(b, OP_DOT, def->at);

	call.n = def->n;
	call.list = arena_array(b->run, def->n, sizeof(struct syntax *));
	for (size_t i = 0; i < def->n; i++)
		call.list[i] = &dot;
	b->quiet = true;
	expand(b, def, home, &call, NULL, in);
	b->quiet = outer.quiet;
}

static struct node *
bind_def(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct scope *def = scope_with(b, sc, ENTRY_DEF, s->name);
	struct node *n;

	def->arity = s->n;
	def->body = s;
	n = bind(b, s->b, def, in);
	if (!def->used && !b->failed)
		check_unused(b, s, sc);
	return n;
}

static struct node *
bind_quantifier(struct binder *b, enum op op, const struct syntax *s,
    struct scope *sc, const struct node *in)
{
	struct node *n = make(b, op, s->at);

	n->a = part(n, bind(b, s->list[0], sc, in));
	n->b = part(n, bind(b, s->list[1], sc, n->a));
	n->single = true;
	if (!n->b->single)
		refuse(b, n->b->at,
		    "outside the native core: a condition "
		    "that may have none or several outputs");
	return n;
}

static struct node *
bind_test(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = make(b, OP_TEST, s->at);
	struct expr_value regex, flags = expr_null();

	regex = bind(b, s->list[0], sc, in)->value;
	if (s->n > 1)
		flags = bind(b, s->list[1], sc, in)->value;
	if (flags.kind == EXPR_NULL)
		flags = expr_str(STR(""));
	if (regex.kind == EXPR_STRING && flags.kind == EXPR_STRING)
		n->pattern = pattern_plain(regex.string, flags.string, b->run);
	if (!n->pattern)
		refuse(b, s->at,
		    "outside the native core: a regular "
		    "expression that is not plain text");
	return n;
}

/* The functions that need the tree, not only values. */
static struct node *
bind_special(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	static const struct {
		const char *name;
		size_t arity;
		enum op op;
	} specials[] = {
		{ "empty", 0, OP_EMPTY },
		{ "not", 0, OP_NOT },
		{ "recurse", 0, OP_RECURSE },
		{ "first", 1, OP_FIRST },
		{ "range", 2, OP_RANGE },
		{ "any", 2, OP_ANY },
		{ "all", 2, OP_ALL },
		{ "test", 1, OP_TEST },
		{ "test", 2, OP_TEST },
	};
	enum op op = OP_CONST;
	struct node *n;

	for (size_t i = 0; i < sizeof(specials) / sizeof(specials[0]); i++)
		if (s->n == specials[i].arity &&
		    str_eq(s->name, str_of(specials[i].name)))
			op = specials[i].op;
	if (op == OP_CONST)
		return NULL;
	if (op == OP_ANY || op == OP_ALL)
		return bind_quantifier(b, op, s, sc, in);
	if (op == OP_TEST)
		return bind_test(b, s, sc, in);
	n = make(b, op, s->at);
	if (s->n > 0)
		n->a = part(n, bind(b, s->list[0], sc, in));
	if (s->n > 1)
		n->b = part(n, bind(b, s->list[1], sc, in));
	n->single = op == OP_NOT;
	return n;
}

static struct node *
bind_function(struct binder *b, const struct function *f,
    const struct syntax *s, struct scope *sc, const struct node *in)
{
	struct binder outer = *b;
	struct expr_error err;
	const struct syntax *def;
	struct node *n;

	if (f->native) {
		n = bind_list(b, make(b, OP_NATIVE, s->at), s, sc, in);
		n->native = f->native;
		return n;
	}
	def = syntax_parse(str_of(f->text), b->run, &err);
	b->caller_inside = b->inside;
	b->inside = true;
	if (!outer.inside)
		b->at = s->at;
	n = expand(b, def, NULL, s, sc, in);
	b->inside = outer.inside;
	b->caller_inside = outer.caller_inside;
	b->at = outer.at;
	return n;
}

static struct node *
bind_call(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct scope *found = look_up(sc, s->name, s->n, false);
	const struct function *f;
	bool caller_inside = b->caller_inside;
	struct node *n;

	if (found) {
		found->used = true;
		if (found->kind == ENTRY_CLOSURE)
			return bind_closure(b, found, in);
		if (found->kind == ENTRY_SELF) {
			refuse(b, s->at,
			    "outside the native core: "
			    "%.*s calls itself",
			    STR_ARG(s->name));
			return make(b, OP_DOT, s->at);
		}
		b->caller_inside = b->inside;
		n = expand(b, found->body, found->outer, s, sc, in);
		b->caller_inside = caller_inside;
		return n;
	}
	n = bind_special(b, s, sc, in);
	if (n)
		return n;
	f = function_find(s->name, s->n);
	if (f)
		return bind_function(b, f, s, sc, in);
	if (function_elsewhere(s->name))
		refuse(b, s->at, "outside the native core: %.*s/%zu",
		    STR_ARG(s->name), s->n);
	else
		refuse(b, s->at, "%.*s/%zu is not defined", STR_ARG(s->name),
		    s->n);
	return make(b, OP_DOT, s->at);
}

static struct node *
bind_variable(struct binder *b, const struct syntax *s, struct scope *sc)
{
	struct scope *found = look_up(sc, s->name, 0, true);
	struct node *n;

	if (!found) {
		if (str_eq(s->name, STR("ENV")))
			refuse(b, s->at, "outside the native core: $ENV");
		else
			refuse(
			    b, s->at, "$%.*s is not defined", STR_ARG(s->name));
		return make(b, OP_DOT, s->at);
	}
	if (found->known->op == OP_CONST)
		return make_const(b, s->at, found->known->value);
	n = make(b, OP_VARIABLE, s->at);
	n->slot = found->slot;
	n->known = found->known->known;
	n->path = found->known->path;
	return n;
}

static struct node *
bind_two(struct binder *b, enum op op, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = make(b, op, s->at);

	n->binary = (uint8_t)s->binary;
	n->a = part(n, bind(b, s->a, sc, in));
	n->b = s->b ? part(n, bind(b, s->b, sc, in)) : NULL;
	return n;
}

static struct node *
bind_array(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = make(b, OP_ARRAY, s->at);

	n->a = s->a ? part(n, bind(b, s->a, sc, in)) : NULL;
	n->single = true;
	return fold(b, n);
}

static struct node *
bind_recurse(struct binder *b, const struct syntax *s)
{
	struct node *n = make(b, OP_RECURSE, s->at);

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
		return make_const(b, s->at, s->value);
	case SYNTAX_STRING:
		return fold(
		    b, bind_list(b, make(b, OP_STRING, s->at), s, sc, in));
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

static struct node *
bind(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n;

	if (b->failed)
		return make(b, OP_DOT, s->at);
	if (++b->depth > DEPTH)
		refuse(b, s->at, "nested deeper than %d levels", DEPTH);
	n = b->failed ? make(b, OP_DOT, s->at) : bind_kind(b, s, sc, in);
	b->depth--;
	if (n->depth > DEPTH)
		refuse(b, n->at, "nested deeper than %d levels", DEPTH);
	return n;
}

struct expr *
tree_bind(struct str text, const struct syntax *s,
    const struct expr_shape *shape, struct arena *run, struct expr_error *err)
{
	struct expr *e = arena_zalloc(run, sizeof(*e));
	struct binder b = { .text = text,
		.run = run,
		.err = err,
		.e = e,
		.shape = shape,
		.last = &e->unknown,
		.budget = 100000 + 2 * text.n };
	struct node *in = make(&b, OP_DOT, 0);

	in->known = shape;
	in->path = STR("");
	e->text = text;
	e->root = bind(&b, s, NULL, in);
	return b.failed ? NULL : e;
}
