#ifndef REDACT_NAME_WORDS_H
#define REDACT_NAME_WORDS_H

#include "redact/names.h"

/* private to the files of names.h: the words that names are made of */

enum {
	SHORTEST = 3, /* letters of a word that stands alone */
	LONGEST = 63, /* bytes of a word */
};

/*
 * The length of the letter at text[i], or 0: letters of the scripts that put
 * spaces between words.  In the view, Latin is ASCII.
 */
size_t name_letter(struct str text, size_t i);

/* The word that begins at `at`; its end, or `at` where there is none. */
size_t name_word_end(struct str text, size_t at);

/* Words of a name that could name somebody: the next at or behind *i. */
bool name_next_word(
    const struct names *names, struct str folded, size_t *i, struct str *word);
size_t name_count_words(const struct names *names, struct str folded);

/* Chinese, Japanese or Korean. */
bool name_has_ideogram(struct str s);

/* Something that could be a name: no address, no number, no placeholder. */
bool name_is_somebody(const struct names *names, struct str folded);

/* A value that is called so, or NAME_UNKNOWN. */
#define NAME_UNKNOWN UINT32_MAX
uint32_t name_known(const struct names *names, struct str folded);

/* The first word at or behind `word` in the sorted list. */
size_t name_lower_bound(const struct names *names, struct str word);

#endif
