#ifndef MODEL_TRAIN_TABLE_H
#define MODEL_TRAIN_TABLE_H

#include "base/arena.h"
#include "base/str.h"

/* A file of tab-separated values without quoting, its first line the names of
 * the columns. */
struct table {
	struct str *cells;
	size_t n_columns, n_rows;
};

/* Dies on a file that is not there or has a ragged line. */
void table_read(
    struct table *t, const char *folder, const char *name, struct arena *a);

/* The column of that name; dies when there is none. */
size_t table_column(const struct table *t, const char *name);

static inline struct str
table_cell(const struct table *t, size_t row, size_t column)
{
	return t->cells[(row + 1) * t->n_columns + column];
}

#endif
