#include <string.h>

#include "terms/lists.h"
#include "terms/terms.h"

/* How far ahead tokens are looked up: no term goes further, with a mark before
 * each of its words and a look at what follows. */
enum { AHEAD = 2 * MAX_WORDS + 1, RING = 64 };
_Static_assert(AHEAD < RING, "a term's tokens fit the ring");

/* What is found at one token, while it is looked for. */
struct finder {
	const struct image *i;
	const struct text *x;
	uint32_t language, languages; /* bits of it and of every */
	struct term_hit *hits;
	size_t n, room;
	size_t from;	/* first hit of this token; in these
			   .term is still an ending */
	uint32_t first; /* the token */
	uint32_t n_known;
	const struct entry *known[RING]; /* of the tokens before n_known */
};

/* Hits of one token are few: one a list, sorted by list, as endings are. */
static void
take_ending(struct finder *f, const struct ending *e, uint32_t last)
{
	const struct ending *endings = f->i->endings;
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
		.term = (uint32_t)(e - endings),
	};
}

static inline void
take(struct finder *f, const struct place *p, uint32_t last)
{
	const struct ending *e = f->i->endings + p->endings;

	if (!(p->languages & f->languages))
		return;
	for (uint32_t n = p->n_endings; n; n--, e++)
		if (!e->language || !f->language || e->language == f->language)
			take_ending(f, e, last);
}

/* Mostly no, without a look into a table. */
static inline bool
may_begin_with_stem(const struct image *i, const struct text *x, uint32_t k)
{
	const char *p = x->folded.p + x->tokens[k].at;

	return has_bit(i->stemmed, stem_bit(p, (unsigned char)p[2]));
}

static void
take_stems(struct finder *f, uint32_t node, uint32_t k)
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
		uint32_t child;

		if (!image_goes_on(im, s, bytes))
			continue;
		child = image_child(im, node, s->symbol);
		if (child != TRIE_NONE)
			take(f, &im->places[child], k);
	}
}

/* Look tokens up before they are needed: many at a time hide the time that
 * memory takes. */
static void
look_ahead(struct finder *f, uint32_t end)
{
	const struct text *x = f->x;

	for (; f->n_known < end; f->n_known++) {
		const struct token *k = &x->tokens[f->n_known];

		f->known[f->n_known % RING] =
		    image_find(f->i, text_token(x, k), k->hash);
	}
}

/* Can a term go on from a node with token k?  Mostly not. */
static inline bool
may_go_on(const struct finder *f, const struct place *p, uint32_t k)
{
	const struct token *token = &f->x->tokens[k];

	return k < f->x->n_tokens &&
	       (p->next & (next_bit(token->hash) | LEADS_STEM) ||
		   (p->next && token->class == TEXT_PUNCT));
}

/* From a node to the next one with token k. */
static inline uint32_t
step(const struct finder *f, uint32_t node, uint32_t k)
{
	const struct entry *e = f->known[k % RING];

	if (!(f->i->places[node].next & next_bit(f->x->tokens[k].hash)) ||
	    e->symbol == TRIE_NONE)
		return TRIE_NONE;
	return image_child(f->i, node, e->symbol);
}

/* Take what goes on from a node with token k.  The depth of a call is at most
 * that of the trie. */
static void
walk(struct finder *f, uint32_t node, uint32_t k)
{
	const struct place *places = f->i->places;

	for (; may_go_on(f, &places[node], k); k++) {
		if (is_link(f->x, k)) {
			uint32_t child = step(f, node, k);

			/* A term may hold the mark, as in "x-(". */
			if (child != TRIE_NONE) {
				take(f, &places[child], k);
				walk(f, child, k + 1);
			}
			k++;
		}
		if (places[node].next & LEADS_STEM &&
		    may_begin_with_stem(f->i, f->x, k))
			take_stems(f, node, k);
		node = step(f, node, k);
		if (node == TRIE_NONE)
			return;
		take(f, &places[node], k);
	}
}

static inline void
find_at(struct finder *f, uint32_t k)
{
	uint32_t node = f->known[k % RING]->child;
	const struct place *p;

	f->first = k;
	f->from = f->n;
	if (may_begin_with_stem(f->i, f->x, k))
		take_stems(f, TRIE_ROOT, k);
	if (node != TRIE_NONE) {
		p = &f->i->places[node];
		take(f, p, k);
		if (may_go_on(f, p, k + 1))
			walk(f, node, k + 1);
	}
	for (size_t i = f->from; i < f->n; i++)
		f->hits[i].term = f->i->endings[f->hits[i].term].term;
}

size_t
terms_find(const struct terms *t, const struct text *x, struct str language,
    struct term_hit *hits, size_t room)
{
	uint32_t code = language_of(language), n = (uint32_t)x->n_tokens;
	struct finder f = {
		.i = &t->image,
		.x = x,
		.language = code,
		.languages =
		    code ? language_bit(code) | language_bit(0) : UINT32_MAX,
		.hits = hits,
		.room = room,
	};

	for (uint32_t k = 0; k < n && f.n < room; k++) {
		if (f.n_known < n && f.n_known <= k + AHEAD)
			look_ahead(&f, n - k < RING ? n : k + RING);
		find_at(&f, k);
	}
	return f.n;
}
