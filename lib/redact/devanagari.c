#include "redact/devanagari.h"

#include <string.h>

#include "json/json.h"

enum {
	FIRST = 0x900, /* of the block, up to the digits and their marks */
	LAST = 0x963,
	BINDU = 0x901, /* the vowel before it is nasal */
	ANUSVARA = 0x902,
	AA = 0x906,
	KA = 0x915,
	JA = 0x91c,
	NNA = 0x923,
	PA = 0x92a,
	PHA = 0x92b,
	MA = 0x92e,
	YA = 0x92f,
	RA = 0x930,
	VA = 0x935,
	HA = 0x939,
	NUKTA = 0x93c,
	FIRST_SIGN = 0x93e, /* of a vowel, behind its consonant */
	E_SIGN = 0x947,
	LAST_SIGN = 0x94c,
	VIRAMA = 0x94d, /* no vowel */
	QA = 0x958,	/* consonants with a nukta, in one */
	YYA = 0x95f,
	BYTES = 3, /* of each */
};

static const char sounds[LAST - FIRST + 1][3] = { "", "n", "n", "", "a", "a",
	"a", "i", "i", "u", "u", "ri", "l", "e", "e", "e", "ai", "o", "o", "o",
	"au", "k", "kh", "g", "gh", "n", "ch", "ch", "j", "jh", "n", "t", "th",
	"d", "dh", "n", "t", "th", "d", "dh", "n", "n", "p", "ph", "b", "bh",
	"m", "y", "r", "r", "l", "l", "l", "v", "sh", "sh", "s", "h", "e", "u",
	"", "", "a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o",
	"o", "o", "au", "", "", "o", "", "", "", "", "e", "u", "u", "u", "k",
	"kh", "g", "z", "d", "dh", "f", "y", "ri", "l", "l", "l" };

bool
devanagari_is_letter(int32_t c)
{
	return c >= FIRST && c <= LAST;
}

static bool
is_consonant(int32_t c)
{
	return (c >= KA && c <= HA) || (c >= QA && c <= YYA);
}

static bool
is_sign(int32_t c)
{
	return (c >= FIRST_SIGN && c <= LAST_SIGN) || c > YYA;
}

/* A character at s.p[at], of those of three bytes that begin so; 0: none. */
static int32_t
character(struct str s, size_t at)
{
	if (at + BYTES > s.n || (unsigned char)s.p[at] != 0xe0)
		return 0;
	return json_codepoint(s.p, s.n, &at);
}

static bool
has_nukta(struct str s, size_t at)
{
	return character(s, at) == NUKTA;
}

/* The letter at s.p[*at], which is moved behind it and its nukta; 0: none. */
static int32_t
next_letter(struct str s, size_t *at)
{
	int32_t c = character(s, *at);

	if (!devanagari_is_letter(c))
		return 0;
	*at += BYTES;
	if (has_nukta(s, *at))
		*at += BYTES;
	return c;
}

/* The letter before s.p[at], which is no nukta; 0: none. */
static int32_t
letter_before(struct str s, size_t at)
{
	while (at >= BYTES) {
		int32_t c = character(s, at -= BYTES);

		if (c != NUKTA)
			return devanagari_is_letter(c) ? c : 0;
	}
	return 0;
}

/* Behind another consonant, at the end of a word. */
static bool
ends_voiced(int32_t c)
{
	return c == NNA || c == YA || c == RA || c == VA;
}

/* The vowel of the consonant that ends at `end` is heard, which has no sign of
 * another. */
static bool
is_voiced(struct str s, size_t start, size_t end, int32_t c)
{
	int32_t before = letter_before(s, start);
	int32_t next = next_letter(s, &end), then;

	if (is_sign(next) || next == VIRAMA)
		return false;
	if (next == 0) /* "mishra", "satya", "karna"; not "anand", "rahul" */
		return before == VIRAMA && ends_voiced(c);
	if (!is_consonant(next) || before == 0 || before == VIRAMA ||
	    before == ANUSVARA || before == BINDU)
		return true;
	/* "kamla", "shabnam" */
	then = next_letter(s, &end);
	return !is_sign(then) &&
	       !(is_consonant(then) && next_letter(s, &end) == 0);
}

/* "mumbai", "singh" */
static size_t
fold_nasal(struct str s, size_t end, char out[4])
{
	int32_t next = next_letter(s, &end);

	out[1] = 'g';
	out[0] = next >= PA && next <= MA ? 'm' : 'n';
	return next == HA ? 2 : 1;
}

/* "zoya", "fatima": the sound of a nukta, but for those that few hear; and
 * "aaya", "karein", it came, do it, where Aya and Karen are somebody. */
static const char *
sound_of(struct str s, size_t end, int32_t c)
{
	if (c == AA && character(s, end) == YA)
		return "aa";
	if (c == E_SIGN && character(s, end) == ANUSVARA)
		return "ei";
	if (c == JA && has_nukta(s, end))
		return "z";
	return c == PHA && has_nukta(s, end) ? "f" : sounds[c - FIRST];
}

size_t
devanagari_fold(struct str s, size_t start, size_t end, int32_t c, char out[4])
{
	const char *sound;
	size_t n;

	if (c == ANUSVARA)
		return fold_nasal(s, end, out);
	sound = sound_of(s, end, c);
	n = strlen(sound);
	memcpy(out, sound, n);
	if (has_nukta(s, end))
		end += BYTES;
	if (is_consonant(c) && is_voiced(s, start, end, c))
		out[n++] = 'a';
	return n;
}
