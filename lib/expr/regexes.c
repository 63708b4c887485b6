#include "expr/syntax.h"

/*
 * The regular expressions that a text writes out, found by its tokens, and so
 * also in syntax that only libjq knows.
 */
struct search {
	struct lexer x;
	void (*found)(void *arg, const struct expr_regex *r);
	void *arg;
	unsigned depth;
};

enum { DEPTH = 200 };

/* Functions whose first argument is one.  `flags`: the second are its flags;
 * `only_then`: without flags it is no regular expression. */
static const struct function {
	struct str name;
	bool flags, only_then;
} functions[] = {
	{ { "test", 4 }, true, false },
	{ { "match", 5 }, true, false },
	{ { "capture", 7 }, true, false },
	{ { "scan", 4 }, false, false },
	{ { "split", 5 }, true, true },
	{ { "splits", 6 }, true, false },
	{ { "sub", 3 }, false, false },
	{ { "gsub", 4 }, false, false },
};

static const struct function *
function(struct str name)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
		if (str_eq(functions[i].name, name))
			return &functions[i];
	return NULL;
}

static void search_on(struct search *s);

/* The string in hand, passed; false where its text is not all written out. */
static bool
pass_string(struct search *s, struct str *text)
{
	bool whole = true;

	while (lex_string(&s->x, text)) {
		whole = false;
		search_on(s); /* what is interpolated, up to its `)` */
	}
	return whole;
}

/* An argument that is a string and nothing else; what is none is left for
 * search_on(). */
static bool
take_argument(struct search *s, struct str *text)
{
	return s->x.token.kind == TOKEN_QUOTE && pass_string(s, text) &&
	       (s->x.token.kind == ';' || s->x.token.kind == ')');
}

/* The name in hand, with the arguments that are written out. */
static void
pass_name(struct search *s)
{
	const struct function *f = function(s->x.token.name);
	struct expr_regex r = { .flags = STR("") };
	size_t at = s->x.token.at;
	struct expr_error place;

	lex_next(&s->x);
	if (!f || s->x.token.kind != '(')
		return;
	lex_next(&s->x);
	if (take_argument(s, &r.regex)) {
		bool more = s->x.token.kind == ';';

		if (more && f->flags) {
			lex_next(&s->x);
			more = take_argument(s, &r.flags);
			if (!more)
				r.flags = STR("");
		}
		lex_place(s->x.text, at, &place);
		r.place = (struct expr_place){ place.line, place.column };
		if (more || !f->only_then)
			s->found(s->arg, &r);
	}
	search_on(s);
	lex_next(&s->x);
}

/* Up to a `)` that was opened before, or the end. */
static void
search_on(struct search *s)
{
	struct str text;

	if (++s->depth > DEPTH)
		lex_fail(&s->x, s->x.token.at, "nested too deeply");
	while (s->x.token.kind != TOKEN_END && s->x.token.kind != ')') {
		switch (s->x.token.kind) {
		case TOKEN_QUOTE:
			pass_string(s, &text);
			break;
		case TOKEN_NAME:
			pass_name(s);
			break;
		case '(':
			lex_next(&s->x);
			search_on(s);
			lex_next(&s->x);
			break;
		case TOKEN_DEF: /* a name may mean something else from here */
			lex_fail(&s->x, s->x.token.at, "a function");
			break;
		default:
			lex_next(&s->x);
		}
	}
	s->depth--;
}

void
expr_regexes(struct str text, struct arena *run,
    void (*found)(void *arg, const struct expr_regex *r), void *arg)
{
	struct search s = { .found = found, .arg = arg };
	struct expr_error err;

	lex_begin(&s.x, text, run, &err);
	search_on(&s);
}
