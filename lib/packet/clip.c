#include "packet/clip.h"

#include "text/text.h"

static bool
is_lead(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Of the code point that begins with this byte. */
static size_t
units_of(char byte)
{
	return (unsigned char)byte >= 0xf0 ? 2 : 1;
}

bool
clip_tail(struct buf *b, size_t from, size_t most)
{
	const char *p = b->p + from;
	size_t n = b->n - from, units = 0, at = 0, word = 0;

	if (n <= most || text_units((struct str){ p, n }) <= most)
		return false;
	if (most == 0) {
		b->n = from;
		return true;
	}
	for (; at < n; at++) {
		if (!is_lead(p[at]))
			continue;
		if (p[at] == ' ' || p[at] == '\n')
			word = at;
		units += units_of(p[at]);
		if (units > most - 1)
			break;
	}
	if (word > at / 2)
		at = word;
	b->n = from + text_whole((struct str){ p, n }, at);
	buf_cstr(b, CLIP_MARK);
	return true;
}
