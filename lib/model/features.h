#ifndef MODEL_FEATURES_H
#define MODEL_FEATURES_H

#include <string.h>

#include "base/ascii.h"
#include "model/model.h"

/* Private to the room: what a text has, as numbers of rows. */

/* Of one word: itself, its stem, and the runs of four lengths at most. */
enum { FEATURES_LENGTHS = 4, FEATURES_WORD = 2 + FEATURES_LENGTHS * 56 };

/* A token that counts as a word. */
struct word {
	const char *p; /* TEXT_PADDING readable bytes behind it */
	uint32_t n;    /* at most MODEL_WORD */
	uint64_t hash; /* of what it counts as */
};

/* What a number, or a very long word, counts as. */
void features_odd(struct word *w);

/* False: the token is a mark that says nothing. */
static inline bool
features_token(const struct text *x, const struct token *k, struct word *out)
{
	const char *p = x->folded.p + k->at;

	if (k->class == TEXT_PUNCT && *p != '?' && *p != '!')
		return false;
	*out = (struct word){ p, k->n, k->hash };
	if (is_digit(*p) || k->n > MODEL_WORD)
		features_odd(out);
	return true;
}

/* The rows of a word; returns how many. */
size_t features_word(const struct model_shape *s, const struct word *w,
    uint32_t rows[FEATURES_WORD]);

/*
 * The last words of a text, as hashes: those that are looked at together, from
 * the from-th on, behind the last ones before them.
 */
enum {
	FEATURES_BEFORE = 5,
	FEATURES_TOGETHER = 32, /* at most */
	FEATURES_PAIRS = 6,	/* that a word makes at most */
};

struct words {
	uint64_t hash[FEATURES_BEFORE + 2 * FEATURES_TOGETHER];
	size_t from, n;
};

static inline void
features_start(struct words *w)
{
	w->from = w->n = 0;
}

static inline void
features_next(struct words *w, uint64_t hash)
{
	w->hash[w->n++] = hash;
}

/* All were looked at: next come others, FEATURES_TOGETHER at most. */
static inline void
features_go_on(struct words *w)
{
	if (w->n > FEATURES_BEFORE + FEATURES_TOGETHER) {
		memcpy(w->hash, w->hash + w->n - FEATURES_BEFORE,
		    FEATURES_BEFORE * sizeof(*w->hash));
		w->n = FEATURES_BEFORE;
	}
	w->from = w->n;
}

/* What two hashes are joined to. */
enum { JOIN_PAIR, JOIN_TRIPLE, JOIN_SKIP, JOIN_STEM };

static inline uint64_t
features_join(uint64_t a, uint64_t b, uint64_t kind)
{
	uint64_t h = (a + kind) * 0x9e3779b97f4a7c15u ^ b;

	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 29;
}

/* The row of what is no run of characters. */
static inline uint32_t
features_row(const struct model_shape *s, uint64_t hash)
{
	return s->run_buckets + (uint32_t)(hash & (s->word_buckets - 1));
}

/* The first that has so many words before it. */
static inline size_t
features_first(const struct words *w, size_t before)
{
	return w->from > before ? w->from : before;
}

/* Give `take` each row that words make with those before them: FEATURES_PAIRS
 * a word at most. */
static inline __attribute__((always_inline)) void
features_pairs(const struct model_shape *s, const struct words *w,
    void (*take)(void *to, uint32_t row), void *to)
{
	const uint64_t *h = w->hash;

	if (s->order < 2)
		return;
	for (size_t i = features_first(w, 1); i < w->n; i++)
		take(to,
		    features_row(s, features_join(h[i - 1], h[i], JOIN_PAIR)));
	for (size_t i = features_first(w, 2); s->order > 2 && i < w->n; i++)
		take(to, features_row(
			     s, features_join(h[i - 2],
				    features_join(h[i - 1], h[i], JOIN_PAIR),
				    JOIN_TRIPLE)));
	for (size_t k = 2; k <= s->skips + 1u; k++)
		for (size_t i = features_first(w, k); i < w->n; i++)
			take(to, features_row(s,
				     features_join(h[i - k], h[i], JOIN_SKIP)));
}

#endif
