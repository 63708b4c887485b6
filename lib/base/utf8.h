#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * The one decoder of bytes that may not be UTF-8 (Unicode 15, table 3-7): the
 * code point of the sequence at p, of which n >= 1 bytes are there, and its
 * length in *len; -1 for what is overlong, a surrogate, out of range, cut off,
 * or no beginning of a sequence.
 */
static inline int32_t
utf8_decode(const unsigned char *p, size_t n, size_t *len)
{
	int32_t c = p[0];

	if (c < 0x80) {
		*len = 1;
		return c;
	}
	if (c < 0xe0) {
		if (c < 0xc2 || n < 2 || (p[1] & 0xc0) != 0x80)
			return -1;
		*len = 2;
		return (c & 0x1f) << 6 | (p[1] & 0x3f);
	}
	if (c < 0xf0) {
		if (n < 3 || (p[1] & 0xc0) != 0x80 || (p[2] & 0xc0) != 0x80)
			return -1;
		c = (c & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
		*len = 3;
		return c < 0x800 || (c & 0xf800) == 0xd800 ? -1 : c;
	}
	if (c > 0xf4 || n < 4 || (p[1] & 0xc0) != 0x80 ||
	    (p[2] & 0xc0) != 0x80 || (p[3] & 0xc0) != 0x80)
		return -1;
	c = (c & 0x07) << 18 | (p[1] & 0x3f) << 12 | (p[2] & 0x3f) << 6 |
	    (p[3] & 0x3f);
	*len = 4;
	return c < 0x10000 || c > 0x10ffff ? -1 : c;
}

/* Write the code point c at p; returns its length, 1..4.  Half of a surrogate
 * pair becomes bytes that the decoder refuses. */
static inline size_t
utf8_encode(char *p, int32_t c)
{
	if (c < 0x80) {
		p[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		p[0] = (char)(0xc0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		p[0] = (char)(0xe0 | c >> 12);
		p[1] = (char)(0x80 | (c >> 6 & 0x3f));
		p[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	p[0] = (char)(0xf0 | c >> 18);
	p[1] = (char)(0x80 | (c >> 12 & 0x3f));
	p[2] = (char)(0x80 | (c >> 6 & 0x3f));
	p[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* Whether all of s is UTF-8. */
bool utf8_is_valid(struct str s);

#endif
