#ifndef TAGGER_MODEL_H
#define TAGGER_MODEL_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "tagger/tagger.h"

/*
 * The file: a header, then rows[n_rows][8] of signed bytes, then words[n_words]
 * of 24 bits, then the attribution.  Numbers are little-endian.
 */
#define MODEL_MAGIC "hofftag"
enum { MODEL_VERSION = 2, MODEL_HEADER = 256 };

struct model_header {
	char magic[8];
	uint32_t version;
	uint32_t n_rows, n_words, n_attribution;
	int16_t step[N_TAGS + 1][N_TAGS];
	unsigned char sha256[32]; /* of all that follows the header */
};

/*
 * A word's slot is found from its hash by open addressing; it holds 18 bits of
 * the hash, its print, above what it can be, which is something; 0 is empty.
 */
enum { WORD_BITS = 6, WORD_BYTES = 3, WORD_MASK = 0xffffff };

static inline uint32_t
word_home(uint64_t hash, uint32_t n_words)
{
	return (uint32_t)((unsigned __int128)hash * n_words >> 64);
}

static inline uint32_t
word_print(uint64_t hash)
{
	return (uint32_t)(hash << WORD_BITS) & WORD_MASK;
}

/* A byte can be read behind the last. */
static inline uint32_t
word_slot(const unsigned char *at)
{
	uint32_t slot;

	memcpy(&slot, at, sizeof(slot));
	return le32toh(slot) & WORD_MASK;
}

/* Several words as one. */
static inline uint64_t
word_join(uint64_t hash, uint64_t next)
{
	return (hash ^ next >> 7) * 0x9e3779b97f4a7c15u ^ next;
}

/* What features are made of: a sentence's words, seen once. */
struct sight {
	uint64_t hash;
	uint8_t is;    /* WORD_* */
	uint8_t shape; /* see feature.c */
	uint32_t ends[8];
};

enum { MAX_FEATURES = 48 };

struct scene {
	const struct tagger *tagger;
	struct sight *sights;
	size_t n;
	unsigned letter_case; /* of the text as a whole */
	enum asked asked;
};

/* `memory` is for the tokens of the text. */
void scene_open(struct scene *s, const struct tagger *t, struct sight *memory,
    const struct text *x, enum asked asked);

/* See what scene_features() asks for at the tokens from `first` up to `end`;
 * is[] is known. */
void scene_see(const struct scene *s, const struct text *x, const uint8_t *is,
    size_t first, size_t end);

/* The rows of the features at word i, which was seen, and memory is asked for
 * them; returns how many. */
size_t scene_features(const struct scene *s, size_t i, uint32_t *rows);

/* The tags of best score; `from` is memory for s->n words. */
struct tagging_path {
	uint8_t from[HALVES * HALF];
};

static inline bool
tag_is_on(size_t tag)
{
	return tag > 0 && tag % 2 == 0;
}

static inline int32_t
lane(const struct lanes *l, size_t tag)
{
	return l->half[tag_is_on(tag)].x[(tag + 1) / 2];
}

static inline void
lane_set(struct lanes *l, size_t tag, int32_t x)
{
	l->half[tag_is_on(tag)].x[(tag + 1) / 2] = x;
}

/* The steps from tag to tag; those that may not be are far below all others. */
void path_open(const int16_t step[N_TAGS + 1][N_TAGS], struct ways *w);

/* `from` is the tag before the first word; N_TAGS: a sentence begins. */
void path_start(const struct ways *w, size_t from, struct lanes *best,
    const struct lanes *first);
void path_go(const struct ways *w, struct lanes *best, const struct lanes *next,
    struct tagging_path *path);
void path_back(const struct lanes *best, const struct tagging_path *path,
    size_t n, uint8_t *tags);

#endif
