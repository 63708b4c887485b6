#include "page/page.h"

#include <math.h>

#include "base/ascii.h"
#include "base/embed.h"
#include "json/json.h"

EMBED(embed_page_page_css);

enum {
	ROWS = 100,   /* of one table */
	SCALE = 1000, /* drawings are so wide, and stretched to their place */
	SPACIOUS = 8, /* columns; more are set closer, */
	CROWDED = 12, /* and more than these as close as can be */
};

void
page_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t start = i;
		int32_t c = json_codepoint(s.p, s.n, &i);

		if (c < 0 || is_unsafe(c))
			buf_char(out, '?');
		else if (c == '&' || c == '<' || c == '>' || c == '"' ||
			 c == '\'')
			buf_printf(out, "&#%d;", (int)c);
		else
			buf_put(out, s.p + start, i - start);
	}
}

void
page_begin(struct buf *out, const char *title, const char *maker)
{
	buf_printf(out,
	    "<!doctype html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"generator\" content=\"%s " VERSION "\">\n"
	    "<title>%s</title>\n<style>\n",
	    maker, title);
	buf_str(out, EMBEDDED(embed_page_page_css));
	buf_cstr(out, "</style>\n</head>\n<body>\n<main>\n");
}

void
page_end(struct buf *out)
{
	buf_cstr(out, "</main>\n</body>\n</html>\n");
}

/* A sentence, unless it begins with the name of a member. */
static void
put_sentence(struct buf *out, struct str s)
{
	size_t word = 0;

	while (word < s.n && is_lower(s.p[word]))
		word++;
	if (word && (word == s.n || (s.p[word] != '.' && s.p[word] != '_'))) {
		buf_char(out, to_upper(s.p[0]));
		s = (struct str){ s.p + 1, s.n - 1 };
	}
	page_text(out, s);
}

void
page_section(struct buf *out, const char *title, const char *note)
{
	buf_cstr(out, "<section><h2>");
	page_text(out, str_of(title));
	buf_cstr(out, "</h2>");
	if (note) {
		buf_cstr(out, "<p>");
		put_sentence(out, str_of(note));
		buf_cstr(out, "</p>");
	}
}

void
page_heading(struct buf *out, const char *class, const char *title)
{
	buf_printf(out, "<th scope=\"col\" class=\"%s\">", class);
	page_text(out, str_of(title));
	buf_cstr(out, "</th>");
}

void
page_number(struct buf *out, const char *class, struct str cell)
{
	buf_printf(out, "<td class=\"num %s\">", class);
	page_text(out, cell);
	buf_cstr(out, "</td>");
}

void
page_row_name(const struct grid *g, const struct row *row, struct buf *out)
{
	const struct column *last = &g->columns[g->n_columns - 1];

	buf_printf(out, "<span class=\"name%s\">", last->prose ? " ours" : "");
	page_text(out, row->cells[0]);
	buf_cstr(out, "</span>");
	if (last->prose) {
		buf_cstr(out, "<small>");
		page_text(out, row->cells[g->n_columns - 1]);
		buf_cstr(out, "</small>");
	}
	buf_cstr(out, "</th>");
}

size_t
page_rows(const struct grid *g)
{
	return g->n_rows < ROWS ? g->n_rows : ROWS;
}

void
page_end_table(const struct grid *g, struct buf *out)
{
	size_t n = page_rows(g);

	buf_cstr(out, "</tbody></table></div>");
	if (n < g->n_rows)
		buf_printf(out,
		    "<p class=\"why\">%zu more rows are in the other "
		    "formats.</p>",
		    g->n_rows - n);
}

static void
put_cell(const struct grid *g, size_t c, bool first, struct str cell,
    struct buf *out)
{
	if (g->columns[c].right) {
		page_number(out, first ? "value" : "soft", cell);
		return;
	}
	buf_cstr(out,
	    g->columns[c].drawn ? "<td><span aria-hidden=\"true\">" : "<td>");
	page_text(out, cell);
	buf_cstr(out, g->columns[c].drawn ? "</span></td>" : "</td>");
}

void
page_plain(const struct grid *g, struct buf *out)
{
	size_t n = g->n_columns - g->columns[g->n_columns - 1].prose;
	size_t first = 1; /* the first column of numbers is what is read */

	while (first < n && !g->columns[first].right)
		first++;
	buf_printf(out,
	    "<div class=\"scroll\" tabindex=\"0\"><table%s><thead><tr>",
	    n > CROWDED	   ? " class=\"dense crowded\""
	    : n > SPACIOUS ? " class=\"dense\""
			   : "");
	page_heading(out, "", g->columns[0].title);
	for (size_t c = 1; c < n; c++)
		page_heading(out, g->columns[c].right ? "num as-is" : "as-is",
		    g->columns[c].title);
	buf_cstr(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < page_rows(g); i++) {
		buf_cstr(out, "<tr><th scope=\"row\">");
		page_row_name(g, &g->rows[i], out);
		for (size_t c = 1; c < n; c++)
			put_cell(g, c, c == first, g->rows[i].cells[c], out);
		buf_cstr(out, "</tr>\n");
	}
	page_end_table(g, out);
}

void
page_whisker(struct buf *out, double share, double low, double high)
{
	/* A correlation below 0 is on no track of shares. */
	if (share < 0 || low < 0)
		return;
	buf_cstr(out,
	    "<svg class=\"whisker\" viewBox=\"0 0 1000 14\" "
	    "preserveAspectRatio=\"none\" aria-hidden=\"true\">"
	    "<rect class=\"track\" y=\"5\" width=\"1000\" height=\"4\"/>");
	if (!isnan(low))
		buf_printf(out,
		    "<rect class=\"span\" x=\"%.1f\" y=\"3\" width=\"%.1f\" "
		    "height=\"8\"/>",
		    low * SCALE, (high - low) * SCALE);
	if (!isnan(share))
		buf_printf(out,
		    "<rect class=\"dot\" x=\"%.1f\" width=\"10\" "
		    "height=\"14\"/>",
		    share * (SCALE - 10));
	buf_cstr(out, "</svg>");
}

void
page_bar(struct buf *out, double share)
{
	buf_cstr(out, "<svg class=\"bar\" viewBox=\"0 0 1000 10\" "
		      "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
	if (!isnan(share))
		buf_printf(out,
		    "<rect class=\"dot\" width=\"%.1f\" height=\"10\"/>",
		    share * SCALE);
	buf_cstr(out, "</svg>");
}
