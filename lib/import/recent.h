#ifndef IMPORT_RECENT_H
#define IMPORT_RECENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * Conversations that may go on, in the order in which they were added to: the
 * oldest and the one of a key are at hand, however many there are.  Private to
 * the room.
 */
struct recent;

struct recent *recent_new(void);
void recent_free(struct recent *r);

/* The pieces of the conversation of that key, which is the newest now: that
 * of record number n. */
struct buf *recent_use(struct recent *r, struct str key, uint64_t n);

/* Take out the one that has been left alone the longest, if since before
 * `than`; false: there is none.  It stays until the next recent_use(). */
bool recent_close(struct recent *r, uint64_t than, const struct buf **key,
    const struct buf **pieces);

#endif
