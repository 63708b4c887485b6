#ifndef GRID_GRID_H
#define GRID_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/unsafe.h"

/*
 * A table for people, in two skins: for a terminal and as Markdown.  (The
 * third, HTML, is the room `page`.)  Cells are text, not escaped for any of
 * them.
 */
enum { GRID_COLUMNS = 16 };

struct column {
	const char *title;
	bool right; /* numbers */
	bool prose; /* may be long: last, and not padded */
	bool drawn; /* a picture of characters, not to be read out */
};

/* A share and its interval. */
struct whisker {
	double value, low, high;
	const char *reason; /* why value is NAN; or NULL */
};

struct row {
	struct str cells[GRID_COLUMNS];
	double share, low, high;	       /* for a bar; NAN: none */
	struct whisker whiskers[GRID_COLUMNS]; /* behind cells, for drawings */
	bool silent; /* it holds no value, only a reason */
};

struct grid {
	const char *title;
	const char *note;   /* under the title; or NULL */
	const char *absent; /* instead of rows; or NULL */
	struct column columns[GRID_COLUMNS];
	size_t n_columns;
	struct row *rows;
	size_t n_rows;
	bool bars; /* rows have shares worth a bar */
};

/* One more, of GRID_COLUMNS at most. */
void grid_column(struct grid *g, const char *title, bool right, bool prose);

/* Room for so many rows, in `a`; and the next of them, without a bar. */
void grid_rows(struct grid *g, struct arena *a, size_t most);
struct row *grid_row(struct grid *g);

/* What a cell says of a count. */
struct str grid_count(uint64_t n, struct arena *a);

/* Append the grid for a terminal; what could steer it is shown as '?'. */
void grid_text(const struct grid *g, bool colour, struct buf *out);

/*
 * The same in so many columns (0: as many as it takes).  Where it is wider,
 * titles and names are wrapped, and then columns that find no room go to a
 * second table below the first one, with the same names; or before the prose,
 * each with its title.
 */
void grid_text_within(
    const struct grid *g, bool colour, size_t width, struct buf *out);

/* Bold, where there is colour. */
void grid_strong(struct str text, bool colour, struct buf *out);

/* Append text in lines of `width` columns (0: as it is) where the last field
 * allows: one that is too long goes on below itself, or indented. */
void grid_fit(struct str text, size_t width, struct buf *out);

/* Columns of the terminal that standard output is; 80 where it tells none. */
size_t grid_terminal_width(void);

/*
 * Append the grid as Markdown.  The cells of the first n_theirs columns hold
 * text of others: whatever could be markup in them is made harmless.
 */
void grid_markdown(const struct grid *g, size_t n_theirs, struct buf *out);

#endif
