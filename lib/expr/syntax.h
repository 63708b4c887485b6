#ifndef EXPR_SYNTAX_H
#define EXPR_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

#include "expr/expr.h"

/*
 * The text of an expression and what it says, before names mean anything.
 * Private to the room.
 */
enum token_kind {
	TOKEN_END,
	TOKEN_FIELD, /* .name */
	TOKEN_NAME,
	TOKEN_VARIABLE, /* $name */
	TOKEN_NUMBER,
	TOKEN_QUOTE,   /* a string begins; read by lex_string() */
	TOKEN_FORMAT,  /* @name */
	TOKEN_RECURSE, /* .. */
	TOKEN_EQ,
	TOKEN_NE,
	TOKEN_LE,
	TOKEN_GE,
	TOKEN_ALTERNATIVE, /* // */
	TOKEN_ASSIGN,	   /* = |= += -= *= /= %= //= */
	TOKEN_DESTRUCTURE, /* ?// */
	/* keywords */
	TOKEN_DEF,
	TOKEN_AS,
	TOKEN_IF,
	TOKEN_THEN,
	TOKEN_ELIF,
	TOKEN_ELSE,
	TOKEN_ENDIF,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_REDUCE,
	TOKEN_FOREACH,
	TOKEN_TRY,
	TOKEN_CATCH,
	TOKEN_LABEL,
	TOKEN_BREAK,
	TOKEN_IMPORT,
	TOKEN_INCLUDE,
	TOKEN_MODULE,
	TOKEN_LOC,
	/* punctuation is its own character, of which this is the first */
	TOKEN_CHAR = '%'
};

_Static_assert(TOKEN_LOC < TOKEN_CHAR, "a keyword is no punctuation");

struct token {
	int kind;	 /* enum token_kind or a character */
	size_t at;	 /* byte offset of its first byte */
	struct str name; /* of names, fields, variables */
	double number;
};

struct lexer {
	struct str text;
	size_t at;	    /* the byte behind `token` */
	struct token token; /* the one in hand */
	struct arena *run;
	struct expr_error *err;
	bool failed; /* *err is set: only TOKEN_END follows */
};

void lex_begin(struct lexer *x, struct str text, struct arena *run,
    struct expr_error *err);
void lex_next(struct lexer *x);

/*
 * Read on in a string, whose opening quote or interpolation has just been
 * passed, up to the next interpolation (true; the token in hand is then the
 * first of the interpolated expression) or its end (false).
 */
bool lex_string(struct lexer *x, struct str *out);

/* The byte of the text where byte `offset` of a string's content is written;
 * its opening quote is at `opened`, and nothing is wrong with it. */
size_t lex_offset(struct str text, size_t opened, size_t offset);

/* The first fault is kept; from there on every token is TOKEN_END. */
void lex_fail(struct lexer *x, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* lex_fail() with the phrase that sends the text to the other engine. */
void lex_outside(struct lexer *x, size_t at, const char *what);

/* Set the line and column of byte `at`; columns count code points. */
void lex_place(struct str text, size_t at, struct expr_error *err);

/* A token's kind in words: its text only where that is a keyword or a sign. */
void lex_describe(const struct token *t, char text[24]);

/* "; jq's is 'and'" where what stands at byte `at` is another language's way to
 * say it; or "". */
const char *lex_habit(const struct lexer *x, size_t at);

enum syntax_kind {
	SYNTAX_DOT,
	SYNTAX_RECURSE,	 /* .. */
	SYNTAX_LITERAL,	 /* value */
	SYNTAX_STRING,	 /* list: its parts, joined */
	SYNTAX_VARIABLE, /* name */
	SYNTAX_INDEX,	 /* a[b] */
	SYNTAX_SLICE,	 /* a[b:c], either may be NULL */
	SYNTAX_EACH,	 /* a[] */
	SYNTAX_TRY,	 /* a? */
	SYNTAX_ARRAY,	 /* [a], a may be NULL */
	SYNTAX_OBJECT,	 /* list: key, value, key, value */
	SYNTAX_NEGATE,	 /* -a */
	SYNTAX_BINARY,	 /* a op b */
	SYNTAX_ASSIGN,	 /* a = b, and the like */
	SYNTAX_AND,
	SYNTAX_OR,
	SYNTAX_ALTERNATIVE, /* a // b */
	SYNTAX_PIPE,	    /* list */
	SYNTAX_COMMA,	    /* list */
	SYNTAX_IF,	    /* a then b else c; c may be NULL */
	SYNTAX_AS,	    /* a as $name | b */
	SYNTAX_REDUCE,	    /* reduce a as $name (b; c) */
	SYNTAX_FOREACH,	    /* foreach a as $name (b; c; d), d or NULL */
	SYNTAX_DEF,	    /* def name(list): a; b */
	SYNTAX_CALL,	    /* name(list) */
};

enum binary {
	BINARY_ADD,
	BINARY_SUB,
	BINARY_MUL,
	BINARY_DIV,
	BINARY_MOD,
	BINARY_EQ,
	BINARY_NE,
	BINARY_LT,
	BINARY_LE,
	BINARY_GT,
	BINARY_GE,
};

struct syntax {
	enum syntax_kind kind;
	enum binary binary;
	bool optional; /* INDEX, SLICE, EACH: with a `?` */
	size_t at;
	struct str name;
	struct expr_value value;
	struct syntax *a, *b, *c, *d;
	struct syntax **list;
	size_t n;
};

/*
 * Parse a whole expression.  NULL and *err when it is wrong, or when it uses
 * syntax that only libjq knows.
 */
struct syntax *syntax_parse(
    struct str text, struct arena *run, struct expr_error *err);

#endif
