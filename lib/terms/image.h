#ifndef TERMS_IMAGE_H
#define TERMS_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/load.h"
#include "base/str.h"
#include "terms/terms.h"
#include "terms/trie.h"

/*
 * All lists of a run as they are searched: one piece of memory without a
 * pointer in it, so that it may be made when a program is built and used where
 * it lies.  A head, then the arrays below one after the other, each on a cache
 * line of its own.  It is of the machine that wrote it: the order of bytes and
 * a version are in the head, and another's is refused.
 *
 * A search waits for memory more than it computes.  So what belongs to a node
 * lies together, and nodes lie in the order of a walk in depth; and a word and
 * a node say which languages and lists there are at it and below, for a search
 * to turn back before it looks.
 */
enum { IMAGE_ALIGNMENT = 64 };

struct image_head {
	char magic[8];
	uint32_t version, order; /* IMAGE_ORDER, as written here */
	uint64_t size;		 /* bytes of all */
	uint32_t entries;	 /* a power of two */
	uint32_t spellings, cells, stems, terms, names, chars;
	uint32_t root; /* cell of its block */
	uint32_t unused;
	uint32_t sum; /* of this head, with 0 here */
};

/* Bytes among the chars. */
struct piece {
	uint32_t at, n;
};

/* A word, or a stem. */
struct spelled {
	uint64_t head; /* head_of() it, mostly all of it */
	struct piece piece;
};

/*
 * A node of the trie, in cells of 16 bytes: this, then the terms that end here,
 * mostly in the same line of the cache, then the children.
 */
struct block {
	uint32_t next;	    /* LEADS_STEM and next_bit() of each word that
			       leads on */
	uint32_t languages; /* language_bit() of each term here and below */
	uint32_t lists;	    /* list_bits() of theirs */
	uint32_t shape;	    /* endings * 32 + 1 + log2 of the slots for
			       children; * 32 + 0 without any */
};

/* A stem, where it is looked for. */
struct stem {
	struct spelled spelled;
	uint32_t symbol;
};

/* Open addressing; two in a cell. */
struct child {
	uint32_t symbol; /* TRIE_NONE: the slot is empty */
	uint32_t cell;
};

/* By list, of a list the last row first; one to a cell. */
struct ending {
	uint32_t term;
	uint32_t rank; /* of two of a list that are as long, the higher */
	uint32_t list : 8, language : 24;
	float weight;
};

enum { CELL = 16, MOST_LISTS = 256 };
enum { MOST_CELLS = 0x3ffffff }; /* what terms_word.child can number: 1 GiB */
_Static_assert(sizeof(struct block) == CELL &&
		   sizeof(struct child) * 2 == CELL &&
		   sizeof(struct ending) == CELL,
    "cells hold what they should");
_Static_assert(sizeof(struct terms_word) == 32, "a pair fills a cache line");

struct image {
	const struct image_head *head;
	const struct terms_word *entries; /* open addressing, pair by pair */
	const struct spelled *spelled;	  /* by symbol */
	const struct block *cells;
	const struct stem *stems;  /* by bucket */
	const uint32_t *bucket;	   /* the first stem of each, and the end */
	const uint64_t *stemmed;   /* a bit for each beginning of a stem */
	const uint64_t *pairs;	   /* and of the first words of terms */
	const struct piece *terms; /* as written in their lists */
	const struct piece *names; /* of the lists, NUL behind each */
	const char *chars;	   /* TRIE_PADDING bytes behind them */
};

enum { LEADS_STEM = 1 };

/* How a term may begin with a word or a token: bits. */
enum way {
	ENDS = 1,	/* with the word it ends */
	GOES_ON = 2,	/* with a word, so the next one tells more */
	GOES_ON_AS = 4, /* with a stem */
	BEGINS_AS = 8,	/* it begins with a stem of the token */
};

enum { STEM_BUCKETS = 4096, STEMMED_LOG = 15, PAIR_LOG = 18 };

struct terms;

/* The image of finished lists, in `run`. */
struct str image_make(const struct terms *t, struct arena *run);

/* False: no image of this version and machine, or not all of it. */
bool image_open(struct image *i, struct str bytes);

static inline struct str
image_piece(const struct image *i, struct piece p)
{
	return (struct str){ i->chars + p.at, p.n };
}

/* What an entry keeps of its word's hash: the half that its place does not
 * tell. */
static inline uint32_t
word_tag(uint64_t hash)
{
	return (uint32_t)(hash >> 32);
}

/* One of 31 bits, for few children to tell apart. */
static inline uint32_t
next_bit(uint32_t tag)
{
	return (uint32_t)2 << ((uint64_t)tag * 31 >> 32);
}

/* One of 31 bits for a language; the lowest for every. */
static inline uint32_t
language_bit(uint32_t language)
{
	return language ? (uint32_t)2 << language * 0x9e3779b1u % 31 : 1;
}

/* Bits of lists, n % 64 for each list n, as a block has them. */
static inline uint32_t
list_bits(uint64_t lists)
{
	return (uint32_t)(lists | lists >> 32);
}

/*
 * Function words begin so many terms that only the next words tell whether it
 * is worth a look.  What two words are hashed to is where their bits are: one
 * for the two, or for one and a mark that may be left out, one more if a term
 * ends with them or goes on with a stem, and one for each third word that terms
 * go on with.  All are in one number.
 */
static inline uint32_t
pair_hash(uint32_t tag, uint64_t second)
{
	return tag ^ (uint32_t)second;
}

static inline uint32_t
pair_bit(uint32_t pair)
{
	return pair >> (32 - PAIR_LOG);
}

static inline uint32_t
pair_end_bit(uint32_t pair)
{
	return (pair_bit(pair) & ~63u) | (pair >> 6) % 64;
}

static inline uint32_t
pair_third_bit(uint32_t pair, uint64_t third)
{
	return (pair_bit(pair) & ~63u) | (pair ^ (uint32_t)third) % 64;
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

/* And sifted by three, of which the third is any for a stem of two.  Eight are
 * read. */
static inline uint32_t
stem_bit(const char *p)
{
	uint64_t three = load_little_64(p) << 40;

	return (uint32_t)(three * 0x9e3779b97f4a7c15u >> (64 - STEMMED_LOG));
}

static inline bool
image_spells(const struct image *i, const struct spelled *s, struct str word)
{
	return s->piece.n == word.n && s->head == head_of(word) &&
	       (word.n <= 8 || memcmp(i->chars + s->piece.at + 8, word.p + 8,
				   word.n - 8) == 0);
}

/* Does the word go on from this stem? */
static inline bool
image_goes_on(
    const struct image *i, const struct spelled *stem, struct str word)
{
	struct str begin = { word.p, stem->piece.n };

	return begin.n <= word.n && image_spells(i, stem, begin);
}

/* The first place for a word with this hash: one of a pair, which is a line of
 * the cache. */
static inline size_t
image_place(uint32_t entries, uint64_t hash)
{
	return hash & (entries - 1) & ~(size_t)1;
}

/* All words that are not among the entries; near, wherever those would be. */
extern const struct terms_word image_none;

/* The same word's entry where its pair overflows. */
__attribute__((pure)) const struct terms_word *image_find_far(
    const struct image *i, uint64_t hash);

/*
 * The entry of the word with this hash, or image_none.  Each word of the lists
 * has its own; any other word that has one's hash, as far as it is compared,
 * gets that one's.  Most words are of no interest, and which are cannot be
 * foreseen: all is chosen without a branch, but for the few pairs that
 * overflow.
 */
static inline const struct terms_word *
image_find(const struct image *i, uint64_t hash)
{
	const struct terms_word *pair =
	    &i->entries[image_place(i->head->entries, hash)];
	const struct terms_word *e = pair + (pair->tag != word_tag(hash));

	if (pair->more)
		return image_find_far(i, hash);
	return e->tag == word_tag(hash) ? e : &image_none;
}

/* Cells of the children: 1, 2 or more slots, rounded up. */
static inline uint32_t
block_width(const struct block *b)
{
	return b->shape % 32 ? ((1u << (b->shape % 32 - 1)) + 1) / 2 : 0;
}

static inline const struct ending *
block_endings(const struct block *b)
{
	return (const struct ending *)(b + 1);
}

static inline const struct child *
block_children(const struct block *b)
{
	return (const struct child *)(b + 1 + b->shape / 32);
}

static inline uint32_t
child_slot(uint32_t symbol, uint32_t log2)
{
	return (uint32_t)((uint64_t)(symbol * 0x9e3779b1u) << log2 >> 32);
}

/* The block the symbol leads to, or NULL. */
static inline const struct block *
image_child(const struct image *i, const struct block *b, uint32_t symbol)
{
	const struct child *c = block_children(b);
	uint32_t log2 = b->shape % 32 - 1, mask;

	if (b->shape % 32 == 0)
		return NULL;
	if (log2 == 0)
		return c->symbol == symbol ? i->cells + c->cell : NULL;
	mask = (1u << log2) - 1;
	for (uint32_t k = child_slot(symbol, log2);; k = (k + 1) & mask) {
		if (c[k].symbol == symbol)
			return i->cells + c[k].cell;
		if (c[k].symbol == TRIE_NONE)
			return NULL;
	}
}

#endif
