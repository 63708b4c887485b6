#include "grid/room.h"

#include "json/json.h"

enum {
	GAP = 2,    /* blanks before each column */
	KEYS = 26,  /* columns of all keys together, where they are wrapped */
	LEAST = 10, /* of one of them */
};

/* East Asian wide ones take two, combining marks none.  The blocks of UAX 11,
 * roughly. */
size_t
grid_columns_of(int32_t c)
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

/* Of the character at s.p[*i], moving behind it. */
static size_t
step(struct str s, size_t *i)
{
	int32_t c = json_codepoint(s.p, s.n, i);

	return c < 0 || is_unsafe(c) ? 1 : grid_columns_of(c);
}

static size_t
columns_of(struct str s)
{
	size_t columns = 0;

	for (size_t i = 0; i < s.n;)
		columns += step(s, &i);
	return columns;
}

struct str
grid_next_line(struct str *text, size_t width)
{
	struct str line = { text->p, 0 };
	size_t columns = 0, cut = 0, item = 0, i = 0;

	while (i < text->n) {
		size_t start = i;

		columns += step(*text, &i);
		if (columns > width && text->p[start] != ' ') {
			/* behind the last blank, or the last of a list's
			 * signs, else within the word */
			cut = cut ? cut : item;
			line.n = cut ? cut : start ? start : i;
			break;
		}
		if (text->p[start] == ' ' && columns <= width + 1)
			cut = start;
		if (text->p[start] == ';' || text->p[start] == ',')
			item = i;
		line.n = i;
	}
	i = line.n;
	while (i < text->n && text->p[i] == ' ')
		i++;
	while (line.n && line.p[line.n - 1] == ' ')
		line.n--;
	*text = (struct str){ text->p + i, text->n - i };
	return line;
}

static size_t
longest_word(struct str s)
{
	size_t longest = 0, columns = 0;

	for (size_t i = 0; i < s.n;) {
		bool blank = s.p[i] == ' ';
		size_t width = step(s, &i);

		columns = blank ? 0 : columns + width;
		if (columns > longest)
			longest = columns;
	}
	return longest;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* What is longer than a cell is cut there, and dots say so. */
static size_t
cell_width(struct str s)
{
	size_t columns = columns_of(s);

	return columns > CELL ? CELL + 3 : columns;
}

static void
measure(const struct grid *g, bool wrapped, size_t *widths)
{
	for (size_t c = 0; c < g->n_columns; c++) {
		struct str title = str_of(g->columns[c].title);

		widths[c] = wrapped ? longest_word(title) : cell_width(title);
		for (size_t i = 0; i < g->n_rows; i++) {
			size_t w = cell_width(g->rows[i].cells[c]);

			if (w > widths[c])
				widths[c] = w;
		}
	}
}

static bool
has_prose(const struct grid *g)
{
	return g->n_columns && g->columns[g->n_columns - 1].prose;
}

/* Columns with cells: all but prose. */
static size_t
n_cells(const struct grid *g)
{
	return g->n_columns - has_prose(g);
}

static size_t
width_of(const struct layout *l, size_t first, size_t end)
{
	size_t width = 0;

	for (size_t c = first; c < end; c++)
		width += GAP + l->widths[c];
	return width;
}

/* Keys, which are names, take several lines where they are long: what short
 * ones leave is for the others. */
static void
narrow_keys(struct layout *l)
{
	size_t fair = KEYS / (l->n_keys ? l->n_keys : 1), left = KEYS, n = 0;

	for (size_t c = 0; c < l->n_keys; c++) {
		if (l->widths[c] > fair)
			n++;
		else
			left -= l->widths[c];
	}
	for (size_t c = 0; c < l->n_keys; c++)
		if (l->widths[c] > fair)
			l->widths[c] = least(
			    l->widths[c], left / n < LEAST ? LEAST : left / n);
}

/* As many columns in each block as it holds, and one at least. */
static void
cut_blocks(const struct grid *g, size_t width, struct layout *l)
{
	size_t c = 0;

	for (l->n_blocks = 0; c < n_cells(g); l->n_blocks++) {
		struct block *b = &l->blocks[l->n_blocks];
		size_t used = l->n_blocks ? width_of(l, 0, l->n_keys) : 0;

		*b = (struct block){ c, c };
		while (
		    c < n_cells(g) && (c < l->n_keys || b->end <= b->first ||
					  used + GAP + l->widths[c] <= width)) {
			used += GAP + l->widths[c];
			b->end = ++c;
		}
	}
}

static void
fit_bar(const struct grid *g, size_t width, struct layout *l)
{
	size_t used = width_of(l, 0, n_cells(g)) + GAP;

	l->bar = g->bars ? FULL_BAR : 0;
	if (width && l->bar && used + l->bar > width)
		l->bar = used + LEAST_BAR <= width ? width - used : 0;
}

void
grid_lay_out(const struct grid *g, size_t width, struct layout *l)
{
	*l = (struct layout){ .n_blocks = 1 };
	l->blocks[0].end = n_cells(g);
	measure(g, false, l->widths);
	if (width && width_of(l, 0, n_cells(g)) > width) {
		l->wrapped = true;
		measure(g, true, l->widths);
	}
	if (width && width_of(l, 0, n_cells(g)) > width) {
		while (l->n_keys < n_cells(g) && !g->columns[l->n_keys].right)
			l->n_keys++;
		narrow_keys(l);
		cut_blocks(g, width, l);
		if (has_prose(g)) /* which takes up what does not fit */
			l->n_blocks = 1;
	}
	fit_bar(g, width, l);
}
