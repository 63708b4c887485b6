#ifndef SCORE_BOTLINE_H
#define SCORE_BOTLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "score/reading.h"

/* Content words of a question, to know it when it comes again. */
enum { ASK_WORDS = 8 };

struct asks {
	uint32_t n; /* 0: it asks for nothing */
	uint32_t words[ASK_WORDS];
};

/*
 * Private to the room: what a bot's turn says by itself.  Bots say the same
 * sentences to everybody, so the latest ones are remembered.
 */
struct bot_line {
	uint64_t hash;	  /* of the words in their order */
	uint32_t words;	  /* 0: nothing to compare */
	uint32_t size;	  /* code points */
	bool fallback;	  /* it did not understand */
	bool names;	  /* it speaks of a person one may have */
	bool question;	  /* it asks something */
	bool offers;	  /* a person, without asking: "I can connect you" */
	uint64_t option;  /* what is to be answered for a person, as the hash
			     of a token: "2" of "2) Talk to us"; 0: nothing */
	bool routine;	  /* it may well say so twice */
	bool more;	  /* it asks whether there is anything else */
	double breakdown; /* log odds, by its words */
	uint32_t content[LINE_WORDS], n_content;
	struct asks asks;
	struct tongue tongue; /* that it is in */
};

struct bot_lines;

struct bot_lines *bot_lines_new(void);
void bot_lines_free(struct bot_lines *b);

/* A text that bot_line() will be asked for: what is remembered of it is brought
 * near, while something else is done. */
struct bot_text {
	struct str text;
	uint64_t hash; /* only of one that is remembered */
};

void bot_await(const struct bot_lines *b, struct str text,
    const struct spoken *named, struct bot_text *out);

/* `scratch` is read into where the line is not remembered.  Of a line in a log
 * that names no language its own words alone are asked.  The line lives until
 * the next call. */
const struct bot_line *bot_line(struct bot_lines *b, struct reading *scratch,
    const struct bot_text *said, const struct spoken *named);

#endif
