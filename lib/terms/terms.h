#ifndef TERMS_TERMS_H
#define TERMS_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/text.h"

/*
 * Term lists: words and phrases with weights, found in the tokens of a turn in
 * one pass over all lists.  A term matches whole words only: "killed" is not
 * in "skilled".  Punctuation inside a phrase of the text does not hide it when
 * it is a hyphen, an apostrophe or a slash; a full stop does.
 *
 * A list is CSV with a header; columns in any order:
 *	term		required; a word or a phrase
 *	weight		default 1
 *	language	ISO 639-1, default empty: every language
 *	kind		"exact" (default), or "stem": the last word of the term
 *			may go on ("cancel" finds "cancelled")
 */
struct terms; /* all lists of a run, read-only once built */

struct term_hit {
	uint32_t list;	      /* as terms_add() returned it */
	uint32_t first, last; /* token indices, last included */
	float weight;
	uint32_t term; /* which, for terms_text() */
};

struct terms *terms_new(struct arena *run);

/*
 * Add the list `csv` under a name; returns its number, counted from 0 in the
 * order of adding.  Dies with "FILE:ROW: ..." on a list that cannot be used.
 */
uint32_t terms_add(
    struct terms *t, const char *name, const char *file, struct str csv);

/* After the last terms_add(), before the first terms_find(). */
void terms_build(struct terms *t);

size_t terms_lists(const struct terms *t);
const char *terms_name(const struct terms *t, uint32_t list);

/* How a term was written in its list. */
struct str terms_text(const struct terms *t, uint32_t term);

/*
 * Find every term in a tokenised text; of the terms of one list that begin at
 * one token only the longest counts.  `language` (may be empty) drops terms of
 * other languages; "de-AT" is "de".  Writes at most `room` hits in order of
 * their first token, and returns how many it wrote.
 */
size_t terms_find(const struct terms *t, const struct text *x,
    struct str language, struct term_hit *hits, size_t room);

#endif
