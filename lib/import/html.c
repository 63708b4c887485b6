#include "import/piece.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/utf8.h"

/* Elements that stand on lines of their own. */
static bool
is_block(struct str name)
{
	static const char *const blocks[] = { "p", "div", "br", "li", "ul",
		"ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
		"blockquote", "hr", NULL };

	for (size_t i = 0; blocks[i]; i++)
		if (strlen(blocks[i]) == name.n &&
		    !strncasecmp(blocks[i], name.p, name.n))
			return true;
	return false;
}

static bool
is_hidden(struct str name)
{
	return (name.n == 6 && !strncasecmp(name.p, "script", 6)) ||
	       (name.n == 5 && !strncasecmp(name.p, "style", 5));
}

static void
put_codepoint(struct buf *b, unsigned long c)
{
	char bytes[4];
	size_t n;

	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		c = 0xfffd;
	n = utf8_encode(bytes, (int32_t)c);
	buf_put(b, bytes, n);
}

/* Letters and signs of Latin-1 from U+00A1 on, which editors write by name. */
static size_t
put_latin(struct str s, struct buf *out)
{
	static const char *const names[] = { "iexcl", "cent", "pound", "curren",
		"yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not",
		"shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute",
		"micro", "para", "middot", "cedil", "sup1", "ordm", "raquo",
		"frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute",
		"Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave",
		"Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml",
		"ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml",
		"times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml",
		"Yacute", "THORN", "szlig", "agrave", "aacute", "acirc",
		"atilde", "auml", "aring", "aelig", "ccedil", "egrave",
		"eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml",
		"eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
		"divide", "oslash", "ugrave", "uacute", "ucirc", "uuml",
		"yacute", "thorn", "yuml" };
	enum { FIRST = 0xa1, LONGEST = 8 };
	const char *end =
	    memchr(s.p, ';', s.n < LONGEST ? s.n : (size_t)LONGEST);
	struct str name = { s.p + 1, end ? (size_t)(end - s.p) - 1 : 0 };

	for (size_t i = 0; name.n && i < sizeof(names) / sizeof(*names); i++)
		if (str_eq(name, str_of(names[i]))) {
			put_codepoint(out, FIRST + i);
			return name.n + 2;
		}
	return 0;
}

/* "&amp;" at s; returns its bytes, or 0 where it is none. */
static size_t
put_entity(struct str s, struct buf *out)
{
	static const struct {
		const char *name, *text;
	} known[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },
		{ "&quot;", "\"" }, { "&apos;", "'" }, { "&nbsp;", " " },
		{ "&hellip;", "\xe2\x80\xa6" }, { "&ndash;", "\xe2\x80\x93" },
		{ "&mdash;", "\xe2\x80\x94" }, { "&lsquo;", "\xe2\x80\x98" },
		{ "&rsquo;", "\xe2\x80\x99" }, { "&ldquo;", "\xe2\x80\x9c" },
		{ "&rdquo;", "\xe2\x80\x9d" }, { "&euro;", "\xe2\x82\xac" } };
	char number[12];
	size_t n = 2;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		size_t length = strlen(known[i].name);

		if (s.n >= length && !memcmp(s.p, known[i].name, length)) {
			buf_cstr(out, known[i].text);
			return length;
		}
	}
	if (s.n < 4 || s.p[1] != '#')
		return put_latin(s, out);
	while (n < s.n && n < sizeof(number) && s.p[n] != ';')
		n++;
	if (n == s.n || s.p[n] != ';')
		return 0;
	memcpy(number, s.p + 2, n - 2);
	number[n - 2] = '\0';
	if (number[0] == 'x' || number[0] == 'X') {
		if (strspn(number + 1, "0123456789abcdefABCDEF") != n - 3)
			return 0;
		put_codepoint(out, strtoul(number + 1, NULL, 16));
	} else {
		if (strspn(number, "0123456789") != n - 2)
			return 0;
		put_codepoint(out, strtoul(number, NULL, 10));
	}
	return n + 1;
}

static void
trim_blanks(struct buf *out, size_t from)
{
	while (out->n > from && out->p[out->n - 1] == ' ')
		out->n--;
}

static void
put_break(struct buf *out, size_t from)
{
	trim_blanks(out, from);
	if (out->n > from && out->p[out->n - 1] != '\n')
		buf_char(out, '\n');
}

/* The name in a tag at s ("<", perhaps "/"), and the bytes of the whole tag. */
static size_t
read_tag(struct str s, struct str *name)
{
	const char *end = memchr(s.p, '>', s.n);
	size_t i = 1, n = end ? (size_t)(end - s.p) + 1 : s.n;

	i += i < s.n && s.p[i] == '/';
	name->p = s.p + i;
	while (i < n && !is_any_of(s.p[i], " \t\n/>"))
		i++;
	name->n = (size_t)(s.p + i - name->p);
	return n;
}

void
html_to_text(struct str html, struct buf *out)
{
	size_t from = out->n, n;
	struct str name;
	bool hidden = false;

	for (size_t i = 0; i < html.n; i += n) {
		struct str rest = { html.p + i, html.n - i };
		char c = html.p[i];

		n = 1;
		if (c == '<' && rest.n > 1 &&
		    (is_any_of(rest.p[1], "/!?") || is_alpha(rest.p[1]))) {
			n = read_tag(rest, &name);
			if (is_hidden(name))
				hidden = rest.p[1] != '/';
			if (is_block(name))
				put_break(out, from);
		} else if (hidden) {
			continue;
		} else if (c == '&' && (n = put_entity(rest, out))) {
			continue;
		} else if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
			n = 1;
			if (out->n > from && out->p[out->n - 1] != ' ' &&
			    out->p[out->n - 1] != '\n')
				buf_char(out, ' ');
		} else {
			n = 1;
			buf_char(out, c);
		}
	}
	while (out->n > from &&
	       (out->p[out->n - 1] == ' ' || out->p[out->n - 1] == '\n'))
		out->n--;
}
