#ifndef TEXT_MEMORY_H
#define TEXT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ascii.h"
#include "base/str.h"
#include "base/wide.h"
#include "text/fold.h"
#include "text/text.h"

/*
 * Inside the tokeniser.  There are two ways through a text: plain.c takes
 * words and marks whose bytes can be told one by one, text.c everything else,
 * a character with its marks at a time; token.c holds the token that is still
 * open then.
 *
 * mark.c tells what each byte of a text is, BLOCK of them at a time, as bits;
 * from these plain.c finds where tokens start and end, and goes from one to the
 * next.  With a loop for each word its branches would cost more than all else,
 * for nobody foresees how long the next word is.
 */
struct span {
	uint32_t start, end; /* code points of the original */
};

struct open_token {
	bool is_open;
	uint8_t class; /* enum text_class */
	bool spaced;
	bool starts_upper;
	bool digit;	/* the last character is one */
	bool has_at;	/* a mail address: dots join */
	bool half_flag; /* one regional indicator */
	bool zwj;	/* a joiner follows: so may an emoji */
	uint32_t letters, uppers;
	size_t at;
	struct span span;

	/* A mark that joins two words if the next character lets it. */
	char joiner; /* 0: none */
	size_t joiner_at;
	struct span joiner_span;
};

/* Processors that a plain text is read for, each as good as the one before:
 * mark_fastest() is the last that this one is.  To the first no byte is plain,
 * so that text.c takes all; the tests hold the others to it. */
enum text_kernel {
	TEXT_CAREFUL,
	TEXT_PORTABLE,
	TEXT_SSE2,
	TEXT_WIDE, /* AVX2, BMI and BMI2 */
};

#define ALWAYS_INLINE inline __attribute__((always_inline))

enum { BLOCK = 64 };

/* What BLOCK bytes of a text are: a bit for each. */
struct block {
	/* by themselves, as mark_blocks() finds them */
	uint64_t words;		 /* letters and digits; then marks in words */
	uint64_t uppers, lowers; /* letters */
	uint64_t spaces;	 /* white space; then what is behind the end */
	uint64_t joiners;	 /* marks that may join words */
	uint64_t odd;		 /* no telling what without more bytes */

	/* together, as plain_mark() does */
	uint64_t pairs;	       /* first bytes of pairs (see plain.c) */
	uint64_t starts, ends; /* of tokens: first bytes, and bytes behind */
	uint64_t loud;	       /* ends of those that may be all upper case */
};

struct text_memory {
	enum text_kernel kernel;
	struct fold_cache cache;
	unsigned char *original; /* a copy, BLOCK zeros behind it */
	size_t length, original_room;

	char *plain; /* what each byte folds to, if it can be told alone */
	struct block *blocks; /* what each is, and an empty one */

	const unsigned char *p, *end; /* what is left of it */
	uint32_t codepoint;	      /* number of the one at p */
	bool spaced;		      /* white space was the last thing */
	struct open_token open;
	char *bytes; /* folded */
	size_t n, room;
	bool whole; /* plain from end to end: it is `plain` that is folded */
	size_t token_room;
};

enum { CONTROL = KIND_DROP }; /* kind of bytes that are not for plain_read() */

/* enum kind of an ASCII character; CONTROL from 0x80 on. */
extern const uint8_t plain_kind[256];

enum text_kernel mark_fastest(void);

/* Fold n blocks of bytes, and find what each is by itself. */
void mark_blocks(enum text_kernel kernel, const unsigned char *p, char *plain,
    struct block *blocks, size_t n);

/* Fill what plain_read() looks at, from the original. */
void plain_mark(struct text_memory *m);

/*
 * Take words, marks and white space from m->p on, as long as each is one
 * whatever follows.  No token may be open, and none is afterwards.
 */
void plain_read(struct text *t);

/* Is it an article or a pronoun that an apostrophe parts from its word? */
bool token_is_elided(struct str s);

enum { ELIDED_MAX = 6 }; /* bytes that one has at most */

/* Close the open token, if there is one. */
void token_close(struct text *t);

/* The open word goes on with a letter or digit, or a new one is opened. */
struct open_token *token_word(struct text *t, bool digit, struct span span);

/* Add one folded character, or several letters that one became. */
void token_feed(struct text *t, enum kind kind, struct str bytes, bool upper,
    struct span span);

/* Add an emoji that is a digit, or # or *, on a key. */
void token_feed_keycap(struct text *t, char base, struct span span);

#endif
