#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * One tokenisation of a turn that terms, models and comparisons share.
 *
 * The folded form is NFKC with case folded (Unicode's NFKC_Casefold) and then
 * typography made plain: curly quotes, primes and accents that stand alone are
 * ' or ", hyphens and the en dash are -, each white space is one blank.
 * Control characters and what Unicode ignores by default (zero width, soft
 * hyphen, variation selector, bidi mark) leave nothing behind.
 *
 * Offsets that users see are code points of the original text.  Invisible
 * characters and marks belong to what they follow.  Tokens are in order and
 * do not overlap, but one character may be several ("..." written as one).
 *
 * A word is letters, digits and marks, and inside it
 *	'	between two letters ("don't") or two digits, but not after an
 *		elided article or pronoun: "l'agent" is the words l and agent
 *	. , :	between two digits: "1.5", "10:30"; "end.Next" is two words
 *	_	between letters or digits
 *	@	the same; then . - + join too: "jo.b@x-y.co" is one word
 * All other marks are tokens of their own: "e-mail" is e, -, mail.
 */
enum text_class {
	TEXT_WORD,
	TEXT_IDEOGRAM, /* a character of a script without word spaces */
	TEXT_EMOJI,    /* one emoji as people see it: flag, keycap, family;
			  folded, it has no skin tone */
	TEXT_PUNCT,    /* one punctuation mark or symbol */
};

struct token {
	uint32_t at, n;	     /* bytes in text->folded */
	uint32_t start, end; /* code points in the original */
	uint64_t hash;	     /* text_hash() of the folded bytes */
	uint8_t class;	     /* enum text_class */
	uint8_t upper;	     /* 1: starts upper case, 2: all its letters are
				upper case, and it has two or more */
	bool spaced;	     /* white space stands before it */
};

/* Pieces of memory of which one will be looked at for each token: the one at
 * its hash & mask. */
struct text_ahead {
	const void *pieces;
	uint64_t mask;
	size_t size; /* of a piece */
};

/* One tokeniser, reused for every turn of a worker.  Fields are read-only. */
struct text {
	struct str folded;
	struct token *tokens;
	size_t n_tokens;
	size_t n_codepoints;	    /* of the original that was read */
	struct text_ahead ahead;    /* for the caller to set; or nothing */
	struct text_memory *memory; /* private */
};

/* Zeros behind `folded`, so that it can be compared in whole words. */
enum { TEXT_PADDING = 16 };

/* What is read of one text; what lies behind it is not looked at. */
enum { TEXT_CEILING = 64 * 1024 }; /* bytes */

void text_init(struct text *t);
void text_free(struct text *t);

/* Tokenise valid UTF-8 (it may hold U+0000), of which a copy is made; the
 * result lives until the next call. */
void text_read(struct text *t, struct str utf8);

/* A token's folded bytes. */
static inline struct str
text_token(const struct text *t, const struct token *k)
{
	return (struct str){ t->folded.p + k->at, k->n };
}

/* The hash a token carries, of any folded bytes.  Stable across machines and
 * versions, for models are trained on it; never the only proof of equality. */
uint64_t text_hash(struct str folded);

/* Code points in valid UTF-8. */
size_t text_codepoints(struct str utf8);

/* The byte at which code point n begins; behind the last one, the end. */
size_t text_byte(struct str utf8, size_t n);

/* Characters as UTF-16 counts them, which Java, JavaScript and C# do: never
 * fewer than code points. */
size_t text_units(struct str utf8);

/*
 * The nearest place at or before byte `at`, or the end, that parts no character
 * as people see it: a grapheme cluster of UAX #29.
 */
size_t text_whole(struct str utf8, size_t at);

const char *text_library(void); /* "utf8proc 2.8.0" */

#endif
