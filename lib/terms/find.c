#include <string.h>

#include "terms/lists.h"
#include "terms/terms.h"

/* What is found at one token, while it is looked for. */
struct finder {
	const struct terms *t;
	const struct text *x;
	uint32_t language;
	struct term_hit *hits;
	size_t n, room;
	size_t from;	/* first hit of this token; in these
			   .term is still an ending */
	uint32_t first; /* the token */
};

/* Hits of one token are few: one a list, sorted by list.  A node's endings
 * come last row first: of equals the last one seen stays. */
static void
take_ending(struct finder *f, uint32_t i, uint32_t last)
{
	const struct ending *endings = f->t->endings, *e = &endings[i];
	struct term_hit *h = f->hits + f->n;

	while (h > f->hits + f->from && h[-1].list >= e->list)
		h--;
	if (h < f->hits + f->n && h->list == e->list) {
		if (last < h->last ||
		    (last == h->last && e->rank < endings[h->term].rank))
			return;
	} else {
		if (f->n == f->room)
			return;
		memmove(h + 1, h, (size_t)(f->hits + f->n - h) * sizeof(*h));
		f->n++;
	}
	*h = (struct term_hit){
		.list = e->list,
		.first = f->first,
		.last = last,
		.weight = e->weight,
		.term = i,
	};
}

static inline void
take(struct finder *f, uint32_t node, uint32_t last)
{
	const struct ending *endings = f->t->endings;
	uint32_t i = f->t->trie.nodes[node].endings;

	for (; i != TRIE_NONE; i = endings[i].next)
		if (!endings[i].language || !f->language ||
		    endings[i].language == f->language)
			take_ending(f, i, last);
}

/* Mostly no, without a look into a table. */
static inline bool
may_begin_with_stem(const struct trie *t, const struct text *x, uint32_t k)
{
	const char *p = x->folded.p + x->tokens[k].at;

	return has_bit(t->stemmed, stem_bit(p, (unsigned char)p[2]));
}

static void
take_stems(struct finder *f, uint32_t node, uint32_t k)
{
	const struct trie *trie = &f->t->trie;
	const struct token *token = &f->x->tokens[k];
	struct str bytes = text_token(f->x, token);
	uint32_t b;

	if (token->class != TEXT_WORD || token->n < 2)
		return;
	b = stem_bucket(bytes.p);
	for (uint32_t i = trie->bucket[b]; i < trie->bucket[b + 1]; i++) {
		const struct stem *s = &trie->sorted[i];
		uint32_t child;

		if (!trie_goes_on(s, bytes))
			continue;
		child = trie_child(trie, node, s->symbol);
		if (child != TRIE_NONE)
			take(f, child, k);
	}
}

static inline const struct word *
find_word(const struct finder *f, uint32_t k)
{
	const struct token *token = &f->x->tokens[k];

	return trie_find(&f->t->trie, &f->t->trie.words,
	    text_token(f->x, token), token->hash);
}

/* Can a term go on from a node with token k?  Mostly not. */
static inline bool
may_go_on(const struct finder *f, uint32_t node, uint32_t k)
{
	const struct node *n = &f->t->trie.nodes[node];
	const struct token *token = &f->x->tokens[k];

	return k < f->x->n_tokens &&
	       (n->next & (next_bit(token->hash) | LEADS_STEM) ||
		   token->class == TEXT_PUNCT);
}

/* From a node to the next one with token k. */
static uint32_t
step(const struct finder *f, uint32_t node, uint32_t k)
{
	const struct trie *trie = &f->t->trie;
	const struct word *w;

	if (!(trie->nodes[node].next & next_bit(f->x->tokens[k].hash)))
		return TRIE_NONE;
	w = find_word(f, k);
	if (w->symbol == TRIE_NONE)
		return TRIE_NONE;
	return trie_child(trie, node, w->symbol);
}

/* Take what goes on from a node with token k.  The depth of a call is at most
 * that of the trie. */
static void
walk(struct finder *f, uint32_t node, uint32_t k)
{
	const struct node *nodes = f->t->trie.nodes;

	for (; may_go_on(f, node, k); k++) {
		if (is_link(f->x, k)) {
			uint32_t child = step(f, node, k);

			/* A term may hold the mark, as in "x-(". */
			if (child != TRIE_NONE) {
				take(f, child, k);
				walk(f, child, k + 1);
			}
			k++;
		}
		if (nodes[node].next & LEADS_STEM &&
		    may_begin_with_stem(&f->t->trie, f->x, k))
			take_stems(f, node, k);
		node = step(f, node, k);
		if (node == TRIE_NONE)
			return;
		take(f, node, k);
	}
}

static void
find_at(struct finder *f, uint32_t k)
{
	uint32_t node;

	f->first = k;
	f->from = f->n;
	if (may_begin_with_stem(&f->t->trie, f->x, k))
		take_stems(f, TRIE_ROOT, k);
	node = find_word(f, k)->child;
	if (node != TRIE_NONE) {
		take(f, node, k);
		if (may_go_on(f, node, k + 1))
			walk(f, node, k + 1);
	}
	for (size_t i = f->from; i < f->n; i++)
		f->hits[i].term = f->t->endings[f->hits[i].term].term;
}

size_t
terms_find(const struct terms *t, const struct text *x, struct str language,
    struct term_hit *hits, size_t room)
{
	const struct trie *trie = &t->trie;
	struct finder f = {
		.t = t,
		.x = x,
		.language = language_of(language),
		.hits = hits,
		.room = room,
	};

	for (uint32_t k = 0; k < x->n_tokens && f.n < room; k++)
		if (has_bit(trie->starts, x->tokens[k].hash >> trie->shift) ||
		    may_begin_with_stem(trie, x, k))
			find_at(&f, k);
	return f.n;
}
