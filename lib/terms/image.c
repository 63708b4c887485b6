#include "terms/image.h"

#include "base/die.h"
#include "terms/lists.h"

enum { IMAGE_VERSION = 11, IMAGE_ORDER = 0x01020304 };

const struct terms_word image_none = { .symbol = TRIE_NONE };

static const char magic[8] = "hofftrie";

/* The arrays as offsets, in the order of struct image. */
struct layout {
	size_t entries, spelled, cells, stems, bucket, stemmed, pairs, terms,
	    names, chars, end;
};

static size_t
after(size_t at, size_t n, size_t size)
{
	size_t end = at + n * size;

	return (end + IMAGE_ALIGNMENT - 1) & ~(size_t)(IMAGE_ALIGNMENT - 1);
}

static struct layout
lay_out(const struct image_head *h)
{
	struct layout l;

	l.entries = after(0, 1, sizeof(*h));
	l.spelled = after(l.entries, h->entries, sizeof(struct terms_word));
	l.cells = after(l.spelled, h->spellings, sizeof(struct spelled));
	l.stems = after(l.cells, h->cells, CELL);
	l.bucket = after(l.stems, h->stems, sizeof(struct stem));
	l.stemmed = after(l.bucket, STEM_BUCKETS + 1, sizeof(uint32_t));
	l.pairs =
	    after(l.stemmed, ((size_t)1 << STEMMED_LOG) / 64, sizeof(uint64_t));
	l.terms =
	    after(l.pairs, ((size_t)1 << PAIR_LOG) / 64, sizeof(uint64_t));
	l.names = after(l.terms, h->terms, sizeof(struct piece));
	l.chars = after(l.names, h->names, sizeof(struct piece));
	l.end = after(l.chars, (size_t)h->chars + TRIE_PADDING, 1);
	return l;
}

static uint32_t
sum(struct image_head h)
{
	h.sum = 0;
	return (uint32_t)text_hash((struct str){ (const char *)&h, sizeof(h) });
}

/* A node on its way into a block. */
struct sprout {
	uint32_t first, n; /* of its edges, once sorted by node */
	uint32_t n_endings;
	uint32_t cell;
	uint32_t next, languages;
	uint64_t lists; /* bit n % 64 for each list n, here and below */
	uint64_t here;	/* and here */
};

/* An image on its way: the same arrays, to be written. */
struct writer {
	const struct terms *t;
	struct arena draft;
	struct sprout *sprouts;
	struct edge *edges;
	struct image_head head;
	struct terms_word *entries;
	struct spelled *spelled;
	struct block *cells;
	struct stem *stems;
	uint32_t *bucket;
	uint64_t *stemmed, *pairs;
	struct piece *terms, *names;
	char *chars;
	uint32_t n_chars;
};

/* A root's word is found in the entries; the others are its children. */
static bool
is_child(const struct writer *w, const struct edge *e)
{
	return e->child != TRIE_NONE &&
	       (e->node != TRIE_ROOT || w->t->trie.spelling[e->symbol].stem);
}

static void
sort_edges(struct writer *w)
{
	const struct trie *t = &w->t->trie;
	uint32_t n = 0;

	w->edges = arena_array(&w->draft, t->n_edges + 1, sizeof(*w->edges));
	for (size_t i = 0; i < t->edges_room; i++)
		if (is_child(w, &t->edges[i]))
			w->sprouts[t->edges[i].node].n++;
	for (size_t i = 0; i < t->n_nodes; i++) {
		w->sprouts[i].first = n;
		n += w->sprouts[i].n;
		w->sprouts[i].n = 0;
	}
	for (size_t i = 0; i < t->edges_room; i++) {
		const struct edge *e = &t->edges[i];

		if (is_child(w, e)) {
			struct sprout *s = &w->sprouts[e->node];

			w->edges[s->first + s->n++] = *e;
		}
	}
}

/* What lies at and below each node; a child's number is above its parent's. */
static void
mark_sprouts(struct writer *w)
{
	const struct terms *t = w->t;

	for (size_t i = t->trie.n_nodes; i-- > 0;) {
		struct sprout *s = &w->sprouts[i];

		for (uint32_t k = t->trie.nodes[i].endings; k != TRIE_NONE;
		     k = t->rows[k].next) {
			const struct ending *e = &t->rows[k].ending;

			s->languages |= language_bit(e->language);
			s->here |= (uint64_t)1 << e->list % 64;
			s->n_endings++;
		}
		s->lists = s->here;
		for (uint32_t k = s->first; k < s->first + s->n; k++) {
			const struct sprout *c = &w->sprouts[w->edges[k].child];
			const struct spelling *p =
			    &t->trie.spelling[w->edges[k].symbol];

			s->languages |= c->languages;
			s->lists |= c->lists;
			s->next |= p->stem ? LEADS_STEM
					   : next_bit(word_tag(text_hash(
						 (struct str){ p->p, p->n })));
		}
	}
}

/* Slots for n children: one for one, else so many that one stays empty. */
static uint32_t
shape_of(const struct sprout *s)
{
	uint32_t log2 = 0;

	if (s->n == 0)
		return s->n_endings * 32;
	while (s->n > 1 && (1u << log2) < s->n + s->n / 2)
		log2++;
	return s->n_endings * 32 + 1 + log2;
}

/* Give a node its cells, then all below it theirs. */
static void
place(struct writer *w, uint32_t node)
{
	struct sprout *s = &w->sprouts[node];
	struct block b = { .shape = shape_of(s) };

	s->cell = w->head.cells;
	w->head.cells += 1 + block_width(&b) + s->n_endings;
	for (uint32_t k = s->first; k < s->first + s->n; k++)
		place(w, w->edges[k].child);
}

static void
plant(struct writer *w)
{
	const struct trie *t = &w->t->trie;

	w->sprouts = arena_zalloc(&w->draft, t->n_nodes * sizeof(*w->sprouts));
	sort_edges(w);
	mark_sprouts(w);
	place(w, TRIE_ROOT);
	for (size_t i = 0; i < t->words.room; i++) {
		const struct word *word = &t->words.slots[i];
		uint32_t child = word->symbol == TRIE_NONE
				     ? TRIE_NONE
				     : trie_child(t, TRIE_ROOT, word->symbol);

		if (child != TRIE_NONE)
			place(w, child);
	}
}

static void
write_children(struct writer *w, const struct sprout *s, struct block *b)
{
	struct child *c = (struct child *)(b + 1 + s->n_endings);
	uint32_t log2 = b->shape % 32 - 1, mask;

	if (s->n == 0)
		return;
	memset(c, 0xff, block_width(b) * (size_t)CELL);
	mask = (1u << log2) - 1;
	for (uint32_t i = s->first; i < s->first + s->n; i++) {
		const struct edge *e = &w->edges[i];
		uint32_t k = child_slot(e->symbol, log2);

		while (c[k].symbol != TRIE_NONE)
			k = (k + 1) & mask;
		c[k] = (struct child){ e->symbol, w->sprouts[e->child].cell };
	}
}

/* A node's endings come last row first, which is also the order of lists from
 * behind; of a list they keep it. */
static void
write_endings(struct writer *w, uint32_t node, struct block *b)
{
	const struct terms *t = w->t;
	struct ending *from = (struct ending *)(b + 1);
	struct ending *end = from;

	for (uint32_t i = t->trie.nodes[node].endings; i != TRIE_NONE;
	     i = t->rows[i].next) {
		const struct ending *e = &t->rows[i].ending;
		struct ending *to = end++;

		for (; to > from && to[-1].list > e->list; to--)
			*to = to[-1];
		*to = *e;
	}
}

static void
write_blocks(struct writer *w)
{
	for (uint32_t i = 0; i < w->t->trie.n_nodes; i++) {
		const struct sprout *s = &w->sprouts[i];
		struct block *b = &w->cells[s->cell];

		*b = (struct block){ s->next, s->languages, list_bits(s->lists),
			shape_of(s) };
		write_children(w, s, b);
		write_endings(w, i, b);
	}
}

static void
set_bit(uint64_t *bits, uint64_t i)
{
	bits[i / 64] |= (uint64_t)1 << (i % 64);
}

/* Of the word an edge leads on with; false: that is a stem. */
static bool
edge_word(const struct writer *w, const struct edge *e, uint64_t *hash)
{
	const struct spelling *p = &w->t->trie.spelling[e->symbol];

	*hash = text_hash((struct str){ p->p, p->n });
	return !p->stem;
}

static void
write_pair(struct writer *w, const struct sprout *s, uint32_t pair)
{
	uint64_t third;

	set_bit(w->pairs, pair_bit(pair));
	if (s->n_endings || s->next & LEADS_STEM)
		set_bit(w->pairs, pair_end_bit(pair));
	for (uint32_t i = s->first; i < s->first + s->n; i++)
		if (edge_word(w, &w->edges[i], &third))
			set_bit(w->pairs, pair_third_bit(pair, third));
}

/* Behind a word with which terms begin may stand a mark that is left out. */
static void
write_joints(struct writer *w, uint32_t tag)
{
	for (int c = 0; c < JOINTS_END; c++) {
		const char mark[1 + TRIE_PADDING] = { (char)c };

		if (joins((unsigned char)c))
			set_bit(
			    w->pairs, pair_bit(pair_hash(tag,
					  text_hash((struct str){ mark, 1 }))));
	}
}

static void
write_pairs(struct writer *w, const struct sprout *s, uint32_t tag)
{
	uint64_t second;

	if (s->n)
		write_joints(w, tag);
	for (uint32_t i = s->first; i < s->first + s->n; i++)
		if (edge_word(w, &w->edges[i], &second))
			write_pair(w, &w->sprouts[w->edges[i].child],
			    pair_hash(tag, second));
}

/* Where a word with this hash goes: the first free place, in the first pair
 * that has one.  NULL: on the way there image_find() takes another for it. */
static struct terms_word *
free_entry(struct writer *w, uint64_t hash)
{
	size_t i = image_place(w->head.entries, hash);

	for (;; i = (i + 2) & (w->head.entries - 1)) {
		struct terms_word *pair = &w->entries[i];

		for (int k = 0; k < 2; k++) {
			if (pair[k].symbol == TRIE_NONE)
				return &pair[k];
			if (pair[k].tag == word_tag(hash))
				return NULL;
		}
		pair->more = true;
	}
}

/* False: two words cannot be told apart among so few entries. */
static bool
write_entries(struct writer *w)
{
	const struct trie *t = &w->t->trie;

	for (size_t i = 0; i < w->head.entries; i++)
		w->entries[i] = (struct terms_word){ .symbol = TRIE_NONE };
	for (size_t i = 0; i < t->words.room; i++) {
		const struct word *word = &t->words.slots[i];
		const struct sprout *s;
		struct terms_word *e;
		uint32_t child;

		if (word->symbol == TRIE_NONE)
			continue;
		child = trie_child(t, TRIE_ROOT, word->symbol);
		e = free_entry(w, word->hash);
		if (!e)
			return false;
		*e = (struct terms_word){ .tag = word_tag(word->hash),
			.symbol = word->symbol,
			.mark = t->spelling[word->symbol].mark };
		if (child == TRIE_NONE)
			continue;
		s = &w->sprouts[child];
		e->child = s->cell & MOST_CELLS;
		e->ways = (s->here ? ENDS : 0) |
			  (s->next & ~(uint32_t)LEADS_STEM ? GOES_ON : 0) |
			  (s->next & LEADS_STEM ? GOES_ON_AS : 0);
		e->languages = s->languages;
		e->lists = s->lists;
		e->here = s->here;
		write_pairs(w, s, e->tag);
	}
	return true;
}

static struct piece
put_chars(struct writer *w, const char *p, size_t n, size_t more)
{
	struct piece at = { w->n_chars, (uint32_t)n };

	memcpy(w->chars + w->n_chars, p, n + more);
	w->n_chars += (uint32_t)(n + more);
	return at;
}

static struct spelled
put_word(struct writer *w, const struct spelling *s)
{
	struct piece p = put_chars(w, s->p, s->n, 0);
	struct str word = { w->chars + p.at, p.n };

	return (struct spelled){ head_of(word), p };
}

static void
write_chars(struct writer *w)
{
	const struct terms *t = w->t;

	for (size_t i = 0; i < t->trie.n_symbols; i++)
		w->spelled[i] = put_word(w, &t->trie.spelling[i]);
	for (size_t i = 0; i < t->n_terms; i++)
		w->terms[i] = put_chars(w, t->terms[i].text, t->terms[i].n, 0);
	for (size_t i = 0; i < t->n_lists; i++)
		w->names[i] = put_chars(w, t->names[i], strlen(t->names[i]), 1);
}

static void
sift_stem(struct writer *w, const struct spelling *s)
{
	char three[8] = { s->p[0], s->p[1], s->p[2] };

	if (s->n > 2) {
		set_bit(w->stemmed, stem_bit(three));
		return;
	}
	for (int third = 0; third < 256; third++) {
		three[2] = (char)third;
		set_bit(w->stemmed, stem_bit(three));
	}
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
			.spelled = w->spelled[i],
			.symbol = i,
		};
		sift_stem(w, s);
	}
}

/* At most a quarter of them used, so that few pairs overflow. */
static uint32_t
entries_for(size_t words)
{
	uint32_t n = 2;

	while (n < 4 * (words + 1))
		n *= 2;
	return n;
}

static void
measure(struct writer *w, uint32_t entries)
{
	const struct terms *t = w->t;
	struct image_head *h = &w->head;

	*h = (struct image_head){
		.version = IMAGE_VERSION,
		.order = IMAGE_ORDER,
		.entries = entries,
		.spellings = (uint32_t)t->trie.n_symbols,
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
	plant(w);
	if (h->cells > MOST_CELLS)
		die("the term lists are too large");
	h->root = w->sprouts[TRIE_ROOT].cell;
	h->size = lay_out(h).end;
	h->sum = sum(*h);
}

/* NULL: with more entries. */
static char *
write_image(struct writer *w, uint32_t entries, struct arena *run)
{
	struct layout at;
	char *p;

	measure(w, entries);
	at = lay_out(&w->head);
	p = arena_zalloc(run, w->head.size);
	memcpy(p, &w->head, sizeof(w->head));
	w->entries = (struct terms_word *)(p + at.entries);
	w->spelled = (struct spelled *)(p + at.spelled);
	w->cells = (struct block *)(p + at.cells);
	w->stems = (struct stem *)(p + at.stems);
	w->bucket = (uint32_t *)(p + at.bucket);
	w->stemmed = (uint64_t *)(p + at.stemmed);
	w->pairs = (uint64_t *)(p + at.pairs);
	w->terms = (struct piece *)(p + at.terms);
	w->names = (struct piece *)(p + at.names);
	w->chars = p + at.chars;
	if (!write_entries(w))
		return NULL;
	write_chars(w);
	write_blocks(w);
	write_stems(w);
	return p;
}

/* Words that clash differ in a bit of their hashes, which tells their places
 * apart once there are enough of them. */
struct str
image_make(const struct terms *t, struct arena *run)
{
	uint32_t entries = entries_for(t->trie.words.n);
	struct writer w;
	char *p;

	do {
		w = (struct writer){ .t = t };
		arena_init(&w.draft, run->ceiling);
		p = write_image(&w, entries, run);
		arena_free(&w.draft);
		entries *= 2;
	} while (!p);
	return (struct str){ p, w.head.size };
}

bool
image_open(struct image *i, struct str bytes)
{
	const struct image_head *h = (const struct image_head *)bytes.p;
	struct layout at;

	if (bytes.n < sizeof(*h) || (uintptr_t)bytes.p % _Alignof(uint64_t) ||
	    memcmp(h->magic, magic, sizeof(magic)) != 0 ||
	    h->version != IMAGE_VERSION || h->order != IMAGE_ORDER ||
	    h->size != bytes.n || h->sum != sum(*h))
		return false;
	at = lay_out(h);
	if (at.end != h->size)
		return false;
	*i = (struct image){
		.head = h,
		.entries = (const struct terms_word *)(bytes.p + at.entries),
		.spelled = (const struct spelled *)(bytes.p + at.spelled),
		.cells = (const struct block *)(bytes.p + at.cells),
		.stems = (const struct stem *)(bytes.p + at.stems),
		.bucket = (const uint32_t *)(bytes.p + at.bucket),
		.stemmed = (const uint64_t *)(bytes.p + at.stemmed),
		.pairs = (const uint64_t *)(bytes.p + at.pairs),
		.terms = (const struct piece *)(bytes.p + at.terms),
		.names = (const struct piece *)(bytes.p + at.names),
		.chars = bytes.p + at.chars,
	};
	return true;
}

const struct terms_word *
image_find_far(const struct image *i, uint64_t hash)
{
	size_t k = image_place(i->head->entries, hash);

	for (;; k = (k + 2) & (i->head->entries - 1)) {
		const struct terms_word *pair = &i->entries[k];

		if (pair[0].tag == word_tag(hash))
			return &pair[0];
		if (pair[1].tag == word_tag(hash))
			return &pair[1];
		if (!pair->more)
			return &image_none;
	}
}
