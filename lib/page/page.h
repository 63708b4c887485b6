#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "grid/grid.h"

/*
 * A report as one self-contained page: HTML with its style in it, without
 * scripts and without anything that would be fetched.  This is the third skin
 * of a grid, and the drawings that stand in its cells.
 */

/* Up to the first element of the body; `maker` is the command. */
void page_begin(struct buf *out, const char *title, const char *maker);
void page_end(struct buf *out);

/* Text as HTML text or attribute value: nothing in it is markup. */
void page_text(struct buf *out, struct str s);

/* Open a section; note: under its title, or NULL. */
void page_section(struct buf *out, const char *title, const char *note);

/* A cell of a heading, and one that holds a number. */
void page_heading(struct buf *out, const char *class, const char *title);
void page_number(struct buf *out, const char *class, struct str cell);

/* How many rows of a grid are shown: a page is for reading. */
size_t page_rows(const struct grid *g);

/* Close a table, and say how many rows are not shown. */
void page_end_table(const struct grid *g, struct buf *out);

/* Inside <th>, which it closes: the first cell names the row, and a
 * definition goes small beneath it. */
void page_row_name(
    const struct grid *g, const struct row *row, struct buf *out);

/* A grid of numbers beside a name; a definition, last, goes beneath that. */
void page_plain(const struct grid *g, struct buf *out);

/* A share on a track from 0 to 1, and its interval; no text in it. */
void page_whisker(struct buf *out, double share, double low, double high);
void page_bar(struct buf *out, double share);

#endif
