#ifndef IMPORT_STITCH_H
#define IMPORT_STITCH_H

#include "import/import.h"

/* Private to the room. */
struct stitcher;

struct stitcher *stitcher_new(const struct import_group_opts *o);
void stitcher_free(struct stitcher *s);

/* A conversation, and its place among all. */
void stitcher_add(struct stitcher *s, uint64_t place, struct str line);

/* Give all of them back, by customer; how many went into others. */
size_t stitcher_end(struct stitcher *s,
    void (*emit)(void *arg, uint64_t place, struct str line), void *arg);

#endif
