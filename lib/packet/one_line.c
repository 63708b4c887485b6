#include "packet/one_line.h"

#include <stdbool.h>
#include <string.h>

#include "base/octets.h"

/* The bytes of an emoji, or of a part of one, at byte i; 0 where there is none.
 */
static size_t
picture_at(struct str text, size_t i, bool behind_one)
{
	static const char joiner[] = "\xe2\x80\x8d", variant[] = "\xef\xb8\x8f";
	const unsigned char *p = (const unsigned char *)text.p + i;
	size_t left = text.n - i;

	if (left >= 4 && p[0] == 0xf0 && p[1] == 0x9f) /* U+1F000 to U+1FFFF */
		return 4;
	if (left < 3)
		return 0;
	if (p[0] == 0xe2 && p[1] >= 0x98 && p[1] <= 0x9e) /* from U+2600 */
		return 3;
	if (p[0] == 0xe2 && p[1] == 0xad) /* stars */
		return 3;
	return behind_one && (!memcmp(p, joiner, 3) || !memcmp(p, variant, 3))
		   ? 3
		   : 0;
}

/* Whether bytes stay as they are: none begins what picture_at() takes for one,
 * as far as these tell, and there is one blank at a time. */
static bool
are_tidy(struct octets x, bool behind_blank)
{
	uint32_t blanks = OCTETS_BITS(x.c == ' ');
	uint32_t threes = OCTETS_BITS(x.c == 0xe2);
	uint32_t odd = OCTETS_BITS((x.c < ' ') | (x.c == 0xf0));

	if (threes)
		odd |= (threes << 1 & OCTETS_BITS((x.c - 0x98 <= 0x9e - 0x98) |
						  (x.c == 0xad))) |
		       threes >> (OCTETS - 1);
	return !(odd | (blanks & (blanks << 1 | behind_blank)));
}

/* Copy OCTETS bytes at a time from *i on, as long as they are tidy; returns
 * before which byte there is no use to try it again. */
static size_t
skip_tidy(struct str text, size_t *i, char *p, size_t *n)
{
	while (text.n - *i >= OCTETS &&
	       are_tidy(octets_load(text.p + *i), !*n || p[*n - 1] == ' ')) {
		memcpy(p + *n, text.p + *i, OCTETS);
		*i += OCTETS;
		*n += OCTETS;
	}
	return text.n - *i >= OCTETS ? *i + OCTETS : text.n;
}

static struct str
without_blanks(struct arena *scratch, struct str text, bool keep_pictures)
{
	char *p = arena_alloc(scratch, text.n + 1);
	size_t n = 0, untidy = 0;

	for (size_t i = 0, picture = 0; i < text.n;
	     i += picture ? picture : 1) {
		bool blank;

		if (i >= untidy && !picture)
			untidy = skip_tidy(text, &i, p, &n);
		if (i == text.n)
			break;
		picture = keep_pictures || (unsigned char)text.p[i] < 0x80
			      ? 0
			      : picture_at(text, i, picture);
		blank = picture || (unsigned char)text.p[i] <= ' ';
		if (!blank || (n && p[n - 1] != ' '))
			p[n++] = blank ? ' ' : text.p[i];
	}
	return (struct str){ p, n - (n && p[n - 1] == ' ') };
}

/* Whether all of a text stays as it is; most do. */
static bool
is_tidy(struct str text)
{
	struct octets x = { 0 }; /* 'x' behind its end */
	size_t at = 0;

	for (; at + OCTETS <= text.n; at += OCTETS)
		if (!are_tidy(
			octets_load(text.p + at), !at || text.p[at - 1] == ' '))
			return false;
	if (at == text.n)
		return true;
	x.c += 'x';
	memcpy(&x.c, text.p + at, text.n - at);
	return are_tidy(x, !at || text.p[at - 1] == ' ');
}

/* Pictures tell less than the words that have their room, where there are any.
 */
struct str
one_line(struct arena *scratch, struct str text)
{
	struct str line;

	if (is_tidy(text))
		return (struct str){ text.p,
			text.n - (text.n && text.p[text.n - 1] == ' ') };
	line = without_blanks(scratch, text, false);

	return line.n ? line : without_blanks(scratch, text, true);
}
