#include "json/json.h"

#include "base/load.h"
#include "base/octets.h"
#include "base/utf8.h"

/* The escape of one byte that must not stand in a string. */
static void
put_escape(struct buf *b, unsigned char c)
{
	static const char letter[256] = {
		['"'] = '"',
		['\\'] = '\\',
		['\b'] = 'b',
		['\f'] = 'f',
		['\n'] = 'n',
		['\r'] = 'r',
		['\t'] = 't',
	};

	if (letter[c]) {
		buf_char(b, '\\');
		buf_char(b, letter[c]);
	} else {
		buf_printf(b, "\\u%04x", c);
	}
}

/* Eight bytes of which none is a control, a quote, a backslash or beyond
 * ASCII. */
static bool
is_plain(uint64_t v)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t quote = v ^ ones * '"', slash = v ^ ones * '\\';

	return !((v | (v - ones * 0x20) | (quote - ones) | (slash - ones)) &
		 ones << 7);
}

/* One to eight bytes as eight, some of them twice. */
static uint64_t
read_few(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (s.n >= 4)
		return load_32(s.p) | (uint64_t)load_32(s.p + s.n - 4) << 32;
	return 0x2020202020000000u | (uint64_t)p[s.n / 2] << 16 |
	       (uint64_t)p[0] << 8 | p[s.n - 1];
}

/* Whether any of OCTETS bytes is not plain.  ' ' is taken from each, and ASCII
 * from it on is below 0x60 then: what is beyond is above, and so are controls,
 * which wrap around. */
static bool
are_odd(const char *p)
{
	struct octets x = octets_load(p);

	return OCTETS_BITS(
	    (x.c - ' ' >= 0x80 - ' ') | (x.c == '"') | (x.c == '\\'));
}

/* Whether all of a text stands for itself; most do.  The last bytes that are
 * looked at together may overlap those before. */
static bool
is_all_plain(struct str s)
{
	size_t i = 0;

	if (s.n <= 8)
		return !s.n || is_plain(read_few(s));
	if (s.n <= OCTETS)
		return is_plain(load_64(s.p)) &&
		       is_plain(load_64(s.p + s.n - 8));
	while (i + OCTETS < s.n && !are_odd(s.p + i))
		i += OCTETS;
	return i + OCTETS >= s.n && !are_odd(s.p + s.n - OCTETS);
}

/* How many bytes from `i` on stand for themselves, by eights. */
static size_t
plain_bytes(struct str s, size_t i)
{
	size_t from = i;

	while (i + 8 <= s.n && is_plain(load_64(s.p + i)))
		i += 8;
	return i - from;
}

/* A call, so that a string without escapes does not pay for it. */
__attribute__((noinline)) void
json_put_content(struct buf *b, struct str s)
{
	size_t from = 0, i = 0; /* s[from..i) is to be copied */

	while ((i += plain_bytes(s, i)) < s.n) {
		unsigned char c = (unsigned char)s.p[i];
		size_t at = i;

		if (c >= 0x80) {
			if (json_codepoint(s.p, s.n, &i) >= 0)
				continue;
		} else {
			i++;
			if (c >= 0x20 && c != '"' && c != '\\')
				continue;
		}
		buf_put(b, s.p + from, at - from);
		from = i;
		if (c >= 0x80)
			buf_cstr(b, "\xef\xbf\xbd");
		else
			put_escape(b, c);
	}
	buf_put(b, s.p + from, i - from);
}

static __attribute__((noinline)) void
put_escaped(struct buf *b, struct str s)
{
	buf_char(b, '"');
	json_put_content(b, s);
	buf_char(b, '"');
}

void
json_put_string(struct buf *b, struct str s)
{
	char *p;

	if (!is_all_plain(s)) {
		put_escaped(b, s);
		return;
	}
	p = buf_reserve(b, s.n + 2);
	*p++ = '"';
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '"';
	buf_end(b, p + s.n + 1);
}

void
json_close_string(struct buf *b, size_t start, struct buf *spare)
{
	struct str s = { b->p + start + 1, b->n - start - 1 };

	if (is_all_plain(s)) {
		buf_char(b, '"');
		return;
	}
	buf_clear(spare);
	buf_str(spare, s);
	b->n = start;
	put_escaped(b, buf_view(spare));
}

/* A piece of the text; where it is empty, something can be put in. */
struct cut {
	size_t from, to;
};

/* Where another member goes in: behind the last value of the object. */
static struct cut
room_in(const struct json *j, uint32_t object)
{
	size_t at = j->values[object].end - 1;

	while (j->text.p[at - 1] <= ' ' && j->text.p[at - 1] > 0)
		at--;
	return (struct cut){ at, at };
}

/* The text from one byte up to another, with the edits before that, from *next
 * on. */
static void
put_edited(struct buf *out, const struct json *j,
    const struct json_edits *edits, size_t *next, struct cut part)
{
	size_t from = part.from;

	for (; *next < edits->n; (*next)++) {
		const struct json_value *v =
		    &j->values[edits->value(edits->of, *next)];

		if (v->start >= part.to)
			break;
		buf_put(out, j->text.p + from, v->start - from);
		edits->put(edits->of, *next, out);
		from = v->end;
	}
	buf_put(out, j->text.p + from, part.to - from);
}

static void
put_value(void *of, struct buf *out)
{
	buf_str(out, *(const struct str *)of);
}

struct json_note
json_note_of(const struct str *value)
{
	return (struct json_note){ put_value, (void *)value };
}

bool
json_splice(const struct json *j, struct str name, struct str annotation,
    struct buf *out, struct fault *f)
{
	return json_splice_edited(j, (struct json_edits){ 0 }, name,
	    json_note_of(&annotation), out, f);
}

bool
json_splice_edited(const struct json *j, struct json_edits edits,
    struct str name, struct json_note note, struct buf *out, struct fault *f)
{
	struct str text = j->text;
	uint32_t hoff = json_get(j, 0, STR("hoff"));
	uint32_t own = hoff ? json_get(j, hoff, name) : 0;
	bool is_null = hoff && json_kind_of(j, hoff) == JSON_NULL;
	uint32_t old = is_null ? hoff : own; /* what gives way, if any */
	struct cut cut;
	size_t next = 0;

	if (hoff && !is_null && json_kind_of(j, hoff) != JSON_OBJECT) {
		*f = (struct fault){ .reason = BAD_TYPE,
			.at = j->values[hoff].start,
			.detail = "hoff is not an object" };
		return false;
	}
	if (old)
		cut = (struct cut){ j->values[old].start, j->values[old].end };
	else
		cut = room_in(j, hoff); /* of the root, without one */

	buf_reserve(out, text.n + 6 * name.n + 32);
	put_edited(out, j, &edits, &next, (struct cut){ 0, cut.from });
	if (!old && json_first(j, hoff))
		buf_char(out, ',');
	if (!hoff)
		buf_cstr(out, "\"hoff\":");
	if (!hoff || is_null)
		buf_char(out, '{');
	if (!own) {
		json_put_string(out, name);
		buf_char(out, ':');
	}
	note.put(note.of, out);
	if (!hoff || is_null)
		buf_char(out, '}');
	put_edited(out, j, &edits, &next, (struct cut){ cut.to, text.n });
	return true;
}

void
json_member(struct buf *b, const char *name)
{
	if (b->n && b->p[b->n - 1] != '{')
		buf_char(b, ',');
	json_put_string(b, str_of(name));
	buf_char(b, ':');
}

void
json_next(struct buf *b)
{
	if (b->p[b->n - 1] != '[')
		buf_char(b, ',');
}

void
json_member_string(struct buf *b, const char *name, const char *text)
{
	json_member(b, name);
	if (text)
		json_put_string(b, str_of(text));
	else
		buf_cstr(b, "null");
}

void
json_member_str(struct buf *b, const char *name, struct str text)
{
	json_member(b, name);
	if (text.n)
		json_put_string(b, text);
	else
		buf_cstr(b, "null");
}

void
json_member_number(struct buf *b, const char *name, double x)
{
	json_member(b, name);
	json_put_number(b, x);
}

void
json_member_count(struct buf *b, const char *name, uint64_t n)
{
	json_member(b, name);
	json_put_count(b, n);
}

void
json_member_bool(struct buf *b, const char *name, bool yes)
{
	json_member(b, name);
	buf_cstr(b, yes ? "true" : "false");
}
