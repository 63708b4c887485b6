#ifndef TERMS_TERMS_H
#define TERMS_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "text/text.h"

/*
 * Term lists: words and phrases with weights, found in the tokens of a turn in
 * one pass over all lists.  A term matches whole words only: "killed" is not
 * in "skilled".  Lists and texts are folded and cut into words alike (see
 * text/text.h), so a list may be written in any case, with any quotes.
 *
 * A list is CSV with a header; columns in any order:
 *	term		required; a word or a phrase of up to 16 words
 *	weight		default 1
 *	language	ISO 639, default empty: every language
 *	kind		"exact" (default), "stem": the last word of the term
 *			may go on ("cancel" finds "cancelled"), or "regex":
 *			not a term of ours, see terms_regexes()
 *
 * A term is found however its words are joined: by blanks, or by a hyphen, an
 * apostrophe or a slash ("call back", "call-back").  Any other mark parts
 * them, unless the term has it too ("at&t").  What is written with a hyphen is
 * also found as one word ("e-mail" finds "email"), and n't without its
 * apostrophe ("don't" finds "dont").  A genitive is a word of its own:
 * "agent" does not find "agent's", a stem does.
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
 * order of adding.  Dies with "FILE:LINE: ..." on a list that cannot be used:
 * an unknown column, a missing or repeated term, a value that is none of the
 * above.
 */
uint32_t terms_add(
    struct terms *t, const char *name, const char *file, struct str csv);

/*
 * Give a word, term or not, a mark from 1 to TERMS_MARKS, by which texts are
 * told of it; of two the higher counts.
 */
enum { TERMS_MARKS = 3 };
void terms_mark(struct terms *t, struct str word, unsigned mark);

/* After the last of these, before the first terms_find(). */
void terms_build(struct terms *t);

/*
 * The built lists as bytes, but for their rows of kind "regex", and the lists
 * again from such bytes; they are used where they lie: at a multiple of 8, and
 * best of 64, for as long as the lists are.  Lists that are known when a
 * program is built cost it nothing when it starts.  Dies on bytes that are not
 * whole or were written by another version, or another kind of machine; more is
 * not checked: they are to be trusted as the program is.
 */
void terms_freeze(const struct terms *t, struct buf *out);
void terms_print(const struct terms *t); /* to standard output, or dies */
const struct terms *terms_thaw(struct str image, struct arena *run);

/*
 * The rows of kind "regex", in the order in which they were added: regular
 * expressions, which another room has to find.
 */
struct terms_regex {
	struct str text;
	uint32_t list;
	float weight;
	uint32_t language; /* for terms_speaks() */
	const char *file;  /* where it stands */
	size_t line;
};

size_t terms_regexes(const struct terms *t, const struct terms_regex **all);

/* Whether what is of a language is looked for in a text of another: as in
 * terms_find(). */
bool terms_speaks(uint32_t language, uint32_t text);

/* The three below: once built, or thawed. */
size_t terms_lists(const struct terms *t);
const char *terms_name(const struct terms *t, uint32_t list);

/* How a term was written in its list. */
struct str terms_text(const struct terms *t, uint32_t term);

/* A word, where tokens look it up; and if terms begin with it, what tells
 * whether they are worth a look into the trie (see image.h).  Private, but for
 * the mark. */
struct terms_word {
	uint32_t tag;	     /* word_tag() of its hash */
	uint32_t symbol;     /* TRIE_NONE: the slot is empty */
	uint32_t child : 26; /* of the root, its cell; without one 0 */
	uint32_t ways : 3;   /* enum way: how terms go on behind it */
	uint32_t more : 1;   /* of a pair, in its first: it overflows */
	uint32_t mark : 2;   /* as terms_mark() gave it; 0: none */
	uint32_t languages;  /* as in its block */
	uint64_t lists;	     /* bit n % 64 for each list n of those terms */
	uint64_t here;	     /* and of those that are this word */
};

/* A token with which a term may begin, and how: enum way. */
struct terms_beginning {
	uint32_t token, ways;
};

/* What is known of each token of a text, looked up once for many searches; by
 * its hash, so that terms_find() compares the words, too.  Zero-initialised is
 * empty. */
struct terms_known {
	const struct terms_word **words; /* of each token; never NULL */
	struct terms_beginning *begins;	 /* private, as are the rest */
	size_t n_begins, room;
};

/* Where it will look for the tokens of a text, to be set before that is read.
 */
struct text_ahead terms_ahead(const struct terms *t);

void terms_know(
    const struct terms *t, const struct text *x, struct terms_known *known);
void terms_forget(struct terms_known *known);

/*
 * The same a word at a time, for who remembers words himself: room for n
 * tokens, of which words[] is then the caller's to fill, each with what
 * terms_word() says of the token's hash; and at last what is known of the words
 * together.
 */
void terms_expect(struct terms_known *known, size_t n);
const struct terms_word *terms_word(const struct terms *t, uint64_t hash);
void terms_sift(
    const struct terms *t, const struct text *x, struct terms_known *known);

/*
 * Find every term in a tokenised text whose tokens are known.  Of the terms of
 * one list that begin at one token only the longest counts; of those as long, a
 * whole word before a stem, a longer stem before a shorter, the term of the
 * language before that of every.  `language`, as str_language_code() gives it,
 * drops terms of other languages; 0 drops none.  `lists` has bit n % 64 for
 * each list n that is looked for, and costs less the fewer they are.  Writes at
 * most `room` hits in order of their first token, then of their list, and
 * returns how many.
 */
size_t terms_find(const struct terms *t, const struct text *x,
    const struct terms_known *known, uint32_t language, uint64_t lists,
    struct term_hit *hits, size_t room);

/* The same in a text that is searched once: it is read into `x`, and what is
 * known of its tokens is looked up.  `language` is a tag: "de-AT" is "de", and
 * one that is empty or no code drops no terms. */
size_t terms_search(const struct terms *t, struct str text, struct text *x,
    struct terms_known *known, struct str language, uint64_t lists,
    struct term_hit *hits, size_t room);

#define TERMS_ALL_LISTS	    UINT64_MAX
#define TERMS_ALL_LANGUAGES 0

#endif
