#ifndef TAGGER_TAGGER_H
#define TAGGER_TAGGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/text.h"

/*
 * Which words of a text name somebody or some place: a list of words with what
 * they can be, and a linear model (averaged perceptron, hashed features,
 * Viterbi) that reads them in their sentence.  Both lie in one file, written
 * by lib/tagger/train; see model.h.
 */
enum tag {
	TAG_OTHER,
	TAG_PERSON, /* the first word of a name, and the words behind it */
	TAG_PERSON_ON,
	TAG_PLACE,
	TAG_PLACE_ON,
	TAG_FIRM, /* known so that they are not taken for the others */
	TAG_FIRM_ON,
	N_TAGS
};

/* What a word can be, whatever it is here. */
enum {
	WORD_FIRST = 1,	  /* a first name */
	WORD_LAST = 2,	  /* a family name */
	WORD_PLACE = 4,	  /* a town or a country */
	WORD_KNOWN = 8,	  /* in a dictionary of one of seven languages */
	WORD_COMMON = 16, /* one of its two thousand most frequent words */
	WORD_FIRM = 32,	  /* a firm or what one makes */
};

/* What the turn before asked for. */
enum asked { ASKED_NOTHING, ASKED_NAME, ASKED_PLACE };

/* A number for each tag: private, as are ways.  In one half those that
 * something begins with, in the other, beside each, the one that goes on with
 * it; beside TAG_OTHER is nothing. */
enum { HALVES = 2, HALF = 4 };

struct half {
	int32_t x __attribute__((vector_size(HALF * 4)));
};

struct lanes {
	struct half half[HALVES];
};

/* From a tag, or the start, to one; and to those that go on from what began,
 * from what went on. */
struct ways {
	struct lanes from[N_TAGS + 1];
	struct half from_begun, from_on;
};

struct tagger { /* read-only; private */
	const int8_t (*rows)[8];
	uint32_t n_rows;
	const unsigned char (*words)[3];
	uint32_t n_words;
	struct ways ways;
	struct str attribution;
};

/* A model that lies in memory, for as long as the tagger is used.  Dies when
 * it is none, or of another version. */
void tagger_open(struct tagger *t, struct str model);

/* Whether the model's bytes are those that its header was written for. */
bool tagger_is_whole(struct str model);

/* Whose data the model was trained on. */
struct str tagger_attribution(const struct tagger *t);

/* What a word can be: text_hash() of its small letters without accents. */
unsigned tagger_word(const struct tagger *t, uint64_t hash);

/* The same of several words, a place most often: "new york"; marks between
 * them do not count. */
unsigned tagger_words(
    const struct tagger *t, const struct text *x, size_t first, size_t n);

/* tagger_words() will be asked that: have memory bring what it looks at. */
void tagger_expect(
    const struct tagger *t, const struct text *x, size_t first, size_t n);

/* Memory to tag with, and what came of it; zero-initialised is empty. */
struct tagging {
	uint8_t *is;   /* WORD_* for each token */
	uint8_t *tags; /* enum tag for each token */
	size_t n;

	/* private */
	size_t room;
	struct sight *sights;
	struct tagging_path *path;
};

/* Begin with a text of n tokens: is[], for the caller to fill, with what
 * tagger_word() says of words and 0 of all else; or ... */
uint8_t *tagging_begin(struct tagging *g, size_t n);

/* ... have is[] filled; a placeholder, <NAME_1>, is no word. */
void tagging_look_up(
    struct tagging *g, const struct tagger *t, const struct text *x);

/* Fill tags[], once is[] is there.  `wanted`, or NULL, has a byte for each
 * token: what stands far from all that are wanted is not looked at, and
 * TAG_OTHER. */
void tagging_tag(struct tagging *g, const struct tagger *t,
    const struct text *x, enum asked asked, const uint8_t *wanted);

/* How much more word i looks like the first of a name than like anything else,
 * by itself: below 0 where it looks more like that. */
int tagging_lean(struct tagging *g, const struct tagger *t,
    const struct text *x, enum asked asked, size_t i);

void tagging_free(struct tagging *g);

#endif
