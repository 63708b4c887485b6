#include "expr/syntax.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

static const struct {
	const char *word;
	enum token_kind kind;
} keywords[] = {
	{ "def", TOKEN_DEF },
	{ "as", TOKEN_AS },
	{ "if", TOKEN_IF },
	{ "then", TOKEN_THEN },
	{ "elif", TOKEN_ELIF },
	{ "else", TOKEN_ELSE },
	{ "end", TOKEN_ENDIF },
	{ "and", TOKEN_AND },
	{ "or", TOKEN_OR },
	{ "reduce", TOKEN_REDUCE },
	{ "foreach", TOKEN_FOREACH },
	{ "try", TOKEN_TRY },
	{ "catch", TOKEN_CATCH },
	{ "label", TOKEN_LABEL },
	{ "break", TOKEN_BREAK },
	{ "import", TOKEN_IMPORT },
	{ "include", TOKEN_INCLUDE },
	{ "module", TOKEN_MODULE },
	{ "__loc__", TOKEN_LOC },
};

static const struct {
	const char *text; /* the longer ones first */
	int kind;
} operators[] = {
	{ "?//", TOKEN_DESTRUCTURE },
	{ "//=", TOKEN_ASSIGN },
	{ "==", TOKEN_EQ },
	{ "!=", TOKEN_NE },
	{ "<=", TOKEN_LE },
	{ ">=", TOKEN_GE },
	{ "//", TOKEN_ALTERNATIVE },
	{ "|=", TOKEN_ASSIGN },
	{ "+=", TOKEN_ASSIGN },
	{ "-=", TOKEN_ASSIGN },
	{ "*=", TOKEN_ASSIGN },
	{ "/=", TOKEN_ASSIGN },
	{ "%=", TOKEN_ASSIGN },
	{ "=", TOKEN_ASSIGN },
};

enum {
	N_KEYWORDS = sizeof(keywords) / sizeof(keywords[0]),
	N_OPERATORS = sizeof(operators) / sizeof(operators[0])
};

/* The byte order mark that some editors set; it is no column for anybody. */
static size_t
skip_mark(struct str text)
{
	static const char mark[] = "\xef\xbb\xbf";

	return text.n >= 3 && memcmp(text.p, mark, 3) == 0 ? 3 : 0;
}

void
lex_place(struct str text, size_t at, struct expr_error *err)
{
	err->line = err->column = 1;
	for (size_t i = skip_mark(text); i < at && i < text.n; i++) {
		if (text.p[i] == '\n') {
			err->line++;
			err->column = 1;
		} else if ((text.p[i] & 0xc0) != 0x80) {
			err->column++;
		}
	}
}

void
lex_fail(struct lexer *x, size_t at, const char *fmt, ...)
{
	va_list ap;

	if (x->failed)
		return;
	x->failed = true;
	lex_place(x->text, at, x->err);
	va_start(ap, fmt);
	vsnprintf(x->err->detail, sizeof(x->err->detail), fmt, ap);
	va_end(ap);
	x->token = (struct token){ .kind = TOKEN_END, .at = at };
}

void
lex_outside(struct lexer *x, size_t at, const char *what)
{
	lex_fail(x, at, "outside the native core: %s", what);
}

static bool
is_name_start(int c)
{
	return is_alpha((char)c) || c == '_';
}

static bool
is_name(int c)
{
	return is_name_start(c) || is_digit(c);
}

/* The byte `ahead` of the next one, or -1 behind the text. */
static int
peek(const struct lexer *x, size_t ahead)
{
	size_t i = x->at + ahead;

	return i < x->text.n ? (unsigned char)x->text.p[i] : -1;
}

static struct str
take_name(struct lexer *x)
{
	size_t from = x->at;

	while (is_name(peek(x, 0)))
		x->at++;
	return (struct str){ x->text.p + from, x->at - from };
}

static void
skip_blanks(struct lexer *x)
{
	for (int c; (c = peek(x, 0)) >= 0; x->at++) {
		if (c == '#') {
			while (peek(x, 0) >= 0 && peek(x, 0) != '\n' &&
			       peek(x, 0) != '\r')
				x->at++;
			x->at--;
		} else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
			break;
		}
	}
}

/* Digits with at most one dot, then perhaps an exponent. */
static void
take_number(struct lexer *x)
{
	struct token *t = &x->token;
	size_t from = x->at, dots = 0, digits = 0, e;
	char *text;

	for (; is_digit(peek(x, 0)) || peek(x, 0) == '.'; x->at++) {
		dots += peek(x, 0) == '.';
		digits += is_digit(peek(x, 0));
	}
	e = peek(x, 0) == 'e' || peek(x, 0) == 'E';
	if (e && (peek(x, 1) == '+' || peek(x, 1) == '-'))
		e++;
	if (e && is_digit(peek(x, e))) {
		x->at += e;
		while (is_digit(peek(x, 0)))
			x->at++;
	}
	if (dots > 1 || digits == 0) {
		lex_fail(x, from, "this is not a number");
		return;
	}
	text =
	    arena_cstr(x->run, (struct str){ x->text.p + from, x->at - from });
	t->kind = TOKEN_NUMBER;
	t->number = strtod(text, NULL);
}

/* What begins with a dot: a field, `..`, a number like .5, or the dot. */
static void
take_dot(struct lexer *x)
{
	if (is_name_start(peek(x, 1))) {
		x->at++;
		x->token.kind = TOKEN_FIELD;
		x->token.name = take_name(x);
	} else if (peek(x, 1) == '.' && peek(x, 2) != '.' &&
		   !is_digit(peek(x, 2))) {
		x->at += 2;
		x->token.kind = TOKEN_RECURSE;
	} else if (peek(x, 1) == '.' || is_digit(peek(x, 1))) {
		take_number(x);
	} else {
		x->at++;
		x->token.kind = '.';
	}
}

static void
take_word(struct lexer *x)
{
	struct token *t = &x->token;

	t->kind = TOKEN_NAME;
	t->name = take_name(x);
	for (size_t i = 0; i < N_KEYWORDS; i++)
		if (str_eq(t->name, str_of(keywords[i].word)))
			t->kind = keywords[i].kind;
	if (peek(x, 0) == ':' && peek(x, 1) == ':')
		lex_fail(
		    x, t->at, "a program is one file: there are no modules");
}

static void
take_variable(struct lexer *x)
{
	size_t from = x->at++;

	skip_blanks(x);
	if (!is_name_start(peek(x, 0))) {
		lex_fail(x, from, "a name must follow the $");
		return;
	}
	x->token.kind = TOKEN_VARIABLE;
	x->token.name = take_name(x);
	if (str_eq(x->token.name, STR("__loc__")))
		lex_outside(x, from, "$__loc__");
}

/* What other languages write, and jq does not. */
const char *
lex_habit(const struct lexer *x, size_t at)
{
	static const struct {
		const char *written, *hint;
	} habits[] = {
		{ "&&", "; jq's is 'and'" },
		{ "||", "; jq's is 'or'" },
		{ "=>", "; jq's is '>='" },
		{ "=<", "; jq's is '<='" },
		{ "!", "; jq's are '!=' and '| not'" },
		{ "'", "; a string stands in \"...\"" },
		{ "\u201c", "; a string stands in straight quotes" },
		{ "\u201d", "; a string stands in straight quotes" },
		{ "\u201e", "; a string stands in straight quotes" },
		{ "AND", "; jq's is 'and', in small letters" },
		{ "OR", "; jq's is 'or', in small letters" },
		{ "in", "; jq's is '| IN(\"a\", \"b\")'" },
	};

	for (size_t i = 0; i < sizeof(habits) / sizeof(habits[0]); i++) {
		struct str w = str_of(habits[i].written);
		size_t most = w.n == 2 && !is_name(w.p[0]) ? 1 : 0;

		/* of two signs the second one may be where it is noticed */
		for (size_t back = 0; back <= most && back <= at; back++)
			if (x->text.n - (at - back) >= w.n &&
			    memcmp(x->text.p + at - back, w.p, w.n) == 0 &&
			    (!is_name(w.p[0]) || at + w.n == x->text.n ||
				!is_name(x->text.p[at + w.n])))
				return habits[i].hint;
	}
	return "";
}

static void
take_operator(struct lexer *x)
{
	int c = peek(x, 0);

	for (size_t i = 0; i < N_OPERATORS; i++) {
		struct str op;

		if (*operators[i].text != c)
			continue;
		op = str_of(operators[i].text);
		if (x->text.n - x->at >= op.n &&
		    memcmp(x->text.p + x->at, op.p, op.n) == 0) {
			x->at += op.n;
			x->token.kind = operators[i].kind;
			return;
		}
	}
	if (!strchr("?;,:|+-*/%<>()[]{}", c)) {
		const char *hint = lex_habit(x, x->at);

		if (c > ' ' && c < 0x7f)
			lex_fail(x, x->at,
			    "the character '%c' has no meaning here%s", c,
			    hint);
		else
			lex_fail(x, x->at,
			    "this character has no meaning here%s", hint);
		return;
	}
	x->at++;
	x->token.kind = c;
}

void
lex_next(struct lexer *x)
{
	struct token *t = &x->token;
	int c;

	if (x->failed)
		return;
	skip_blanks(x);
	*t = (struct token){ .kind = TOKEN_END, .at = x->at };
	c = peek(x, 0);
	if (c < 0) {
		return;
	} else if (is_name_start(c)) {
		take_word(x);
	} else if (is_digit(c)) {
		take_number(x);
	} else if (c == '.') {
		take_dot(x);
	} else if (c == '$') {
		take_variable(x);
	} else if (c == '"') {
		x->at++;
		t->kind = TOKEN_QUOTE;
	} else if (c == '@' && is_name(peek(x, 1))) {
		x->at++;
		t->kind = TOKEN_FORMAT;
		t->name = take_name(x);
	} else {
		take_operator(x);
	}
}

/* Four hex digits at x->at, or -1. */
static int32_t
take_hex(struct lexer *x)
{
	int32_t code = 0;

	for (size_t i = 0; i < 4; i++) {
		static const char digits[] = "0123456789abcdef";
		int c = peek(x, i);
		const char *d = c > 0 ? strchr(digits, c | 0x20) : NULL;

		if (!d || !(is_digit(c) || (c | 0x20) >= 'a'))
			return -1;
		code = code * 16 + (int32_t)(d - digits);
	}
	x->at += 4;
	return code;
}

/* \uXXXX, the u passed; half a surrogate pair reads as U+FFFD. */
static char *
take_unicode(struct lexer *x, size_t from, char *p)
{
	int32_t high = take_hex(x), low;
	size_t behind = x->at;

	if (high < 0) {
		lex_fail(x, from, "\\u needs four hexadecimal digits");
		return p;
	}
	if (high < 0xd800 || high > 0xdfff)
		return p + utf8_encode(p, high);
	if (high < 0xdc00 && peek(x, 0) == '\\' && peek(x, 1) == 'u') {
		x->at += 2;
		low = take_hex(x);
		if (low >= 0xdc00 && low <= 0xdfff)
			return p + utf8_encode(p, 0x10000 +
						      ((high - 0xd800) << 10) +
						      (low - 0xdc00));
		x->at = behind;
	}
	return p + utf8_encode(p, 0xfffd);
}

static char *
take_escape(struct lexer *x, char *p)
{
	static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
	size_t from = x->at++;
	int c = peek(x, 0);
	const char *l = c > 0 ? strchr(letters, c) : NULL;

	x->at++;
	if (c == 'u')
		return take_unicode(x, from, p);
	if (!l)
		lex_fail(x, from, "this escape does not exist in strings");
	else
		*p++ = bytes[l - letters];
	return p;
}

/* Bytes up to the end of this stretch of a string: no escape grows. */
static size_t
stretch(const struct lexer *x)
{
	const char *p = x->text.p + x->at;
	size_t left = x->text.n - x->at, n = 0;

	for (; n < left && p[n] != '"'; n++)
		if (p[n] == '\\' && (++n == left || p[n] == '('))
			break;
	return n;
}

/* Bytes that stand for themselves: most of a string. */
static char *
take_plain(struct lexer *x, char *to)
{
	const char *p = x->text.p + x->at;
	size_t left = x->text.n - x->at, n = 0;

	while (n < left && p[n] != '"' && p[n] != '\\')
		n++;
	memcpy(to, p, n);
	x->at += n;
	return to + n;
}

bool
lex_string(struct lexer *x, struct str *out)
{
	size_t opened = x->token.at;
	char *p, *to;

	*out = STR("");
	if (x->failed)
		return false;
	p = to = arena_alloc(x->run, stretch(x) + 1);
	while (!x->failed) {
		int c = peek(x, 0);

		if (c < 0) {
			lex_fail(x, opened, "this string never ends");
		} else if (c == '\\' && peek(x, 1) == '(') {
			x->at += 2;
			*out = (struct str){ p, (size_t)(to - p) };
			lex_next(x);
			return true;
		} else if (c == '\\') {
			to = take_escape(x, to);
		} else if (c == '"') {
			x->at++;
			break;
		} else {
			to = take_plain(x, to);
		}
	}
	*out = (struct str){ p, (size_t)(to - p) };
	lex_next(x);
	return false;
}

size_t
lex_offset(struct str text, size_t opened, size_t offset)
{
	struct lexer x = { .text = text, .at = opened + 1 };
	char escaped[8];
	size_t at = x.at;

	for (size_t n = 0; x.at < text.n; at = x.at) {
		if (peek(&x, 0) == '\\') {
			n += (size_t)(take_escape(&x, escaped) - escaped);
		} else {
			x.at++;
			n++;
		}
		if (n > offset)
			break;
	}
	return at;
}

/* Strings of the program become values, and values are valid UTF-8. */
static void
check_text(struct lexer *x)
{
	for (size_t i = 0; i < x->text.n && !x->failed;) {
		size_t from = i;

		if ((signed char)x->text.p[i] > 0)
			i++;
		else if (x->text.p[i] == '\0')
			lex_fail(x, i, "a NUL byte");
		else if (json_codepoint(x->text.p, x->text.n, &i) < 0)
			lex_fail(x, from, "the text is not UTF-8");
	}
}

void
lex_begin(
    struct lexer *x, struct str text, struct arena *run, struct expr_error *err)
{
	*x = (struct lexer){ .text = text, .run = run, .err = err };
	x->at = skip_mark(text);
	check_text(x);
	lex_next(x);
}

void
lex_describe(const struct token *t, char text[24])
{
	static const char *const names[] = {
		[TOKEN_END] = "the end",
		[TOKEN_FIELD] = "a field",
		[TOKEN_NAME] = "a name",
		[TOKEN_VARIABLE] = "a variable",
		[TOKEN_NUMBER] = "a number",
		[TOKEN_QUOTE] = "a string",
		[TOKEN_FORMAT] = "a format",
		[TOKEN_RECURSE] = "'..'",
		[TOKEN_EQ] = "'=='",
		[TOKEN_NE] = "'!='",
		[TOKEN_LE] = "'<='",
		[TOKEN_GE] = "'>='",
		[TOKEN_ALTERNATIVE] = "'//'",
		[TOKEN_ASSIGN] = "an assignment",
		[TOKEN_DESTRUCTURE] = "'?//'",
	};

	if (t->kind >= TOKEN_CHAR)
		snprintf(text, 24, "'%c'", t->kind);
	else if (t->kind < TOKEN_DEF)
		snprintf(text, 24, "%s", names[t->kind]);
	for (size_t i = 0; i < N_KEYWORDS; i++)
		if (t->kind == (int)keywords[i].kind)
			snprintf(text, 24, "'%s'", keywords[i].word);
}
