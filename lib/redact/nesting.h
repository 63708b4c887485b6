#ifndef REDACT_NESTING_H
#define REDACT_NESTING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "redact/spans.h"

enum { NESTING_DEEPEST = 5 };

/*
 * How far a text was read that may be JSON, and the strings that are open
 * there, each in the one before: JSON in JSON has its quotes behind
 * backslashes.
 */
struct nesting {
	struct str text;
	size_t at;
	unsigned depth;
	/* by depth: it begins as JSON does */
	bool is_json[NESTING_DEEPEST + 1];
};

/* What a text that is JSON begins with. */
static inline bool
nesting_opens(char c)
{
	return c == '{' || c == '[';
}

/* `text` is borrowed. */
struct nesting nesting_of(struct str text);

/*
 * The backslashes before the quote that a number lacks once it is none, in a
 * text that is JSON, or JSON in JSON; -1: it lacks none.  Spans are asked about
 * by their places.
 */
int nesting_missing_quote(struct nesting *w, const struct span *s);

#endif
