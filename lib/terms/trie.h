#ifndef TERMS_TRIE_H
#define TERMS_TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * A trie whose letters are words.  A symbol stands for a whole word or for a
 * stem; tokens become symbols in the vocabulary, symbols lead from node to
 * node.  All memory is the run's; growing while the lists are read leaves at
 * most as much behind as is used.
 */
enum {
	TRIE_ROOT = 0,
	TRIE_NONE = UINT32_MAX, /* no symbol, no node */
};

struct word {
	uint64_t hash;
	uint64_t head;	 /* head_of() the word */
	uint32_t symbol; /* TRIE_NONE: the slot is empty */
	uint32_t child;	 /* of the root, trie_finish(); or TRIE_NONE */
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
	uint32_t n : 31;
	uint32_t stem : 1;
};

/* A stem again, where it is looked for. */
struct stem {
	uint64_t head; /* head_of() it */
	struct spelling spelling;
	uint32_t symbol;
};

struct node {
	uint32_t next;	  /* LEADS_STEM and next_bit() of each word that
			     leads on */
	uint32_t endings; /* for whoever builds the trie; TRIE_NONE at first */
};

enum { LEADS_STEM = 1 };

struct trie {
	struct arena *run;

	struct vocabulary words, stems;
	struct edge *edges; /* open addressing too */
	size_t n_edges, edges_room;
	struct node *nodes;
	size_t n_nodes, nodes_room;
	struct spelling *spelling; /* by symbol */
	size_t n_symbols, symbols_room;

	/* Made by trie_finish(). */
	uint64_t *starts;    /* a bit for each hash of a word at the root */
	unsigned shift;	     /* from a hash to its bit */
	uint64_t *stemmed;   /* a bit for each beginning of a stem */
	struct stem *sorted; /* by bucket */
	uint32_t *bucket;    /* the first stem of each, and the end */
};

enum { STEM_BUCKETS = 4096, STEMMED_BITS = 32768 };

/* Words given to this room have TRIE_PADDING readable bytes behind them. */
enum { TRIE_PADDING = 8 };

void trie_init(struct trie *t, struct arena *run);

/* The symbol of a word, or of a stem of two bytes or more. */
uint32_t trie_word(struct trie *t, struct str word);
uint32_t trie_stem(struct trie *t, struct str stem);

/* The child of `node`, made when it is new. */
uint32_t trie_grow(struct trie *t, uint32_t node, uint32_t symbol);

/* Before the first of the functions below. */
void trie_finish(struct trie *t);

/* `room` items of an array whose n are in use, at least one more than that. */
void *trie_extend(
    struct arena *run, void *old, size_t n, size_t *room, size_t size);

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

/* Does the word go on from this stem? */
static inline bool
trie_goes_on(const struct stem *s, struct str word)
{
	struct str begin = { word.p, s->spelling.n };

	return begin.n <= word.n && head_of(begin) == s->head &&
	       (begin.n <= 8 ||
		   memcmp(begin.p + 8, s->spelling.p + 8, begin.n - 8) == 0);
}

static inline bool
trie_spells(const struct spelling *s, struct str word)
{
	return s->n == word.n && memcmp(s->p, word.p, word.n) == 0;
}

/* One of 31 bits, for few children to tell apart. */
static inline uint32_t
next_bit(uint64_t hash)
{
	return (uint32_t)2 << (hash >> 32) % 31;
}

static inline bool
has_bit(const uint64_t *bits, uint64_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

/* Stems are sorted by their first two bytes. */
static inline uint32_t
stem_bucket(const char *p)
{
	uint32_t two = (uint32_t)(unsigned char)p[0] << 8 | (unsigned char)p[1];

	return two * 0x9e3779b1u >> 20;
}

/* And sifted by three; the third of a stem of two is any. */
static inline uint32_t
stem_bit(const char *p, unsigned char third)
{
	uint32_t three = (uint32_t)(unsigned char)p[0] << 16 |
			 (uint32_t)(unsigned char)p[1] << 8 | third;

	return three * 0x9e3779b1u >> 17;
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

static inline uint32_t
trie_child(const struct trie *t, uint32_t node, uint32_t symbol)
{
	size_t mask = t->edges_room - 1;

	for (size_t i = edge_hash(node, symbol) & mask;; i = (i + 1) & mask) {
		const struct edge *e = &t->edges[i];

		if (e->child == TRIE_NONE ||
		    (e->node == node && e->symbol == symbol))
			return e->child;
	}
}

#endif
