#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "base/die.h"
#include "model/features.h"
#include "model/format.h"
#include "model/reader.h"

/*
 * Two things make a turn cheap: a word's own rows, twenty of them, are added up
 * once and then remembered as one; and the rows of pairs are added up sixteen
 * heads at a time, which stay in a register until the last of a few words.
 * What a turn costs: tests/bench/model.c.
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
	int32_t *total;	     /* one row */
	double *scores, *scale, *bias; /* of each head */
	char *memory;		       /* of the seven above */
	bool wide;		       /* the processor has AVX2 */
};

_Static_assert(sizeof(struct known) == LINE, "a slot is a cache line");
/* Words that are looked up together, so that none waits for the memory of the
 * one before. */
enum { TOGETHER = 16 };

_Static_assert(FEATURES_WORD * 127 <= INT16_MAX &&
		   TOGETHER * FEATURES_PAIRS * 127 <= INT16_MAX,
    "the rows of a word, and those of a few pairs, add up to no more");

/*
 * The inner loops take LANES heads of a row at a time, and are written twice:
 * as GCC 12 makes of plain loops over integers of three sizes, for processors
 * with AVX2, only what those without it could do.  Sums of integers are the
 * same in any order; the tests hold both equal.
 */
enum { LANES = FORMAT_WIDTH };

/* Add LANES heads of n rows to their sums. */
static inline void
add_lanes(int16_t *restrict sums, const int8_t *restrict lanes,
    const uint32_t *rows, size_t n, size_t width)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < LANES; k++)
			sums[k] =
			    (int16_t)(sums[k] + lanes[rows[i] * width + k]);
}

/* Add LANES sums of n words, from the at-th on, to their total. */
static inline void
add_sums(
    int32_t *restrict total, const int16_t *const *sums, size_t n, size_t at)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < LANES; k++)
			total[k] += sums[i][at + k];
}

#ifdef __x86_64__
#define WIDE __attribute__((target("avx2")))

static inline WIDE void
add_lanes_wide(int16_t *restrict sums, const int8_t *restrict lanes,
    const uint32_t *rows, size_t n, size_t width)
{
	__m256i sum = _mm256_loadu_si256((const __m256i *)sums);

	for (size_t i = 0; i < n; i++) {
		const int8_t *row = lanes + rows[i] * width;

		sum = _mm256_add_epi16(
		    sum, _mm256_cvtepi8_epi16(
			     _mm_loadu_si128((const __m128i *)row)));
	}
	_mm256_storeu_si256((__m256i *)sums, sum);
}

static inline WIDE __m256i
widen(const int16_t *sums)
{
	return _mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)sums));
}

static inline WIDE void
add_sums_wide(
    int32_t *restrict total, const int16_t *const *sums, size_t n, size_t at)
{
	enum { HALF = LANES / 2 };
	__m256i *low = (__m256i *)total, *high = (__m256i *)(total + HALF);
	__m256i a = _mm256_loadu_si256(low), b = _mm256_loadu_si256(high);

	for (size_t i = 0; i < n; i++) {
		a = _mm256_add_epi32(a, widen(sums[i] + at));
		b = _mm256_add_epi32(b, widen(sums[i] + at + HALF));
	}
	_mm256_storeu_si256(low, a);
	_mm256_storeu_si256(high, b);
}

static bool
may_be_wide(void)
{
	return __builtin_cpu_supports("avx2");
}
#else
#define WIDE
#define add_lanes_wide add_lanes
#define add_sums_wide  add_sums

static bool
may_be_wide(void)
{
	return false;
}
#endif

static inline __attribute__((always_inline)) void
add_lanes_by(bool wide, int16_t *sums, const int8_t *lanes,
    const uint32_t *rows, size_t n, size_t width)
{
	if (wide)
		add_lanes_wide(sums, lanes, rows, n, width);
	else
		add_lanes(sums, lanes, rows, n, width);
}

static inline __attribute__((always_inline)) void
add_sums_by(
    bool wide, int32_t *total, const int16_t *const *sums, size_t n, size_t at)
{
	if (wide)
		add_sums_wide(total, sums, n, at);
	else
		add_sums(total, sums, n, at);
}

static inline void
sum_word(const struct model *m, const struct word *w, int16_t *sums)
{
	uint32_t rows[FEATURES_WORD];
	size_t n = features_word(&m->shape, w, rows);

	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(m->rows + rows[i] * m->width);
	memset(sums, 0, m->width * sizeof(*sums));
	for (size_t at = 0; at < m->width; at += LANES)
		add_lanes(sums + at, m->rows + at, rows, n, m->width);
}

/* In which of the first n of eight bytes two words differ. */
static inline uint64_t
differ(const char *p, const char *q, uint32_t n)
{
	uint64_t a, b;

	memcpy(&a, p, sizeof(a));
	memcpy(&b, q, sizeof(b));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	a = __builtin_bswap64(a);
	b = __builtin_bswap64(b);
#endif
	return n < 8 ? (a ^ b) & (((uint64_t)1 << 8 * n) - 1) : a ^ b;
}

static inline bool
is_same(const struct known *k, const struct word *w)
{
	uint32_t n = w->n;

	if (k->hash != w->hash || k->n != n)
		return false;
	if (n > 16)
		return memcmp(k->bytes, w->p, n) == 0;
	/* how long a word is cannot be foreseen */
	return (differ(k->bytes, w->p, n) |
		   differ(k->bytes + 8, w->p + 8, n > 8 ? n - 8 : 0)) == 0;
}

struct step {
	struct word word;
	size_t slot; /* reader_place() */
};

/* A few words, and the rows of the pairs that they make. */
struct steps {
	struct step step[TOGETHER];
	size_t n;
	uint32_t rows[TOGETHER * FEATURES_PAIRS];
	size_t n_rows;
};

/* The first of WAYS. */
size_t
reader_place(uint64_t hash)
{
	return (hash ^ hash >> 32) % SLOTS / WAYS * WAYS;
}

/* One more step, whose word is set where it stays: to copy what was just
 * written in parts takes longer than all else here. */
static inline void
prepare(
    const struct model_reader *r, struct last_words *last, struct steps *all)
{
	const struct model *m = r->model;
	struct step *s = &all->step[all->n++];
	uint32_t *rows = all->rows + all->n_rows;
	size_t n;

	s->slot = reader_place(s->word.hash);
	__builtin_prefetch(&r->known[s->slot]);
	__builtin_prefetch(&r->known[s->slot + 1]);
	features_next(last, s->word.hash);
	n = features_pairs(&m->shape, last, rows);
	for (size_t i = 0; i < n; i++) {
		__builtin_prefetch(m->rows + rows[i] * m->width);
		__builtin_prefetch(m->rows + (rows[i] + 1) * m->width - 1);
	}
	all->n_rows += n;
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

_Static_assert(WAYS == 2, "a slot is the first, or the other");

/* NULL: it is not known.  Which of two slots has it cannot be foreseen, so one
 * is chosen without a branch. */
static inline const int16_t *
find(struct model_reader *r, const struct word *w, size_t first)
{
	bool other = r->known[first].hash != w->hash;
	size_t slot = first + other;

	if (!is_same(&r->known[slot], w))
		return NULL;
	r->next[first / WAYS] = !other;
	return r->sums + slot * r->model->width;
}

const struct model *
reader_model(const struct model_reader *r)
{
	return r->model;
}

int32_t
reader_word(struct model_reader *r, const struct word *w, size_t head)
{
	const int16_t *sums = find(r, w, reader_place(w->hash));

	return (sums ? sums : learn(r, w, reader_place(w->hash)))[head];
}

static void
finish(struct model_reader *r)
{
	const struct model *m = r->model;
	double mass = (double)m->prior + r->total[m->n_heads];
	double norm = mass > 0 ? 1 / sqrt(mass) : 0;

	for (size_t i = 0; i < m->n_heads; i++)
		r->scores[i] = r->scale[i] * r->total[i] * norm + r->bias[i];
}

static inline __attribute__((always_inline)) void
add_words_by(
    bool wide, struct model_reader *r, const int16_t *const *sums, size_t n)
{
	for (size_t at = 0; at < r->model->width; at += LANES)
		add_sums_by(wide, r->total + at, sums, n, at);
}

static inline __attribute__((always_inline)) void
add_pairs_by(bool wide, struct model_reader *r, const struct steps *s)
{
	size_t width = r->model->width;

	for (size_t at = 0; at < width; at += LANES) {
		int16_t pairs[LANES] = { 0 };
		const int16_t *sums = pairs;

		add_lanes_by(wide, pairs, r->model->rows + at, s->rows,
		    s->n_rows, width);
		add_sums_by(wide, r->total + at, &sums, 1, 0);
	}
}

static inline __attribute__((always_inline)) void
add_steps_by(bool wide, struct model_reader *r, const struct steps *s)
{
	const int16_t *sums[TOGETHER];
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct word *w = &s->step[i].word;
		size_t slot = s->step[i].slot;

		sums[n] = find(r, w, slot);
		if (!sums[n]) {
			/* which may push out one of those found */
			add_words_by(wide, r, sums, n);
			sums[0] = learn(r, w, slot);
			n = 0;
		}
		__builtin_prefetch(sums[n++]);
	}
	add_pairs_by(wide, r, s);
	add_words_by(wide, r, sums, n);
}

static void
add_steps(struct model_reader *r, const struct steps *s)
{
	add_steps_by(false, r, s);
}

static WIDE void
add_steps_wide(struct model_reader *r, const struct steps *s)
{
	add_steps_by(true, r, s);
}

static void
take_steps(struct model_reader *r, struct steps *s)
{
	if (r->wide)
		add_steps_wide(r, s);
	else
		add_steps(r, s);
	s->n = s->n_rows = 0;
}

static void
sum(struct model_reader *r, const struct text *x)
{
	struct last_words last;
	struct steps steps;

	features_start(&last);
	steps.n = steps.n_rows = 0;
	memset(r->total, 0, r->model->width * sizeof(*r->total));
	for (size_t i = 0; i < x->n_tokens; i++) {
		if (!features_token(
			x, &x->tokens[i], &steps.step[steps.n].word))
			continue;
		prepare(r, &last, &steps);
		if (steps.n == TOGETHER)
			take_steps(r, &steps);
	}
	take_steps(r, &steps);
}

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
	r->wide = may_be_wide();
	r->memory = calloc(
	    1, SLOTS * (sizeof(*r->known) + m->width * sizeof(*r->sums)) +
		   SLOTS / WAYS + m->width * sizeof(*r->total) +
		   3 * m->n_heads * sizeof(*r->scores) + 7 * LINE);
	if (!r->memory)
		die_of_memory();
	n = -(uintptr_t)r->memory % LINE;
	r->known = take(r->memory, &n, SLOTS, sizeof(*r->known));
	r->sums = take(r->memory, &n, SLOTS * m->width, sizeof(*r->sums));
	r->next = take(r->memory, &n, SLOTS / WAYS, sizeof(*r->next));
	r->total = take(r->memory, &n, m->width, sizeof(*r->total));
	r->scores = take(r->memory, &n, m->n_heads, sizeof(*r->scores));
	r->scale = take(r->memory, &n, m->n_heads, sizeof(*r->scale));
	r->bias = take(r->memory, &n, m->n_heads, sizeof(*r->bias));
	for (size_t i = 0; i < m->n_heads; i++) {
		r->scale[i] = m->heads[i].scale;
		r->bias[i] = m->heads[i].bias;
	}
	return r;
}

void
reader_narrow(struct model_reader *r)
{
	r->wide = false;
}

void
model_reader_free(struct model_reader *r)
{
	free(r->memory);
	free(r);
}

const double *
model_scores(struct model_reader *r, const struct text *x)
{
	sum(r, x);
	finish(r);
	return r->scores;
}
