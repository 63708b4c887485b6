#include "terms/trie.h"

#include <string.h>

#include "text/text.h"

enum {
	FIRST_ROOM = 64,
};

void *
trie_extend(struct arena *a, void *old, size_t n, size_t *room, size_t size)
{
	void *p;

	if (n < *room)
		return old;
	*room = *room ? *room * 2 : FIRST_ROOM;
	p = arena_array(a, *room, size);
	if (n)
		memcpy(p, old, n * size);
	return p;
}

/* Would one more make a table of so much room slow? */
static bool
is_full(size_t n, size_t room)
{
	return n + 1 > room / 4 * 3;
}

static struct vocabulary
empty_vocabulary(struct arena *a, size_t room)
{
	struct vocabulary v = { .room = room };

	v.slots = arena_array(a, room, sizeof(*v.slots));
	memset(v.slots, 0xff, room * sizeof(*v.slots));
	return v;
}

static struct edge *
empty_edges(struct arena *a, size_t room)
{
	struct edge *e = arena_array(a, room, sizeof(*e));

	memset(e, 0xff, room * sizeof(*e));
	return e;
}

static uint32_t
new_node(struct trie *t)
{
	t->nodes = trie_extend(
	    t->arena, t->nodes, t->n_nodes, &t->nodes_room, sizeof(*t->nodes));
	t->nodes[t->n_nodes] = (struct node){ .endings = TRIE_NONE };
	return (uint32_t)t->n_nodes++;
}

void
trie_init(struct trie *t, struct arena *a)
{
	*t = (struct trie){
		.arena = a,
		.words = empty_vocabulary(a, FIRST_ROOM),
		.stems = empty_vocabulary(a, FIRST_ROOM),
		.edges_room = FIRST_ROOM,
		.edges = empty_edges(a, FIRST_ROOM),
	};
	new_node(t);
}

static uint32_t
new_symbol(struct trie *t, struct str word, bool stem)
{
	t->spelling = trie_extend(t->arena, t->spelling, t->n_symbols,
	    &t->symbols_room, sizeof(*t->spelling));
	t->spelling[t->n_symbols] = (struct spelling){
		.p = arena_copy(t->arena, word).p,
		.n = (uint32_t)word.n & 0x1fffffff,
		.stem = stem,
	};
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
symbol_of(struct trie *t, struct vocabulary *v, struct str word, bool stem)
{
	uint64_t hash = text_hash(word);
	uint32_t symbol = trie_find(t, v, word, hash)->symbol;

	if (symbol != TRIE_NONE)
		return symbol;
	if (is_full(v->n, v->room)) {
		struct vocabulary old = *v;

		*v = empty_vocabulary(t->arena, old.room * 2);
		for (size_t i = 0; i < old.room; i++)
			if (old.slots[i].symbol != TRIE_NONE)
				put_word(v, old.slots[i]);
	}
	symbol = new_symbol(t, word, stem);
	put_word(v, (struct word){ hash, head_of(word), symbol });
	return symbol;
}

uint32_t
trie_word(struct trie *t, struct str word)
{
	return symbol_of(t, &t->words, word, false);
}

uint32_t
trie_stem(struct trie *t, struct str stem)
{
	return symbol_of(t, &t->stems, stem, true);
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
trie_grow(struct trie *t, uint32_t node, uint32_t symbol)
{
	uint32_t child = trie_child(t, node, symbol);

	if (child != TRIE_NONE)
		return child;
	if (is_full(t->n_edges++, t->edges_room)) {
		struct edge *old = t->edges;
		size_t room = t->edges_room;

		t->edges_room *= 2;
		t->edges = empty_edges(t->arena, t->edges_room);
		for (size_t i = 0; i < room; i++)
			if (old[i].child != TRIE_NONE)
				put_edge(t, old[i]);
	}
	child = new_node(t);
	put_edge(t, (struct edge){ node, symbol, child });
	return child;
}
