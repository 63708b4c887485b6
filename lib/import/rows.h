#ifndef IMPORT_ROWS_H
#define IMPORT_ROWS_H

#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"

/*
 * Rows of a table under the names that --map gives its columns.  Private to the
 * room.
 */
struct rows;

/* The columns of turns and events, NULL-terminated ... */
extern const char *const rows_columns[];

/* ... and which of them a name is, but for its case and for what parts its
 * words ("Conversation ID", "conversationId"); the name itself: none. */
struct str rows_column(struct str name);

/* A name in small letters, all else parted by _: "User 1", user1 as user_1. */
void rows_fold(struct str name, struct buf *out);

/* `known`: the columns that are read, NULL-terminated; NULL: all of them, under
 * names that are folded or not. */
struct rows *rows_new(
    const char *map, const char *const *known, bool folded, char delimiter);
void rows_free(struct rows *r);

/* The row in hand, of a file with that header; *is_new: it is not the header of
 * the row before.  False: it is no row of it. */
bool rows_read(struct rows *r, struct str header, struct str row, bool *is_new,
    struct fault *f);

/* The row as an object of its columns, JSON_PADDING bytes behind it. */
void rows_object(const struct rows *r, struct buf *out);

/* The cell of a column, of `keys` that stay the same; empty without it. */
void rows_pick(
    struct rows *r, const struct str *keys, size_t n_keys, struct str *cells);

#endif
