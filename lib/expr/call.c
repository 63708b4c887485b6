#include "expr/bind.h"

/*
 * Names.  A def is expanded wherever it is called, its parameters too, each
 * time with variables of its own: so there are neither frames nor closures
 * when the expression runs.  What would need them, a def that calls itself,
 * is libjq's.
 */
#define SHUT \
	"%.*s is shut: a program sees no environment, files, input or clock"

static struct scope *
scope_find(struct scope *sc, struct str name, size_t arity, bool variable)
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
struct scope *
scope_bind(struct binder *b, struct scope *outer, struct str name,
    const struct node *source, uint32_t *slot)
{
	struct scope *sc = scope_with(b, outer, ENTRY_VARIABLE, name);

	*slot = sc->slot = (uint32_t)b->e->n_slots++;
	sc->known = source;
	return sc;
}

/* An argument: its names, and its places, are those of where it stands. */
static struct node *
bind_closure(struct binder *b, const struct scope *c, const struct node *in)
{
	bool inside = b->inside;
	struct node *n;

	b->inside = c->inside;
	n = bind_node(b, c->body, c->home, in);
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
		return bind_node(b, def->a, inner, in);
	param = def->list[i];
	c = scope_with(b, inner, ENTRY_CLOSURE, param->name);
	c->body = call->list[i];
	c->home = caller;
	c->inside = b->caller_inside;
	if (param->kind != SYNTAX_VARIABLE)
		return bind_body(b, def, call, i + 1, c, caller, in);
	n = bind_make(b, OP_BIND, call->at);
	n->a = bind_part(n, bind_closure(b, c, in));
	inner = scope_bind(b, c, param->name, n->a, &n->slot);
	n->b = bind_part(n, bind_body(b, def, call, i + 1, inner, caller, in));
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
	struct node *in = bind_make(b, OP_DOT, def->at);

	call.n = def->n;
	call.list = arena_array(b->run, def->n, sizeof(struct syntax *));
	for (size_t i = 0; i < def->n; i++)
		call.list[i] = &dot;
	b->quiet = true;
	expand(b, def, home, &call, NULL, in);
	b->quiet = outer.quiet;
}

struct node *
bind_def(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct scope *def = scope_with(b, sc, ENTRY_DEF, s->name);
	struct node *n;

	def->arity = s->n;
	def->body = s;
	n = bind_node(b, s->b, def, in);
	if (!def->used && !b->failed)
		check_unused(b, s, sc);
	return n;
}

static struct node *
bind_quantifier(struct binder *b, enum op op, const struct syntax *s,
    struct scope *sc, const struct node *in)
{
	struct node *n = bind_make(b, op, s->at);

	n->a = bind_part(n, bind_node(b, s->list[0], sc, in));
	n->b = bind_part(n, bind_node(b, s->list[1], sc, n->a));
	n->single = true;
	if (!n->b->single)
		bind_outside(b, n->b->at,
		    "a condition that may have none or several outputs");
	return n;
}

/* What an argument is already known to be, or null. */
static struct expr_value
bind_constant(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	const struct node *n = bind_node(b, s, sc, in);

	return n->op == OP_CONST ? n->value : expr_null();
}

static struct node *
bind_test(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct node *n = bind_make(b, OP_TEST, s->at);
	struct expr_value regex = bind_constant(b, s->list[0], sc, in);
	struct expr_value flags = expr_null();

	if (s->n > 1)
		flags = bind_constant(b, s->list[1], sc, in);
	if (flags.kind == EXPR_NULL)
		flags = expr_str(STR(""));
	if (regex.kind == EXPR_STRING && flags.kind == EXPR_STRING)
		n->pattern = pattern_plain(regex.string, flags.string, b->run);
	if (!n->pattern)
		bind_outside(
		    b, s->at, "a regular expression that is not plain text");
	n->value = regex;
	n->flags = flags.kind == EXPR_STRING ? flags.string : STR("?");
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
	n = bind_make(b, op, s->at);
	if (s->n > 0)
		n->a = bind_part(n, bind_node(b, s->list[0], sc, in));
	if (s->n > 1)
		n->b = bind_part(n, bind_node(b, s->list[1], sc, in));
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
		n = bind_list(b, bind_make(b, OP_NATIVE, s->at), s, sc, in);
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

/* A call that is not ours to follow; what its arguments see is not known. */
static struct node *
make_outside(struct binder *b, const struct syntax *s, struct scope *sc)
{
	struct node *n = bind_make(b, OP_OUTSIDE, s->at);
	struct node *in = bind_make(b, OP_DOT, s->at);

	bind_list(b, n, s, sc, in);
	n->single = false;
	return n;
}

struct node *
bind_call(struct binder *b, const struct syntax *s, struct scope *sc,
    const struct node *in)
{
	struct scope *found = scope_find(sc, s->name, s->n, false);
	const struct function *f;
	bool caller_inside = b->caller_inside;
	struct node *n;
	struct str near;

	if (found) {
		found->used = true;
		if (found->kind == ENTRY_CLOSURE)
			return bind_closure(b, found, in);
		if (found->kind == ENTRY_SELF) {
			bind_outside(
			    b, s->at, "%.*s calls itself", STR_ARG(s->name));
			return make_outside(b, s, sc);
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
	if (function_is_shut(s->name)) {
		bind_refuse(b, s->at, SHUT, STR_ARG(s->name));
	} else if (function_is_of_jq(s->name)) {
		bind_outside(b, s->at, "%.*s/%zu", STR_ARG(s->name), s->n);
		return make_outside(b, s, sc);
	} else {
		near = function_nearest(s->name, b->run);
		bind_refuse(b, s->at,
		    near.n ? "%.*s/%zu is not defined; %.*s is"
			   : "%.*s/%zu is not defined%.*s",
		    STR_ARG(s->name), s->n, STR_ARG(near));
	}
	return bind_make(b, OP_DOT, s->at);
}

struct node *
bind_variable(struct binder *b, const struct syntax *s, struct scope *sc)
{
	struct scope *found = scope_find(sc, s->name, 0, true);
	struct node *n;

	if (!found) {
		if (str_eq(s->name, STR("ENV")))
			bind_refuse(b, s->at, SHUT, 4, "$ENV");
		else
			bind_refuse(
			    b, s->at, "$%.*s is not defined", STR_ARG(s->name));
		return bind_make(b, OP_DOT, s->at);
	}
	if (found->known->op == OP_CONST)
		return bind_const(b, s->at, found->known->value);
	n = bind_make(b, OP_VARIABLE, s->at);
	n->slot = found->slot;
	n->known = found->known->known;
	n->path = found->known->path;
	return n;
}
