#ifndef GRID_ROOM_H
#define GRID_ROOM_H

#include "grid/grid.h"

/* Private to the room. */

enum {
	CELL = 40,     /* columns of a cell that is not prose */
	HANG = 2,      /* of a further line of a name */
	INDENT = 6,    /* of what stands below its row */
	FULL_BAR = 24, /* columns */
	LEAST_BAR = 8,
};

/* Columns a character takes on a terminal: 0, 1 or 2. */
size_t grid_columns_of(int32_t c);

/* Take the words that fit into `width` columns off a text: at least one, or
 * what fits of it. */
struct str grid_next_line(struct str *text, size_t width);

/*
 * How a grid stands on a page: the columns `first` to `end` of a block, with
 * the keys before them.  Columns behind the last block stand in the prose.
 */
struct block {
	size_t first, end;
};

struct layout {
	size_t widths[GRID_COLUMNS];
	size_t n_keys; /* that stand before every block but the first */
	struct block blocks[GRID_COLUMNS];
	size_t n_blocks;
	bool wrapped; /* cells may take several lines, prose is below them */
	size_t bar;   /* columns; 0: none */
};

/* width 0: as wide as it takes. */
void grid_lay_out(const struct grid *g, size_t width, struct layout *l);

#endif
