#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "model/features.h"
#include "model/format.h"
#include "model/reader.h"

/*
 * Two things make a turn cheap: a word's own rows, twenty of them, are added up
 * once and then remembered as one; and the inner loops add whole registers, for
 * which GCC 12 must be told -O3 (see the Makefile).  What a turn costs:
 * tests/bench/model.c.
 */

enum { SLOTS = 8192, WAYS = 2, LINE = 64 };

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
	uint8_t *next;	     /* for each WAYS slots, which is given up next */
	int16_t *here;	     /* one row: of a word and its pairs */
	int32_t *total;	     /* one row */
	double *scores;
	char *memory; /* of the six above */
	bool wide;    /* the processor has AVX2 */
};

_Static_assert(sizeof(struct known) == LINE, "a slot is a cache line");
_Static_assert((FEATURES_WORD + FEATURES_PAIRS) * 127 <= INT16_MAX,
    "the rows of a word and its pairs add up to no more");

/* A part of `memory`, which holds whole cache lines; *used is stepped on. */
static void *
take(char *memory, size_t *used, size_t n, size_t size)
{
	void *p = memory + *used;

	*used += (n * size + LINE - 1) / LINE * LINE;
	return p;
}

/* One block that is zero and is not touched before it is needed: a short run
 * remembers few words. */
struct model_reader *
model_reader_new(const struct model *m)
{
	struct model_reader *r = calloc(1, sizeof(*r));
	size_t n = 0;

	if (!r)
		die_of_memory();
	r->model = m;
#ifdef __x86_64__
	r->wide = __builtin_cpu_supports("avx2");
#endif
	r->memory = calloc(
	    1, SLOTS * (sizeof(*r->known) + m->width * sizeof(*r->sums)) +
		   SLOTS / WAYS +
		   m->width * (sizeof(*r->here) + sizeof(*r->total)) +
		   m->n_heads * sizeof(*r->scores) + 6 * LINE);
	if (!r->memory)
		die_of_memory();
	n = -(uintptr_t)r->memory % LINE;
	r->known = take(r->memory, &n, SLOTS, sizeof(*r->known));
	r->sums = take(r->memory, &n, SLOTS * m->width, sizeof(*r->sums));
	r->next = take(r->memory, &n, SLOTS / WAYS, sizeof(*r->next));
	r->here = take(r->memory, &n, m->width, sizeof(*r->here));
	r->total = take(r->memory, &n, m->width, sizeof(*r->total));
	r->scores = take(r->memory, &n, m->n_heads, sizeof(*r->scores));
	return r;
}

void
model_reader_free(struct model_reader *r)
{
	free(r->memory);
	free(r);
}

/* A row's width is whole registers; the compiler is told so, and turns plain
 * loops into wide ones. */
static inline size_t
whole(size_t width)
{
	return width & ~(size_t)(FORMAT_WIDTH - 1);
}

static inline void
add_row(int16_t *restrict sums, const int8_t *restrict row, size_t width)
{
	for (size_t i = 0; i < whole(width); i++)
		sums[i] = (int16_t)(sums[i] + row[i]);
}

static inline void
add_sums(int32_t *restrict total, const int16_t *restrict sums, size_t width)
{
	for (size_t i = 0; i < whole(width); i++)
		total[i] += sums[i];
}

static inline void
sum_word(const struct model *m, const struct word *w, int16_t *sums)
{
	uint32_t rows[FEATURES_WORD];
	size_t n = features_word(&m->shape, w, rows);

	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(m->rows + rows[i] * m->width);
	memset(sums, 0, m->width * sizeof(*sums));
	for (size_t i = 0; i < n; i++)
		add_row(sums, m->rows + rows[i] * m->width, m->width);
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

/* Words that are looked up together, so that none waits for the memory of the
 * one before. */
enum { TOGETHER = 16 };

struct step {
	struct word word;
	size_t slot; /* slot_of() it */
	uint32_t rows[FEATURES_PAIRS];
	size_t n_rows;
};

/* The first of WAYS. */
static inline size_t
slot_of(const struct word *w)
{
	return (w->hash ^ w->hash >> 32) % SLOTS / WAYS * WAYS;
}

static inline void
prepare(const struct model_reader *r, const struct word *w,
    struct last_words *last, struct step *s)
{
	const struct model *m = r->model;

	s->word = *w;
	s->slot = slot_of(w);
	__builtin_prefetch(&r->known[s->slot]);
	__builtin_prefetch(r->sums + s->slot * m->width);
	features_next(last, w->hash);
	s->n_rows = features_pairs(&m->shape, last, s->rows);
	for (size_t i = 0; i < s->n_rows; i++)
		__builtin_prefetch(m->rows + s->rows[i] * m->width);
}

/* Words that fall on the same slots push out the one that was used before the
 * last. */
static const int16_t *
learn(struct model_reader *r, const struct word *w, size_t first)
{
	uint8_t *next = &r->next[first / WAYS];
	size_t slot = first + *next;
	struct known *k = &r->known[slot];
	int16_t *sums = r->sums + slot * r->model->width;

	k->hash = w->hash;
	k->n = w->n;
	memcpy(k->bytes, w->p, w->n);
	sum_word(r->model, w, sums);
	*next ^= 1;
	return sums;
}

static inline const int16_t *
know(struct model_reader *r, const struct word *w, size_t first)
{
	for (size_t way = 0; way < WAYS; way++)
		if (is_same(&r->known[first + way], w)) {
			r->next[first / WAYS] = (uint8_t)!way;
			return r->sums + (first + way) * r->model->width;
		}
	return learn(r, w, first);
}

const struct model *
reader_model(const struct model_reader *r)
{
	return r->model;
}

int32_t
reader_word(struct model_reader *r, const struct word *w, size_t head)
{
	return know(r, w, slot_of(w))[head];
}

static void
finish(struct model_reader *r)
{
	const struct model *m = r->model;
	double mass = (double)m->prior + r->total[m->n_heads];
	double norm = mass > 0 ? 1 / sqrt(mass) : 0;

	for (size_t i = 0; i < m->n_heads; i++)
		r->scores[i] =
		    m->heads[i].scale * r->total[i] * norm + m->heads[i].bias;
}

static inline __attribute__((always_inline)) void
add_steps(
    struct model_reader *r, const struct step *steps, size_t n, size_t width)
{
	const struct model *m = r->model;

	for (size_t i = 0; i < n; i++) {
		const struct step *s = &steps[i];

		memcpy(r->here, know(r, &s->word, s->slot),
		    width * sizeof(*r->here));
		for (size_t k = 0; k < s->n_rows; k++)
			add_row(r->here, m->rows + s->rows[k] * width, width);
		add_sums(r->total, r->here, width);
	}
}

static inline __attribute__((always_inline)) void
sum_rows(struct model_reader *r, const struct text *x, size_t width)
{
	struct last_words last = { .n = 0 };
	struct step steps[TOGETHER];
	struct word w;
	size_t n = 0;

	memset(r->total, 0, width * sizeof(*r->total));
	for (size_t i = 0; i < x->n_tokens; i++) {
		if (!features_token(x, &x->tokens[i], &w))
			continue;
		prepare(r, &w, &last, &steps[n++]);
		if (n == TOGETHER) {
			add_steps(r, steps, n, width);
			n = 0;
		}
	}
	add_steps(r, steps, n, width);
}

/* The width of the built-in model: loops of a length that the compiler knows
 * are none. */
enum { BUILTIN_WIDTH = 32 };

static inline __attribute__((always_inline)) void
sum(struct model_reader *r, const struct text *x)
{
	if (r->model->width == BUILTIN_WIDTH)
		sum_rows(r, x, BUILTIN_WIDTH);
	else
		sum_rows(r, x, r->model->width);
}

/* The sums are of integers: wider registers make them sooner, not otherwise. */
#ifdef __x86_64__
static __attribute__((target("avx2"))) void
sum_wide(struct model_reader *r, const struct text *x)
{
	sum(r, x);
}
#endif

const double *
model_scores(struct model_reader *r, const struct text *x)
{
#ifdef __x86_64__
	if (r->wide)
		sum_wide(r, x);
	else
#endif
		sum(r, x);
	finish(r);
	return r->scores;
}
