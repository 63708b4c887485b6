#include "grid/room.h"

#include <math.h>

#include "json/json.h"

static const char bold[] = "\x1b[1m", dim[] = "\x1b[2m", teal[] = "\x1b[36m",
		  plain[] = "\x1b[0m";

struct skin {
	struct buf *out;
	bool colour;
	struct layout layout;
};

static void
tint(const struct skin *s, const char *code)
{
	if (s->colour)
		buf_cstr(s->out, code);
}

/*
 * Append what may be shown of s, cut after `most` columns (only counted when
 * out is NULL); returns its width.
 */
static size_t
put_safe(struct buf *out, struct str s, size_t most)
{
	size_t width = 0;

	for (size_t i = 0; i < s.n;) {
		size_t start = i;
		int32_t c = json_codepoint(s.p, s.n, &i);
		bool bad = c < 0 || is_unsafe(c);
		size_t columns = bad ? 1 : grid_columns_of(c);

		if (width + columns > most) {
			if (out)
				buf_cstr(out, "...");
			return width + 3;
		}
		width += columns;
		if (out && bad)
			buf_char(out, '?');
		else if (out)
			buf_put(out, s.p + start, i - start);
	}
	return width;
}

static void
spaces(struct buf *out, size_t n)
{
	while (n--)
		buf_char(out, ' ');
}

/* Cells of a row, or titles: NULL. */
static struct str
cell_of(const struct grid *g, const struct row *row, size_t c)
{
	return row ? row->cells[c] : str_of(g->columns[c].title);
}

/* Where a name goes on in a further line, so that it is not taken for the
 * next one. */
static size_t
hang_of(const struct grid *g, const struct row *row, size_t c)
{
	return row && !g->columns[c].right ? HANG : 0;
}

static size_t
lines_of(struct str cell, size_t width, size_t hang)
{
	size_t n = 0;

	for (; cell.n; n++)
		grid_next_line(&cell, n ? width - hang : width);
	return n;
}

/* Line i of those that a cell takes. */
static struct str
line_of(struct str cell, size_t width, size_t hang, size_t i)
{
	struct str line = grid_next_line(&cell, width);

	while (i--)
		line = grid_next_line(&cell, width - hang);
	return line;
}

static void
put_cell(const struct skin *s, bool right, struct str cell, size_t width)
{
	size_t pad = width - put_safe(NULL, cell, CELL);

	if (right)
		spaces(s->out, pad);
	put_safe(s->out, cell, CELL);
	if (!right)
		spaces(s->out, pad);
}

/* The column of a block after c: keys come first. */
static size_t
next_column(const struct layout *l, const struct block *b, size_t c)
{
	return c + 1 == l->n_keys && b->first > c ? b->first : c + 1;
}

static size_t
first_column(const struct layout *l, const struct block *b)
{
	return l->n_keys ? 0 : b->first;
}

/* How many lines the cells of a block take in this row. */
static size_t
count_lines(const struct layout *l, const struct grid *g, const struct row *row,
    const struct block *b)
{
	size_t most = 1;

	if (!l->wrapped)
		return 1;
	for (size_t c = first_column(l, b); c < b->end;
	     c = next_column(l, b, c)) {
		size_t n = lines_of(
		    cell_of(g, row, c), l->widths[c], hang_of(g, row, c));

		most = n > most ? n : most;
	}
	return most;
}

/* Line i of n of a cell that takes several.  Rows begin on one line, and titles
 * end on one. */
static void
put_wrapped(const struct skin *s, const struct grid *g, const struct row *row,
    size_t c, size_t i, size_t n)
{
	struct str cell = cell_of(g, row, c);
	size_t width = s->layout.widths[c], hang = hang_of(g, row, c);
	size_t lines = lines_of(cell, width, hang);
	size_t skipped = row ? 0 : n - lines, indent;

	if (i < skipped || i - skipped >= lines) {
		spaces(s->out, width);
		return;
	}
	i -= skipped;
	indent = i ? hang : 0;
	spaces(s->out, indent);
	put_cell(s, g->columns[c].right, line_of(cell, width, hang, i),
	    width - indent);
}

/* Line i of n. */
static void
put_line(const struct skin *s, const struct grid *g, const struct row *row,
    const struct block *b, size_t i, size_t n)
{
	const struct layout *l = &s->layout;

	for (size_t c = first_column(l, b); c < b->end;
	     c = next_column(l, b, c)) {
		buf_cstr(s->out, "  ");
		if (l->wrapped)
			put_wrapped(s, g, row, c, i, n);
		else
			put_cell(s, g->columns[c].right, cell_of(g, row, c),
			    l->widths[c]);
	}
}

static void
put_bar(const struct skin *s, const struct row *row)
{
	double share = row ? row->share : NAN;
	size_t bar = s->layout.bar;
	size_t n = isnan(share) ? 0 : (size_t)(share * (double)bar + 0.5);

	if (!bar)
		return;
	buf_cstr(s->out, "  ");
	tint(s, teal);
	for (size_t i = 0; i < bar; i++)
		buf_char(s->out, i < n ? '#' : ' ');
	tint(s, row ? plain : dim);
}

/* What is not in columns: cells for which there is no room, and prose. */
static void
put_prose(const struct skin *s, const struct grid *g, const struct row *row)
{
	bool any = false;

	tint(s, dim);
	for (size_t c = s->layout.blocks[0].end; c < g->n_columns; c++) {
		struct str cell = cell_of(g, row, c);

		if (!cell.n)
			continue;
		if (any)
			buf_cstr(s->out, "; ");
		if (row && !g->columns[c].prose)
			buf_printf(s->out, "%s: ", g->columns[c].title);
		put_safe(s->out, cell, SIZE_MAX);
		any = true;
	}
	tint(s, plain);
}

/* Lines end where their text does. */
static void
end_line(struct buf *out)
{
	while (out->n && out->p[out->n - 1] == ' ')
		out->n--;
	buf_char(out, '\n');
}

static void
put_row(const struct skin *s, const struct grid *g, const struct row *row,
    const struct block *b)
{
	bool prose = g->columns[g->n_columns - 1].prose;
	bool below = s->layout.wrapped;
	size_t n = count_lines(&s->layout, g, row, b);

	for (size_t i = 0; i < n; i++) {
		put_line(s, g, row, b, i, n);
		if (i == (row ? 0 : n - 1))
			put_bar(s, row);
		if (!prose || below) {
			end_line(s->out);
			continue;
		}
		buf_cstr(s->out, "  ");
	}
	if (!prose)
		return;
	if (below)
		spaces(s->out, INDENT);
	put_prose(s, g, row);
	end_line(s->out);
}

static void
put_block(const struct skin *s, const struct grid *g, const struct block *b)
{
	tint(s, dim);
	put_row(s, g, NULL, b);
	tint(s, plain);
	for (size_t i = 0; i < g->n_rows; i++)
		put_row(s, g, &g->rows[i], b);
}

void
grid_strong(struct str text, bool colour, struct buf *out)
{
	struct skin s = { .out = out, .colour = colour };

	tint(&s, bold);
	put_safe(out, text, SIZE_MAX);
	tint(&s, plain);
}

void
grid_text(const struct grid *g, bool colour, struct buf *out)
{
	grid_text_within(g, colour, 0, out);
}

static void
put_grid(const struct skin *s, const struct grid *g)
{
	buf_char(s->out, '\n');
	grid_strong(str_of(g->title), s->colour, s->out);
	if (g->absent) {
		buf_printf(s->out, ": %s\n", g->absent);
		return;
	}
	buf_char(s->out, '\n');
	for (size_t i = 0; i < s->layout.n_blocks; i++) {
		if (i)
			buf_char(s->out, '\n');
		put_block(s, g, &s->layout.blocks[i]);
	}
	if (g->note)
		buf_printf(s->out, "  (%s)\n", g->note);
}

void
grid_text_within(
    const struct grid *g, bool colour, size_t width, struct buf *out)
{
	struct buf text = { 0 };
	struct skin s = { .out = &text, .colour = colour };

	grid_lay_out(g, width, &s.layout);
	put_grid(&s, g);
	grid_fit(buf_view(&text), width, out);
	buf_free(&text);
}
