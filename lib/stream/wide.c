#include "stream/wide.h"

#include <string.h>

#include "base/utf8.h"

bool
wide_is_marked(const char *p, size_t n)
{
	return n >= 2 &&
	       (!memcmp(p, "\xff\xfe", 2) || !memcmp(p, "\xfe\xff", 2));
}

bool
wide_begin(struct wide *w, const char *p, size_t n)
{
	w->on = wide_is_marked(p, n);
	w->big = w->on && p[0] == '\xfe';
	w->high = 0;
	w->odd = -1;
	w->at = 0;
	buf_clear(&w->text);
	return w->on;
}

/* One code point, or half of one. */
static void
put(struct buf *b, unsigned c)
{
	char bytes[4];
	size_t n = utf8_encode(bytes, (int32_t)c);

	buf_put(b, bytes, n);
}

static bool
is_high(unsigned unit)
{
	return unit >= 0xd800 && unit < 0xdc00;
}

static bool
is_low(unsigned unit)
{
	return unit >= 0xdc00 && unit < 0xe000;
}

static void
take_unit(struct wide *w, unsigned unit)
{
	unsigned high = w->high;

	w->high = 0;
	if (high && is_low(unit)) {
		put(&w->text,
		    0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
		return;
	}
	if (high)
		put(&w->text, high);
	if (is_high(unit))
		w->high = unit;
	else
		put(&w->text, unit);
}

void
wide_take(struct wide *w, const char *p, size_t n)
{
	if (w->at == w->text.n) {
		buf_clear(&w->text);
		w->at = 0;
	}
	for (size_t i = 0; i < n; i++) {
		int byte = (unsigned char)p[i];

		if (w->odd < 0) {
			w->odd = byte;
			continue;
		}
		take_unit(w, (unsigned)(w->big ? w->odd << 8 | byte
					       : byte << 8 | w->odd));
		w->odd = -1;
	}
}

size_t
wide_give(struct wide *w, char *p, size_t n)
{
	if (n > w->text.n - w->at)
		n = w->text.n - w->at;
	if (n)
		memcpy(p, w->text.p + w->at, n);
	w->at += n;
	return n;
}

bool
wide_is_empty(const struct wide *w)
{
	return w->at == w->text.n;
}

void
wide_end(struct wide *w)
{
	if (w->high)
		put(&w->text, w->high);
	if (w->odd >= 0)
		buf_char(&w->text, '\xff');
	w->high = 0;
	w->odd = -1;
}

void
wide_free(struct wide *w)
{
	buf_free(&w->text);
}
