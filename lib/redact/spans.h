#ifndef REDACT_SPANS_H
#define REDACT_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "redact/kind.h"
#include "redact/operator.h"

/* Kept small: a text may hold one for a few bytes. */
struct span {
	uint32_t start, end; /* bytes */
	uint32_t who;	     /* of kinds that are somebody's: equal for one
				person, in this record */
	enum kind kind : 8;
	enum operation op : 8; /* set by find_text(): what stands for it */
	unsigned char score;   /* how sure it is, in percent */
	bool is_said : 1;      /* dictated in words */
	bool is_part : 1;      /* of a number in several turns: see split.h */
	const char *rule;      /* what found it, a word of the manual */
};

struct spans {
	struct span *at;
	size_t n, room;
};

void spans_add(struct spans *s, struct span span);
void spans_free(struct spans *s);

/* Empty it; what a giant text has taken does not stay. */
void spans_clear(struct spans *s);

/* The first that ends behind a place, of those that are disjoint and in order;
 * as many as there are: none does. */
size_t spans_behind(const struct spans *s, size_t at);

/* Put others in the place of s->at[from..to). */
void spans_put(
    struct spans *s, size_t from, size_t to, const struct spans *others);

/* One less; of very many, memory goes back by and by. */
void spans_drop_last(struct spans *s);

/* By place, the longer last, and equal ones as they stood. */
void spans_sort(struct spans *s);

/* Sort those from `from` on, and keep the first of those of one kind that are
 * in one place: the others would come to nothing. */
void spans_unite(struct spans *s, size_t from);

/*
 * Of overlapping candidates the stronger kind keeps its place, and a weaker
 * one what is left of it beside: every byte of a candidate stays covered, but
 * for the punctuation at the cut.  `out` is disjoint and in order; `spare` is
 * memory to work with, and what is in `candidates` afterwards is of no use.
 */
void spans_resolve(struct str text, struct spans *candidates, struct spans *out,
    struct spans *spare);

#endif
