#include <utf8proc.h>

#include "text/text.h"

static size_t
decode(struct str s, size_t at, utf8proc_int32_t *c)
{
	utf8proc_ssize_t n =
	    utf8proc_iterate((const utf8proc_uint8_t *)s.p + at,
		(utf8proc_ssize_t)(s.n - at), c);

	return n > 0 ? (size_t)n : 1;
}

/* Rules look back, some without an end; but nothing before ASCII counts. */
size_t
text_whole(struct str utf8, size_t at)
{
	utf8proc_int32_t state = 0, c, next;
	size_t i = at, whole;

	if (!at || at >= utf8.n)
		return at ? utf8.n : 0;
	while (--i && (unsigned char)utf8.p[i] >= 0x80)
		continue;
	whole = i;
	for (i += decode(utf8, i, &c); i <= at; c = next) {
		size_t n = decode(utf8, i, &next);

		if (utf8proc_grapheme_break_stateful(c, next, &state))
			whole = i;
		i += n;
	}
	return whole;
}
