#ifndef REDACT_LEXICON_H
#define REDACT_LEXICON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "redact/kind.h"
#include "redact/word_lists.h"

/* What words near a number say of it, in seven languages. */
enum {
	SAYS_PHONE = 1,	  /* "call", "telefono" */
	SAYS_OTHER = 2,	  /* "order": another number than a telephone's */
	SAYS_CARD = 4,	  /* "visa" */
	SAYS_VERSION = 8, /* "firmware" */
	SAYS_MY = 16,
	SAYS_NUMBER = 32, /* "no", "nummer" */
	SAYS_OPEN = 64,	  /* an id, a card or a code is what the word before it
			     says */
	SAYS_IS = 128,
	SAYS_CLOSE = 256, /* its name is that of the next number alone */
	SAYS_OF = 512,	  /* "of the": between a name and what it is of */
	SAYS_NEW = 1024,  /* "my new number": between the two */
};

enum { LEXEME_LONGEST = 20 }; /* letters of a word that count */

struct lexeme {
	uint64_t own; /* the policy's recognisers that want it near */
	unsigned says;
	enum kind names;		  /* what a number so called is, or
					     KIND_NOTHING */
	uint16_t pairs;			  /* private */
	uint8_t n;			  /* private: of the letters */
	char letters[LEXEME_LONGEST + 1]; /* private: small */
};

static inline bool
lexeme_is(const struct lexeme *x, struct str word)
{
	return str_eq((struct str){ x->letters, x->n }, word);
}

struct lexicon; /* read-only */

/* From the lists and namings.csv: when the program is built. */
const struct lexicon *lexicon_read(
    const struct word_lists *words, struct arena *run);

/* Its bytes, of this machine, and what they were. */
struct str lexicon_image(const struct lexicon *l);
const struct lexicon *lexicon_thaw(struct str image);

/* While a policy is read, into a copy: a word of letters that a recogniser of
 * its own wants near; false: the lexicon is full. */
struct lexicon *lexicon_copy(const struct lexicon *l, struct arena *run);
bool lexicon_add(struct lexicon *l, struct str word, uint64_t own);

/* A word of letters, large or small; NULL: it says nothing. */
const struct lexeme *lexicon_find(const struct lexicon *l, struct str letters);

/* Whether a text has a word, or two in a row, that a number is called. */
bool lexicon_has_name(const struct lexicon *l, struct str text);

/* What a number is that is called `word`, with `behind` (or NULL) behind it;
 * "social insurance" before "social". */
enum kind lexicon_names(const struct lexicon *l, const struct lexeme *word,
    const struct lexeme *behind);

/* What the two say together, not `word` alone; KIND_NOTHING. */
enum kind lexicon_names_both(const struct lexicon *l, const struct lexeme *word,
    const struct lexeme *behind);

/* Whether it says so only of the number right behind it. */
bool lexicon_is_close(const struct lexicon *l, const struct lexeme *word,
    const struct lexeme *behind);

#endif
