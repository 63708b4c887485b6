#ifndef REDACT_CONTEXT_WALK_H
#define REDACT_CONTEXT_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "redact/kind.h"
#include "redact/lexicon.h"

/* private to context.c and its neighbours: so far, in bytes, is looked. */
enum { WALK_WINDOW = 96 };

/* Words, walked away from a place. */
struct walk {
	const struct lexicon *lexicon;
	struct str text;
	size_t at, from; /* from: where the walk began */
	size_t n;
	const struct lexeme *word; /* the last one; NULL: it says nothing */
	bool is_key; /* the words are a member's name: "policy" in one
			is seldom its number */
};

static inline struct walk
walk_from(const struct lexicon *l, struct str text, size_t at)
{
	return (
	    struct walk){ .lexicon = l, .text = text, .at = at, .from = at };
}

/* To the word before, or behind, in the same sentence; false: there is none so
 * near. */
bool walk_back(struct walk *w);
bool walk_on(struct walk *w);

/* The word says one of SAYS_*. */
static inline bool
walk_says(const struct walk *w, unsigned what)
{
	return w->word && w->word->says & what;
}

/* Back to what the next number is called: see context_names_here(). */
enum kind walk_names(struct walk *w, bool *start);

static inline bool
walk_is_blank(char b)
{
	return b == ' ' || b == '\t' || b == '\r' || b == '\n';
}

#endif
