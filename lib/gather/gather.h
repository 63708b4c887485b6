#ifndef GATHER_GATHER_H
#define GATHER_GATHER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * Sort more than fits in memory: pieces by key, and those of one key in the
 * order in which they came.  What does not fit goes, in sorted runs, to files
 * that have no name, so that however the process ends nothing of them is left.
 *
 *	g = gather_new(memory, folder);
 *	gather_add(g, key, piece);	as often as wanted
 *	while (gather_next(g, &key, &piece))
 *	gather_free(g);
 */
struct gather;

/* `memory` bytes of pieces are held, and some more while they are sorted;
 * `folder` is where the files would be. */
struct gather *gather_new(size_t memory, const char *folder);
void gather_free(struct gather *g);

/* Both are copied; together they are shorter than 4 GiB.  Dies when the folder
 * takes no more. */
void gather_add(struct gather *g, struct str key, struct str piece);

/* The next in order, until the next call; from the first call on nothing can
 * be added. */
bool gather_next(struct gather *g, struct str *key, struct str *piece);

/*
 * The same where all of it fits in memory, without sorting: keys come in the
 * order of their first pieces.
 */
struct chains;

struct chains *chains_new(size_t memory);
void chains_free(struct chains *c);

/* Both are copied, each shorter than 4 GiB.  `once`: not when it is what the
 * key's pieces begin with.  False: they do not fit, and nothing was added; who
 * has read with chains_next() adds no more. */
bool chains_add(struct chains *c, struct str key, struct str piece, bool once);

/* *nth: which key it is, from 0. */
bool chains_next(
    struct chains *c, struct str *key, struct str *piece, size_t *nth);

#endif
