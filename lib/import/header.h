#ifndef IMPORT_HEADER_H
#define IMPORT_HEADER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* The columns of a table, for messages.  Private to the room. */
struct header {
	struct str *names;
	size_t n;	  /* 0: it cannot be read */
	struct str *told; /* those that are nothing but a column's name */
	size_t n_told;
};

/* Of a table that begins so. */
struct header header_read(
    struct str begin, char delimiter, bool windows, struct arena *run);

/* "its columns are a, b", or how many there are and which may be told. */
struct str header_text(const struct header *h, struct arena *run);

/* Whether all columns that --map names are there. */
bool header_has_mapped(const struct header *h, const char *map);

/* Dies, naming it, where a column that --map names is not there. */
void header_must_have(
    const struct header *h, const char *map, const char *file, struct arena *a);

/* Say that rows do not tell their conversation, or the turns' times. */
void header_tell_lacking(
    const struct header *h, const char *map, const char *file, struct arena *a);

#endif
