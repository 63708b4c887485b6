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

/* Room for four times the words of a log of megabytes: with two, words learnt
 * again were more than half of all. */
enum { PLACES = 8192, WAYS = 2, SLOTS = PLACES * WAYS, LINE = 64 };

/* A word that is remembered: a cache line, and its sums behind it. */
struct known {
	uint64_t hash;
	uint32_t n; /* of bytes; a number has none */
	char bytes[MODEL_WORD];
	int16_t sums[]; /* one row */
};

_Static_assert(sizeof(struct known) == LINE, "a word is a cache line");

/* Where words of some hashes are, the newest first; of two with one tag only
 * that is found.  Slots are taken as words come: those of a log's everyday
 * words lie together, on few pages. */
struct place {
	struct way {
		uint16_t tag, slot; /* slot 0: none */
	} way[WAYS];
};

_Static_assert(SLOTS <= UINT16_MAX, "a slot has a number");

struct model_reader {
	const struct model *model;
	const struct lanes *lanes;
	struct place *places;	       /* PLACES */
	char *known;		       /* SLOTS, and one before of no word */
	size_t size;		       /* of a slot: whole cache lines */
	uint16_t n_known;	       /* slots that were taken */
	int32_t *total;		       /* one row */
	double *scores, *scale, *bias; /* of each head */
	char *memory;		       /* of the six above */
};

/* What is looked up together, so that no word waits for the memory of the one
 * before. */
struct batch {
	struct seeking {
		struct word word;
		struct known *known; /* where it may be */
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
	if (m->width > LINE / 2)
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

size_t
reader_place(uint64_t hash)
{
	return hash % PLACES;
}

static inline uint16_t
tag_of(uint64_t hash)
{
	return (uint16_t)(hash >> 48);
}

static inline struct known *
at_slot(const struct model_reader *r, size_t slot)
{
	return (struct known *)(r->known + slot * r->size);
}

_Static_assert(WAYS == 2, "a word is the newest of its place, or the other");

/* Where a word is, if it is known.  Which of two it is cannot be foreseen, so
 * one is chosen without a branch. */
static inline struct known *
seek(const struct model_reader *r, uint64_t hash)
{
	const struct way *way = r->places[reader_place(hash)].way;

	return at_slot(r, way[way->tag != tag_of(hash)].slot);
}

/* The slot of a new word: of its place the oldest leaves. */
static struct known *
take_slot(struct model_reader *r, uint64_t hash)
{
	struct way *way = r->places[reader_place(hash)].way;
	uint16_t slot = way[1].slot ? way[1].slot : ++r->n_known;

	way[1] = way[0];
	way[0] = (struct way){ tag_of(hash), slot };
	return at_slot(r, slot);
}

static struct known *
learn(struct model_reader *r, const struct word *w)
{
	const struct model *m = r->model;
	struct known *k = take_slot(r, w->hash);
	uint32_t rows[FEATURES_WORD];
	const int8_t *p[FEATURES_WORD];
	size_t n = features_word(&m->shape, w, rows);

	for (size_t i = 0; i < n; i++)
		p[i] = await_row(m, rows[i]);
	k->hash = w->hash;
	k->n = w->n;
	memcpy(k->bytes, w->p, w->n);
	r->lanes->sum(k->sums, p, n, m->width);
	return k;
}

static struct known *
know(struct model_reader *r, const struct word *w)
{
	struct known *k = seek(r, w->hash);

	return is_same(k, w) ? k : learn(r, w);
}

const struct model *
reader_model(const struct model_reader *r)
{
	return r->model;
}

int32_t
reader_word(struct model_reader *r, const struct word *w, size_t head)
{
	return know(r, w)->sums[head];
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
		s->known = seek(r, s->word.hash);
		__builtin_prefetch(s->known);
		__builtin_prefetch(s->known->sums);
		*hash++ = s->word.hash;
		s++;
	}
	b->n = (size_t)(s - b->word);
	b->words.n += b->n;
}

/* Where rows go. */
struct row_list {
	const struct model *model;
	const int8_t **next;
};

static inline void
take_pair(void *list, uint32_t row)
{
	struct row_list *l = list;

	*l->next++ = await_row(l->model, row);
}

static inline void
take_pairs(const struct model *m, struct batch *b)
{
	struct row_list l = { m, b->pairs };

	features_pairs(&m->shape, &b->words, take_pair, &l);
	features_go_on(&b->words);
	b->n_pairs = (size_t)(l.next - b->pairs);
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
		const struct known *k = s->known;

		if (!is_same(k, &s->word)) {
			/* it may push out one of those found */
			r->lanes->add(r->total, &a, width);
			a.n_sums = 0;
			k = know(r, &s->word);
		}
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
	    calloc(1, PLACES * sizeof(*r->places) + (SLOTS + 1) * r->size +
			  m->width * sizeof(*r->total) +
			  3 * m->n_heads * sizeof(*r->scores) + 7 * LINE);
	if (!r->memory)
		die_of_memory();
	n = -(uintptr_t)r->memory % LINE;
	r->places = take(r->memory, &n, PLACES, sizeof(*r->places));
	r->known = take(r->memory, &n, SLOTS + 1, r->size);
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
