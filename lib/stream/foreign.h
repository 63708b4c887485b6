#ifndef STREAM_FOREIGN_H
#define STREAM_FOREIGN_H

#include "base/str.h"

/*
 * What no filter reads, told by its first bytes, as they are when gzip is
 * unpacked: a fixed phrase that names it and says what to do, or NULL.
 * FOREIGN_BYTES of them are enough.  Private to the room.
 */
enum { FOREIGN_BYTES = 263 };

const char *foreign_form(struct str begin);

#endif
