#include "terms/trie.h"

#include <string.h>

#include "text/text.h"

/* Tables are a quarter full at most: an unknown word costs one look. */
enum { SPARSE = 4, FIRST_ROOM = 64 };

void *
trie_extend(struct arena *run, void *old, size_t n, size_t *room, size_t size)
{
	void *p;

	if (n < *room)
		return old;
	*room = *room ? *room * 2 : FIRST_ROOM;
	p = arena_array(run, *room, size);
	if (n)
		memcpy(p, old, n * size);
	return p;
}

static struct vocabulary
empty_vocabulary(struct arena *run, size_t room)
{
	struct vocabulary v = { .room = room };

	v.slots = arena_array(run, room, sizeof(*v.slots));
	memset(v.slots, 0xff, room * sizeof(*v.slots));
	return v;
}

static struct edge *
empty_edges(struct arena *run, size_t room)
{
	struct edge *e = arena_array(run, room, sizeof(*e));

	memset(e, 0xff, room * sizeof(*e));
	return e;
}

static uint32_t
new_node(struct trie *t)
{
	t->nodes = trie_extend(
	    t->run, t->nodes, t->n_nodes, &t->nodes_room, sizeof(*t->nodes));
	t->nodes[t->n_nodes] = (struct node){ 0 };
	return (uint32_t)t->n_nodes++;
}

void
trie_init(struct trie *t, struct arena *run)
{
	*t = (struct trie){
		.run = run,
		.words = empty_vocabulary(run, FIRST_ROOM),
		.stems = empty_vocabulary(run, FIRST_ROOM),
		.edges_room = FIRST_ROOM,
		.edges = empty_edges(run, FIRST_ROOM),
	};
	new_node(t);
}

static uint32_t
new_symbol(struct trie *t, struct str spelling)
{
	t->spelling = trie_extend(t->run, t->spelling, t->n_symbols,
	    &t->symbols_room, sizeof(*t->spelling));
	t->spelling[t->n_symbols] = arena_copy(t->run, spelling);
	return (uint32_t)t->n_symbols++;
}

static void
put_word(struct vocabulary *v, struct word w)
{
	size_t i = w.hash & (v->room - 1);

	while (v->slots[i].symbol != TRIE_NONE)
		i = (i + 1) & (v->room - 1);
	v->slots[i] = w;
	v->n++;
}

static uint32_t
symbol_of(struct trie *t, struct vocabulary *v, struct str word)
{
	uint64_t hash = text_hash(word);
	uint32_t symbol = trie_find(t, v, word, hash);

	if (symbol != TRIE_NONE)
		return symbol;
	if ((v->n + 1) * SPARSE > v->room) {
		struct vocabulary old = *v;

		*v = empty_vocabulary(t->run, old.room * 2);
		for (size_t i = 0; i < old.room; i++)
			if (old.slots[i].symbol != TRIE_NONE)
				put_word(v, old.slots[i]);
	}
	symbol = new_symbol(t, word);
	put_word(v, (struct word){ hash, symbol });
	return symbol;
}

uint32_t
trie_word(struct trie *t, struct str word)
{
	return symbol_of(t, &t->words, word);
}

uint32_t
trie_stem(struct trie *t, struct str stem)
{
	return symbol_of(t, &t->stems, stem);
}

static void
put_edge(struct trie *t, struct edge e)
{
	size_t i = edge_hash(e.node, e.symbol) & (t->edges_room - 1);

	while (t->edges[i].child != TRIE_NONE)
		i = (i + 1) & (t->edges_room - 1);
	t->edges[i] = e;
}

uint32_t
trie_grow(struct trie *t, uint32_t node, uint32_t symbol, bool stem)
{
	uint32_t child = trie_child(t, node, symbol);

	if (child != TRIE_NONE)
		return child;
	if (++t->n_edges * SPARSE > t->edges_room) {
		struct edge *old = t->edges;
		size_t room = t->edges_room;

		t->edges_room *= 2;
		t->edges = empty_edges(t->run, t->edges_room);
		for (size_t i = 0; i < room; i++)
			if (old[i].child != TRIE_NONE)
				put_edge(t, old[i]);
	}
	child = new_node(t);
	put_edge(t, (struct edge){ node, symbol, child });
	if (stem)
		t->nodes[node].has_stems = true;
	else
		t->nodes[node].has_words = true;
	return child;
}

static struct stem
make_stem(struct str bytes, uint32_t symbol)
{
	struct stem s = { .bytes = bytes, .symbol = symbol };
	size_t n = bytes.n < 8 ? bytes.n : 8;

	memcpy(&s.head, bytes.p, n);
	memset(&s.mask, 0xff, n);
	return s;
}

/* Counting sort. */
static void
sort_stems(struct trie *t)
{
	uint32_t *next = arena_array(t->run, STEM_BUCKETS, sizeof(*next));
	const struct vocabulary *v = &t->stems;

	t->sorted = arena_array(t->run, v->n, sizeof(*t->sorted));
	t->bucket =
	    arena_zalloc(t->run, (STEM_BUCKETS + 1) * sizeof(*t->bucket));
	for (size_t i = 0; i < v->room; i++)
		if (v->slots[i].symbol != TRIE_NONE)
			t->bucket[stem_bucket(
				      t->spelling[v->slots[i].symbol].p) +
				  1]++;
	for (size_t b = 0; b < STEM_BUCKETS; b++)
		t->bucket[b + 1] += t->bucket[b];
	memcpy(next, t->bucket, STEM_BUCKETS * sizeof(*next));
	for (size_t i = 0; i < v->room; i++) {
		uint32_t symbol = v->slots[i].symbol;
		struct str bytes;

		if (symbol == TRIE_NONE)
			continue;
		bytes = t->spelling[symbol];
		t->sorted[next[stem_bucket(bytes.p)]++] =
		    make_stem(bytes, symbol);
	}
}

void
trie_finish(struct trie *t)
{
	sort_stems(t);
	t->root = arena_array(t->run, t->n_symbols, sizeof(*t->root));
	for (uint32_t i = 0; i < t->n_symbols; i++)
		t->root[i] = trie_child(t, TRIE_ROOT, i);
}
