#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What one character becomes, and what it is to the tokeniser.  All that this
 * project asks of utf8proc is asked in fold.c.
 */
enum kind {
	KIND_DROP, /* invisible: leaves nothing behind */
	KIND_SPACE,
	KIND_LETTER,
	KIND_DIGIT, /* and other numerals */
	KIND_MARK,  /* belongs to what it follows */
	KIND_IDEOGRAM,
	KIND_EMOJI,
	KIND_FLAG, /* a regional indicator: two make a flag */
	KIND_PUNCT,
};

/* One code point, folded; as many as a chat uses are kept in a cache. */
struct fold {
	uint32_t codepoint;
	uint8_t kind;	  /* enum kind, of every byte below */
	uint8_t n;	  /* bytes */
	bool upper : 1;	  /* the original is upper or title case */
	bool simple : 1;  /* false: ask fold_run() */
	bool extends : 1; /* may change, or merge with, what it
			     follows: fold both in one run */
	bool skin : 1;	  /* a skin tone */
	char bytes[8];
};

enum {
	FOLD_SLOTS = 2048,
	FOLD_RUN = 32, /* code points one run may have: UAX #15 calls
			  text with longer ones not stream-safe */
	FOLD_RUN_MAX = 18 * FOLD_RUN, /* code points it folds to */
	ZERO_WIDTH_JOINER = 0x200d,
	KEYCAP = 0x20e3,
};

struct fold_cache {
	struct fold slots[FOLD_SLOTS];
};

/* Of a cache that is all zeros. */
void fold_init(struct fold_cache *c);

/* Work out a code point that is not in its slot. */
void fold_fill(struct fold *slot, uint32_t codepoint);

/* Valid until the next call. */
static inline const struct fold *
fold_get(struct fold_cache *c, uint32_t codepoint)
{
	struct fold *slot = &c->slots[codepoint % FOLD_SLOTS];

	if (slot->codepoint != codepoint)
		fold_fill(slot, codepoint);
	return slot;
}

/*
 * Fold a character with all that extends it: n bytes, at most FOLD_RUN code
 * points.  Writes at most FOLD_RUN_MAX code points, returns how many.
 */
size_t fold_run(
    const unsigned char *utf8, size_t n, bool drop_skin, int32_t *folded);

enum kind fold_kind(uint32_t folded);

/* As utf8_decode(), of UTF-8 that is known to be valid. */
static inline uint32_t
fold_decode(const unsigned char *p, size_t *n)
{
	if (p[0] < 0x80) {
		*n = 1;
		return p[0];
	}
	if (p[0] < 0xe0) {
		*n = 2;
		return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	}
	if (p[0] < 0xf0) {
		*n = 3;
		return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 |
		       (p[2] & 0x3fu);
	}
	*n = 4;
	return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 |
	       (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

#endif
