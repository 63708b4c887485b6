#include "terms/image.h"

#include "terms/lists.h"

enum { IMAGE_VERSION = 1, IMAGE_ORDER = 0x01020304 };

static const char magic[8] = "hofftrie";

/* The arrays as offsets, in the order of struct image. */
struct plan {
	size_t entries, spelling, edges, places, endings, stems, bucket,
	    stemmed, terms, names, chars, end;
};

static size_t
after(size_t at, size_t n, size_t size)
{
	size_t end = at + n * size;

	return (end + IMAGE_ALIGNMENT - 1) & ~(size_t)(IMAGE_ALIGNMENT - 1);
}

static struct plan
plan(const struct image_head *h)
{
	struct plan p;

	p.entries = after(0, 1, sizeof(*h));
	p.spelling = after(p.entries, h->entries, sizeof(struct entry));
	p.edges = after(p.spelling, h->spellings, sizeof(struct piece));
	p.places = after(p.edges, h->edges, sizeof(struct edge));
	p.endings = after(p.places, h->places, sizeof(struct place));
	p.stems = after(p.endings, h->endings, sizeof(struct ending));
	p.bucket = after(p.stems, h->stems, sizeof(struct stem));
	p.stemmed = after(p.bucket, STEM_BUCKETS + 1, sizeof(uint32_t));
	p.terms = after(p.stemmed, STEMMED_BITS / 64, sizeof(uint64_t));
	p.names = after(p.terms, h->terms, sizeof(struct piece));
	p.chars = after(p.names, h->names, sizeof(struct piece));
	p.end = after(p.chars, (size_t)h->chars + TRIE_PADDING, 1);
	return p;
}

static uint32_t
sum(struct image_head h)
{
	h.sum = 0;
	return (uint32_t)text_hash((struct str){ (const char *)&h, sizeof(h) });
}

void
image_measure(const struct terms *t, struct image_head *h)
{
	*h = (struct image_head){
		.version = IMAGE_VERSION,
		.order = IMAGE_ORDER,
		.entries = (uint32_t)t->trie.words.room,
		.edges = (uint32_t)t->trie.edges_room,
		.spellings = (uint32_t)t->trie.n_symbols,
		.places = (uint32_t)t->trie.n_nodes,
		.endings = (uint32_t)t->n_rows,
		.stems = (uint32_t)t->trie.stems.n,
		.terms = (uint32_t)t->n_terms,
		.names = (uint32_t)t->n_lists,
	};
	memcpy(h->magic, magic, sizeof(magic));
	for (size_t i = 0; i < t->trie.n_symbols; i++)
		h->chars += t->trie.spelling[i].n;
	for (size_t i = 0; i < t->n_terms; i++)
		h->chars += t->terms[i].n;
	for (size_t i = 0; i < t->n_lists; i++)
		h->chars += (uint32_t)strlen(t->names[i]) + 1;
	h->size = plan(h).end;
	h->sum = sum(*h);
}

/* An image on its way: the same arrays, to be written. */
struct writer {
	const struct terms *t;
	const struct image_head *head;
	struct entry *entries;
	struct piece *spelling;
	struct edge *edges;
	struct place *places;
	struct ending *endings;
	struct stem *stems;
	uint32_t *bucket;
	uint64_t *stemmed;
	struct piece *terms, *names;
	char *chars;
	uint32_t n_chars;
};

static struct piece
put_chars(struct writer *w, const char *p, size_t n, size_t more)
{
	struct piece at = { w->n_chars, (uint32_t)n };

	memcpy(w->chars + w->n_chars, p, n + more);
	w->n_chars += (uint32_t)(n + more);
	return at;
}

static void
write_chars(struct writer *w)
{
	const struct terms *t = w->t;

	for (size_t i = 0; i < t->trie.n_symbols; i++)
		w->spelling[i] = put_chars(
		    w, t->trie.spelling[i].p, t->trie.spelling[i].n, 0);
	for (size_t i = 0; i < t->n_terms; i++)
		w->terms[i] = put_chars(w, t->terms[i].text, t->terms[i].n, 0);
	for (size_t i = 0; i < t->n_lists; i++)
		w->names[i] = put_chars(w, t->names[i], strlen(t->names[i]), 1);
}

static void
write_entries(struct writer *w)
{
	const struct trie *t = &w->t->trie;

	for (size_t i = 0; i < t->words.room; i++) {
		const struct word *word = &t->words.slots[i];

		w->entries[i] = (struct entry){
			.hash = word->hash,
			.head = word->head,
			.symbol = word->symbol,
			.child = word->symbol == TRIE_NONE
				     ? TRIE_NONE
				     : trie_child(t, TRIE_ROOT, word->symbol),
		};
	}
}

/* A node's endings come last row first, which is also the order of lists from
 * behind; of a list they keep it. */
static void
write_endings(struct writer *w, uint32_t node, uint32_t *at)
{
	const struct terms *t = w->t;
	struct place *p = &w->places[node];

	p->endings = *at;
	for (uint32_t i = t->trie.nodes[node].endings; i != TRIE_NONE;
	     i = t->rows[i].next) {
		const struct ending *e = &t->rows[i].ending;
		struct ending *to = &w->endings[p->endings + p->n_endings++];

		for (; to > &w->endings[p->endings] && to[-1].list > e->list;
		     to--)
			*to = to[-1];
		*to = *e;
		p->languages |= language_bit(e->language);
	}
	*at += p->n_endings;
}

/* Bits say quickly what does not lead on, tables what does. */
static void
write_edges(struct writer *w)
{
	const struct trie *t = &w->t->trie;

	memcpy(w->edges, t->edges, t->edges_room * sizeof(*w->edges));
	for (size_t i = 0; i < t->edges_room; i++) {
		const struct edge *e = &t->edges[i];
		const struct spelling *s;

		if (e->child == TRIE_NONE)
			continue;
		s = &t->spelling[e->symbol];
		w->places[e->node].next |=
		    s->stem ? LEADS_STEM
			    : next_bit(text_hash((struct str){ s->p, s->n }));
	}
}

static void
set_bit(uint64_t *bits, uint64_t i)
{
	bits[i / 64] |= (uint64_t)1 << (i % 64);
}

static void
sift_stem(struct writer *w, const struct spelling *s)
{
	if (s->n > 2)
		set_bit(w->stemmed, stem_bit(s->p, (unsigned char)s->p[2]));
	else
		for (unsigned third = 0; third < 256; third++)
			set_bit(
			    w->stemmed, stem_bit(s->p, (unsigned char)third));
}

/* Counting sort: while stems are placed, bucket[b + 1] is where the next one
 * of bucket b goes. */
static void
write_stems(struct writer *w)
{
	const struct trie *t = &w->t->trie;
	uint32_t from = 0;

	for (uint32_t i = 0; i < t->n_symbols; i++)
		if (t->spelling[i].stem)
			w->bucket[stem_bucket(t->spelling[i].p) + 1]++;
	for (size_t b = 1; b <= STEM_BUCKETS; b++) {
		uint32_t n = w->bucket[b];

		w->bucket[b] = from;
		from += n;
	}
	for (uint32_t i = 0; i < t->n_symbols; i++) {
		const struct spelling *s = &t->spelling[i];

		if (!s->stem)
			continue;
		w->stems[w->bucket[stem_bucket(s->p) + 1]++] = (struct stem){
			.head = head_of((struct str){ s->p, s->n }),
			.spelling = w->spelling[i],
			.symbol = i,
		};
		sift_stem(w, s);
	}
}

void
image_write(const struct terms *t, const struct image_head *head, char *p)
{
	struct plan at = plan(head);
	struct writer w = {
		.t = t,
		.head = head,
		.entries = (struct entry *)(p + at.entries),
		.spelling = (struct piece *)(p + at.spelling),
		.edges = (struct edge *)(p + at.edges),
		.places = (struct place *)(p + at.places),
		.endings = (struct ending *)(p + at.endings),
		.stems = (struct stem *)(p + at.stems),
		.bucket = (uint32_t *)(p + at.bucket),
		.stemmed = (uint64_t *)(p + at.stemmed),
		.terms = (struct piece *)(p + at.terms),
		.names = (struct piece *)(p + at.names),
		.chars = p + at.chars,
	};
	uint32_t n = 0;

	memset(p, 0, head->size);
	memcpy(p, head, sizeof(*head));
	write_chars(&w);
	write_entries(&w);
	for (uint32_t node = 0; node < head->places; node++)
		write_endings(&w, node, &n);
	write_edges(&w);
	write_stems(&w);
}

bool
image_open(struct image *i, struct str bytes)
{
	const struct image_head *h = (const struct image_head *)bytes.p;
	struct plan at;

	if (bytes.n < sizeof(*h) || (uintptr_t)bytes.p % _Alignof(uint64_t) ||
	    memcmp(h->magic, magic, sizeof(magic)) != 0 ||
	    h->version != IMAGE_VERSION || h->order != IMAGE_ORDER ||
	    h->size != bytes.n || h->sum != sum(*h))
		return false;
	at = plan(h);
	if (at.end != h->size)
		return false;
	*i = (struct image){
		.head = h,
		.entries = (const struct entry *)(bytes.p + at.entries),
		.spelling = (const struct piece *)(bytes.p + at.spelling),
		.edges = (const struct edge *)(bytes.p + at.edges),
		.places = (const struct place *)(bytes.p + at.places),
		.endings = (const struct ending *)(bytes.p + at.endings),
		.stems = (const struct stem *)(bytes.p + at.stems),
		.bucket = (const uint32_t *)(bytes.p + at.bucket),
		.stemmed = (const uint64_t *)(bytes.p + at.stemmed),
		.terms = (const struct piece *)(bytes.p + at.terms),
		.names = (const struct piece *)(bytes.p + at.names),
		.chars = bytes.p + at.chars,
	};
	return true;
}
