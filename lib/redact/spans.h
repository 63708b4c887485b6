#ifndef REDACT_SPANS_H
#define REDACT_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "redact/kind.h"
#include "redact/operator.h"

struct span {
	size_t start, end; /* bytes */
	enum kind kind;
	uint32_t who;	     /* of kinds that are somebody's: equal for one
				person, in this record */
	unsigned char score; /* how sure it is, in percent */
	bool is_said;	     /* dictated in words */
	enum operation op;   /* set by find_text(): what stands for it */
	struct str whole;    /* of which it is a part, or nothing */
	const char *rule;    /* what found it, a word of the manual */
};

struct spans {
	struct span *at;
	size_t n, room;
};

void spans_add(struct spans *s, struct span span);
void spans_free(struct spans *s);

/*
 * Of overlapping candidates the stronger kind keeps its place, and a weaker
 * one what is left of it beside: every byte of a candidate stays covered, but
 * for the punctuation at the cut.  `out` is disjoint and in order; `spare` is
 * memory to work with.
 */
void spans_resolve(struct str text, struct spans *candidates, struct spans *out,
    struct spans *spare);

#endif
