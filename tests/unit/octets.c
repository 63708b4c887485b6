/*
 * What looks at sixteen bytes together finds what a plain loop finds, wherever
 * in them, and behind them, something begins or ends.
 */

#include "packet/one_line.h"
#include "words/words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/octets.h"

enum { LONGEST = 3 * OCTETS + 1 };

static size_t failed;

static void
fail(const char *what, struct str text)
{
	enum { ENOUGH = 20 };

	if (failed++ < ENOUGH)
		printf("%s: %zu bytes: '%.*s'\n", what, text.n, STR_ARG(text));
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t';
}

/* As words.h has it, a byte at a time. */
static struct ease
plain_ease(struct str text)
{
	struct ease e = { 0 };
	size_t letters = 0, words = 0;
	bool ended = true;

	for (size_t i = 0; i <= text.n; i++) {
		unsigned char byte =
		    i < text.n ? (unsigned char)text.p[i] : ' ';

		letters += (byte < 0x80 && isalnum(byte)) || byte >= 0xc0;
		if (!is_blank((char)byte)) {
			bool end = byte == '.' || byte == '!' || byte == '?';

			e.sentences += end;
			if ((byte & 0xc0) != 0x80)
				ended = end;
			continue;
		}
		words += letters > 0;
		e.words += letters > 0;
		e.long_words += letters > 6;
		if (words > e.longest)
			e.longest = words;
		if (ended)
			words = 0;
		letters = 0;
	}
	e.sentences += !ended;
	return e;
}

static void
check_ease(struct str text)
{
	struct ease plain = plain_ease(text), e = { 0 };

	ease_count(text, &e);
	if (e.words != plain.words || e.long_words != plain.long_words ||
	    e.sentences != plain.sentences || e.longest != plain.longest)
		fail("ease_count", text);
	if (ease_words(text) != plain.words)
		fail("ease_words", text);
}

/* Emoji of four bytes are the only ones here. */
static size_t
plain_line(struct str text, bool keep_pictures, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		bool picture = !keep_pictures && text.p[i] == '\xf0';

		if (picture)
			i += 3;
		if (!picture && (unsigned char)text.p[i] > ' ')
			out[n++] = text.p[i];
		else if (n && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	return n - (n && out[n - 1] == ' ');
}

static void
check_line(struct arena *scratch, struct str text)
{
	char plain[LONGEST];
	size_t n = plain_line(text, false, plain);

	if (!n)
		n = plain_line(text, true, plain);
	if (!str_eq(one_line(scratch, text), (struct str){ plain, n }))
		fail("one_line", text);
}

/* What is behind a text is none of it. */
static void
check_load(struct str text)
{
	struct octets x;

	if (text.n >= OCTETS)
		return;
	x = octets_load_some(text.p, text.n);
	for (size_t i = 0; i < OCTETS; i++)
		if (x.c[i] != (i < text.n ? (unsigned char)text.p[i] : 0))
			fail("octets_load_some", text);
}

/* Of what is behind a text, too, if it were looked at. */
static struct octets
are_below_letters(struct octets x)
{
	return OCTETS_TRUE((x.c < 'A') & (x.c != ' '));
}

static void
check_find(struct str text)
{
	const size_t from[] = { 0, text.n / 2, text.n - text.n / 8, text.n };

	for (size_t k = 0; k < sizeof(from) / sizeof(*from); k++) {
		size_t i = from[k];

		while (i < text.n &&
		       (text.p[i] == ' ' || (unsigned char)text.p[i] >= 'A'))
			i++;
		if (octets_find(text.p, text.n, from[k], are_below_letters) !=
		    i)
			fail("octets_find", text);
	}
}

/* `text` is n bytes of `filling`, over and over, with `piece` at one place, and
 * something else behind them. */
static void
write_text(char text[static 2 * LONGEST], size_t n, const char *filling,
    size_t place, const char *piece)
{
	size_t length = strlen(filling);

	for (size_t i = 0; i < n; i++)
		text[i] = filling[i % length];
	memcpy(text + place, piece, strlen(piece));
	memset(text + n, '!', 2 * LONGEST - n);
}

/* Texts of up to so many bytes, with the piece at each place: also at and over
 * each edge of sixteen. */
static void
check_all(struct arena *scratch, const char *filling, const char *piece)
{
	char bytes[2 * LONGEST];

	for (size_t n = strlen(piece); n <= LONGEST; n++) {
		for (size_t at = 0; at + strlen(piece) <= n; at++) {
			struct str text = { bytes, n };

			write_text(bytes, n, filling, at, piece);
			check_ease(text);
			check_line(scratch, text);
			check_load(text);
			check_find(text);
		}
		arena_reset(scratch);
	}
}

int
main(void)
{
	static const char *const fillings[] = { "a", " ", "-", "ab ",
		"sixsix seven77 ", "An end. ", "a  b" };
	static const char *const pieces[] = { "", "x", "7", " ", "\n", "\t",
		".", "! ", "  ", " - ", "\xc3\xa9", "\xe2\x82\xac",
		"\xf0\x9f\x98\x80", " \xf0\x9f\x98\x80 " };
	struct arena scratch;

	arena_init(&scratch, SIZE_MAX);
	for (size_t i = 0; i < sizeof(fillings) / sizeof(*fillings); i++)
		for (size_t k = 0; k < sizeof(pieces) / sizeof(*pieces); k++)
			check_all(&scratch, fillings[i], pieces[k]);
	arena_free(&scratch);
	return failed > 0;
}
