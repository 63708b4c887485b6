#include "redact/view.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/utf8.h"
#include "base/octets.h"
#include "redact/character.h"
#include "redact/devanagari.h"
#include "redact/recogniser.h"

enum {
	MARK_EVERY = 64,
	ZERO_WIDTH = 0x200b,
};

/* The first character that begins at or behind byte MARK_EVERY * i. */
struct mark {
	uint32_t view, original;
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
	int32_t c = character_read(s, i);
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
	v->marks[v->n_marks++] =
	    (struct mark){ (uint32_t)view, (uint32_t)original };
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
		    character_code_end(s, i, &c) > i)
			return false;
	return true;
}

void
view_open(struct view *v, struct str original)
{
	view_open_folded(v, original, (struct str){ NULL, 0 });
}

void
view_open_folded(struct view *v, struct str original, struct str folded)
{
	size_t i = 0, seen = 0;

	v->original = v->text = original;
	v->n_marks = 0;
	if (is_own_view(original))
		return;
	buf_clear(&v->memory);
	if (!folded.p)
		buf_reserve(&v->memory, original.n);
	while (i < original.n) {
		const char *from = original.p + i;
		char out[4];
		size_t n;

		if (seen >= v->n_marks * MARK_EVERY)
			put_mark(v, seen, i);
		if (!is_special(original.p[i])) {
			n = count_plain(
			    original, i, v->n_marks * MARK_EVERY - seen);
			i += n;
		} else {
			n = fold(original, &i, out);
			from = out;
		}
		if (!folded.p)
			buf_put(&v->memory, from, n);
		seen += n;
	}
	v->text = folded.p ? folded : buf_view(&v->memory);
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

void
view_forget(struct view *v)
{
	enum { GIANT = 1 << 20 };

	if (v->memory.room <= GIANT)
		return;
	view_free(v);
	*v = (struct view){ 0 };
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
