#ifndef TERMS_LISTS_H
#define TERMS_LISTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "terms/image.h"
#include "terms/terms.h"
#include "terms/trie.h"
#include "text/text.h"

/* A row of a list. */
struct term {
	const char *text; /* as written */
	uint32_t n;	  /* bytes */
	uint32_t line;	  /* of the file */
};

/* What a row of a list says, read; the words lie in a text's tokens. */
enum { MAX_WORDS = 16 };

struct phrase {
	struct phrase_word {
		struct str bytes; /* folded */
		bool hyphened;	  /* a hyphen, and no blank, before it */
	} words[MAX_WORDS];
	size_t n_words;
	bool stem;
	uint32_t list;
	uint32_t language;
	float weight;
};

/* A term that ends at a node of the trie, while that grows. */
struct row {
	uint32_t next; /* at the same node; TRIE_NONE */
	struct ending ending;
};

/*
 * terms_add() fills the draft, terms_build() makes the image of it and throws
 * it away.  terms_thaw() starts with an image.
 */
struct terms {
	struct arena *run;
	struct image image;

	struct terms_regex *regexes;
	size_t n_regexes, regexes_room;

	struct arena draft;
	const char **names; /* of the lists */
	size_t n_lists, lists_room;
	struct term *terms;
	size_t n_terms, terms_room;
	struct trie trie;
	struct row *rows;
	size_t n_rows, rows_room;

	/* What reading a list takes. */
	struct arena table;
	struct text text;
	struct buf word;
};

/*
 * Put a phrase into the trie as the list's next term.  TRIE_NONE, or the term
 * of the list that is the same.
 */
uint32_t build_term(struct terms *t, const struct phrase *p);

static inline bool
is_wordlike(const struct token *k)
{
	return k->class == TEXT_WORD || k->class == TEXT_IDEOGRAM;
}

/* Do people write this mark of ASCII, which is below JOINTS_END, between the
 * words of a phrase?  A byte above may be mistaken for one. */
enum { JOINTS_END = 64 };

static inline bool
joins(unsigned char mark)
{
	const uint64_t joints =
	    UINT64_C(1) << '-' | UINT64_C(1) << '\'' | UINT64_C(1) << '/';

	return joints >> mark % JOINTS_END & 1;
}

/* Is the token such a mark?  One of more than a byte may be another. */
static inline bool
is_joint(const struct text *x, const struct token *k)
{
	return (k->class == TEXT_PUNCT) &
	       joins((unsigned char)x->folded.p[k->at]);
}

/* Is token i such a mark between two words, which could be left out?  Lists and
 * texts are read alike. */
static inline bool
is_link(const struct text *x, size_t i)
{
	const struct token *k = &x->tokens[i];

	return k->n == 1 && is_joint(x, k) && i > 0 && i + 1 < x->n_tokens &&
	       is_wordlike(k - 1) && is_wordlike(k + 1);
}

#endif
