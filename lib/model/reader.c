#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/octets.h"
#include "model/features.h"
#include "model/format.h"
#include "model/lanes.h"
#include "model/reader.h"

/*
 * Two things make a turn cheap: a word's own rows, twenty of them, are added up
 * once and then remembered as one; and rows are added up for a few words at a
 * time, so that sums stay in registers (lanes.h).  What a turn costs:
 * tests/bench/model.c.
 */

/* Four slots for each word of a log of megabytes: with two, words learnt again
 * were more than half of all. */
enum { SLOTS = 16384, WAYS = 2, LINE = 64 };

/* A word that is remembered: a cache line, and its sums behind it. */
struct known {
	uint64_t hash;
	uint32_t n; /* of bytes; a number has none */
	char bytes[MODEL_WORD];
	int16_t sums[]; /* one row */
};

_Static_assert(sizeof(struct known) == LINE, "a word is a cache line");

struct model_reader {
	const struct model *model;
	const struct lanes *lanes;
	char *known;		       /* SLOTS; hash 0 and no bytes: empty */
	size_t size;		       /* of a slot: whole cache lines */
	int32_t *total;		       /* one row */
	double *scores, *scale, *bias; /* of each head */
	char *memory;		       /* of the five above */
};

/* What is looked up together, so that no word waits for the memory of the one
 * before. */
struct batch {
	struct seeking {
		struct word word;
		struct known *first; /* of its place */
	} word[FEATURES_TOGETHER];
	struct words words;
	const int8_t *pairs[FEATURES_TOGETHER * FEATURES_PAIRS]; /* rows */
	size_t n, n_pairs;
};

_Static_assert(FEATURES_WORD * 127 <= INT16_MAX &&
		   FEATURES_TOGETHER * FEATURES_PAIRS * 127 <= INT16_MAX,
    "the rows of a word, and those of a batch's pairs, add up to no more");

/* Where a row stands, and that it will be read. */
static inline const int8_t *
await_row(const struct model *m, uint32_t row)
{
	const int8_t *p = m->rows + row * m->width;

	__builtin_prefetch(p);
	__builtin_prefetch(p + m->width - 1);
	return p;
}

static inline bool
is_same(const struct known *k, const struct word *w)
{
	struct octets a = octets_load(k->bytes), b = octets_load(w->p);

	if (k->hash != w->hash || k->n != w->n)
		return false;
	if (w->n > OCTETS)
		return memcmp(k->bytes, w->p, w->n) == 0;
	/* how long a word is cannot be foreseen; there are no more than OCTETS
	   bits, so that one is the first that is 0 */
	return (uint32_t)__builtin_ctz(~OCTETS_BITS(a.c == b.c)) >= w->n;
}

/* The first of WAYS. */
size_t
reader_place(uint64_t hash)
{
	return (hash ^ hash >> 32) % SLOTS / WAYS * WAYS;
}

static inline struct known *
at_place(const struct model_reader *r, size_t slot)
{
	return (struct known *)(r->known + slot * r->size);
}

/* The next slot. */
static inline struct known *
behind(const struct model_reader *r, struct known *k)
{
	return (struct known *)((char *)k + r->size);
}

_Static_assert(WAYS == 2, "a word is in the first slot of its place, or in "
			  "the one behind it");

/* NULL: it is not known.  Which of two slots has it cannot be foreseen, so one
 * is chosen without a branch. */
static inline struct known *
find(const struct model_reader *r, const struct word *w, struct known *first)
{
	size_t other = first->hash != w->hash;
	struct known *k = (struct known *)((char *)first + other * r->size);

	return is_same(k, w) ? k : NULL;
}

/* The newest word of a place stands first. */
static struct known *
learn(struct model_reader *r, const struct word *w, struct known *first)
{
	const struct model *m = r->model;
	uint32_t rows[FEATURES_WORD];
	const int8_t *p[FEATURES_WORD];
	size_t n = features_word(&m->shape, w, rows);

	for (size_t i = 0; i < n; i++)
		p[i] = await_row(m, rows[i]);
	memcpy(behind(r, first), first, r->size);
	first->hash = w->hash;
	first->n = w->n;
	memcpy(first->bytes, w->p, w->n);
	r->lanes->sum(first->sums, p, n, m->width);
	return first;
}

const struct model *
reader_model(const struct model_reader *r)
{
	return r->model;
}

int32_t
reader_word(struct model_reader *r, const struct word *w, size_t head)
{
	struct known *first = at_place(r, reader_place(w->hash)),
		     *k = find(r, w, first);

	return (k ? k : learn(r, w, first))->sums[head];
}

/* The words among the next tokens.  Each is read to where it stays: to copy
 * what was just written in parts takes longer than all else here. */
static inline void
take_words(const struct model_reader *r, const struct text *x,
    const struct token *k, const struct token *end, struct batch *b)
{
	struct seeking *s = b->word;
	uint64_t *hash = b->words.hash + b->words.n;

	for (; k < end; k++) {
		if (!features_token(x, k, &s->word))
			continue;
		s->first = at_place(r, reader_place(s->word.hash));
		__builtin_prefetch(s->first);
		__builtin_prefetch(behind(r, s->first));
		*hash++ = s->word.hash;
		s++;
	}
	b->n = (size_t)(s - b->word);
	b->words.n += b->n;
}

/* Where rows go. */
struct place {
	const struct model *model;
	const int8_t **next;
};

static inline void
take_pair(void *place, uint32_t row)
{
	struct place *p = place;

	*p->next++ = await_row(p->model, row);
}

static inline void
take_pairs(const struct model *m, struct batch *b)
{
	struct place p = { m, b->pairs };

	features_pairs(&m->shape, &b->words, take_pair, &p);
	features_go_on(&b->words);
	b->n_pairs = (size_t)(p.next - b->pairs);
}

/* What a batch's rows and words add to the totals.  The words come first: the
 * rows are on their way meanwhile. */
static void
add_batch(struct model_reader *r, const struct batch *b)
{
	const int16_t *sums[FEATURES_TOGETHER];
	struct addends a = { b->pairs, sums, 0, 0 };
	size_t width = r->model->width;

	for (size_t i = 0; i < b->n; i++) {
		const struct seeking *s = &b->word[i];
		struct known *k = find(r, &s->word, s->first);

		if (!k) {
			/* which may push out one of those found */
			r->lanes->add(r->total, &a, width);
			a.n_sums = 0;
			k = learn(r, &s->word, s->first);
		}
		__builtin_prefetch(k->sums);
		sums[a.n_sums++] = k->sums;
	}
	a.n_rows = b->n_pairs;
	r->lanes->add(r->total, &a, width);
}

static void
sum(struct model_reader *r, const struct text *x)
{
	const struct token *k = x->tokens, *end = k + x->n_tokens, *next;
	struct batch b;

	features_start(&b.words);
	memset(r->total, 0, r->model->width * sizeof(*r->total));
	for (; k < end; k = next) {
		next =
		    end - k > FEATURES_TOGETHER ? k + FEATURES_TOGETHER : end;
		take_words(r, x, k, next, &b);
		take_pairs(r->model, &b);
		add_batch(r, &b);
	}
}

static size_t
whole_lines(size_t n)
{
	return (n + LINE - 1) / LINE * LINE;
}

/* A part of `memory`, which holds whole cache lines; *used is stepped on. */
static void *
take(char *memory, size_t *used, size_t n, size_t size)
{
	void *p = memory + *used;

	*used += whole_lines(n * size);
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
	r->lanes = lanes_best();
	r->size =
	    whole_lines(sizeof(struct known) + m->width * sizeof(int16_t));
	r->memory =
	    calloc(1, SLOTS * r->size + m->width * sizeof(*r->total) +
			  3 * m->n_heads * sizeof(*r->scores) + 6 * LINE);
	if (!r->memory)
		die_of_memory();
	n = -(uintptr_t)r->memory % LINE;
	r->known = take(r->memory, &n, SLOTS, r->size);
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
reader_plain(struct model_reader *r)
{
	r->lanes = &lanes_plain;
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
	const struct model *m = r->model;
	double mass;

	sum(r, x);
	mass = (double)m->prior + r->total[m->n_heads];
	r->lanes->score(r->scores, r->total, r->scale, r->bias,
	    mass > 0 ? 1 / sqrt(mass) : 0, m->n_heads);
	return r->scores;
}
