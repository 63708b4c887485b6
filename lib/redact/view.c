#include "redact/view.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/die.h"
#include "json/json.h"

enum { MARK_EVERY = 64 };

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

static bool
shows_nothing(int32_t c)
{
	return c == 0xad || c == 0x34f || c == 0x61c || c == 0x180e ||
	       c == 0xfeff || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	       (c >= 0x300 && c <= 0x36f) || (c >= 0xfe00 && c <= 0xfe0f);
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
	if (c == 0x3002 || c == 0x2024 || c == 0xff61 || c == 0xb7)
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

/* The character at p[*i], folded, in at most as many bytes as it had. */
static size_t
fold(const char *p, size_t n, size_t *i, char out[4])
{
	size_t from = *i;
	int32_t c = json_codepoint(p, n, i);
	const char *pair;
	char one = '\0';

	if (c < 0x80)
		return put(out, p + from, *i - from);
	if (c >= 0xc0 && c <= 0x24f && latin[c - 0xc0] != '.')
		return put(out, &latin[c - 0xc0], 1);
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
	return one ? put(out, &one, 1) : put(out, p + from, *i - from);
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

static uint64_t
load(const char *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof(x));
	return x;
}

/* Eight bytes at a time, the last of them again with some before them. */
static bool
is_ascii(struct str s)
{
	uint64_t all = 0;

	if (s.n < sizeof(all)) {
		for (size_t i = 0; i < s.n; i++)
			all |= (unsigned char)s.p[i];
		return all < 0x80;
	}
	for (size_t i = 0; i + sizeof(all) < s.n; i += sizeof(all))
		all |= load(s.p + i);
	all |= load(s.p + s.n - sizeof(all));
	return !(all & 0x8080808080808080u);
}

/* How many bytes of ASCII `s` begins with. */
static size_t
count_ascii(struct str s)
{
	size_t n = 0;

	while (n + 8 <= s.n && !(load(s.p + n) & 0x8080808080808080u))
		n += 8;
	while (n < s.n && (unsigned char)s.p[n] < 0x80)
		n++;
	return n;
}

void
view_open(struct view *v, struct str original)
{
	size_t i = 0;

	v->original = v->text = original;
	v->n_marks = 0;
	if (is_ascii(original))
		return;
	buf_clear(&v->memory);
	buf_reserve(&v->memory, original.n);
	while (i < original.n) {
		size_t left = original.n - i, n;

		if (v->memory.n >= v->n_marks * MARK_EVERY)
			put_mark(v, v->memory.n, i);
		if ((unsigned char)original.p[i] < 0x80) {
			n = v->n_marks * MARK_EVERY - v->memory.n;
			n = count_ascii((struct str){
			    original.p + i, n < left ? n : left });
			buf_put(&v->memory, original.p + i, n);
			i += n;
		} else {
			char out[4];

			n = fold(original.p, original.n, &i, out);
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

	if (is_ascii(original))
		return original;
	p = arena_alloc(memory, original.n);
	view = (struct str){ p, 0 };
	for (size_t i = 0; i < original.n;) {
		char out[4];
		size_t n =
		    count_ascii((struct str){ original.p + i, original.n - i });

		memcpy(p + view.n, original.p + i, n);
		view.n += n;
		i += n;
		if (i == original.n)
			break;
		n = fold(original.p, original.n, &i, out);
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
		seen += fold(v->original.p, v->original.n, &i, out);
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

/* An accent that follows belongs to the character. */
size_t
view_end(const struct view *v, size_t at)
{
	size_t start, end, next;
	char out[4];

	if (v->n_marks == 0)
		return at + 1;
	locate(v, at, &start, &end);
	next = end;
	while (next < v->original.n &&
	       fold(v->original.p, v->original.n, &next, out) == 0)
		end = next;
	return end;
}
