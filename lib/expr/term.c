#include "expr/parse.h"

/* The opening quote is the token in hand. */
static struct syntax *
parse_string(struct parser *p)
{
	size_t at = p->x.token.at;
	struct growing g = { 0 };
	struct str part;

	while (lex_string(&p->x, &part)) {
		if (part.n)
			parse_grow(
			    p, &g, parse_make_literal(p, at, expr_str(part)));
		parse_grow(p, &g, parse_pipe(p));
		if (parse_kind(p) != ')')
			parse_unexpected(p, "')'");
		/* The lexer stands behind the ')': the string goes on. */
	}
	if (g.n == 0)
		return parse_make_literal(p, at, expr_str(part));
	if (part.n)
		parse_grow(p, &g, parse_make_literal(p, at, expr_str(part)));
	return parse_make_list(p, SYNTAX_STRING, at, &g);
}

/* `[` is passed: what may follow a term in brackets. */
static struct syntax *
parse_bracket(struct parser *p, struct syntax *term, size_t at)
{
	struct syntax *s = parse_make_two(p, SYNTAX_INDEX, at, term, NULL);

	if (parse_accept(p, ']')) {
		s->kind = SYNTAX_EACH;
		return s;
	}
	if (parse_kind(p) != ':')
		s->b = parse_pipe(p);
	if (parse_accept(p, ':')) {
		s->kind = SYNTAX_SLICE;
		if (parse_kind(p) != ']')
			s->c = parse_pipe(p);
		else if (!s->b)
			parse_unexpected(p, "a bound");
	}
	parse_expect(p, ']', "']'");
	return s;
}

static struct syntax *
parse_field(struct parser *p, struct syntax *term)
{
	size_t at = p->x.token.at;
	struct expr_value name = expr_str(p->x.token.name);

	lex_next(&p->x);
	return parse_make_two(
	    p, SYNTAX_INDEX, at, term, parse_make_literal(p, at, name));
}

/* `.` is passed; it stands behind or for `term`. */
static struct syntax *
parse_dotted(struct parser *p, struct syntax *term, size_t at)
{
	if (parse_kind(p) == TOKEN_QUOTE)
		return parse_make_two(
		    p, SYNTAX_INDEX, at, term, parse_string(p));
	if (parse_accept(p, '['))
		return parse_bracket(p, term, at);
	parse_unexpected(p, "a field");
	return term;
}

/* `path` tells that the term itself ends in a step a `?` may forgive. */
static struct syntax *
parse_suffixes(struct parser *p, struct syntax *term, bool path)
{
	for (;;) {
		size_t at = p->x.token.at;

		if (parse_kind(p) == TOKEN_FIELD) {
			term = parse_field(p, term);
			path = true;
		} else if (parse_accept(p, '.')) {
			term = parse_dotted(p, term, at);
			path = true;
		} else if (parse_accept(p, '[')) {
			term = parse_bracket(p, term, at);
			path = true;
		} else if (parse_accept(p, '?')) {
			if (path)
				term->optional = true;
			else
				term = parse_make_two(
				    p, SYNTAX_TRY, at, term, NULL);
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
	if (parse_accept(p, '(')) {
		do
			parse_grow(p, &g, parse_pipe(p));
		while (parse_accept(p, ';'));
		parse_expect(p, ')', "')' or ';'");
	}
	for (size_t i = 0; i < 3 && g.n == 0; i++)
		if (str_eq(name, str_of(constants[i].name)))
			return parse_make_literal(p, at,
			    (struct expr_value){ .kind = constants[i].kind });
	s = parse_make_list(p, SYNTAX_CALL, at, &g);
	s->name = name;
	return s;
}

static struct syntax *
parse_variable(struct parser *p)
{
	struct syntax *s = parse_make(p, SYNTAX_VARIABLE, p->x.token.at);

	s->name = p->x.token.name;
	lex_next(&p->x);
	return s;
}

/* The variable behind `as`, and then nothing but `|` or `(`. */
struct str
parse_pattern(struct parser *p)
{
	struct str name;

	parse_expect(p, TOKEN_AS, "'as'");
	if (parse_kind(p) == '[' || parse_kind(p) == '{')
		lex_outside(&p->x, p->x.token.at, "destructuring");
	name = p->x.token.name;
	parse_expect(p, TOKEN_VARIABLE, "a variable");
	if (parse_kind(p) == TOKEN_DESTRUCTURE)
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
	if (parse_kind(p) == TOKEN_QUOTE)
		return parse_string(p);
	if (parse_accept(p, '(')) {
		*alone = false;
		key = parse_pipe(p);
		parse_expect(p, ')', "')'");
		return key;
	}
	if (parse_kind(p) == TOKEN_FORMAT)
		lex_outside(&p->x, at, "formats (@name)");
	if (parse_kind(p) != TOKEN_NAME && parse_kind(p) != TOKEN_VARIABLE &&
	    (parse_kind(p) < TOKEN_DEF || parse_kind(p) >= TOKEN_CHAR))
		parse_unexpected(p, "a member's name");
	lex_next(&p->x);
	return parse_make_literal(p, at, expr_str(name));
}

/* A member's value ends at a comma; jq 1.6 wants parentheses around
 * operators here, later ones do not. */
static struct syntax *
parse_object_value(struct parser *p)
{
	size_t at = p->x.token.at;
	struct growing g = { 0 };

	do
		parse_grow(p, &g, parse_binary(p, 0));
	while (parse_accept(p, '|'));
	return g.n == 1 ? g.list[0] : parse_make_list(p, SYNTAX_PIPE, at, &g);
}

static struct syntax *
parse_object(struct parser *p, size_t at)
{
	struct growing g = { 0 };

	while (!parse_accept(p, '}')) {
		struct token first = p->x.token;
		bool alone;
		struct syntax *key = parse_object_key(p, &alone), *value;

		if (first.kind == TOKEN_VARIABLE && parse_kind(p) != ':') {
			value = parse_make(p, SYNTAX_VARIABLE, first.at);
			value->name = first.name;
		} else if (first.kind == TOKEN_VARIABLE) {
			lex_outside(&p->x, first.at, "a variable as a key");
			break;
		} else if (alone && parse_kind(p) != ':') {
			value = parse_make_two(p, SYNTAX_INDEX, first.at,
			    parse_make(p, SYNTAX_DOT, first.at), key);
		} else {
			parse_expect(p, ':', "':'");
			value = parse_object_value(p);
		}
		parse_grow(p, &g, key);
		parse_grow(p, &g, value);
		if (!parse_accept(p, ',') && parse_kind(p) != '}') {
			parse_unexpected(p, "',' or '}'");
			break;
		}
	}
	return parse_make_list(p, SYNTAX_OBJECT, at, &g);
}

/* `if` or `elif` is passed. */
static struct syntax *
parse_if(struct parser *p, size_t at)
{
	struct syntax *s = parse_make(p, SYNTAX_IF, at);
	size_t next = p->x.token.at;

	if (!parse_enter(p))
		return s;
	s->a = parse_pipe(p);
	parse_expect(p, TOKEN_THEN, "'then'");
	s->b = parse_pipe(p);
	next = p->x.token.at;
	if (parse_accept(p, TOKEN_ELIF)) {
		s->c = parse_if(p, next);
	} else {
		if (parse_accept(p, TOKEN_ELSE))
			s->c = parse_pipe(p);
		parse_expect(p, TOKEN_ENDIF, "'end'");
	}
	parse_leave(p);
	return s;
}

/* `reduce` or `foreach` is passed. */
static struct syntax *
parse_fold(struct parser *p, enum syntax_kind k, size_t at)
{
	struct syntax *s = parse_make(p, k, at);

	s->a = parse_postfix(p);
	s->name = parse_pattern(p);
	parse_expect(p, '(', "'('");
	s->b = parse_pipe(p);
	parse_expect(p, ';', "';'");
	s->c = parse_pipe(p);
	if (k == SYNTAX_FOREACH && parse_accept(p, ';'))
		s->d = parse_pipe(p);
	parse_expect(p, ')', "')'");
	return s;
}

static struct syntax *
parse_number(struct parser *p, size_t at)
{
	struct syntax *s =
	    parse_make_literal(p, at, expr_num(p->x.token.number));

	lex_next(&p->x);
	return s;
}

/* Whether it is one of the words that jq knows and this does not. */
static bool
is_refused(struct parser *p, size_t at)
{
	switch (parse_kind(p)) {
	case TOKEN_FORMAT:
		lex_outside(&p->x, at, "formats (@name)");
		return true;
	case TOKEN_LABEL:
	case TOKEN_BREAK:
		lex_outside(&p->x, at, "label and break");
		return true;
	case TOKEN_IMPORT:
	case TOKEN_INCLUDE:
	case TOKEN_MODULE:
		lex_fail(&p->x, at,
		    "a program is one file: there are no "
		    "modules");
		return true;
	}
	return false;
}

static struct syntax *
parse_dot(struct parser *p, size_t at)
{
	struct syntax *s = parse_make(p, SYNTAX_DOT, at);

	return parse_kind(p) == TOKEN_QUOTE || parse_kind(p) == '['
		   ? parse_dotted(p, s, at)
		   : s;
}

static struct syntax *
parse_group(struct parser *p)
{
	struct syntax *s = parse_pipe(p);

	parse_expect(p, ')', "')'");
	return s;
}

static struct syntax *
parse_array(struct parser *p, size_t at)
{
	struct syntax *s = parse_make(p, SYNTAX_ARRAY, at);

	if (parse_kind(p) != ']')
		s->a = parse_pipe(p);
	parse_expect(p, ']', "']'");
	return s;
}

/* What begins with a mark or a word that is not part of it; NULL: nothing. */
static struct syntax *
parse_begun(struct parser *p, size_t at)
{
	if (parse_accept(p, TOKEN_RECURSE))
		return parse_make(p, SYNTAX_RECURSE, at);
	if (parse_accept(p, TOKEN_IF))
		return parse_if(p, at);
	if (parse_accept(p, TOKEN_REDUCE))
		return parse_fold(p, SYNTAX_REDUCE, at);
	if (parse_accept(p, TOKEN_FOREACH))
		return parse_fold(p, SYNTAX_FOREACH, at);
	if (parse_accept(p, '.'))
		return parse_dot(p, at);
	if (parse_accept(p, '('))
		return parse_group(p);
	if (parse_accept(p, '['))
		return parse_array(p, at);
	return parse_accept(p, '{') ? parse_object(p, at) : NULL;
}

static struct syntax *
parse_term(struct parser *p)
{
	size_t at = p->x.token.at;
	struct syntax *s;

	switch (parse_kind(p)) {
	case TOKEN_FIELD:
		return parse_field(p, parse_make(p, SYNTAX_DOT, at));
	case TOKEN_NAME:
		return parse_call(p);
	case TOKEN_VARIABLE:
		return parse_variable(p);
	case TOKEN_QUOTE:
		return parse_string(p);
	case TOKEN_NUMBER:
		return parse_number(p, at);
	}
	if (is_refused(p, at))
		return parse_make(p, SYNTAX_DOT, at);
	if ((s = parse_begun(p, at)))
		return s;
	parse_unexpected(p, "an expression");
	return parse_make(p, SYNTAX_DOT, at);
}

struct syntax *
parse_postfix(struct parser *p)
{
	int first = parse_kind(p);
	struct syntax *term = parse_term(p);

	return parse_suffixes(p, term,
	    first == TOKEN_FIELD || (first == '.' && term->kind != SYNTAX_DOT));
}
