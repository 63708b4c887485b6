#ifndef EXPR_PARSE_H
#define EXPR_PARSE_H

#include "expr/syntax.h"

/*
 * What parse.c (operators, definitions) and term.c (all that stands between
 * operators) share.  After a fault the lexer yields only TOKEN_END, so that
 * every function here returns soon and with something that is never NULL;
 * syntax_parse() throws it away.
 */
struct parser {
	struct lexer x;
	unsigned depth;
};

/* What has been read of a list whose length is not known yet. */
struct growing {
	struct syntax **list;
	size_t n, room;
};

/* The kind of the token in hand. */
int parse_kind(const struct parser *p);

/* Pass the token in hand if it is a `k`; expect fails if it is not. */
bool parse_accept(struct parser *p, int k);
void parse_expect(struct parser *p, int k, const char *wanted);
void parse_unexpected(struct parser *p, const char *wanted);

/* Around what may nest; false, with the fault noted, when it is too deep. */
bool parse_enter(struct parser *p);
void parse_leave(struct parser *p);

struct syntax *parse_make(struct parser *p, enum syntax_kind k, size_t at);
struct syntax *parse_make_two(struct parser *p, enum syntax_kind k, size_t at,
    struct syntax *a, struct syntax *b);
struct syntax *parse_make_literal(
    struct parser *p, size_t at, struct expr_value v);
struct syntax *parse_make_list(
    struct parser *p, enum syntax_kind k, size_t at, const struct growing *g);
void parse_grow(struct parser *p, struct growing *g, struct syntax *s);

/* A term and its suffixes; `as $name`; operators of `level` and above; all. */
struct syntax *parse_postfix(struct parser *p);
struct str parse_pattern(struct parser *p);
struct syntax *parse_binary(struct parser *p, int level);
struct syntax *parse_pipe(struct parser *p);

#endif
