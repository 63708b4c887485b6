#ifndef MODEL_FEATURES_H
#define MODEL_FEATURES_H

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
	if ((*p >= '0' && *p <= '9') || k->n > MODEL_WORD)
		features_odd(out);
	return true;
}

/* The rows of a word; returns how many. */
size_t features_word(const struct model_shape *s, const struct word *w,
    uint32_t rows[FEATURES_WORD]);

/* The last words of a text, in a ring: none is moved when the next one comes.
 */
enum { FEATURES_LAST = 6, FEATURES_RING = 8, FEATURES_PAIRS = 8 };

struct last_words {
	uint64_t hash[FEATURES_RING];
	uint32_t at; /* of the newest */
	uint32_t n;  /* FEATURES_LAST at most */
};

static inline void
features_start(struct last_words *l)
{
	l->at = l->n = 0;
}

static inline void
features_next(struct last_words *l, uint64_t hash)
{
	l->at = (l->at + 1) % FEATURES_RING;
	l->hash[l->at] = hash;
	l->n += l->n < FEATURES_LAST;
}

/* The i-th before the newest, which is the 0th. */
static inline uint64_t
features_past(const struct last_words *l, uint32_t i)
{
	return l->hash[(l->at - i) % FEATURES_RING];
}

/* What hashes are joined to. */
enum { FEATURES_PAIR, FEATURES_TRIPLE, FEATURES_SKIP, FEATURES_STEM };

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

/* The rows that the newest word makes with those before it. */
static inline size_t
features_pairs(const struct model_shape *s, const struct last_words *l,
    uint32_t rows[FEATURES_PAIRS])
{
	uint64_t newest, pair;
	size_t n = 0;

	if (l->n < 2 || s->order < 2)
		return 0;
	newest = features_past(l, 0);
	pair = features_join(features_past(l, 1), newest, FEATURES_PAIR);
	rows[n++] = features_row(s, pair);
	if (s->order > 2 && l->n > 2)
		rows[n++] = features_row(s,
		    features_join(features_past(l, 2), pair, FEATURES_TRIPLE));
	for (uint32_t i = 2; i < l->n && i - 1 <= s->skips; i++)
		rows[n++] = features_row(s,
		    features_join(features_past(l, i), newest, FEATURES_SKIP));
	return n;
}

#endif
