#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "model/features.h"

/*
 * What a turn of 25 words costs when its words are remembered is in
 * tests/bench/model.c.  Two things make it cheap: a word's own rows, ten and
 * more, are added up once and then remembered as one; and the inner loops add
 * whole registers, for which GCC 12 must be told -O3.
 */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif

enum { SLOTS = 4096, LINE = 64 };

/* A word that is remembered: a cache line, and its sums elsewhere. */
struct known {
	uint64_t hash;
	uint32_t n; /* of bytes; a number has none */
	char bytes[MODEL_WORD];
};

struct model_reader {
	const struct model *model;
	struct known *known; /* SLOTS; hash 0 and no bytes: empty */
	int16_t *sums;	     /* SLOTS rows */
	int32_t *total;	     /* one row */
	double *scores;
};

_Static_assert(sizeof(struct known) == LINE, "a slot is a cache line");
_Static_assert(
    (FEATURES_WORD + 0) * 127 <= INT16_MAX, "the sum of a word's rows fits");

static void *
new_lines(size_t n, size_t size)
{
	size_t bytes = (n * size + LINE - 1) / LINE * LINE;
	void *p = aligned_alloc(LINE, bytes);

	if (!p)
		die_of_memory();
	memset(p, 0, bytes);
	return p;
}

struct model_reader *
model_reader_new(const struct model *m)
{
	struct model_reader *r = new_lines(1, sizeof(*r));

	r->model = m;
	r->known = new_lines(SLOTS, sizeof(*r->known));
	r->sums = new_lines(SLOTS * m->width, sizeof(*r->sums));
	r->total = new_lines(m->width, sizeof(*r->total));
	r->scores = new_lines(m->n_heads, sizeof(*r->scores));
	return r;
}

void
model_reader_free(struct model_reader *r)
{
	free(r->known);
	free(r->sums);
	free(r->total);
	free(r->scores);
	free(r);
}

static void
add_row(int32_t *restrict total, const int8_t *restrict row, size_t width)
{
	for (size_t i = 0; i < width; i += 16)
		for (size_t k = i; k < i + 16; k++)
			total[k] += row[k];
}

static void
add_sums(int32_t *restrict total, const int16_t *restrict sums, size_t width)
{
	for (size_t i = 0; i < width; i += 16)
		for (size_t k = i; k < i + 16; k++)
			total[k] += sums[k];
}

static void
sum_word(const struct model *m, const struct word *w, int16_t *restrict sums)
{
	uint32_t rows[FEATURES_WORD];
	size_t n = features_word(&m->shape, w, rows);

	memset(sums, 0, m->width * sizeof(*sums));
	for (size_t i = 0; i < n; i++) {
		const int8_t *restrict row = m->rows + rows[i] * m->width;

		for (size_t k = 0; k < m->width; k++)
			sums[k] = (int16_t)(sums[k] + row[k]);
	}
}

static inline bool
is_same(const struct known *k, const struct word *w)
{
	uint64_t a, b;

	if (k->hash != w->hash || k->n != w->n)
		return false;
	if (w->n > sizeof(a))
		return memcmp(k->bytes, w->p, w->n) == 0;
	/* what is behind a short word is shifted out */
	memcpy(&a, k->bytes, sizeof(a));
	memcpy(&b, w->p, sizeof(b));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	a = __builtin_bswap64(a);
	b = __builtin_bswap64(b);
#endif
	return w->n == 0 || (a ^ b) << (64 - 8 * w->n) == 0;
}

static const int16_t *
know(struct model_reader *r, const struct word *w)
{
	size_t i = (w->hash ^ w->hash >> 32) % SLOTS;
	struct known *k = &r->known[i];
	int16_t *sums = r->sums + i * r->model->width;

	if (is_same(k, w))
		return sums;
	k->hash = w->hash;
	k->n = w->n;
	memcpy(k->bytes, w->p, w->n);
	sum_word(r->model, w, sums);
	return sums;
}

static void
finish(struct model_reader *r)
{
	const struct model *m = r->model;
	int32_t mass = r->total[m->n_heads];
	double norm = mass > 0 ? 1 / sqrt(mass) : 0;

	for (size_t i = 0; i < m->n_heads; i++)
		r->scores[i] =
		    m->heads[i].scale * r->total[i] * norm + m->heads[i].bias;
}

const double *
model_scores(struct model_reader *r, const struct text *x)
{
	const struct model *m = r->model;
	struct last_words last = { .n = 0 };
	uint32_t rows[FEATURES_PAIRS];
	struct word w;

	memset(r->total, 0, m->width * sizeof(*r->total));
	for (size_t i = 0; i < x->n_tokens; i++) {
		size_t n;

		if (!features_token(x, &x->tokens[i], &w))
			continue;
		add_sums(r->total, know(r, &w), m->width);
		features_next(&last, w.hash);
		n = features_pairs(&m->shape, &last, rows);
		for (size_t k = 0; k < n; k++)
			add_row(
			    r->total, m->rows + rows[k] * m->width, m->width);
	}
	finish(r);
	return r->scores;
}
