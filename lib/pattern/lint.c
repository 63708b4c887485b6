#include "pattern/lint.h"

#include <stdio.h>

#include "base/ascii.h"

/* A place in the pattern's text. */
struct cursor {
	struct str text;
	size_t i;
	struct pattern_error *err;
};

static bool
refuse(struct cursor *c, const char *why)
{
	c->err->at = c->i;
	snprintf(c->err->detail, sizeof(c->err->detail), "%s", why);
	return false;
}

/* The byte `ahead` of the cursor, or NUL behind the end. */
static char
peek(const struct cursor *c, size_t ahead)
{
	return c->i + ahead < c->text.n ? c->text.p[c->i + ahead] : '\0';
}

/*
 * {n} or {n,m}.  Blanks are read as PCRE2 10.43 reads them, so that {1, } is
 * no loop-hole there; a brace that opens no quantifier is a literal.
 */
static bool
lint_braces(struct cursor *c)
{
	size_t i = 1, bound = 0;
	bool any = false, comma = false, bounded = false;

	for (; is_digit(peek(c, i)) || peek(c, i) == ',' || peek(c, i) == ' ';
	     i++) {
		char b = peek(c, i);

		any = true;
		if (b == ',') {
			comma = true;
			bounded = false;
			bound = 0;
		} else if (b != ' ') {
			bounded = true;
			if (bound <= PATTERN_REPEAT)
				bound = bound * 10 + (size_t)(b - '0');
		}
	}
	if (peek(c, i) != '}' || !any) {
		c->i++;
		return true;
	}
	if (comma && !bounded)
		return refuse(c, "a quantifier without an upper bound");
	if (bound > PATTERN_REPEAT)
		return refuse(c, "a quantifier's bound is too large");
	c->i += i + 1;
	if (peek(c, 0) == '+' || peek(c, 0) == '?')
		c->i++;
	return true;
}

/* Escapes of one character or class; all that refers elsewhere is refused. */
static bool
lint_escape(struct cursor *c)
{
	static const char allowed[] = "dDwWsShHvVbBAzZGtnrfae";
	char b = peek(c, 1);

	if (b == 'x') {
		if (peek(c, 2) == '{')
			return refuse(c, "write \\xhh with two hex digits");
		c->i += 2;
		return true;
	}
	if (b == '\0')
		return refuse(c, "a backslash at the end");
	if (is_alnum(b))
		if (!memchr(allowed, b, sizeof(allowed) - 1))
			return refuse(c, "this escape is not allowed");
	c->i += 2;
	return true;
}

static bool
lint_class(struct cursor *c)
{
	size_t open = c->i++;

	if (peek(c, 0) == '^')
		c->i++;
	if (peek(c, 0) == ']')
		c->i++;
	while (c->i < c->text.n && peek(c, 0) != ']') {
		if (peek(c, 0) == '\\') {
			if (!lint_escape(c))
				return false;
		} else if (peek(c, 0) == '[' && peek(c, 1) == ':') {
			return refuse(c, "a named class is not allowed");
		} else {
			c->i++;
		}
	}
	if (c->i == c->text.n) {
		c->i = open;
		return refuse(c, "a class that is not closed");
	}
	c->i++;
	return true;
}

/* "(": plain, (?:...), look-around, atomic, or flags. */
static bool
lint_group(struct cursor *c)
{
	size_t i = 2;

	if (peek(c, 1) == '*')
		return refuse(c, "a verb is not allowed");
	if (peek(c, 1) != '?') {
		c->i++;
		return true;
	}
	if (peek(c, 2) == '<' && (peek(c, 3) == '=' || peek(c, 3) == '!')) {
		c->i += 4;
		return true;
	}
	if (strchr(":=!>|", peek(c, 2)) && peek(c, 2)) {
		c->i += 3;
		return true;
	}
	while (peek(c, i) && strchr("ims-", peek(c, i)))
		i++;
	if (i == 2 || (peek(c, i) != ':' && peek(c, i) != ')'))
		return refuse(c, "this kind of group is not allowed");
	c->i += i + 1;
	return true;
}

bool
lint_pattern(struct str text, struct pattern_error *err)
{
	struct cursor c = { .text = text, .err = err };

	if (text.n == 0)
		return refuse(&c, "an empty pattern");
	if (text.n > PATTERN_LENGTH)
		return refuse(&c, "the pattern is too long");
	while (c.i < text.n) {
		bool good = true;

		switch (peek(&c, 0)) {
		case '*':
		case '+':
			good =
			    refuse(&c, "a quantifier without an upper bound");
			break;
		case '\0':
			good = refuse(&c, "a NUL byte");
			break;
		case '?':
			c.i += peek(&c, 1) == '+' || peek(&c, 1) == '?' ? 2 : 1;
			break;
		case '{':
			good = lint_braces(&c);
			break;
		case '\\':
			good = lint_escape(&c);
			break;
		case '[':
			good = lint_class(&c);
			break;
		case '(':
			good = lint_group(&c);
			break;
		default:
			c.i++;
		}
		if (!good)
			return false;
	}
	return true;
}
