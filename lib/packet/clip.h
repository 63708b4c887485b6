#ifndef PACKET_CLIP_H
#define PACKET_CLIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define CLIP_MARK "\xe2\x80\xa6"

/*
 * Shorten what stands in b from byte `from` on to `most` UTF-16 units, "..."
 * (U+2026) included: behind a word where one ends in the second half, never
 * inside a character as people see it.  True when something was cut.
 */
bool clip_tail(struct buf *b, size_t from, size_t most);

#endif
