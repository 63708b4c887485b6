#ifndef UNIT_TERMS_FIND_H
#define UNIT_TERMS_FIND_H

#include "terms/terms.h"

enum { ROOM = 64 }; /* hits that a check asks for */

/* terms_find() in a text that was read, of words not known before. */
static inline size_t
find(const struct terms *t, const struct text *x, struct str language,
    uint64_t lists, struct term_hit *hits, size_t room)
{
	struct terms_known known = { 0 };
	size_t n;

	terms_know(t, x, &known);
	n = terms_find(
	    t, x, &known, str_language_code(language), lists, hits, room);
	terms_forget(&known);
	return n;
}

#endif
