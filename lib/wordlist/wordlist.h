#ifndef WORDLIST_WORDLIST_H
#define WORDLIST_WORDLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "csv/csv.h"

/*
 * Lists of words, and of few words that stand together, of natural language: a
 * table (CSV) with a row for each, its list, and its language, which is none
 * where several have it; every list is of all languages.  Rows are what another
 * language needs first.  A table is read when the program is built, and its
 * image is used where it lies.
 */
struct wordlist {
	const uint32_t *at; /* private: where each begins among the chars, and
			       where the last ends */
	const char *chars;  /* private */
	size_t n;
	size_t longest; /* bytes */
};

/* The image of a table, of this machine, in `run`.  `names` are those of all n
 * lists.  Dies on a row of no list, and on a list of no row. */
struct str wordlist_make(const char *file, struct str csv,
    const struct str *names, size_t n, struct arena *run);

/* The same to standard output. */
void wordlist_print(const char *file, struct str csv, const struct str *names,
    size_t n, struct arena *run);

/* Dies on a row of none of the lists. */
void wordlist_check(const struct csv *c, const char *file, int column,
    const struct str *names, size_t n);

/* A list, by its number.  An image begins with how many there are; then, of
 * each, which of the words is its first, and how long its longest is, and how
 * many words there are; then where each word begins, and the last one ends;
 * then their bytes. */
static inline struct wordlist
wordlist_get(const char *image, size_t list)
{
	const uint32_t *n = (const void *)image;
	const uint32_t *lists = n + 1, *words = lists + 2 * (size_t)*n + 1;

	return (struct wordlist){
		.at = words + lists[2 * list],
		.chars = (const char *)(words + words[-1] + 1),
		.n = lists[2 * list + 2] - lists[2 * list],
		.longest = lists[2 * list + 1],
	};
}

static inline struct str
wordlist_at(struct wordlist l, size_t i)
{
	return (struct str){ l.chars + l.at[i], l.at[i + 1] - l.at[i] };
}

static inline bool
wordlist_has(struct wordlist l, struct str word)
{
	for (size_t i = 0; word.n <= l.longest && i < l.n; i++)
		if (str_eq(wordlist_at(l, i), word))
			return true;
	return false;
}

static inline bool
wordlist_has_nocase(struct wordlist l, struct str word)
{
	for (size_t i = 0; word.n <= l.longest && i < l.n; i++)
		if (str_eq_nocase(wordlist_at(l, i), word))
			return true;
	return false;
}

/* Whether a text begins with a word of the list, or a longer one. */
static inline bool
wordlist_begins_nocase(struct wordlist l, struct str text)
{
	for (size_t i = 0; i < l.n; i++)
		if (str_begins_nocase(text, wordlist_at(l, i)))
			return true;
	return false;
}

#endif
