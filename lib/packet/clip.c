#include "packet/clip.h"

#include "json/json.h"
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

/* Joins the character before it: marks, selectors, skin tones, tags. */
static bool
is_extender(int32_t c)
{
	static const struct {
		int32_t from, to;
	} ranges[] = { { 0x300, 0x36f }, { 0x1ab0, 0x1aff }, { 0x200d, 0x200d },
		{ 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0x1f3fb, 0x1f3ff },
		{ 0xe0020, 0xe007f } };

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return false;
}

/* Where the code point before byte `at` begins. */
static size_t
before(const char *p, size_t at)
{
	while (at && !is_lead(p[--at]))
		continue;
	return at;
}

static bool
is_flag(int32_t c)
{
	return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Whether a cut at byte `at` would part what people see as one. */
static bool
parts(const char *p, size_t n, size_t at)
{
	size_t i = at, k, flags = 0;
	int32_t next = json_codepoint(p, n, &i), c;

	if (is_extender(next))
		return true;
	for (k = at; k; flags++) {
		k = i = before(p, k);
		c = json_codepoint(p, n, &i);
		if (k == before(p, at) && c == 0x200d)
			return true;
		if (!is_flag(c))
			break;
	}
	return is_flag(next) && flags % 2;
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
	while (at && parts(p, n, at))
		at = before(p, at);
	b->n = from + at;
	buf_cstr(b, CLIP_MARK);
	return true;
}
