#ifndef IMPORT_STITCHED_H
#define IMPORT_STITCHED_H

#include "conv/conv.h"

/*
 * Several conversations of one customer as one.  Private to the room.
 */
struct stitched;

struct stitched *stitched_new(void);
void stitched_free(struct stitched *s);

/* Lines in the order in which they begin, each a record; the result, a line
 * too, stays until the next call. */
struct str stitched_lines(struct stitched *s, struct str lines);

/* Parse a line, copied to have bytes behind it; *c lives in all three.  False
 * where it is no record. */
bool stitched_read(struct str line, struct buf *copy, struct json *j,
    struct arena *scratch, struct conv *c);

/* When a conversation began, as far as it tells, or CONV_NO_TIME. */
int64_t stitched_begin_of(const struct conv *c);

#endif
