#ifndef STREAM_WIDE_H
#define STREAM_WIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * UTF-16, told by its byte order mark, as UTF-8.  A surrogate without its mate
 * becomes what UTF-8 does not allow, for the reader of its record to refuse.
 * Private to the room.
 */
struct wide {
	bool on, big;	 /* big endian */
	unsigned high;	 /* the first half of a pair, or 0 */
	int odd;	 /* half a unit, or -1 */
	struct buf text; /* converted, and not given yet from `at` on */
	size_t at;
};

/* Whether a file is one, by its first two bytes. */
bool wide_is_marked(const char *p, size_t n);

/* At the beginning of a file; false where it is none. */
bool wide_begin(struct wide *w, const char *p, size_t n);

void wide_take(struct wide *w, const char *p, size_t n);

/* Up to n bytes of what is converted; 0: take more. */
size_t wide_give(struct wide *w, char *p, size_t n);

bool wide_is_empty(const struct wide *w);

/* At the end of a file: what it breaks off in. */
void wide_end(struct wide *w);

void wide_free(struct wide *w);

#endif
