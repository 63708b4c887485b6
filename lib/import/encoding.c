#include "import/piece.h"

#include "base/utf8.h"

/* Bytes 0x80 to 0x9f of Windows-1252 as code points, as the WHATWG's Encoding
 * Standard has them: what Microsoft left open is a control. */
static const uint16_t middle[] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026,
	0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc,
	0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178 };

struct str
import_decode(struct str text, struct buf *out)
{
	buf_clear(out);
	buf_reserve(out, text.n * 3 + JSON_PADDING);
	for (size_t i = 0; i < text.n; i++) {
		uint8_t c = (uint8_t)text.p[i];

		out->n += (size_t)utf8_encode(out->p + out->n,
		    c >= 0x80 && c < 0xa0 ? middle[c - 0x80] : c);
	}
	return buf_view(out);
}
