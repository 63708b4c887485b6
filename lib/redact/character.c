#include "redact/character.h"

#include "base/utf8.h"
#include "json/json.h"
#include "redact/recogniser.h"

enum {
	MOST_BACKSLASHES = 15, /* of JSON in JSON in JSON in JSON */
	HEX = 4,	       /* digits of an escape */
	MOST_ENTITY = 8,       /* bytes of the name or number of one */
	MOST_TAG = 8,	       /* bytes of the name of one */
	MOST_URL = 2048,       /* bytes of one before a blank in it */
	NO_BREAK = 0xa0,
	ZERO_WIDTH = 0x200b,
};

/* How many backslashes s.p[at] begins, as far as they count. */
static size_t
count_backslashes(struct str s, size_t at)
{
	size_t n = 0;

	while (n < MOST_BACKSLASHES && byte_at(s, at + n) == '\\')
		n++;
	return n;
}

/* "\u00fc", "\n", "\/" in a text that is JSON, or JSON in JSON with more
 * backslashes: behind it, and its value in *c; or `at`. */
static size_t
escape_end(struct str s, size_t at, int32_t *c)
{
	size_t i = at + count_backslashes(s, at);

	if (i == at)
		return at;
	switch (byte_at(s, i)) {
	case 'n':
	case 'r':
	case 't':
		*c = '\n';
		return i + 1;
	case '/':
		*c = '/';
		return i + 1;
	case 'u':
		break;
	default:
		return at;
	}
	*c = 0;
	for (size_t k = 1; k <= HEX; k++) {
		char digit = byte_at(s, i + k);

		if (!is_hex(digit))
			return at;
		*c = *c * 16 + (is_digit(digit) ? digit - '0'
						: to_lower(digit) - 'a' + 10);
	}
	return i + 1 + HEX;
}

static int32_t
hex_value(char digit)
{
	return is_digit(digit) ? digit - '0' : to_lower(digit) - 'a' + 10;
}

/* Of "%4a" at s.p[at], or -1. */
static int32_t
percent_byte(struct str s, size_t at)
{
	char high = byte_at(s, at + 1), low = byte_at(s, at + 2);

	if (byte_at(s, at) != '%' || !is_hex(high) || !is_hex(low))
		return -1;
	return hex_value(high) << 4 | hex_value(low);
}

/* The byte at `at` belongs to a URL, which goes on behind it. */
static bool
is_in_url(struct str s, size_t at)
{
	size_t from = at < MOST_URL ? 0 : at - MOST_URL;
	const char *end;

	if ((end = memrchr(s.p + from, ' ', at - from)))
		from = (size_t)(end - s.p);
	if ((end = memrchr(s.p + from, '\n', at - from)))
		from = (size_t)(end - s.p);
	return memmem(s.p + from, at - from, "://", 3) ||
	       memmem(s.p + from, at - from, "www.", 4);
}

/* "%40" in a text that comes from a form or an address: behind it, and its
 * value in *c; or `at`.  What ends a URL stays as it is inside of one. */
static size_t
percent_end(struct str s, size_t at, int32_t *c)
{
	int32_t lead = percent_byte(s, at), next;

	if (lead >= 0xc2 && lead <= 0xdf) {
		next = percent_byte(s, at + 3);
		if ((next & ~0x3f) != 0x80)
			return at;
		*c = (lead & 0x1f) << 6 | (next & 0x3f);
		return *c == NO_BREAK && is_in_url(s, at) ? at : at + 6;
	}
	if (lead < ' ' || lead >= 0x7f || lead == '<' || lead == '>' ||
	    lead == '\\' || ((lead == ' ' || lead == '"') && is_in_url(s, at)))
		return at;
	*c = lead;
	return at + 3;
}

/* "#64" and "#x40" are numbers of characters; or -1. */
static int32_t
entity_number(struct str name)
{
	bool hex = byte_at(name, 1) == 'x' || byte_at(name, 1) == 'X';
	int32_t c = 0;
	size_t i = hex ? 2 : 1;

	if (byte_at(name, 0) != '#' || i == name.n)
		return -1;
	for (; i < name.n; i++) {
		if (hex ? !is_hex(name.p[i]) : !is_digit(name.p[i]))
			return -1;
		c = c * (hex ? 16 : 10) + hex_value(name.p[i]);
	}
	return c < ' ' || c == '<' || c == '>' || c > 0x10ffff ||
		       (c & ~0x7ff) == 0xd800
		   ? -1
		   : c;
}

/* Those that stand in texts: the letters lose their accent anyhow. */
static int32_t
entity_value(struct str name)
{
	static const struct {
		const char *name;
		int32_t value;
	} named[] = { { "nbsp", NO_BREAK }, { "amp", '&' }, { "quot", '"' },
		{ "apos", '\'' }, { "commat", '@' }, { "shy", 0xad },
		{ "szlig", 0xdf }, { "ndash", '-' }, { "mdash", '-' },
		{ "rsquo", '\'' }, { "ensp", ' ' }, { "thinsp", ' ' } };
	static const char *const accents[] = { "acute", "grave", "circ", "uml",
		"tilde", "cedil", "ring", "slash", "caron" };

	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++)
		if (str_eq(name, str_of(named[i].name)))
			return named[i].value;
	for (size_t i = 0; i < sizeof(accents) / sizeof(*accents); i++)
		if (str_eq((struct str){ name.p + 1, name.n - 1 },
			str_of(accents[i])))
			return name.p[0];
	return entity_number(name);
}

/* "&#64;" in a text that is HTML. */
static size_t
entity_end(struct str s, size_t at, int32_t *c)
{
	size_t end = at + 1;

	while (end - at <= MOST_ENTITY &&
	       (is_alnum(byte_at(s, end)) || byte_at(s, end) == '#'))
		end++;
	if (byte_at(s, end) != ';' || end == at + 1)
		return at;
	*c = entity_value((struct str){ s.p + at + 1, end - at - 1 });
	return *c < 0 ? at : end + 1;
}

/* What a tag of HTML stands for; NUL: it is none of those in texts. */
static int32_t
tag_value(struct str name)
{
	static const char parts[] = " td th ";
	static const char blocks[] = " br p div li ul ol tr table tbody h1 h2 "
				     "h3 h4 pre hr ";
	static const char inlines[] = " b i u em strong span font small code "
				      "wbr sub sup mark ";
	char word[MOST_TAG + 3] = " ";

	for (size_t i = 0; i < name.n; i++)
		word[i + 1] = to_lower(name.p[i]);
	word[name.n + 1] = ' ';
	if (strstr(inlines, word))
		return ZERO_WIDTH;
	if (strstr(parts, word))
		return ' ';
	return strstr(blocks, word) ? '\n' : '\0';
}

/* "<br>", "</b>", "<br />": without attributes, in which something may stand.
 */
static size_t
tag_end(struct str s, size_t at, int32_t *c)
{
	size_t from = at + 1 + (byte_at(s, at + 1) == '/'), end = from;
	struct str name;

	while (end - from < MOST_TAG && is_alnum(byte_at(s, end)))
		end++;
	name = (struct str){ s.p + from, end - from };
	if (byte_at(s, end) == ' ')
		end++;
	if (byte_at(s, end) == '/')
		end++;
	if (byte_at(s, end) != '>' || name.n == 0)
		return at;
	*c = tag_value(name);
	return *c ? end + 1 : at;
}

size_t
character_code_end(struct str s, size_t at, int32_t *c)
{
	switch (s.p[at]) {
	case '\\':
		return escape_end(s, at, c);
	case '%':
		return percent_end(s, at, c);
	case '&':
		return entity_end(s, at, c);
	case '<':
		return tag_end(s, at, c);
	default:
		return at;
	}
}

int32_t
character_read(struct str s, size_t *i)
{
	int32_t c, low;
	size_t end, next;

	if ((unsigned char)s.p[*i] >= 0x80 ||
	    (end = character_code_end(s, *i, &c)) == *i)
		return json_codepoint(s.p, s.n, i);
	*i = end;
	if ((c & 0xf800) != 0xd800)
		return c;
	next = escape_end(s, end, &low);
	if (next == end || (c & 0xfc00) != 0xd800 || (low & 0xfc00) != 0xdc00)
		return 0xfffd;
	*i = next;
	return 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
}
