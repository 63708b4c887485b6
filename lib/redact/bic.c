#include "redact/bic.h"

#include <string.h>

#include "redact/recogniser.h"

static const char *const cues[] = { "bic", "swift" };

/* Words between a cue and its value. */
static const char *const links[] = { "is", "ist", "es", "est", "e", "code",
	"name", "number", "nr", "no", "der", "the", "was", "lautet" };

/* The end of `words` at text[at], a word of its own; or `at`. */
static size_t
words_end(struct str text, size_t at, const char *words)
{
	size_t i = at;

	for (; *words; words++, i++) {
		char b = byte_at(text, i);

		if (to_lower(b) != *words)
			return at;
	}
	return is_alnum(byte_at(text, i)) ? at : i;
}

/* Behind a cue come "is", ":", "=" and quotes. */
static size_t
value_start(struct str text, size_t at)
{
	size_t from;

	do {
		from = at;
		while (
		    at < text.n && strchr(" :=\"'`", text.p[at]) && text.p[at])
			at++;
		for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++)
			at = words_end(text, at, links[i]);
	} while (at > from);
	return at;
}

/* ISO 9362: bank, country, place and perhaps a branch. */
static size_t
bic_end(struct str text, size_t at)
{
	static const char countries[] =
	    "AD AE AL AT AU BA BE BG BR CA CH CN CY CZ DE DK EE ES FI FR GB "
	    "GI GR HK HR HU IE IL IN IS IT JP KE KR LI LT LU LV MC MT MX NL "
	    "NO NZ PL PT RO RS SA SE SG SI SK SM TR UA US VA ZA ";
	size_t n = 0;
	char country[4] = "   ";

	while (is_alnum(byte_at(text, at + n)) && n < 12)
		n++;
	if (n != 8 && n != 11)
		return at;
	for (size_t i = 0; i < 6; i++)
		if (!is_alpha(text.p[at + i]))
			return at;
	country[0] = (char)(text.p[at + 4] & ~0x20);
	country[1] = (char)(text.p[at + 5] & ~0x20);
	return strstr(countries, country) ? at + n : at;
}

static void
take(struct str text, size_t start, struct spans *out)
{
	size_t end = bic_end(text, start);

	if (end > start)
		spans_add(out, (struct span){ .start = start,
				   .end = end,
				   .kind = KIND_BIC,
				   .rule = "bic-called",
				   .score = 90 });
}

enum { LANES = 16, SHORTEST = 8 };

struct lanes {
	unsigned char c __attribute__((vector_size(LANES)));
};

/* Whether "bi" or "sw", large or small, begins at one of LANES bytes. */
static bool
has_cue(const char *p)
{
	struct lanes x, next, hit;
	uint64_t halves[2];

	memcpy(&x.c, p, LANES);
	memcpy(&next.c, p + 1, LANES);
	x.c |= 0x20;
	next.c |= 0x20;
	hit.c = (unsigned char __attribute__((vector_size(LANES))))(
	    ((x.c == 'b') & (next.c == 'i')) |
	    ((x.c == 's') & (next.c == 'w')));
	memcpy(halves, &hit.c, sizeof(halves));
	return halves[0] | halves[1];
}

/* Where the first letters of a cue stand, from `i` on, and a value has room
 * behind them; or the end. */
static size_t
next_cue(struct str text, size_t i)
{
	for (; i + SHORTEST < text.n; i++) {
		char b, next;

		while (i + LANES < text.n && !has_cue(text.p + i))
			i += LANES;
		if (i + SHORTEST >= text.n)
			break;
		b = (char)(text.p[i] | 0x20);
		next = (char)(text.p[i + 1] | 0x20);
		if ((b == 'b' && next == 'i') || (b == 's' && next == 'w'))
			return i;
	}
	return text.n;
}

static bool
seek(void *self, const struct passage *p, struct spans *out)
{
	struct str text = p->text;

	(void)self;
	if (p->of == PASSAGE_STRING && p->heading->bank)
		take(text, 0, out);
	for (size_t i = 0; (i = next_cue(text, i)) < text.n; i++) {
		for (size_t k = 0; k < sizeof(cues) / sizeof(*cues); k++) {
			size_t end = words_end(text, i, cues[k]);

			if (end > i && (i == 0 || !is_alnum(text.p[i - 1])))
				take(text, value_start(text, end), out);
		}
	}
	return true;
}

/* It remembers nothing. */
static char nothing;

static void *
open_bic(const bool *wanted)
{
	(void)wanted;
	return &nothing;
}

static void
shut(void *self)
{
	(void)self;
}

const struct seeker bic_seeker = {
	.kinds = { KIND_BIC, N_KINDS },
	.open = open_bic,
	.shut = shut,
	.seek = seek,
};
