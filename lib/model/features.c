#include "model/features.h"

#include <string.h>

/* One hash for every number, and one for each mark that counts. */
#define NUMBER 0x6e756d626572u

static bool
is_number(const char *p, size_t n)
{
	if (!is_digit(*p))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!is_digit(p[i]) && !memchr(".,:", p[i], 3))
			return false;
	return true;
}

void
features_odd(struct word *w)
{
	if (is_number(w->p, w->n)) {
		w->n = 0;
		w->hash = NUMBER;
	} else if (w->n > MODEL_WORD) {
		w->n = MODEL_WORD;
		w->hash = text_hash((struct str){ w->p, MODEL_WORD });
	}
}

static uint32_t
run_row(const struct model_shape *s, uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	return (uint32_t)(h & (s->run_buckets - 1));
}

/* What an English word is without its ending; n where it has none. */
static size_t
stem(const char *p, size_t n)
{
	static const struct str endings[] = { { "ing", 3 }, { "ed", 2 },
		{ "es", 2 }, { "s", 1 }, { "ly", 2 }, { "er", 2 }, { "e", 1 },
		{ "y", 1 } };
	enum { LEAST = 3 };

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		struct str e = endings[i];

		if (n >= e.n + LEAST && memcmp(p + n - e.n, e.p, e.n) == 0)
			return n - e.n;
	}
	return n;
}

/* The bytes of ^word$, its edges as characters too, and that no character goes
 * on behind them. */
enum { FRAME = 2 };

static bool
goes_on(char byte)
{
	return (byte & 0xc0) == 0x80;
}

/* The rows of the runs that begin with a character; returns how many. */
static inline size_t
put_runs(
    const struct model_shape *s, const char *p, const char *end, uint32_t *rows)
{
	uint64_t h = 0xcbf29ce484222325u;
	size_t n = 0;

	for (uint8_t characters = 1; p < end && characters <= s->high;
	     characters++) {
		do
			h = (h ^ (uint8_t)*p++) * 0x100000001b3u;
		while (goes_on(*p));
		if (characters >= s->low)
			rows[n++] = run_row(s, h);
	}
	return n;
}

size_t
features_word(const struct model_shape *s, const struct word *w,
    uint32_t rows[FEATURES_WORD])
{
	char framed[MODEL_WORD + FRAME + 1] = "\1";
	const char *end = framed + w->n + FRAME;
	size_t n = 0;

	rows[n++] = features_row(s, w->hash);
	if (w->n == 0)
		return n;
	if (s->stems)
		rows[n++] = features_row(
		    s, features_join(
			   text_hash((struct str){ w->p, stem(w->p, w->n) }), 0,
			   JOIN_STEM));
	memcpy(framed + 1, w->p, w->n);
	framed[1 + w->n] = '\2';
	for (const char *p = framed; p < end; p++)
		if (!goes_on(*p))
			n += put_runs(s, p, end, rows + n);
	return n;
}
