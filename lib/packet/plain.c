#include "packet/plain.h"

#include <string.h>

#include "base/octets.h"

/* "https://" */
static bool
has_link(struct str s)
{
	const char *end = s.p + s.n, *p = s.p;

	while ((p = memchr(p, '/', (size_t)(end - p)))) {
		if (p > s.p && p[-1] == ':' && end - p > 1 && p[1] == '/')
			return true;
		p++;
	}
	return false;
}

/* A link, an address, or what was masked: "<URL_1>". */
static bool
is_no_word(struct str word)
{
	return memchr(word.p, '@', word.n) || has_link(word) ||
	       (memchr(word.p, '<', word.n) && memchr(word.p, '_', word.n));
}

/* Bytes that stand in each of those. */
static struct octets
are_odd(struct octets x)
{
	return OCTETS_TRUE((x.c == '<') | (x.c == '@') | (x.c == '/'));
}

/* The word around byte `at`, where there is one. */
static struct str
word_around(struct str text, size_t at)
{
	size_t from = at, to = at;

	while (from && (unsigned char)text.p[from - 1] > ' ')
		from--;
	while (to < text.n && (unsigned char)text.p[to] > ' ')
		to++;
	return (struct str){ text.p + from, to - from };
}

static struct octets
are_controls(struct octets x)
{
	return OCTETS_TRUE(x.c < ' ');
}

/* Bytes from..to of a text, with a blank for each control character. */
static void
put_blanked(struct str text, size_t from, size_t to, struct buf *out)
{
	size_t at = out->n;

	buf_put(out, text.p + from, to - from);
	while ((at = octets_find(out->p, out->n, at, are_controls)) < out->n)
		out->p[at] = ' ';
}

void
plain_put(struct str text, struct buf *out)
{
	size_t at = octets_find(text.p, text.n, 0, are_odd);
	size_t from = 0; /* up to here it is put */

	if (at == text.n ||
	    !(memchr(text.p, '<', text.n) || memchr(text.p, '@', text.n) ||
		has_link(text))) {
		buf_str(out, text);
		return;
	}
	for (; at < text.n; at = octets_find(text.p, text.n, at, are_odd)) {
		struct str word = word_around(text, at);
		size_t begin = (size_t)(word.p - text.p);

		at = begin + word.n;
		if (!is_no_word(word))
			continue;
		put_blanked(text, from, begin, out);
		from = at;
	}
	put_blanked(text, from, text.n, out);
	buf_char(out, ' ');
}
