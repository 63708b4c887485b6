#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "terms/lists.h"
#include "terms/terms.h"

/* So many tokens ahead memory is asked for what is known of them: the time it
 * takes to answer is most of what a search costs. */
enum { AHEAD = 32 };

/* Tokens that are sifted before any of them is looked at. */
enum { TOGETHER = 32 };

/* What is found at one token, while it is looked for. */
struct finder {
	const struct image *i;
	const struct text *x;
	uint32_t language, languages; /* bits of it and of every */
	uint64_t lists;
	uint32_t list_bits;
	struct term_hit *hits;
	size_t n, room;
	size_t from;			  /* first hit of this token */
	uint32_t first;			  /* the token */
	const struct entry *const *known; /* of each token */
	uint32_t ranks[MOST_LISTS];	  /* of the hits of this token */
};

/* Hits of one token are few: one a list, sorted by list, as endings are. */
static void
take_ending(struct finder *f, const struct ending *e, uint32_t last)
{
	struct term_hit *h = f->hits + f->n;

	while (h > f->hits + f->from && h[-1].list >= e->list)
		h--;
	if (h < f->hits + f->n && h->list == e->list) {
		if (last < h->last ||
		    (last == h->last && e->rank < f->ranks[e->list]))
			return;
	} else {
		if (f->n == f->room)
			return;
		memmove(h + 1, h, (size_t)(f->hits + f->n - h) * sizeof(*h));
		f->n++;
	}
	f->ranks[e->list] = e->rank;
	*h = (struct term_hit){
		.list = e->list,
		.first = f->first,
		.last = last,
		.weight = e->weight,
		.term = e->term,
	};
}

static inline bool
is_asked_for(const struct finder *f, const struct ending *e)
{
	return f->lists >> e->list % 64 & 1 &&
	       (!e->language || !f->language || e->language == f->language);
}

static inline void
take(struct finder *f, const struct block *b, uint32_t last)
{
	const struct ending *e = block_endings(b);

	for (uint32_t n = b->shape / 32; n; n--, e++)
		if (is_asked_for(f, e))
			take_ending(f, e, last);
}

/* Is there anything at or below a block that is looked for? */
static inline bool
may_hold(const struct finder *f, uint32_t languages, uint32_t lists)
{
	return ((lists & f->list_bits) != 0) &
	       ((languages & f->languages) != 0);
}

/* Mostly no, without a look into a table. */
static inline bool
may_begin_with_stem(const struct image *i, const struct text *x, uint32_t k)
{
	const char *p = x->folded.p + x->tokens[k].at;

	return has_bit(i->stemmed, stem_bit(p, (unsigned char)p[2]));
}

static void
take_stems(struct finder *f, const struct block *from, uint32_t k)
{
	const struct image *im = f->i;
	const struct token *token = &f->x->tokens[k];
	struct str bytes = text_token(f->x, token);
	uint32_t b;

	if (token->class != TEXT_WORD || token->n < 2)
		return;
	b = stem_bucket(bytes.p);
	for (uint32_t i = im->bucket[b]; i < im->bucket[b + 1]; i++) {
		const struct stem *s = &im->stems[i];
		const struct block *to;

		if (!image_goes_on(im, s, bytes))
			continue;
		to = image_child(im, from, s->symbol);
		if (to)
			take(f, to, k);
	}
}

/* Can a term go on with token k, where `next` is of a block?  Mostly not. */
static inline bool
may_go_on(const struct finder *f, uint32_t next, uint32_t k)
{
	const struct token *token = &f->x->tokens[k];

	return next && k < f->x->n_tokens &&
	       (next & (next_bit(token->hash) | LEADS_STEM) ||
		   (token->class == TEXT_PUNCT && is_link(f->x, k)));
}

/* The same of the block that token k leads to from the root. */
static inline bool
may_begin(const struct finder *f, const struct entry *e, uint32_t k)
{
	return may_go_on(f, e->next, k + 1) &&
	       (e->next & LEADS_STEM ||
		   f->x->tokens[k + 1].class == TEXT_PUNCT ||
		   has_bit(f->i->pairs,
		       pair_bit(e->hash, f->x->tokens[k + 1].hash)));
}

/* From a block to the next one with token k. */
static inline const struct block *
step(const struct finder *f, const struct block *b, uint32_t k)
{
	const struct token *token = &f->x->tokens[k];
	const struct entry *e = f->known[k];

	if (!(b->next & next_bit(token->hash)) ||
	    !is_spelled(f->i, e, text_token(f->x, token)))
		return NULL;
	b = image_child(f->i, b, e->symbol);
	return b && may_hold(f, b->languages, b->lists) ? b : NULL;
}

/* Take what goes on from a block with token k.  The depth of a call is at most
 * that of the trie. */
static void
walk(struct finder *f, const struct block *b, uint32_t k)
{
	for (; may_go_on(f, b->next, k); k++) {
		if (is_link(f->x, k)) {
			const struct block *to = step(f, b, k);

			/* A term may hold the mark, as in "x-(". */
			if (to) {
				take(f, to, k);
				walk(f, to, k + 1);
			}
			k++;
		}
		if (b->next & LEADS_STEM && may_begin_with_stem(f->i, f->x, k))
			take_stems(f, b, k);
		b = step(f, b, k);
		if (!b)
			return;
		take(f, b, k);
	}
}

/* May something that is looked for begin with token k?  Not without a doubt,
 * but without a branch: what a token is cannot be foreseen.  `next` is the hash
 * of the one behind it; `mark`: that one is a mark. */
static inline bool
is_promising(
    const struct finder *f, const struct entry *e, uint64_t next, bool mark)
{
	bool on = (e->next & (next_bit(next) | LEADS_STEM)) != 0;
	bool pair = has_bit(f->i->pairs, pair_bit(e->hash, next));

	on &= pair | ((e->next & LEADS_STEM) != 0);
	on |= mark & (e->next != 0);
	on |= (e->here & f->list_bits) != 0;
	return on & ((e->lists & f->list_bits) != 0) &
	       ((e->languages & f->languages) != 0);
}

static inline void
find_at(struct finder *f, uint32_t k)
{
	const struct entry *e = f->known[k];
	const struct block *b = f->i->cells + e->child;
	bool here, on;

	if (!may_hold(f, e->languages, e->lists))
		return;
	here = e->here & f->list_bits;
	on = may_begin(f, e, k);
	if ((!here && !on) ||
	    !is_spelled(f->i, e, text_token(f->x, &f->x->tokens[k])))
		return;
	if (here)
		take(f, b, k);
	if (on)
		walk(f, b, k + 1);
}

/* The tokens from `from` on, TOGETHER of them at most, with which something may
 * begin; `stems`: a stem may, too. */
static uint32_t
sift(const struct finder *f, uint32_t from, bool stems, uint32_t at[TOGETHER])
{
	uint32_t last = (uint32_t)f->x->n_tokens - 1, n = 0;
	uint32_t end = from + TOGETHER <= last ? from + TOGETHER : last + 1;

	for (uint32_t k = from; k < end; k++) {
		const struct token *next = &f->x->tokens[k + (k < last)];
		bool may = is_promising(
		    f, f->known[k], next->hash, next->class == TEXT_PUNCT);

		if (stems)
			may |= may_begin_with_stem(f->i, f->x, k);
		at[n] = k;
		n += may;
	}
	for (uint32_t i = 0; i < n; i++)
		if (f->known[at[i]]->lists)
			__builtin_prefetch(
			    &f->i->cells[f->known[at[i]]->child]);
	return n;
}

void
terms_expect(struct terms_known *known, size_t n)
{
	if (n <= known->room)
		return;
	known->room = 2 * n;
	free(known->words);
	known->words = malloc(known->room * sizeof(*known->words));
	if (!known->words)
		die_of_memory();
}

const struct entry *
terms_word(const struct terms *t, uint64_t hash)
{
	/* One for all words that are in no term, which lies near. */
	static const struct entry none = { .symbol = TRIE_NONE,
		.child = TRIE_NONE };
	const struct entry *e = image_find(&t->image, hash);

	return e->symbol == TRIE_NONE ? &none : e;
}

void
terms_await(const struct terms *t, const struct text *x)
{
	size_t n = x->n_tokens < AHEAD ? x->n_tokens : AHEAD;

	for (size_t k = 0; k < n; k++)
		image_prefetch(&t->image, x->tokens[k].hash);
}

void
terms_look_up(
    const struct terms *t, const struct text *x, struct terms_known *known)
{
	terms_expect(known, x->n_tokens);
	for (size_t k = 0; k < x->n_tokens; k++) {
		size_t ahead = k + AHEAD < x->n_tokens ? k + AHEAD : k;

		image_prefetch(&t->image, x->tokens[ahead].hash);
		known->words[k] = image_find(&t->image, x->tokens[k].hash);
	}
}

void
terms_know(
    const struct terms *t, const struct text *x, struct terms_known *known)
{
	terms_await(t, x);
	terms_look_up(t, x, known);
}

void
terms_forget(struct terms_known *known)
{
	free(known->words);
	*known = (struct terms_known){ 0 };
}

size_t
terms_find(const struct terms *t, const struct text *x,
    const struct terms_known *known, struct str language, uint64_t lists,
    struct term_hit *hits, size_t room)
{
	uint32_t code = str_language_code(language), n = (uint32_t)x->n_tokens;
	bool stems = t->image.head->stems != 0;
	struct finder f;

	f.i = &t->image;
	f.x = x;
	f.known = known->words;
	f.language = code;
	f.languages = code ? language_bit(code) | language_bit(0) : UINT32_MAX;
	f.lists = lists;
	f.list_bits = (uint32_t)(lists | lists >> 32);
	f.hits = hits;
	f.n = 0;
	f.room = room;
	for (uint32_t from = 0; from < n && f.n < room; from += TOGETHER) {
		uint32_t at[TOGETHER];
		uint32_t some = sift(&f, from, stems, at);

		for (uint32_t i = 0; i < some && f.n < room; i++) {
			f.first = at[i];
			f.from = f.n;
			if (stems && may_begin_with_stem(f.i, x, at[i]))
				take_stems(
				    &f, &f.i->cells[f.i->head->root], at[i]);
			find_at(&f, at[i]);
		}
	}
	return f.n;
}

size_t
terms_search(const struct terms *t, struct str text, struct text *x,
    struct terms_known *known, struct str language, uint64_t lists,
    struct term_hit *hits, size_t room)
{
	text_read(x, text);
	terms_know(t, x, known);
	return terms_find(t, x, known, language, lists, hits, room);
}
