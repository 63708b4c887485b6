#include "model/features.h"

#include <string.h>

/* One hash for every number, and one for each mark that counts. */
#define NUMBER 0x6e756d626572u

static bool
is_number(const char *p, size_t n)
{
	if (!(*p >= '0' && *p <= '9'))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!(p[i] >= '0' && p[i] <= '9') && !memchr(".,:", p[i], 3))
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

/* Where each character of the word begins, its edges as characters too: the
 * bytes of ^word$ in `framed`. */
struct framed {
	char bytes[MODEL_WORD + 2];
	uint8_t at[MODEL_WORD + 3];
	size_t n; /* characters */
};

static void
frame(const struct word *w, struct framed *f)
{
	f->bytes[0] = '\1';
	memcpy(f->bytes + 1, w->p, w->n);
	f->bytes[w->n + 1] = '\2';
	f->n = 0;
	for (size_t i = 0; i < w->n + 2; i++)
		if ((f->bytes[i] & 0xc0) != 0x80)
			f->at[f->n++] = (uint8_t)i;
	f->at[f->n] = (uint8_t)(w->n + 2);
}

size_t
features_word(const struct model_shape *s, const struct word *w,
    uint32_t rows[FEATURES_WORD])
{
	struct framed f;
	size_t n = 0;

	rows[n++] = features_row(s, w->hash);
	if (w->n == 0)
		return n;
	if (s->stems)
		rows[n++] = features_row(
		    s, features_join(
			   text_hash((struct str){ w->p, stem(w->p, w->n) }), 0,
			   FEATURES_STEM));
	frame(w, &f);
	for (size_t i = 0; i < f.n; i++) {
		uint64_t h = 0xcbf29ce484222325u;

		for (size_t k = i; k < f.n && k - i < s->high; k++) {
			for (size_t b = f.at[k]; b < f.at[k + 1]; b++)
				h = (h ^ (uint8_t)f.bytes[b]) * 0x100000001b3u;
			if (k - i + 1 >= s->low)
				rows[n++] = run_row(s, h);
		}
	}
	return n;
}
