#include "grid/grid.h"

#include <math.h>

#include "json/json.h"

enum {
	BAR = 24,  /* characters of a full bar */
	CELL = 40, /* columns of a cell that is not prose */
};

static const char bold[] = "\x1b[1m", dim[] = "\x1b[2m", teal[] = "\x1b[36m",
		  plain[] = "\x1b[0m";

struct skin {
	struct buf *out;
	bool colour;
};

static void
tint(const struct skin *s, const char *code)
{
	if (s->colour)
		buf_cstr(s->out, code);
}

/* Columns a character takes on a terminal: East Asian wide ones two,
 * combining marks none.  The blocks of UAX 11, roughly. */
static size_t
columns_of(int32_t c)
{
	if ((c >= 0x300 && c < 0x370) || (c >= 0x200b && c <= 0x200d) ||
	    (c >= 0xfe00 && c <= 0xfe0f))
		return 0;
	if ((c >= 0x1100 && c < 0x1160) || (c >= 0x2e80 && c < 0xa4d0) ||
	    (c >= 0xac00 && c < 0xd7a4) || (c >= 0xf900 && c < 0xfb00) ||
	    (c >= 0xfe30 && c < 0xfe70) || (c >= 0xff00 && c < 0xff61) ||
	    (c >= 0x1f300 && c < 0x1fb00) || (c >= 0x20000 && c < 0x3fffe))
		return 2;
	return 1;
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
		size_t columns = bad ? 1 : columns_of(c);

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

static void
put_cell(
    const struct skin *s, const struct column *c, struct str cell, size_t width)
{
	size_t pad = width - put_safe(NULL, cell, CELL);

	if (c->right)
		spaces(s->out, pad);
	put_safe(s->out, cell, CELL);
	if (!c->right)
		spaces(s->out, pad);
}

static void
put_bar(const struct skin *s, double share)
{
	size_t n = isnan(share) ? 0 : (size_t)(share * BAR + 0.5);

	buf_cstr(s->out, "  ");
	tint(s, teal);
	for (size_t i = 0; i < BAR; i++)
		buf_char(s->out, i < n ? '#' : ' ');
	tint(s, plain);
}

static void
measure_widths(const struct grid *g, size_t *widths)
{
	for (size_t c = 0; c < g->n_columns; c++) {
		widths[c] = put_safe(NULL, str_of(g->columns[c].title), CELL);
		for (size_t i = 0; i < g->n_rows; i++) {
			size_t w = put_safe(NULL, g->rows[i].cells[c], CELL);

			if (w > widths[c])
				widths[c] = w;
		}
	}
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
    const size_t *widths)
{
	for (size_t c = 0; c < g->n_columns; c++) {
		const struct column *col = &g->columns[c];

		if (col->prose && g->bars)
			put_bar(s, row->share);
		buf_cstr(s->out, "  ");
		if (col->prose)
			tint(s, dim);
		if (col->prose)
			put_safe(s->out, row->cells[c], SIZE_MAX);
		else
			put_cell(s, col, row->cells[c], widths[c]);
		if (col->prose)
			tint(s, plain);
	}
	if (g->bars && !g->columns[g->n_columns - 1].prose)
		put_bar(s, row->share);
	end_line(s->out);
}

static void
put_header(const struct skin *s, const struct grid *g, const size_t *widths)
{
	tint(s, dim);
	for (size_t c = 0; c < g->n_columns; c++) {
		const struct column *col = &g->columns[c];

		if (col->prose && g->bars)
			spaces(s->out, BAR + 2);
		buf_cstr(s->out, "  ");
		if (col->prose)
			buf_cstr(s->out, col->title);
		else
			put_cell(s, col, str_of(col->title), widths[c]);
	}
	tint(s, plain);
	end_line(s->out);
}

void
grid_strong(struct str text, bool colour, struct buf *out)
{
	struct skin s = { out, colour };

	tint(&s, bold);
	put_safe(out, text, SIZE_MAX);
	tint(&s, plain);
}

void
grid_text(const struct grid *g, bool colour, struct buf *out)
{
	struct skin skin = { out, colour };
	const struct skin *s = &skin;
	size_t widths[GRID_COLUMNS];

	buf_char(s->out, '\n');
	grid_strong(str_of(g->title), colour, out);
	if (g->absent) {
		buf_printf(s->out, ": %s\n", g->absent);
		return;
	}
	buf_char(s->out, '\n');
	measure_widths(g, widths);
	put_header(s, g, widths);
	for (size_t i = 0; i < g->n_rows; i++)
		put_row(s, g, &g->rows[i], widths);
	if (g->note)
		buf_printf(s->out, "  (%s)\n", g->note);
}
