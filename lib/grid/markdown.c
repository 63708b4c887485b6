#include "grid/grid.h"

#include "json/json.h"

/*
 * Markdown is read by many engines, and what is not ours is written so that
 * none of them sees more than text: every character that can begin markup is
 * a numeric entity.  A line break in a cell would end the table.
 */
static void
put_safe(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t start = i;
		int32_t c = json_codepoint(s.p, s.n, &i);

		if (c < 0 || is_unsafe(c))
			buf_char(out, '?');
		else if (c < 0x80 && strchr("|`<>&*_[]()#~\\!:@$^=", c))
			buf_printf(out, "&#%d;", (int)c);
		else
			buf_put(out, s.p + start, i - start);
	}
}

/* What we wrote: it has no markup but may hold a bar. */
static void
put_ours(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '|' || s.p[i] == '<' || s.p[i] == '_')
			buf_printf(out, "&#%d;", s.p[i]);
		else
			buf_char(out, s.p[i]);
}

void
grid_markdown(const struct grid *g, size_t n_theirs, struct buf *out)
{
	buf_cstr(out, "\n## ");
	put_safe(out, str_of(g->title));
	buf_cstr(out, "\n\n");
	if (g->absent) {
		buf_printf(out, "%s\n", g->absent);
		return;
	}
	for (size_t c = 0; c < g->n_columns; c++) {
		buf_cstr(out, "| ");
		put_safe(out, str_of(g->columns[c].title));
		buf_char(out, ' ');
	}
	buf_cstr(out, "|\n");
	for (size_t c = 0; c < g->n_columns; c++)
		buf_cstr(out, g->columns[c].right ? "|---:" : "|---");
	buf_cstr(out, "|\n");
	for (size_t i = 0; i < g->n_rows; i++) {
		for (size_t c = 0; c < g->n_columns; c++) {
			buf_cstr(out, "| ");
			if (c < n_theirs)
				put_safe(out, g->rows[i].cells[c]);
			else
				put_ours(out, g->rows[i].cells[c]);
			buf_char(out, ' ');
		}
		buf_cstr(out, "|\n");
	}
	if (g->note)
		buf_printf(out, "\n%s\n", g->note);
}
