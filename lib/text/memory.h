#ifndef TEXT_MEMORY_H
#define TEXT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/fold.h"
#include "text/text.h"

/*
 * Inside the tokeniser.  There are two ways through a text: plain.c takes
 * words and marks whose bytes can be told one by one, text.c everything else,
 * a character with its marks at a time; token.c holds the token that is still
 * open then.
 *
 * plain.c first marks what each byte of a text is, BLOCK of them at a time, and
 * writes down where tokens start and end; then it goes from one to the next.
 * With a loop for each word its branches would cost more than all else, for
 * nobody foresees how long the next word is.
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

/* Ways to mark bytes.  All are compiled where they can run, so that the tests
 * can hold them equal. */
enum text_kernel {
	TEXT_PORTABLE,
#ifdef __SSE2__
	TEXT_SSE2,
	TEXT_FASTEST = TEXT_SSE2,
#else
	TEXT_FASTEST = TEXT_PORTABLE,
#endif
	N_TEXT_KERNELS = TEXT_FASTEST + 1
};

struct text_memory {
	enum text_kernel kernel;
	struct fold_cache cache;
	unsigned char *original; /* a copy, BLOCK zeros behind it */
	size_t length, original_room;

	/*
	 * What plain_mark() finds in it.  `plain` is what each byte folds to
	 * if it can be told alone.  The bits: it is of a word; no blank; it
	 * cannot be told alone; a token that has it, or ends before it, is to
	 * be looked at with care; it is the second of a pair (see plain.c; not
	 * if is_ascii).
	 */
	char *plain;
	uint64_t *words, *solid, *odd, *hot, *seconds;
	uint32_t *starts, *ends; /* of tokens, where none are joined */
	size_t n_starts;
	size_t next; /* of them, for plain_read() */
	bool is_ascii;

	const unsigned char *p, *end; /* what is left of it */
	uint32_t codepoint;	      /* number of the one at p */
	bool spaced;		      /* white space was the last thing */
	struct open_token open;
	char *bytes; /* folded */
	size_t n, room;
	size_t token_room;
};

enum {
	BLOCK = 64,
	LISTED = 16,	     /* tokens a block has at most, mostly */
	CONTROL = KIND_DROP, /* kind of bytes that are not for plain_read() */
};

/* enum kind of an ASCII character; CONTROL from 0x80 on. */
extern const uint8_t plain_kind[256];

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
