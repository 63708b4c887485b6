#ifndef SCORE_SPELLING_H
#define SCORE_SPELLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/text.h"
#include "wordlist/wordlist.h"

/* Private to the room: words that are not quite written as lists have them. */

/*
 * One of the words, or of at least so many letters and a slip away from it: one
 * letter too many, too few, wrong, or two swapped; the first letter is hardly
 * ever wrong.
 */
bool spelling_is_near(struct str word, struct wordlist words, size_t least);

enum {
	SPELLED_LEAST = 3, /* letters */
	SPELLED_MAX = 32,  /* bytes */
};

/*
 * Letters that are spelled out, "h u m a n" or "h-u-m-a-n", from token `first`
 * on: the word they make into `word`, *last the last token.  Returns its
 * length; 0 where fewer than SPELLED_LEAST stand there.
 */
size_t spelling_out(const struct text *x, uint32_t first,
    char word[SPELLED_MAX], uint32_t *last);

#endif
