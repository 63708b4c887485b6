#include "grid/grid.h"

#include <math.h>

void
grid_column(struct grid *g, const char *title, bool right, bool prose)
{
	g->columns[g->n_columns++] =
	    (struct column){ .title = title, .right = right, .prose = prose };
}

void
grid_rows(struct grid *g, struct arena *a, size_t most)
{
	g->rows = arena_zalloc(a, (most + 1) * sizeof(*g->rows));
}

struct row *
grid_row(struct grid *g)
{
	struct row *row = &g->rows[g->n_rows++];

	row->share = row->low = row->high = NAN;
	return row;
}

struct str
grid_count(uint64_t n, struct arena *a)
{
	return arena_printf(a, "%llu", (unsigned long long)n);
}
