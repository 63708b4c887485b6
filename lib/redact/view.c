#include "redact/view.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/utf8.h"
#include "json/json.h"
#include "base/octets.h"
#include "redact/devanagari.h"
#include "redact/recogniser.h"

enum {
	MARK_EVERY = 64,
	MOST_BACKSLASHES = 15, /* of JSON in JSON in JSON in JSON */
	HEX = 4,	       /* digits of an escape */
	MOST_ENTITY = 8,       /* bytes of the name or number of one */
	MOST_TAG = 8,	       /* bytes of the name of one */
	MOST_URL = 2048,       /* bytes of one before a blank in it */
	NO_BREAK = 0xa0,
	ZERO_WIDTH = 0x200b,
};

/* The first character that begins at or behind byte MARK_EVERY * i. */
struct mark {
	size_t view, original;
};

/* The letter without its accent; '.' where there is none of ASCII. */
static const char latin[] = /* U+00C0 .. U+024F */
    "AAAAAA.CEEEEIIIIDNOOOOO.OUUUUY..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKkkLlLlLl."
    ".LlNnNnNn.NnOoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"
    "bB.....Cc.D.......f....IKk.....OOo.........tTt.Uu....Zz........."
    ".............AaIiOoUuUuUuUuUu.AaAa..GgGgKkOoOo..j...Gg..NnAa...."
    "AaAaEeEeIiIiOoOoRrRrUuUuSsTt..Hh.d....AaEeOoOoOoOoYy......A....."
    "...B..Ee........";
static const char latin_additional[] = /* U+1E00 .. U+1EFF */
    "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm"
    "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv"
    "WwWwWwWwWwXxXxYyZzZzZzhtwy.s....AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe"
    "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy......";

/* Blocks of ten decimal digits, where each begins. */
static const int32_t zeros[] = { 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66,
	0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
	0x1040, 0x17e0, 0x1810, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
	0x1fbf0 };

static char
fold_digit(int32_t c)
{
	for (size_t i = 0; i < sizeof(zeros) / sizeof(*zeros); i++)
		if (c >= zeros[i] && c < zeros[i] + 10)
			return (char)('0' + (c - zeros[i]));
	return '\0';
}

/* Digits that are raised, lowered, or stand in a circle. */
static char
fold_small_digit(int32_t c)
{
	if (c == 0xb9)
		return '1';
	if (c == 0xb2 || c == 0xb3)
		return (char)('2' + (c - 0xb2));
	if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079))
		return (char)('0' + (c - 0x2070));
	if (c >= 0x2080 && c <= 0x2089)
		return (char)('0' + (c - 0x2080));
	if (c >= 0x2460 && c <= 0x2468)
		return (char)('1' + (c - 0x2460));
	return c == 0x24ea ? '0' : '\0';
}

/* Letters of ASCII in bold, script and the like, or in a circle or a box. */
static char
fold_styled(int32_t c)
{
	enum { LETTERS = 26 };

	if (c >= 0x1d400 && c <= 0x1d6a3) {
		int32_t i = (c - 0x1d400) % (2 * LETTERS);

		return (char)(i < LETTERS ? 'A' + i : 'a' + i - LETTERS);
	}
	if (c >= 0x24b6 && c <= 0x24cf)
		return (char)('A' + (c - 0x24b6));
	if (c >= 0x24d0 && c <= 0x24e9)
		return (char)('a' + (c - 0x24d0));
	for (int32_t box = 0x1f130; box <= 0x1f170; box += 0x20)
		if (c >= box && c < box + LETTERS)
			return (char)('A' + (c - box));
	return '\0';
}

/* The letter of ASCII that one of Cyrillic looks like. */
static char
fold_look_alike(int32_t c)
{
	static const struct {
		uint16_t cyrillic;
		char latin;
	} pairs[] = { { 0x405, 'S' }, { 0x406, 'I' }, { 0x408, 'J' },
		{ 0x410, 'A' }, { 0x412, 'B' }, { 0x415, 'E' }, { 0x41a, 'K' },
		{ 0x41c, 'M' }, { 0x41d, 'H' }, { 0x41e, 'O' }, { 0x420, 'P' },
		{ 0x421, 'C' }, { 0x422, 'T' }, { 0x423, 'Y' }, { 0x425, 'X' },
		{ 0x430, 'a' }, { 0x435, 'e' }, { 0x43e, 'o' }, { 0x440, 'p' },
		{ 0x441, 'c' }, { 0x443, 'y' }, { 0x445, 'x' }, { 0x455, 's' },
		{ 0x456, 'i' }, { 0x458, 'j' } };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (c == pairs[i].cyrillic)
			return pairs[i].latin;
	return '\0';
}

static bool
shows_nothing(int32_t c)
{
	return c == 0xad || c == 0x34f || c == 0x61c || c == 0x180e ||
	       c == 0xfeff || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	       (c >= 0x300 && c <= 0x36f) || (c >= 0xfe00 && c <= 0xfe0f) ||
	       c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 ||
	       c == 0x20e3; /* of a key with a digit on it */
}

/* Punctuation as ASCII writes it; NUL where there is no such thing. */
static char
fold_mark(int32_t c)
{
	if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
	    c == 0x205f || c == 0x3000 || c == 0x2028 || c == 0x2029)
		return ' ';
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2043 ||
	    c == 0xfe58 || c == 0xfe63)
		return '-';
	if ((c >= 0x2018 && c <= 0x201b) || c == 0x2032 || c == 0xb4)
		return '\'';
	if ((c >= 0x201c && c <= 0x201f) || c == 0x2033 || c == 0xab ||
	    c == 0xbb)
		return '"';
	if (c >= 0xff01 && c <= 0xff5e)
		return (char)(c - 0xff01 + '!');
	if (c == 0x3002 || c == 0x2024 || c == 0xff61 || c == 0xb7 ||
	    c == 0x964 || c == 0x965)
		return '.';
	if (c == 0x2044 || c == 0x2215)
		return '/';
	return c == 0xfe6b ? '@' : '\0';
}

static const char *
fold_pair(int32_t c)
{
	switch (c) {
	case 0xc6:
		return "AE";
	case 0xe6:
		return "ae";
	case 0x152:
		return "OE";
	case 0x153:
		return "oe";
	case 0xdf:
		return "ss";
	case 0xde:
		return "Th";
	case 0xfe:
		return "th";
	case 0xfb00:
		return "ff";
	case 0xfb01:
		return "fi";
	case 0xfb02:
		return "fl";
	default:
		return NULL;
	}
}

static size_t
put(char out[4], const char *p, size_t n)
{
	memcpy(out, p, n);
	return n;
}

static size_t
put_two_bytes(char out[4], int32_t c)
{
	out[0] = (char)(0xc0 | c >> 6);
	out[1] = (char)(0x80 | (c & 0x3f));
	return 2;
}

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

/* What stands for a character of its own, in the signs of JSON, HTML or a form:
 * behind it, and the character in *c; or `at`. */
static size_t
code_end(struct str s, size_t at, int32_t *c)
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

/* The character at s.p[*i], escaped or not. */
static int32_t
read_character(struct str s, size_t *i)
{
	int32_t c, low;
	size_t end, next;

	if ((unsigned char)s.p[*i] >= 0x80 || (end = code_end(s, *i, &c)) == *i)
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

/* NUL and its like, before tabs and ends of lines. */
static bool
is_control(int32_t c)
{
	return c >= 0 && c < '\t';
}

/* A letter of ASCII stands right before the character or behind it. */
static bool
is_in_latin(struct str s, size_t start, size_t end)
{
	return is_alpha(byte_at(s, start - 1)) || is_alpha(byte_at(s, end));
}

/* The character at s.p[*i], folded, in at most as many bytes as it had. */
static size_t
fold(struct str s, size_t *i, char out[4])
{
	size_t start = *i;
	int32_t c = read_character(s, i);
	const char *pair;
	char one = '\0';

	if (is_control(c))
		return 0;
	if (c < 0x80)
		return utf8_encode(out, c);
	if (c >= 0xc0 && c <= 0x24f && latin[c - 0xc0] != '.')
		return put(out, &latin[c - 0xc0], 1);
	if (devanagari_is_letter(c))
		return devanagari_fold(s, start, *i, c, out);
	if (c >= 0x400 && c <= 0x45f && is_in_latin(s, start, *i))
		one = fold_look_alike(c);
	if (one != '\0')
		return put(out, &one, 1);
	pair = fold_pair(c);
	if (shows_nothing(c))
		return 0;
	if (pair)
		return put(out, pair, 2);
	if ((c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return put_two_bytes(out, c + 0x20);
	if (c >= 0x400 && c <= 0x40f)
		return put_two_bytes(out, c + 0x50);
	if (c >= 0x1e00 && c <= 0x1eff)
		one = latin_additional[c - 0x1e00];
	if (one == '\0' || one == '.')
		one = fold_mark(c);
	if (one == '\0')
		one = fold_digit(c);
	if (one == '\0')
		one = fold_small_digit(c);
	if (one == '\0')
		one = fold_styled(c);
	return one ? put(out, &one, 1) : utf8_encode(out, c);
}

static void
put_mark(struct view *v, size_t view, size_t original)
{
	if (v->n_marks == v->marks_room) {
		v->marks_room = v->marks_room ? v->marks_room * 2 : 64;
		v->marks = realloc(v->marks, v->marks_room * sizeof(*v->marks));
		if (!v->marks)
			die_of_memory();
	}
	v->marks[v->n_marks++] = (struct mark){ view, original };
}

/* What is beyond ASCII, of no use, or may begin a code: '%' and '&', '<', a
 * backslash and, as it is, '|'. */
static bool
is_special(char c)
{
	return (unsigned char)c >= 0x80 || is_control((unsigned char)c) ||
	       c == '%' || c == '&' || (c & 0x9f) == 0x1c;
}

static inline struct octets
specials(struct octets x)
{
	return OCTETS_TRUE((x.c >= 0x80) | (x.c < '\t') | ((x.c - '%') < 2) |
			   ((x.c & 0x9f) == 0x1c));
}

/* How many bytes that are nothing special stand at s.p[at], up to `most`. */
static size_t
count_plain(struct str s, size_t at, size_t most)
{
	size_t end = most < s.n - at ? at + most : s.n;

	return octets_find(s.p, end, at, specials) - at;
}

/* Some bytes at a time, the last of them again with some before them. */
static bool
is_plain(struct str s)
{
	struct octets x, any = { { 0 } };

	if (s.n < OCTETS)
		return count_plain(s, 0, s.n) == s.n;
	for (size_t i = 0; i + OCTETS < s.n; i += OCTETS) {
		x = octets_load(s.p + i);
		any.c |= specials(x).c;
	}
	x = octets_load(s.p + s.n - OCTETS);
	any.c |= specials(x).c;
	return !octets_hit(any);
}

/* Its view is itself: what could begin a code begins none. */
static bool
is_own_view(struct str s)
{
	int32_t c;

	if (is_plain(s))
		return true;
	for (size_t i = 0; (i += count_plain(s, i, s.n)) < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80 || is_control(s.p[i]) ||
		    code_end(s, i, &c) > i)
			return false;
	return true;
}

void
view_open(struct view *v, struct str original)
{
	size_t i = 0;

	v->original = v->text = original;
	v->n_marks = 0;
	if (is_own_view(original))
		return;
	buf_clear(&v->memory);
	buf_reserve(&v->memory, original.n);
	while (i < original.n) {
		size_t n;

		if (v->memory.n >= v->n_marks * MARK_EVERY)
			put_mark(v, v->memory.n, i);
		if (!is_special(original.p[i])) {
			n = count_plain(
			    original, i, v->n_marks * MARK_EVERY - v->memory.n);
			buf_put(&v->memory, original.p + i, n);
			i += n;
		} else {
			char out[4];

			n = fold(original, &i, out);
			buf_put(&v->memory, out, n);
		}
	}
	v->text = buf_view(&v->memory);
}

struct str
view_fold(struct str original, struct arena *memory)
{
	struct str view = original;
	char *p;

	if (is_own_view(original))
		return original;
	p = arena_alloc(memory, original.n);
	view = (struct str){ p, 0 };
	for (size_t i = 0; i < original.n;) {
		char out[4];
		size_t n = count_plain(original, i, original.n);

		memcpy(p + view.n, original.p + i, n);
		view.n += n;
		i += n;
		if (i == original.n)
			break;
		n = fold(original, &i, out);
		memcpy(p + view.n, out, n);
		view.n += n;
	}
	return view;
}

void
view_free(struct view *v)
{
	buf_free(&v->memory);
	free(v->marks);
}

/* Fold again from the mark before byte `at`, up to its character. */
static void
locate(const struct view *v, size_t at, size_t *start, size_t *end)
{
	size_t m = at / MARK_EVERY, seen, i;
	char out[4];

	if (m >= v->n_marks)
		m = v->n_marks - 1;
	while (v->marks[m].view > at)
		m--;
	seen = v->marks[m].view;
	i = v->marks[m].original;
	do {
		*start = i;
		if (!is_special(v->original.p[i])) {
			i++;
			seen++;
		} else {
			seen += fold(v->original, &i, out);
		}
		*end = i;
	} while (seen <= at);
}

size_t
view_start(const struct view *v, size_t at)
{
	size_t start, end;

	if (v->n_marks == 0)
		return at;
	locate(v, at, &start, &end);
	return start;
}

/* An accent that follows belongs to the character, a tag does not. */
size_t
view_end(const struct view *v, size_t at)
{
	size_t start, end, next;
	char out[4];

	if (v->n_marks == 0)
		return at + 1;
	locate(v, at, &start, &end);
	next = end;
	while (next < v->original.n && v->original.p[next] != '<' &&
	       fold(v->original, &next, out) == 0)
		end = next;
	return end;
}
