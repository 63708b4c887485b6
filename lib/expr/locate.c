#include "expr/syntax.h"

/*
 * Places: what a program evaluated to is followed along its syntax, as far as
 * that is written out.
 */
struct expr_source {
	struct str text;
	const struct syntax *root; /* NULL: it cannot be read */
};

struct expr_source *
expr_source(struct str text, struct arena *run)
{
	struct expr_source *s = arena_zalloc(run, sizeof(*s));
	struct expr_error err;

	s->text = text;
	s->root = syntax_parse(text, run, &err);
	return s;
}

/* The part of an expression that makes its one output. */
static const struct syntax *
result(const struct syntax *s)
{
	for (;;) {
		if (s->kind == SYNTAX_DEF || s->kind == SYNTAX_AS)
			s = s->b;
		else if (s->kind == SYNTAX_PIPE)
			s = s->list[s->n - 1];
		else
			return s;
	}
}

static bool
is_sum(const struct syntax *s)
{
	return s->kind == SYNTAX_BINARY && s->binary == BINARY_ADD;
}

static bool
is_text(const struct syntax *s)
{
	return s->kind == SYNTAX_LITERAL && s->value.kind == EXPR_STRING;
}

static bool
names(const struct syntax *key, struct str name)
{
	return is_text(key) && str_eq(key->value.string, name);
}

/* A def of the program's that a call means; later ones hide earlier ones. */
static const struct syntax *
find_def(const struct syntax *s, const struct syntax *call)
{
	const struct syntax *found = NULL;

	for (; s->kind == SYNTAX_DEF; s = s->b)
		if (str_eq(s->name, call->name) && s->n == call->n)
			found = s;
	return found;
}

/* How far is_one() looks. */
struct look {
	const struct syntax *program;
	const struct syntax *inside; /* the def whose body it is, or NULL */
	unsigned depth;
	unsigned *left;
};

static bool is_one(const struct syntax *s, struct look l);

static bool
are_one(const struct syntax *s, struct look l)
{
	for (size_t i = 0; i < s->n; i++)
		if (!is_one(s->list[i], l))
			return false;
	return true;
}

static bool
is_one_call(const struct syntax *s, struct look l)
{
	const struct syntax *def = find_def(l.program, s);

	for (size_t i = 0; l.inside && i < l.inside->n; i++)
		if (s->n == 0 && str_eq(s->name, l.inside->list[i]->name))
			return true; /* the call's argument is looked at */
	if (!def || !are_one(s, l))
		return false;
	l.inside = def;
	return is_one(def->a, l);
}

/* It has exactly one output, if it does not fail; false when in doubt. */
static bool
is_one(const struct syntax *s, struct look l)
{
	enum { DEPTH = 200 };

	if (++l.depth > DEPTH || *l.left == 0 || s->optional)
		return false;
	--*l.left;
	switch (s->kind) {
	case SYNTAX_DOT:
	case SYNTAX_LITERAL:
	case SYNTAX_VARIABLE:
	case SYNTAX_ARRAY:
		return true;
	case SYNTAX_STRING:
	case SYNTAX_OBJECT:
	case SYNTAX_PIPE:
		return are_one(s, l);
	case SYNTAX_NEGATE:
		return is_one(s->a, l);
	case SYNTAX_INDEX:
	case SYNTAX_BINARY:
	case SYNTAX_AND:
	case SYNTAX_OR:
	case SYNTAX_AS:
		return is_one(s->a, l) && is_one(s->b, l);
	case SYNTAX_IF:
		return is_one(s->a, l) && is_one(s->b, l) &&
		       (!s->c || is_one(s->c, l));
	case SYNTAX_CALL:
		return is_one_call(s, l);
	default:
		return false;
	}
}

/* The elements of an array as written; a single one needs no list. */
static size_t
elements(const struct syntax *array, const struct syntax *const **list)
{
	*list = (const struct syntax *const *)&array->a;
	if (!array->a)
		return 0;
	if (array->a->kind != SYNTAX_COMMA)
		return 1;
	*list = (const struct syntax *const *)array->a->list;
	return array->a->n;
}

static bool
all_one(
    const struct expr_source *src, const struct syntax *const *list, size_t n)
{
	unsigned left = 1 << 16;
	struct look l = { .program = src->root, .left = &left };

	for (size_t i = 0; i < n; i++)
		if (!is_one(list[i], l))
			return false;
	return true;
}

/* Element i of n, of an array or of several added up: from the right, so that
 * what stands leftmost may be of any length.  NULL: it is computed. */
static const struct syntax *
element(
    const struct expr_source *src, const struct syntax *s, size_t i, size_t n)
{
	const struct syntax *const *list;

	for (; is_sum(s); s = result(s->a)) {
		const struct syntax *last = result(s->b);
		size_t tail;

		if (last->kind != SYNTAX_ARRAY)
			return NULL;
		tail = elements(last, &list);
		if (tail > n || !all_one(src, list, tail))
			return NULL;
		if (i >= n - tail)
			return list[i - (n - tail)];
		n -= tail;
	}
	if (s->kind != SYNTAX_ARRAY || i >= elements(s, &list) ||
	    !all_one(src, list, i))
		return NULL;
	return list[i];
}

/* The member of an object as written that is called so: its key, or its
 * value.  Of objects added up the last has the word; NULL where what is
 * computed may have it. */
static const struct syntax *
member(const struct syntax *s, struct str name, bool key)
{
	for (;; s = result(s->a)) {
		const struct syntax *o = is_sum(s) ? result(s->b) : s;

		if (o->kind != SYNTAX_OBJECT)
			return NULL;
		for (size_t i = o->n; i > 0; i -= 2) {
			if (names(o->list[i - 2], name))
				return o->list[i - (key ? 2 : 1)];
			if (!is_text(o->list[i - 2]))
				return NULL;
		}
		if (o == s)
			return NULL;
	}
}

/* Where an expression begins: at its leftmost operand. */
static size_t
beginning(const struct syntax *s)
{
	size_t at = s->at;

	for (; s; s = s->a)
		if (s->at < at)
			at = s->at;
	return at;
}

/* What value `at` is written as, or the nearest around it; *whole tells which.
 * A member's value lies one behind its name. */
static const struct syntax *
follow(const struct expr_source *src, const struct json *j, uint32_t at,
    bool *whole)
{
	const struct syntax *s = src->root, *inner;
	struct arena a;
	uint32_t in = 0;

	arena_init(&a, 64 << 20);
	while (in != at) {
		bool object = json_kind_of(j, in) == JSON_OBJECT, key = false;
		uint32_t i = json_first(j, in), next;
		size_t k = 0;

		while ((next = json_after(j, in, i)) && next <= at) {
			i = next;
			k++;
		}
		key = object && i == at;
		inner = object ? member(result(s), json_string(j, i, &a), key)
			       : element(src, result(s), k, j->values[in].n);
		if (!inner)
			break;
		s = inner;
		in = object && !key ? i + 1 : i;
	}
	arena_free(&a);
	*whole = in == at;
	return s;
}

static struct expr_place
place_of(const struct expr_source *src, size_t at)
{
	struct expr_error err;

	lex_place(src->text, at, &err);
	return (struct expr_place){ err.line, err.column };
}

struct expr_place
expr_place(const struct expr_source *src, const struct json *j, uint32_t at)
{
	bool whole;

	return place_of(
	    src, src->root ? beginning(follow(src, j, at, &whole)) : 0);
}

/* The byte of a text that is at this place. */
static size_t
byte_at(struct str text, struct expr_place p)
{
	size_t i = 0;

	for (; p.line > 1 && i < text.n; i++)
		p.line -= text.p[i] == '\n';
	for (size_t n = 0; i < text.n; i++)
		if ((text.p[i] & 0xc0) != 0x80 && ++n >= p.column)
			break;
	return i;
}

struct expr_place
expr_place_inside(const struct expr_source *src, const struct json *j,
    uint32_t at, struct expr_place inside)
{
	const struct syntax *s;
	struct arena a;
	size_t offset, n;
	bool whole;

	if (!src->root || json_kind_of(j, at) != JSON_STRING)
		return expr_place(src, j, at);
	arena_init(&a, 64 << 20);
	s = follow(src, j, at, &whole);
	n = json_string(j, at, &a).n;
	offset = byte_at(json_string(j, at, &a), inside);
	arena_free(&a);
	if (!whole)
		return place_of(src, beginning(s));
	/* Strings may be added up, as arrays are above. */
	for (; is_sum(s) && is_text(s->b); s = s->a) {
		if (offset >= n - s->b->value.string.n) {
			offset -= n - s->b->value.string.n;
			s = s->b;
			break;
		}
		n -= s->b->value.string.n;
	}
	if (!is_text(s))
		return place_of(src, beginning(s));
	return place_of(src, lex_offset(src->text, s->at, offset));
}
