/* Base64 (RFC 4648) of a text: "am9obi5kb2VAZXhhbXBsZS5jb20=".  What it says
 * nobody can look through here, so all of it goes. */

#include <string.h>

#include "base/utf8.h"
#include "redact/recogniser.h"
#include "redact/speech.h"

enum {
	SHORTEST = 16, /* bytes of it */
	READ = 4096,   /* bytes of it that say what it is */
};

/* The six bits that each stands for, of either alphabet, and one more, from ' '
 * on. */
/* clang-format off */
static const uint8_t sextets[96] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 63, 0, 63, 0, 64,
	53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 0, 0, 0, 0, 0, 0,
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
	16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 0, 0, 0, 0, 64,
	0, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41,
	42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 0, 0, 0, 0, 0,
};
/* clang-format on */

static bool
is_code(char c)
{
	unsigned at = (unsigned char)c - ' ';

	return at < sizeof(sextets) && sextets[at];
}

static unsigned
sextet(char c)
{
	return sextets[c - ' '] - 1u;
}

/* The bytes that `code` stands for.  No library's decoder is as lenient:
 * libsodium takes one alphabet and no bits to spare, and a log has codes that
 * are cut off anywhere or went through a URL halfway. */
static size_t
decode(struct str code, char *out)
{
	unsigned bits = 0, held = 0;
	size_t n = 0;

	for (size_t i = 0; i < code.n; i++) {
		held = held << 6 | sextet(code.p[i]);
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			out[n++] = (char)(held >> bits);
		}
	}
	return n;
}

/* People can read it: chance makes no such thing. */
static bool
is_text(struct str s)
{
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		int32_t c =
		    utf8_decode((const unsigned char *)s.p + i, s.n - i, &len);

		if (c < 0 || c == 0x7f ||
		    (c < ' ' && c != '\n' && c != '\r' && c != '\t'))
			return false;
	}
	return s.n > 0;
}

/* Of the kinds that are looked for. */
static enum kind
kind_of(const bool *wanted, struct str text)
{
	const char *at = memchr(text.p, '@', text.n);
	char digits[READ];
	size_t n = 0;

	if (at && memchr(at, '.', text.n - (size_t)(at - text.p)) &&
	    wanted[KIND_EMAIL])
		return KIND_EMAIL;
	for (size_t i = 0; i < text.n; i++)
		if (is_digit(text.p[i]))
			digits[n++] = text.p[i];
	return n >= 4 && n < 20 && wanted[KIND_CARD] &&
		       card_is_issued(digits, n)
		   ? KIND_CARD
		   : KIND_KEY;
}

/* The code that begins at `start`, with what pads it: behind it. */
static size_t
take(const bool *wanted, struct str in, size_t start, struct spans *out)
{
	char bytes[READ];
	struct str code = { in.p + start, 0 }, text = { bytes, 0 };
	size_t end = start;

	while (end < in.n && is_code(in.p[end]))
		end++;
	code.n = end - start;
	/* as letters and most marks begin */
	if (code.n < SHORTEST || code.n % 4 == 1 ||
	    sextet(*code.p) < ' ' >> 2 || sextet(*code.p) > '~' >> 2)
		return end;
	if (code.n > READ)
		code.n = READ;
	text.n = decode(code, bytes);
	if (!is_text(text))
		return end;
	while (byte_at(in, end) == '=')
		end++;
	spans_add(out, (struct span){ .start = start,
			   .end = end,
			   .kind = kind_of(wanted, text),
			   .rule = "encoded",
			   .score = 80 });
	return end;
}

void
encoded_find(struct speech *s, struct spans *out)
{
	size_t behind = 0;

	for (size_t i = 0; i < s->words->n_tokens; i++) {
		size_t at;

		if (speech_token(s, i)->n < ENCODED_TOKEN || s->seen[i].digits)
			continue;
		at = speech_byte(s, speech_token(s, i)->start);
		while (at > behind && is_code(s->text.p[at - 1]))
			at--;
		if (at >= behind)
			behind = take(s->wanted, s->text, at, out);
	}
}

void
encoded_find_in(const struct speech *s, struct str word, struct spans *out)
{
	if (word.n < SHORTEST || !s->wanted[KIND_KEY])
		return;
	for (size_t i = 0; i < word.n;)
		i = !is_code(word.p[i]) ? i + 1 : take(s->wanted, word, i, out);
}
