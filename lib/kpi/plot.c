#include "kpi/plot.h"

#include <math.h>

#include "page/page.h"

enum {
	LEFT = 46,
	MARGIN = 110,	/* for names, to the right */
	LAST_TICK = 18, /* for the half of it that is beyond */
	TOP = 12,
	BOTTOM = 260,
	HEIGHT = 312,
	NAME_HEIGHT = 16,
	MOST_NAMES = 4,
};

/* A narrow drawing has one line, named by the caption. */
static int
right_of(const struct plot *p)
{
	return p->width - (p->width < PLOT_WIDE ? LAST_TICK : MARGIN);
}

double
plot_x(const struct plot *p, double x)
{
	return LEFT + (x - p->from) / (p->to - p->from) * (right_of(p) - LEFT);
}

double
plot_y(const struct plot *p, double share)
{
	return BOTTOM - share / p->top * (BOTTOM - TOP);
}

void
plot_begin(
    struct plot *p, const char *id, struct str finding, const char *x_title)
{
	buf_printf(p->out,
	    "<div class=\"scroll\" tabindex=\"0\"><svg class=\"curves%s\" "
	    "viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s\"><title "
	    "id=\"%s\">",
	    p->width < PLOT_WIDE ? " half" : "", p->width, HEIGHT, id, id);
	page_text(p->out, finding);
	buf_cstr(p->out, "</title>");
	for (int i = 0; i <= 4; i++) {
		double at = p->top * i / 4, y = plot_y(p, at);

		buf_printf(p->out,
		    "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text "
		    "class=\"axis\" x=\"%d\" y=\"%.1f\" "
		    "text-anchor=\"end\">",
		    LEFT, y, right_of(p), LEFT - 8, y + 4);
		if (p->is_amount)
			buf_printf(p->out, "%.2f</text>", at);
		else
			buf_printf(p->out, "%.0f%%</text>", at * 100);
	}
	buf_printf(p->out,
	    "<text class=\"axis\" x=\"%d\" y=\"%d\" "
	    "text-anchor=\"middle\">%s</text>",
	    (LEFT + right_of(p)) / 2, BOTTOM + 40, x_title);
}

void
plot_tick(struct plot *p, double x, struct str label)
{
	buf_printf(p->out,
	    "<path class=\"grid\" d=\"M%.1f %dV%d\"/><text class=\"axis\" "
	    "x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.*s</text>",
	    plot_x(p, x), TOP, BOTTOM, plot_x(p, x), BOTTOM + 20,
	    STR_ARG(label));
}

void
plot_line_begin(struct plot_line *l)
{
	buf_printf(
	    l->plot->out, "<path class=\"curve c%zu\" d=\"", l->index % 4);
	l->begun = false;
}

/* Nearer than half a pixel is the same place. */
void
plot_line_to(struct plot_line *l, double x, double share)
{
	double px = plot_x(l->plot, x), py = plot_y(l->plot, share);

	if (l->begun && fabs(px - l->x) < 0.5 && fabs(py - l->y) < 0.5)
		return;
	if (!l->begun)
		buf_printf(l->plot->out, "M%.1f %.1f", px, py);
	else if (l->steps)
		buf_printf(l->plot->out, "H%.1fV%.1f", px, py);
	else
		buf_printf(l->plot->out, "L%.1f %.1f", px, py);
	l->begun = true;
	l->x = px;
	l->y = py;
}

void
plot_line_end(struct plot_line *l)
{
	buf_cstr(l->plot->out, "\"/>");
}

void
plot_names(
    struct plot *p, const char *const *names, const double *shares, size_t n)
{
	bool done[MOST_NAMES] = { false };
	double below = HEIGHT;

	for (size_t named = 0; named < n && named < MOST_NAMES; named++) {
		size_t low = 0;
		double y;

		while (done[low])
			low++;
		for (size_t i = low + 1; i < n; i++)
			if (!done[i] && shares[i] < shares[low])
				low = i;
		done[low] = true;
		y = fmin(plot_y(p, shares[low]) + 4, below - NAME_HEIGHT);
		below = y;
		buf_printf(p->out,
		    "<text class=\"label n%zu\" x=\"%d\" y=\"%.1f\">%s</text>",
		    low % 4, right_of(p) + 8, y, names[low]);
	}
}

void
plot_end(struct plot *p)
{
	buf_cstr(p->out, "</svg></div>");
}

enum { SPARK_WIDTH = 200, SPARK_HEIGHT = 28 };

void
plot_spark(struct buf *out, const double *values, size_t n)
{
	double least = NAN, most = NAN;
	bool pen = false;

	for (size_t i = 0; i < n; i++) {
		least = fmin(least, values[i]);
		most = fmax(most, values[i]);
	}
	if (n < 2 || isnan(least))
		return;
	buf_printf(out,
	    "<svg class=\"spark\" viewBox=\"0 -3 %d %d\" "
	    "preserveAspectRatio=\"none\" aria-hidden=\"true\"><path "
	    "class=\"curve c0\" d=\"",
	    SPARK_WIDTH, SPARK_HEIGHT + 6);
	for (size_t i = 0; i < n; i++) {
		double x = (double)i / (double)(n - 1) * SPARK_WIDTH;
		double y =
		    most > least ? (most - values[i]) / (most - least) : 0.5;

		if (!isnan(values[i]))
			buf_printf(out, "%c%.1f %.1f", pen ? 'L' : 'M', x,
			    y * SPARK_HEIGHT);
		pen = !isnan(values[i]);
	}
	buf_cstr(out, "\"/></svg>");
}
