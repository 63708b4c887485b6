#include <stdlib.h>
#include <string.h>

#include "base/apart.h"
#include "base/die.h"
#include "terms/lists.h"
#include "terms/terms.h"

/* What is found at one token, while it is looked for. */
struct finder {
	const struct image *i;
	const struct text *x;
	uint32_t language, languages; /* bits of it and of every */
	uint64_t lists;
	uint32_t list_bits;
	struct term_hit *hits;
	size_t n, room;
	size_t from;			       /* first hit of this token */
	uint32_t first;			       /* the token */
	const struct terms_word *const *known; /* of each token */
	uint32_t ranks[MOST_LISTS]; /* of the hits of this token; else unset */
};

/* Hashes have led from the first token to this one: are the words the term's?
 * The last one of a stem may be none that is known, and so may a mark that was
 * left out. */
static inline bool
is_spelled_out(const struct finder *f, uint32_t last)
{
	for (uint32_t k = f->first; k <= last; k++) {
		uint32_t symbol = f->known[k]->symbol;

		if (symbol != TRIE_NONE &&
		    !image_spells(f->i, &f->i->spelled[symbol],
			text_token(f->x, &f->x->tokens[k])))
			return false;
	}
	return true;
}

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
		for (struct term_hit *to = f->hits + f->n++; to > h; to--)
			*to = to[-1];
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
		if (is_asked_for(f, e) && is_spelled_out(f, last))
			take_ending(f, e, last);
}

/* Is there anything at or below a block that is looked for? */
static inline bool
may_hold(const struct finder *f, uint32_t languages, uint32_t lists)
{
	return ((lists & f->list_bits) != 0) &
	       ((languages & f->languages) != 0);
}

/* May a stem begin token k?  Mostly not, without a look into a table. */
static inline bool
may_be_stemmed(const struct image *i, const struct text *x, size_t k)
{
	return has_bit(i->stemmed, stem_bit(x->folded.p + x->tokens[k].at));
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

		if (!image_goes_on(im, &s->spelled, bytes))
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
	       (next & (next_bit(word_tag(token->hash)) | LEADS_STEM) ||
		   (token->class == TEXT_PUNCT && is_link(f->x, k)));
}

/* From a block to the next one with token k. */
static inline const struct block *
step(const struct finder *f, const struct block *b, uint32_t k)
{
	const struct terms_word *e = f->known[k];

	if (e->symbol == TRIE_NONE || !(b->next & next_bit(e->tag)))
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

			/* A term may have the mark, as "x-" does. */
			if (to) {
				take(f, to, k);
				walk(f, to, k + 1);
			}
			k++;
		}
		if (b->next & LEADS_STEM && may_be_stemmed(f->i, f->x, k))
			take_stems(f, b, k);
		b = step(f, b, k);
		if (!b)
			return;
		take(f, b, k);
	}
}

static void
find_at(struct finder *f, const struct terms_beginning *b)
{
	const struct image *i = f->i;
	const struct block *word = i->cells + f->known[b->token]->child;

	f->first = b->token;
	f->from = f->n;
	if (b->ways & BEGINS_AS)
		take_stems(f, i->cells + i->head->root, b->token);
	if (b->ways & ENDS)
		take(f, word, b->token);
	if (b->ways & (GOES_ON | GOES_ON_AS))
		walk(f, word, b->token + 1);
}

void
terms_expect(struct terms_known *known, size_t n)
{
	if (n > known->room) {
		known->room = 2 * n;
		free(known->words);
		free(known->begins);
		known->words = malloc(known->room * sizeof(*known->words));
		known->begins = malloc(known->room * sizeof(*known->begins));
		if (!known->words || !known->begins)
			die_of_memory();
	}
	apart_fence(known->words, n, known->room, sizeof(*known->words));
	apart_fence(known->begins, n, known->room, sizeof(*known->begins));
}

const struct terms_word *
terms_word(const struct terms *t, uint64_t hash)
{
	return image_find(&t->image, hash);
}

/* Put down token k if a term may begin with it, of any list and language.  Not
 * without a doubt, but without a branch: what a token is cannot be foreseen.
 * `next` is the hash of the one behind it. */
static inline struct terms_beginning *
sift_token(const struct image *i, const struct text *x,
    const struct terms_word *e, size_t k, uint64_t next,
    struct terms_beginning *to)
{
	bool pair = has_bit(i->pairs, pair_bit(pair_hash(e->tag, next)));
	uint32_t open = ENDS | GOES_ON_AS | pair * GOES_ON;
	uint32_t ways = e->ways & open;

	if (i->head->stems)
		ways |= may_be_stemmed(i, x, k) * BEGINS_AS;
	*to = (struct terms_beginning){ (uint32_t)k, ways };
	return to + (ways != 0);
}

void
terms_sift(
    const struct terms *t, const struct text *x, struct terms_known *known)
{
	const struct image *i = &t->image;
	struct terms_beginning *to = known->begins;
	size_t last = x->n_tokens - 1;

	known->n_begins = 0;
	if (x->n_tokens == 0)
		return;
	for (size_t k = 0; k < last; k++) {
		to = sift_token(
		    i, x, known->words[k], k, x->tokens[k + 1].hash, to);
	}
	to = sift_token(i, x, known->words[last], last, 0, to);
	known->n_begins = (size_t)(to - known->begins);
}

struct text_ahead
terms_ahead(const struct terms *t)
{
	const struct image *i = &t->image;

	return (struct text_ahead){ i->entries,
		image_place(i->head->entries, UINT64_MAX),
		sizeof(*i->entries) };
}

void
terms_know(
    const struct terms *t, const struct text *x, struct terms_known *known)
{
	terms_expect(known, x->n_tokens);
	for (size_t k = 0; k < x->n_tokens; k++)
		known->words[k] = image_find(&t->image, x->tokens[k].hash);
	terms_sift(t, x, known);
}

void
terms_forget(struct terms_known *known)
{
	free(known->words);
	free(known->begins);
	*known = (struct terms_known){ 0 };
}

/* Of n beginnings those that may lead to what is looked for, and in the ways
 * that may: again without a branch.  Returns how many. */
static size_t
narrow(const struct finder *f, const struct terms_beginning *from, size_t n,
    struct terms_beginning *to)
{
	const struct block *root = f->i->cells + f->i->head->root;
	bool stems = may_hold(f, root->languages, root->lists);
	struct terms_beginning *end = to;

	for (size_t i = 0; i < n; i++) {
		const struct terms_word *e = f->known[from[i].token];
		bool speaks = (e->languages & f->languages) != 0;
		bool leads = speaks & ((e->lists & f->lists) != 0);
		bool ends = speaks & ((e->here & f->lists) != 0);
		uint32_t ways = stems * BEGINS_AS |
				leads * (GOES_ON | GOES_ON_AS) | ends * ENDS;

		end->token = from[i].token;
		end->ways = from[i].ways & ways;
		end += end->ways != 0;
	}
	return (size_t)(end - to);
}

/* Words lead on from token k: may a term end with the next one, or go on with
 * the one behind?  The last token stands for those that a text has no more. */
static inline bool
may_lead(const struct finder *f, size_t k)
{
	const struct text *x = f->x;
	const uint64_t *pairs = f->i->pairs;
	size_t last = x->n_tokens - 1;
	const struct token *second = &x->tokens[k < last ? k + 1 : last];
	const struct token *third = &x->tokens[k + 1 < last ? k + 2 : last];
	uint32_t pair = pair_hash(f->known[k]->tag, second->hash);
	bool ends = has_bit(pairs, pair_end_bit(pair));
	bool goes_on = has_bit(pairs, pair_third_bit(pair, third->hash));
	bool second_joins = is_joint(x, second);
	bool third_joins = is_joint(x, third);

	return ends | goes_on | second_joins | third_joins;
}

/* What narrow() leaves is worth a look at a third word. */
static size_t
look_ahead(const struct finder *f, struct terms_beginning *begins, size_t n)
{
	struct terms_beginning *end = begins;

	for (size_t i = 0; i < n; i++) {
		uint32_t k = begins[i].token, ways = begins[i].ways;

		end->token = k;
		end->ways = ways & ~(uint32_t)(!may_lead(f, k) * GOES_ON);
		end += end->ways != 0;
	}
	return (size_t)(end - begins);
}

size_t
terms_find(const struct terms *t, const struct text *x,
    const struct terms_known *known, uint32_t language, uint64_t lists,
    struct term_hit *hits, size_t room)
{
	enum { AT_ONCE = 32 };
	struct terms_beginning begins[AT_ONCE];
	struct finder f; /* not as a whole: its ranks are a kilobyte */

	f.i = &t->image;
	f.x = x;
	f.known = known->words;
	f.language = language;
	f.languages =
	    language ? language_bit(language) | language_bit(0) : UINT32_MAX;
	f.lists = lists;
	f.list_bits = list_bits(lists);
	f.hits = hits;
	f.n = 0;
	f.room = room;
	for (size_t i = 0; i < known->n_begins; i += AT_ONCE) {
		size_t left = known->n_begins - i;
		size_t n = narrow(&f, known->begins + i,
		    left < AT_ONCE ? left : AT_ONCE, begins);

		n = look_ahead(&f, begins, n);
		for (size_t b = 0; b < n && f.n < room; b++)
			find_at(&f, &begins[b]);
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
	return terms_find(
	    t, x, known, str_language_code(language), lists, hits, room);
}
