#ifndef REDACT_PARTS_H
#define REDACT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "redact/spans.h"

/*
 * Private to the room: a giant text, a part at a time, so that what is written
 * for it is never held whole.  A part is looked at with what stands around it,
 * and cuts no span and no word.
 */
struct part {
	size_t from, to;   /* bytes that are its own */
	size_t begin, end; /* and with those around */
};

/* So much was found in it that what is written for it takes much memory. */
bool parts_many(struct str text, const struct spans *spans);

/* The one from byte `from` on: 0, or where the one before ends. */
struct part parts_next(struct str text, const struct spans *spans, size_t from);

/* The spans of a text that are in a part, as they are there. */
void parts_take(
    const struct spans *all, const struct part *part, struct spans *its);

/* And back, those of its own bytes, in the place of what was there. */
void parts_put(struct spans *all, const struct part *part, struct spans *its);

#endif
