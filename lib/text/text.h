#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * One tokenisation of a turn that terms, models and comparisons share.
 *
 * The folded form is NFKC with case folded, curly quotes made straight, and
 * zero-width and soft-hyphen characters dropped.  Offsets that users see are
 * code points of the original text.
 */
enum text_class {
	TEXT_WORD,	/* letters, digits and marks, with inner ' . - _ @ only
			   where they join (don't, 1.5, e-mail) */
	TEXT_IDEOGRAM,	/* one character of a script without word spaces */
	TEXT_EMOJI,	/* one emoji, modifiers and joiners included */
	TEXT_PUNCT,	/* one punctuation mark or symbol */
};

struct token {
	uint32_t	 at, n;		/* bytes in text->folded */
	uint32_t	 start, end;	/* code points in the original */
	uint64_t	 hash;		/* text_hash() of the folded bytes */
	uint8_t		 class;		/* enum text_class */
	uint8_t		 upper;		/* 1: starts upper case, 2: all upper
					   case and two letters or more */
	bool		 spaced;	/* white space stands before it */
};

/* One tokeniser, reused for every turn of a worker.  Fields are read-only. */
struct text {
	struct str	 folded;
	struct token	*tokens;
	size_t		 n_tokens;
	size_t		 n_codepoints;	/* of the original that was read */
	struct text_memory *memory;	/* private */
};

/* What is read of one text; what lies behind it is not looked at. */
enum { TEXT_CEILING = 64 * 1024 };	/* bytes */

void	 text_init(struct text *t);
void	 text_free(struct text *t);

/* Tokenise valid UTF-8; the result lives until the next call. */
void	 text_read(struct text *t, struct str utf8);

/* A token's folded bytes. */
static inline struct str
text_token(const struct text *t, const struct token *k)
{
	return (struct str){ t->folded.p + k->at, k->n };
}

/* The hash a token carries, of any folded bytes.  Stable across machines and
 * versions: models are trained on it. */
uint64_t text_hash(struct str folded);

/* Code points in valid UTF-8. */
size_t	 text_codepoints(struct str utf8);

const char *text_library(void);	/* "utf8proc 2.8.0" */

#endif
