#ifndef KB_KB_H
#define KB_KB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * A knowledge base: articles, and which of them a conversation is about.
 * Full-text search by BM25, of which nothing else shows here.
 */
struct kb; /* read-only once made, for all threads */

/* A file as it was read, and how to name it. */
struct kb_file {
	const char *name;
	struct str text;
};

/*
 * Index articles: a JSON object a line, or CSV.  An article has an id and a
 * title or a text (also called content or body), and may have a url and a
 * language.  `stopwords` is a term list of what is not looked for.  Dies with
 * "FILE:LINE: ..." on an article that cannot be used.
 */
struct kb *kb_make(
    struct kb_file articles, struct kb_file stopwords, struct arena *run);

/* The index as bytes, for a file that is to be used again. */
struct str kb_image(const struct kb *kb);

/*
 * Whether such bytes are an index of these articles (of any where their name is
 * NULL) by this version.  Dies on bytes that are no index at all: a file of
 * that name is somebody else's.
 */
bool kb_is_current(struct kb_file image, struct kb_file articles);

/* The index again; dies when it is damaged.  `image` must outlive it. */
struct kb *kb_load(
    struct kb_file image, struct kb_file stopwords, struct arena *run);

/* Bytes that what is opened may take. */
#define KB_ROOM ((size_t)2 << 30)

/*
 * The index in file `index` (or NULL), where it is current, else a new one of
 * the articles in a file (NULL: only the index is there), which is then written
 * to `index`; NULL where neither is given.  Dies, naming --kb, on an index of
 * another version where there are no articles to make it of.
 */
const struct kb *kb_open(const char *articles, const char *index,
    struct kb_file stopwords, struct arena *run);

struct kb_hit {
	struct str id, title, url, snippet; /* "" where absent */
	double score;			    /* BM25, to four decimals */
};

/* One thread's view of it. */
struct kb_seeker;

struct kb_seeker *kb_seeker_new(const struct kb *kb);
void kb_seeker_free(struct kb_seeker *s);

/*
 * The articles that fit the texts best, in that order, up to `room` of them;
 * returns how many.  Of all words but stopwords the first 48 are looked for;
 * of articles that fit alike, the one that stands first in its file goes first.
 * Articles of another language than `language` (the primary subtag; "": any)
 * are left out.  What is found lives in `a`.
 */
size_t kb_find(struct kb_seeker *s, const struct str *texts, size_t n,
    struct str language, struct arena *a, struct kb_hit *hits, size_t room);

/* Whether there is an article with that id. */
bool kb_has(struct kb_seeker *s, struct str id);

const char *kb_library(void); /* "sqlite 3.40.1" */

#endif
