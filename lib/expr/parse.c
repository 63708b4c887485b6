#include "expr/parse.h"

/* Precedence climbing over jq's grammar. */
enum { DEPTH = 200 };

static struct syntax *parse_operand(struct parser *p);

int
parse_kind(const struct parser *p)
{
	return p->x.token.kind;
}

struct syntax *
parse_make(struct parser *p, enum syntax_kind k, size_t at)
{
	struct syntax *s = arena_zalloc(p->x.run, sizeof(*s));

	s->kind = k;
	s->at = at;
	return s;
}

struct syntax *
parse_make_two(struct parser *p, enum syntax_kind k, size_t at,
    struct syntax *a, struct syntax *b)
{
	struct syntax *s = parse_make(p, k, at);

	s->a = a;
	s->b = b;
	return s;
}

struct syntax *
parse_make_literal(struct parser *p, size_t at, struct expr_value v)
{
	struct syntax *s = parse_make(p, SYNTAX_LITERAL, at);

	s->value = v;
	return s;
}

void
parse_grow(struct parser *p, struct growing *g, struct syntax *s)
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

struct syntax *
parse_make_list(
    struct parser *p, enum syntax_kind k, size_t at, const struct growing *g)
{
	struct syntax *s = parse_make(p, k, at);

	s->list = g->list;
	s->n = g->n;
	return s;
}

void
parse_unexpected(struct parser *p, const char *wanted)
{
	char found[24];

	lex_describe(&p->x.token, found);
	lex_fail(&p->x, p->x.token.at, "%s where %s should be%s", found, wanted,
	    lex_habit(&p->x, p->x.token.at));
}

bool
parse_accept(struct parser *p, int k)
{
	if (parse_kind(p) != k || p->x.failed)
		return false;
	lex_next(&p->x);
	return true;
}

void
parse_expect(struct parser *p, int k, const char *wanted)
{
	if (!parse_accept(p, k))
		parse_unexpected(p, wanted);
}

bool
parse_enter(struct parser *p)
{
	if (++p->depth <= DEPTH)
		return true;
	lex_fail(&p->x, p->x.token.at, "nested deeper than %d levels", DEPTH);
	return false;
}

void
parse_leave(struct parser *p)
{
	p->depth--;
}

/* `def` is passed. */
static struct syntax *
parse_def(struct parser *p, size_t at)
{
	struct syntax *s = parse_make(p, SYNTAX_DEF, at);
	struct growing g = { 0 };

	s->name = p->x.token.name;
	parse_expect(p, TOKEN_NAME, "the name of a function");
	if (parse_accept(p, '(')) {
		do {
			struct syntax *param = parse_make(p,
			    parse_kind(p) == TOKEN_VARIABLE ? SYNTAX_VARIABLE
							    : SYNTAX_CALL,
			    p->x.token.at);

			param->name = p->x.token.name;
			if (parse_kind(p) != TOKEN_VARIABLE &&
			    parse_kind(p) != TOKEN_NAME)
				parse_unexpected(p, "a parameter");
			lex_next(&p->x);
			parse_grow(p, &g, param);
		} while (parse_accept(p, ';'));
		parse_expect(p, ')', "')' or ';'");
	}
	s->list = g.list;
	s->n = g.n;
	parse_expect(p, ':', "':'");
	s->a = parse_pipe(p);
	parse_expect(p, ';', "';'");
	return s;
}

/* `try a` without `catch` is `a?`. */
static struct syntax *
parse_try(struct parser *p, size_t at)
{
	struct syntax *body =
	    parse_kind(p) == '-' ? parse_operand(p) : parse_postfix(p);

	if (parse_kind(p) == TOKEN_CATCH)
		lex_outside(&p->x, p->x.token.at, "catch");
	return parse_make_two(p, SYNTAX_TRY, at, body, NULL);
}

enum { LEVEL_PRODUCT = 6, LEVELS };

static struct syntax *
parse_operand_here(struct parser *p)
{
	size_t at = p->x.token.at;
	struct syntax *s, *term;

	if (parse_accept(p, '-')) {
		term = parse_binary(p, LEVEL_PRODUCT);
		return parse_make_two(p, SYNTAX_NEGATE, at, term, NULL);
	}
	if (parse_accept(p, TOKEN_TRY))
		return parse_try(p, at);
	if (parse_accept(p, TOKEN_DEF)) {
		s = parse_def(p, at);
		s->b = parse_pipe(p);
		return s;
	}
	term = parse_postfix(p);
	if (parse_kind(p) != TOKEN_AS)
		return term;
	s = parse_make_two(p, SYNTAX_AS, at, term, NULL);
	s->name = parse_pattern(p);
	parse_expect(p, '|', "'|'");
	s->b = parse_pipe(p);
	return s;
}

static struct syntax *
parse_operand(struct parser *p)
{
	struct syntax *s;

	if (!parse_enter(p))
		return parse_make(p, SYNTAX_DOT, p->x.token.at);
	s = parse_operand_here(p);
	parse_leave(p);
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
		return (struct operator){ 1, NONE, SYNTAX_ASSIGN, 0 };
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

struct syntax *
parse_binary(struct parser *p, int level)
{
	struct syntax *left = parse_operand(p);
	struct operator op;

	while ((op = operator(parse_kind(p))).level >= level) {
		size_t at = p->x.token.at;
		struct syntax *s = parse_make_two(p, op.kind, at, left, NULL);

		lex_next(&p->x);
		s->binary = op.binary;
		if (!parse_enter(p))
			return s;
		s->b = parse_binary(p, op.level + (op.side != RIGHT));
		parse_leave(p);
		left = s;
		if (op.side == NONE && operator(parse_kind(p)).level ==
					   op.level)
			lex_fail(&p->x, p->x.token.at,
			    "%s do not chain: use parentheses",
			    op.kind == SYNTAX_ASSIGN ? "assignments"
						     : "comparisons");
	}
	return left;
}

static struct syntax *
parse_comma(struct parser *p)
{
	size_t at = p->x.token.at;
	struct growing g = { 0 };

	do
		parse_grow(p, &g, parse_binary(p, 0));
	while (parse_accept(p, ','));
	return g.n == 1 ? g.list[0] : parse_make_list(p, SYNTAX_COMMA, at, &g);
}

struct syntax *
parse_pipe(struct parser *p)
{
	size_t at = p->x.token.at;
	struct growing g = { 0 };

	do
		parse_grow(p, &g, parse_comma(p));
	while (parse_accept(p, '|'));
	return g.n == 1 ? g.list[0] : parse_make_list(p, SYNTAX_PIPE, at, &g);
}

struct syntax *
syntax_parse(struct str text, struct arena *run, struct expr_error *err)
{
	struct parser p = { 0 };
	struct syntax *s;

	lex_begin(&p.x, text, run, err);
	s = parse_pipe(&p);
	if (!p.x.failed && parse_kind(&p) != TOKEN_END)
		parse_unexpected(&p, "the end");
	return p.x.failed ? NULL : s;
}
