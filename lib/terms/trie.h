#ifndef TERMS_TRIE_H
#define TERMS_TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * A trie whose letters are words, while it grows; image.h is what becomes of
 * it.  A symbol stands for a whole word or for a stem; tokens become symbols
 * in the vocabulary, symbols lead from node to node.  Growing leaves at most
 * as much behind in the arena as is used.
 */
enum {
	TRIE_ROOT = 0,
	TRIE_NONE = UINT32_MAX, /* no symbol, no node */
};

struct word {
	uint64_t hash;
	uint64_t head;	 /* head_of() the word */
	uint32_t symbol; /* TRIE_NONE: the slot is empty */
};

/* Open addressing; a power of two of slots. */
struct vocabulary {
	struct word *slots;
	size_t n, room;
};

struct edge {
	uint32_t node, symbol;
	uint32_t child; /* TRIE_NONE: the slot is empty */
};

/* How a symbol is written. */
struct spelling {
	const char *p;
	uint32_t n : 29;
	uint32_t stem : 1;
	uint32_t mark : 2; /* see terms_mark() */
};

struct node {
	uint32_t endings; /* for whoever builds the trie; TRIE_NONE at first */
};

struct trie {
	struct arena *arena;

	struct vocabulary words, stems;
	struct edge *edges; /* open addressing too */
	size_t n_edges, edges_room;
	struct node *nodes;
	size_t n_nodes, nodes_room;
	struct spelling *spelling; /* by symbol */
	size_t n_symbols, symbols_room;
};

/* Words given to this room have TRIE_PADDING readable bytes behind them. */
enum { TRIE_PADDING = 8 };

void trie_init(struct trie *t, struct arena *a);

/* The symbol of a word, or of a stem of two bytes or more. */
uint32_t trie_word(struct trie *t, struct str word);
uint32_t trie_stem(struct trie *t, struct str stem);

/* The child of `node`, made when it is new. */
uint32_t trie_grow(struct trie *t, uint32_t node, uint32_t symbol);

/* `room` items of an array whose n are in use, at least one more than that. */
void *trie_extend(
    struct arena *a, void *old, size_t n, size_t *room, size_t size);

/* The first eight bytes as one number, zeros where a word has fewer. */
static inline uint64_t
head_of(struct str word)
{
	static const char mask[16] = "\xff\xff\xff\xff\xff\xff\xff\xff";
	uint64_t head, bits;

	memcpy(&head, word.p, sizeof(head));
	memcpy(&bits, mask + (word.n < 8 ? 8 - word.n : 0), sizeof(bits));
	return head & bits;
}

static inline bool
trie_spells(const struct spelling *s, struct str word)
{
	return s->n == word.n && memcmp(s->p, word.p, word.n) == 0;
}

/* The word's slot, or an empty one. */
static inline const struct word *
trie_find(const struct trie *t, const struct vocabulary *v, struct str word,
    uint64_t hash)
{
	size_t mask = v->room - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		const struct word *w = &v->slots[i];

		if (w->symbol == TRIE_NONE ||
		    (w->hash == hash && w->head == head_of(word) &&
			(word.n <= 8 ||
			    trie_spells(&t->spelling[w->symbol], word))))
			return w;
	}
}

static inline size_t
edge_hash(uint32_t node, uint32_t symbol)
{
	uint64_t h = ((uint64_t)node << 32 | symbol) * 0x9e3779b97f4a7c15u;

	return (size_t)(h >> 32);
}

/* The child over the edge among `room` slots; or TRIE_NONE. */
static inline uint32_t
edge_child(
    const struct edge *edges, size_t room, uint32_t node, uint32_t symbol)
{
	size_t mask = room - 1;

	for (size_t i = edge_hash(node, symbol) & mask;; i = (i + 1) & mask) {
		const struct edge *e = &edges[i];

		if (e->child == TRIE_NONE ||
		    (e->node == node && e->symbol == symbol))
			return e->child;
	}
}

static inline uint32_t
trie_child(const struct trie *t, uint32_t node, uint32_t symbol)
{
	return edge_child(t->edges, t->edges_room, node, symbol);
}

#endif
