#include "packet/sms.h"

#include <stdint.h>
#include <string.h>

/* The next code point of valid UTF-8. */
static uint32_t
next_point(struct str s, size_t *at)
{
	unsigned char c = (unsigned char)s.p[(*at)++];
	uint32_t point = c < 0x80   ? c
			 : c < 0xe0 ? c & 0x1f
			 : c < 0xf0 ? c & 0x0f
				    : c & 0x07;

	while (*at < s.n && ((unsigned char)s.p[*at] & 0xc0) == 0x80)
		point = point << 6 | ((unsigned char)s.p[(*at)++] & 0x3f);
	return point;
}

/* Septets of a character; 0 where the alphabet has it not. */
static size_t
septets(uint32_t point)
{
	static const uint32_t more[] = { 0xa3, 0xa5, 0xe8, 0xe9, 0xf9, 0xec,
		0xf2, 0xc7, 0xd8, 0xf8, 0xc5, 0xe5, 0x394, 0x3a6, 0x393, 0x39b,
		0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, 0xc6, 0xe6, 0xdf,
		0xc9, 0xa4, 0xa1, 0xc4, 0xd6, 0xd1, 0xdc, 0xa7, 0xbf, 0xe4,
		0xf6, 0xf1, 0xfc, 0xe0 };

	if (point == 0x20ac ||
	    (point < 0x80 && point && strchr("^{}\\[~]|\f", (int)point)))
		return 2;
	if (point == '\n' || point == '\r')
		return 1;
	if (point < 0x80)
		return point >= ' ' && point != '`' && point != 0x7f;
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
		if (more[i] == point)
			return 1;
	return 0;
}

static size_t
units_of(uint32_t point, bool wide)
{
	return wide ? 1 + (point > 0xffff) : septets(point);
}

static bool
is_wide(struct str s)
{
	for (size_t at = 0; at < s.n;)
		if (!septets(next_point(s, &at)))
			return true;
	return false;
}

void
sms_count(struct str s, struct sms *out)
{
	size_t one, part, used = 0;

	*out = (struct sms){ .wide = is_wide(s) };
	one = out->wide ? 70 : 160;
	part = out->wide ? 67 : 153;
	for (size_t at = 0; at < s.n;) {
		size_t n = units_of(next_point(s, &at), out->wide);

		out->units += n;
		if (!out->segments || used + n > part) {
			out->segments++;
			used = 0;
		}
		used += n;
	}
	if (out->units <= one)
		out->segments = out->units > 0;
}
