#include "expr/syntax.h"

/*
 * Precedence climbing over jq's grammar.  After a fault the lexer yields only
 * TOKEN_END, so that every function here returns soon and with something
 * that is never NULL; syntax_parse() throws it away.
 */
enum { DEPTH = 200 };

struct parser {
	struct lexer x;
	unsigned depth;
};

/* What has been read of a list whose length is not known yet. */
struct growing {
	struct syntax **list;
	size_t n, room;
};

static struct syntax *parse_pipe(struct parser *p);
static struct syntax *parse_operand(struct parser *p);

static int
kind(const struct parser *p)
{
	return p->x.token.kind;
}

static struct syntax *
make(struct parser *p, enum syntax_kind k, size_t at)
{
	struct syntax *s = arena_zalloc(p->x.run, sizeof(*s));

	s->kind = k;
	s->at = at;
	return s;
}

static struct syntax *
make_two(struct parser *p, enum syntax_kind k, size_t at, struct syntax *a,
    struct syntax *b)
{
	struct syntax *s = make(p, k, at);

	s->a = a;
	s->b = b;
	return s;
}

static struct syntax *
make_literal(struct parser *p, size_t at, struct expr_value v)
{
	struct syntax *s = make(p, SYNTAX_LITERAL, at);

	s->value = v;
	return s;
}

static void
grow(struct parser *p, struct growing *g, struct syntax *s)
{
	if (g->n == g->room) {
		size_t room = g->room ? g->room * 2 : 4;
		struct syntax **list =
		    arena_array(p->x.run, room, sizeof(*list));

		for (size_t i = 0; i < g->n; i++)
			list[i] = g->list[i];
		g->list = list;
		g->room = room;
	}
	g->list[g->n++] = s;
}

static struct syntax *
make_list(
    struct parser *p, enum syntax_kind k, size_t at, const struct growing *g)
{
	struct syntax *s = make(p, k, at);

	s->list = g->list;
	s->n = g->n;
	return s;
}

static void
unexpected(struct parser *p, const char *wanted)
{
	char found[24];

	lex_describe(&p->x.token, found);
	lex_fail(
	    &p->x, p->x.token.at, "unexpected %s, wanted %s", found, wanted);
}

static bool
accept(struct parser *p, int k)
{
	if (kind(p) != k || p->x.failed)
		return false;
	lex_next(&p->x);
	return true;
}

static void
expect(struct parser *p, int k, const char *wanted)
{
	if (!accept(p, k))
		unexpected(p, wanted);
}

static bool
enter(struct parser *p)
{
	if (++p->depth <= DEPTH)
		return true;
	lex_fail(&p->x, p->x.token.at, "nested deeper than %d levels", DEPTH);
	return false;
}

static void
leave(struct parser *p)
{
	p->depth--;
}

/* The opening quote is the token in hand. */
static struct syntax *
parse_string(struct parser *p)
{
	size_t at = p->x.token.at;
	struct growing g = { 0 };
	struct str part;

	while (lex_string(&p->x, &part)) {
		if (part.n)
			grow(p, &g, make_literal(p, at, expr_str(part)));
		grow(p, &g, parse_pipe(p));
		if (kind(p) != ')')
			unexpected(p, "')'");
		/* The lexer stands behind the ')': the string goes on. */
	}
	if (g.n == 0)
		return make_literal(p, at, expr_str(part));
	if (part.n)
		grow(p, &g, make_literal(p, at, expr_str(part)));
	return make_list(p, SYNTAX_STRING, at, &g);
}

/* `[` is passed: what may follow a term in brackets. */
static struct syntax *
parse_bracket(struct parser *p, struct syntax *term, size_t at)
{
	struct syntax *s = make_two(p, SYNTAX_INDEX, at, term, NULL);

	if (accept(p, ']')) {
		s->kind = SYNTAX_EACH;
		return s;
	}
	if (kind(p) != ':')
		s->b = parse_pipe(p);
	if (accept(p, ':')) {
		s->kind = SYNTAX_SLICE;
		if (kind(p) != ']')
			s->c = parse_pipe(p);
		else if (!s->b)
			unexpected(p, "a bound");
	}
	expect(p, ']', "']'");
	return s;
}

static struct syntax *
parse_field(struct parser *p, struct syntax *term)
{
	size_t at = p->x.token.at;
	struct expr_value name = expr_str(p->x.token.name);

	lex_next(&p->x);
	return make_two(p, SYNTAX_INDEX, at, term, make_literal(p, at, name));
}

/* `.` is passed; it stands behind or for `term`. */
static struct syntax *
parse_dotted(struct parser *p, struct syntax *term, size_t at)
{
	if (kind(p) == TOKEN_QUOTE)
		return make_two(p, SYNTAX_INDEX, at, term, parse_string(p));
	if (accept(p, '['))
		return parse_bracket(p, term, at);
	unexpected(p, "a field");
	return term;
}

/* `path` tells that the term itself ends in a step a `?` may forgive. */
static struct syntax *
parse_suffixes(struct parser *p, struct syntax *term, bool path)
{
	for (;;) {
		size_t at = p->x.token.at;

		if (kind(p) == TOKEN_FIELD) {
			term = parse_field(p, term);
			path = true;
		} else if (accept(p, '.')) {
			term = parse_dotted(p, term, at);
			path = true;
		} else if (accept(p, '[')) {
			term = parse_bracket(p, term, at);
			path = true;
		} else if (accept(p, '?')) {
			if (path)
				term->optional = true;
			else
				term = make_two(p, SYNTAX_TRY, at, term, NULL);
			path = false;
		} else {
			return term;
		}
	}
}

static struct syntax *
parse_call(struct parser *p)
{
	static const struct {
		const char *name;
		enum expr_kind kind;
	} constants[] = { { "null", EXPR_NULL }, { "true", EXPR_TRUE },
		{ "false", EXPR_FALSE } };
	size_t at = p->x.token.at;
	struct str name = p->x.token.name;
	struct growing g = { 0 };
	struct syntax *s;

	lex_next(&p->x);
	if (accept(p, '(')) {
		do
			grow(p, &g, parse_pipe(p));
		while (accept(p, ';'));
		expect(p, ')', "')' or ';'");
	}
	for (size_t i = 0; i < 3 && g.n == 0; i++)
		if (str_eq(name, str_of(constants[i].name)))
			return make_literal(p, at,
			    (struct expr_value){ .kind = constants[i].kind });
	s = make_list(p, SYNTAX_CALL, at, &g);
	s->name = name;
	return s;
}

static struct syntax *
parse_variable(struct parser *p)
{
	struct syntax *s = make(p, SYNTAX_VARIABLE, p->x.token.at);

	s->name = p->x.token.name;
	lex_next(&p->x);
	return s;
}

/* The variable behind `as`, and then nothing but `|` or `(`. */
static struct str
parse_pattern(struct parser *p)
{
	struct str name = p->x.token.name;

	expect(p, TOKEN_AS, "'as'");
	if (kind(p) == '[' || kind(p) == '{')
		lex_outside(&p->x, p->x.token.at, "destructuring");
	name = p->x.token.name;
	expect(p, TOKEN_VARIABLE, "a variable");
	if (kind(p) == TOKEN_DESTRUCTURE)
		lex_outside(&p->x, p->x.token.at, "'?//'");
	return name;
}

static struct syntax *
parse_object_key(struct parser *p, bool *alone)
{
	size_t at = p->x.token.at;
	struct str name = p->x.token.name;
	struct syntax *key;

	*alone = true;
	if (kind(p) == TOKEN_QUOTE)
		return parse_string(p);
	if (accept(p, '(')) {
		*alone = false;
		key = parse_pipe(p);
		expect(p, ')', "')'");
		if (key->kind == SYNTAX_LITERAL &&
		    key->value.kind != EXPR_STRING)
			lex_fail(&p->x, at, "a member's name must be a string");
		return key;
	}
	if (kind(p) == TOKEN_FORMAT)
		lex_outside(&p->x, at, "formats (@name)");
	if (kind(p) != TOKEN_NAME && kind(p) != TOKEN_VARIABLE &&
	    (kind(p) < TOKEN_DEF || kind(p) >= TOKEN_CHAR))
		unexpected(p, "a member's name");
	lex_next(&p->x);
	return make_literal(p, at, expr_str(name));
}

static struct syntax *parse_binary(struct parser *p, int level);

/* A member's value ends at a comma; jq 1.6 wants parentheses around
 * operators here, later ones do not. */
static struct syntax *
parse_object_value(struct parser *p)
{
	size_t at = p->x.token.at;
	struct growing g = { 0 };

	do
		grow(p, &g, parse_binary(p, 0));
	while (accept(p, '|'));
	return g.n == 1 ? g.list[0] : make_list(p, SYNTAX_PIPE, at, &g);
}

static struct syntax *
parse_object(struct parser *p, size_t at)
{
	struct growing g = { 0 };

	while (!accept(p, '}')) {
		struct token first = p->x.token;
		bool alone;
		struct syntax *key = parse_object_key(p, &alone), *value;

		if (first.kind == TOKEN_VARIABLE && kind(p) != ':') {
			value = make(p, SYNTAX_VARIABLE, first.at);
			value->name = first.name;
		} else if (first.kind == TOKEN_VARIABLE) {
			lex_outside(&p->x, first.at, "a variable as a key");
			break;
		} else if (alone && kind(p) != ':') {
			value = make_two(p, SYNTAX_INDEX, first.at,
			    make(p, SYNTAX_DOT, first.at), key);
		} else {
			expect(p, ':', "':'");
			value = parse_object_value(p);
		}
		grow(p, &g, key);
		grow(p, &g, value);
		if (!accept(p, ',') && kind(p) != '}') {
			unexpected(p, "',' or '}'");
			break;
		}
	}
	return make_list(p, SYNTAX_OBJECT, at, &g);
}

/* `if` or `elif` is passed. */
static struct syntax *
parse_if(struct parser *p, size_t at)
{
	struct syntax *s = make(p, SYNTAX_IF, at);
	size_t next = p->x.token.at;

	if (!enter(p))
		return s;
	s->a = parse_pipe(p);
	expect(p, TOKEN_THEN, "'then'");
	s->b = parse_pipe(p);
	next = p->x.token.at;
	if (accept(p, TOKEN_ELIF)) {
		s->c = parse_if(p, next);
	} else {
		if (accept(p, TOKEN_ELSE))
			s->c = parse_pipe(p);
		expect(p, TOKEN_ENDIF, "'end'");
	}
	leave(p);
	return s;
}

static struct syntax *parse_postfix(struct parser *p);

/* `reduce` or `foreach` is passed. */
static struct syntax *
parse_fold(struct parser *p, enum syntax_kind k, size_t at)
{
	struct syntax *s = make(p, k, at);

	s->a = parse_postfix(p);
	s->name = parse_pattern(p);
	expect(p, '(', "'('");
	s->b = parse_pipe(p);
	expect(p, ';', "';'");
	s->c = parse_pipe(p);
	if (k == SYNTAX_FOREACH && accept(p, ';'))
		s->d = parse_pipe(p);
	expect(p, ')', "')'");
	return s;
}

/* `def` is passed. */
static struct syntax *
parse_def(struct parser *p, size_t at)
{
	struct syntax *s = make(p, SYNTAX_DEF, at);
	struct growing g = { 0 };

	s->name = p->x.token.name;
	expect(p, TOKEN_NAME, "the name of a function");
	if (accept(p, '(')) {
		do {
			struct syntax *param = make(p,
			    kind(p) == TOKEN_VARIABLE ? SYNTAX_VARIABLE
						      : SYNTAX_CALL,
			    p->x.token.at);

			param->name = p->x.token.name;
			if (kind(p) != TOKEN_VARIABLE && kind(p) != TOKEN_NAME)
				unexpected(p, "a parameter");
			lex_next(&p->x);
			grow(p, &g, param);
		} while (accept(p, ';'));
		expect(p, ')', "')' or ';'");
	}
	s->list = g.list;
	s->n = g.n;
	expect(p, ':', "':'");
	s->a = parse_pipe(p);
	expect(p, ';', "';'");
	return s;
}

static struct syntax *
parse_term(struct parser *p)
{
	size_t at = p->x.token.at;
	struct syntax *s = make(p, SYNTAX_DOT, at);

	switch (kind(p)) {
	case TOKEN_FIELD:
		return parse_field(p, s);
	case TOKEN_NAME:
		return parse_call(p);
	case TOKEN_VARIABLE:
		return parse_variable(p);
	case TOKEN_QUOTE:
		return parse_string(p);
	case TOKEN_NUMBER:
		s = make_literal(p, at, expr_num(p->x.token.number));
		lex_next(&p->x);
		return s;
	case TOKEN_FORMAT:
		lex_outside(&p->x, at, "formats (@name)");
		return s;
	case TOKEN_LABEL:
	case TOKEN_BREAK:
		lex_outside(&p->x, at, "label and break");
		return s;
	case TOKEN_LOC:
	case TOKEN_IMPORT:
	case TOKEN_INCLUDE:
	case TOKEN_MODULE:
		lex_outside(&p->x, at, "modules");
		return s;
	}
	if (accept(p, TOKEN_RECURSE))
		return make(p, SYNTAX_RECURSE, at);
	if (accept(p, TOKEN_IF))
		return parse_if(p, at);
	if (accept(p, TOKEN_REDUCE))
		return parse_fold(p, SYNTAX_REDUCE, at);
	if (accept(p, TOKEN_FOREACH))
		return parse_fold(p, SYNTAX_FOREACH, at);
	if (accept(p, '.')) {
		if (kind(p) == TOKEN_QUOTE || kind(p) == '[')
			return parse_dotted(p, s, at);
		return s;
	}
	if (accept(p, '(')) {
		s = parse_pipe(p);
		expect(p, ')', "')'");
		return s;
	}
	if (accept(p, '[')) {
		s->kind = SYNTAX_ARRAY;
		if (kind(p) != ']')
			s->a = parse_pipe(p);
		expect(p, ']', "']'");
		return s;
	}
	if (accept(p, '{'))
		return parse_object(p, at);
	unexpected(p, "an expression");
	return s;
}

static struct syntax *
parse_postfix(struct parser *p)
{
	int first = kind(p);
	struct syntax *term = parse_term(p);

	return parse_suffixes(p, term,
	    first == TOKEN_FIELD || (first == '.' && term->kind != SYNTAX_DOT));
}

/* `try a` without `catch` is `a?`. */
static struct syntax *
parse_try(struct parser *p, size_t at)
{
	struct syntax *body =
	    kind(p) == '-' ? parse_operand(p) : parse_postfix(p);

	if (kind(p) == TOKEN_CATCH)
		lex_outside(&p->x, p->x.token.at, "catch");
	return make_two(p, SYNTAX_TRY, at, body, NULL);
}

enum { LEVEL_PRODUCT = 6, LEVELS };

static struct syntax *
parse_operand_here(struct parser *p)
{
	size_t at = p->x.token.at;
	struct syntax *s, *term;

	if (accept(p, '-')) {
		term = parse_binary(p, LEVEL_PRODUCT);
		return make_two(p, SYNTAX_NEGATE, at, term, NULL);
	}
	if (accept(p, TOKEN_TRY))
		return parse_try(p, at);
	if (accept(p, TOKEN_DEF)) {
		s = parse_def(p, at);
		s->b = parse_pipe(p);
		return s;
	}
	term = parse_postfix(p);
	if (kind(p) != TOKEN_AS)
		return term;
	s = make_two(p, SYNTAX_AS, at, term, NULL);
	s->name = parse_pattern(p);
	expect(p, '|', "'|'");
	s->b = parse_pipe(p);
	return s;
}

static struct syntax *
parse_operand(struct parser *p)
{
	struct syntax *s;

	if (!enter(p))
		return make(p, SYNTAX_DOT, p->x.token.at);
	s = parse_operand_here(p);
	leave(p);
	return s;
}

struct operator
{
	int level;
	enum { LEFT, RIGHT, NONE } side;
	enum syntax_kind kind;
	enum binary binary;
};

/* What the token in hand means between two operands; level -1: nothing. */
static struct operator
operator(int token)
{
	switch (token) {
	case TOKEN_ALTERNATIVE:
		return (struct operator){ 0, RIGHT, SYNTAX_ALTERNATIVE, 0 };
	case TOKEN_ASSIGN:
		return (struct operator){ 1, NONE, SYNTAX_DOT, 0 };
	case TOKEN_OR:
		return (struct operator){ 2, LEFT, SYNTAX_OR, 0 };
	case TOKEN_AND:
		return (struct operator){ 3, LEFT, SYNTAX_AND, 0 };
#define OPERATOR(token, level, side, op) \
	case token: \
		return (struct operator){ level, side, SYNTAX_BINARY, op }
		OPERATOR(TOKEN_EQ, 4, NONE, BINARY_EQ);
		OPERATOR(TOKEN_NE, 4, NONE, BINARY_NE);
		OPERATOR('<', 4, NONE, BINARY_LT);
		OPERATOR('>', 4, NONE, BINARY_GT);
		OPERATOR(TOKEN_LE, 4, NONE, BINARY_LE);
		OPERATOR(TOKEN_GE, 4, NONE, BINARY_GE);
		OPERATOR('+', 5, LEFT, BINARY_ADD);
		OPERATOR('-', 5, LEFT, BINARY_SUB);
		OPERATOR('*', LEVEL_PRODUCT, LEFT, BINARY_MUL);
		OPERATOR('/', LEVEL_PRODUCT, LEFT, BINARY_DIV);
		OPERATOR('%', LEVEL_PRODUCT, LEFT, BINARY_MOD);
#undef OPERATOR
	}
	return (struct operator){ -1, NONE, SYNTAX_DOT, 0 };
}

static struct syntax *
parse_binary(struct parser *p, int level)
{
	struct syntax *left = parse_operand(p);
	struct operator op;

	while ((op = operator(kind(p))).level >= level) {
		size_t at = p->x.token.at;
		struct syntax *s = make_two(p, op.kind, at, left, NULL);

		if (kind(p) == TOKEN_ASSIGN)
			lex_outside(&p->x, at, "assignment");
		lex_next(&p->x);
		s->binary = op.binary;
		if (!enter(p))
			return s;
		s->b = parse_binary(p, op.level + (op.side != RIGHT));
		leave(p);
		left = s;
		if (op.side == NONE && operator(kind(p)).level == op.level)
			lex_fail(&p->x, p->x.token.at,
			    "comparisons do not chain: use parentheses");
	}
	return left;
}

static struct syntax *
parse_comma(struct parser *p)
{
	size_t at = p->x.token.at;
	struct growing g = { 0 };

	do
		grow(p, &g, parse_binary(p, 0));
	while (accept(p, ','));
	return g.n == 1 ? g.list[0] : make_list(p, SYNTAX_COMMA, at, &g);
}

static struct syntax *
parse_pipe(struct parser *p)
{
	size_t at = p->x.token.at;
	struct growing g = { 0 };

	do
		grow(p, &g, parse_comma(p));
	while (accept(p, '|'));
	return g.n == 1 ? g.list[0] : make_list(p, SYNTAX_PIPE, at, &g);
}

struct syntax *
syntax_parse(struct str text, struct arena *run, struct expr_error *err)
{
	struct parser p = { 0 };
	struct syntax *s;

	lex_begin(&p.x, text, run, err);
	s = parse_pipe(&p);
	if (!p.x.failed && kind(&p) != TOKEN_END)
		unexpected(&p, "the end");
	return p.x.failed ? NULL : s;
}
