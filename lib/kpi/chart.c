#include <math.h>

#include "kpi/page.h"
#include "page/page.h"

/* Charts without text are drawn 1000 wide and stretched to their place. */
enum { SCALE = 1000 };

/* A family has its colour, the outcomes in it have shades of that. */
void
chart_outcome_class(struct report *r, size_t i, struct buf *out)
{
	const struct ending *o = r->definitions->outcomes;
	unsigned shade = 0;

	for (size_t k = 0; k < i; k++)
		shade += o[k].family == o[i].family;
	buf_printf(out, "%s s%u", family_names[o[i].family], shade % 4);
}

void
chart_endings(struct report *r, struct buf *out)
{
	const struct definitions *d = r->definitions;
	uint64_t all = r->total->counts[N_ALL], seen = 0;
	const char *comma = "";

	buf_cstr(out, "<svg class=\"stack\" viewBox=\"0 0 1000 40\" "
		      "preserveAspectRatio=\"none\" role=\"img\" "
		      "aria-labelledby=\"ends\"><title id=\"ends\">");
	for (size_t i = 0; i < d->n_outcomes; i++) {
		uint64_t n = r->all.derived->outcomes[i];

		if (!n)
			continue;
		buf_cstr(out, comma);
		page_text(out, str_of(d->outcomes[i].label));
		buf_printf(out, " %llu of %llu", (unsigned long long)n,
		    (unsigned long long)all);
		comma = ", ";
	}
	buf_cstr(out, "</title>");
	for (size_t i = 0; i < d->n_outcomes; i++) {
		uint64_t n = r->all.derived->outcomes[i];
		double left = all ? (double)seen * SCALE / (double)all : 0;
		double width = all ? (double)n * SCALE / (double)all : 0;

		seen += n;
		if (!n)
			continue;
		/* a hair between two, where there is room for one */
		buf_cstr(out, "<rect class=\"");
		chart_outcome_class(r, i, out);
		buf_printf(out, "\" x=\"%.1f\" width=\"%.1f\" height=\"40\"/>",
		    left, width > 4 ? width - 2 : width);
	}
	buf_cstr(out, "</svg>");
}

/* Round times an axis may show, in milliseconds. */
static const struct tick {
	uint64_t ms;
	const char *label;
} ticks[] = {
	{ 1000, "1 s" },
	{ 3000, "3 s" },
	{ 10000, "10 s" },
	{ 30000, "30 s" },
	{ 60000, "1 min" },
	{ 120000, "2 min" },
	{ 300000, "5 min" },
	{ 600000, "10 min" },
	{ 1800000, "30 min" },
	{ 3600000, "1 h" },
	{ 10800000, "3 h" },
	{ 43200000, "12 h" },
	{ 86400000, "1 day" },
	{ 604800000, "1 week" },
	{ UINT64_C(2592000000), "30 days" },
	{ UINT64_C(31536000000), "1 year" },
	{ HISTOGRAM_CEILING, "34 years" },
};

enum { TICKS = sizeof(ticks) / sizeof(*ticks) };

/* The ticks around all values: from the last one that is not above the least
 * of them to the first that is not below the greatest. */
static void
span_of(const struct curve *curves, size_t n, size_t *first, size_t *last)
{
	uint64_t min = UINT64_MAX, max = 0;

	for (size_t i = 0; i < n; i++) {
		const struct histogram *h = curves[i].values;
		struct histogram_ends ends = histogram_ends(h);

		if (h->n && ends.min < min)
			min = ends.min;
		if (h->n && ends.max > max)
			max = ends.max;
	}
	*first = 0;
	while (*first < TICKS - 2 && ticks[*first + 1].ms <= min)
		(*first)++;
	*last = *first + 1;
	while (*last < TICKS - 1 && ticks[*last].ms < max)
		(*last)++;
}

/* The plot area, and the box around it with room for the names of the curves
 * at their ends. */
enum {
	LEFT = 46,
	RIGHT = 530,
	TOP = 12,
	BOTTOM = 300,
	WIDTH = 640,
	HEIGHT = 336,
	NAME_HEIGHT = 16,
};

struct axis {
	double from, to; /* logarithms of milliseconds */
	double top;	 /* share */
};

static double
x_of(const struct axis *a, uint64_t ms)
{
	double x = log((double)(ms ? ms : 1));

	if (x < a->from)
		x = a->from;
	return LEFT + (x - a->from) / (a->to - a->from) * (RIGHT - LEFT);
}

static double
y_of(const struct axis *a, double share)
{
	return BOTTOM - share / a->top * (BOTTOM - TOP);
}

/* A curve as it is drawn: the share from each time on. */
struct point {
	uint64_t ms;
	double share;
};

static struct point *
points_of(struct report *r, const struct curve *c, size_t *n)
{
	struct histogram all = { 0 };
	struct bin *bins;
	struct point *points;
	uint64_t seen = 0;

	histogram_merge(&all, c->values, &r->arena);
	if (c->rival)
		histogram_merge(&all, c->rival, &r->arena);
	bins = histogram_bins(&all, n, &r->arena);
	points = arena_array(&r->arena, *n, sizeof(*points));
	for (size_t i = 0; i < *n; i++) {
		double share;

		seen += bins[i].count;
		share = (double)seen / (double)c->base;
		points[i] =
		    (struct point){ bins[i].low, c->rival ? 1 - share : share };
	}
	return points;
}

/* Before anything has happened, and after everything. */
static double
first_share(const struct curve *c)
{
	return c->rival ? 1 : 0;
}

static double
last_share(struct report *r, const struct curve *c)
{
	size_t n;
	struct point *points;

	if (!c->base || !c->values->n)
		return first_share(c);
	points = points_of(r, c, &n);
	return points[n - 1].share;
}

/* A fifth, two fifths ... of everything: four lines cut it evenly. */
static double
top_of(struct report *r, const struct curve *curves, size_t n)
{
	double top = 0.2;

	for (size_t i = 0; i < n; i++)
		while (fmax(first_share(&curves[i]),
			   last_share(r, &curves[i])) > top + 1e-9)
			top += 0.2;
	return top;
}

static void
put_axes(struct buf *out, const struct axis *a, size_t first, size_t last)
{
	double before = -100;

	for (int i = 0; i <= 4; i++) {
		double share = a->top * i / 4, y = y_of(a, share);

		buf_printf(out,
		    "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text "
		    "class=\"axis\" x=\"%d\" y=\"%.1f\" "
		    "text-anchor=\"end\">%.0f%%</text>",
		    LEFT, y, RIGHT, LEFT - 8, y + 4, share * 100);
	}
	for (size_t i = first; i <= last; i++) {
		double x = x_of(a, ticks[i].ms);

		if (x - before < 46)
			continue;
		before = x;
		buf_printf(out,
		    "<path class=\"grid\" d=\"M%.1f %dV%d\"/><text "
		    "class=\"axis\" x=\"%.1f\" y=\"%d\" "
		    "text-anchor=\"middle\">%s</text>",
		    x, TOP, BOTTOM, x, BOTTOM + 20, ticks[i].label);
	}
}

/* Names stand at the ends of their curves, from the lowest up and apart. */
static void
put_curve_names(struct report *r, struct buf *out, const struct axis *a,
    const struct curve *curves, size_t n)
{
	double below = HEIGHT;
	bool done[CURVES] = { false };

	for (size_t named = 0; named < n; named++) {
		size_t low = 0;
		double y;

		while (done[low])
			low++;
		for (size_t i = low + 1; i < n; i++)
			if (!done[i] && last_share(r, &curves[i]) <
					    last_share(r, &curves[low]))
				low = i;
		done[low] = true;
		y = y_of(a, last_share(r, &curves[low])) + 4;
		if (y > below - NAME_HEIGHT)
			y = below - NAME_HEIGHT;
		below = y;
		if (curves[low].values->n)
			buf_printf(out,
			    "<text class=\"label n%zu\" x=\"%d\" "
			    "y=\"%.1f\">%s</text>",
			    low, RIGHT + 8, y, curves[low].label);
	}
}

/* Steps closer than half a pixel are one. */
static void
put_curve(struct report *r, struct buf *out, const struct axis *a,
    const struct curve *c, size_t index)
{
	size_t n;
	struct point *points = points_of(r, c, &n);
	double drawn = -1;

	buf_printf(out, "<path class=\"curve c%zu\" d=\"M%d %.1f", index, LEFT,
	    y_of(a, first_share(c)));
	for (size_t i = 0; i < n; i++) {
		double x = x_of(a, points[i].ms);

		if (x - drawn < 0.5 && i + 1 < n)
			continue;
		drawn = x;
		buf_printf(out, "H%.1fV%.1f", x, y_of(a, points[i].share));
	}
	buf_printf(out, "H%d\"/>", RIGHT);
}

static double
share_within(struct report *r, const struct curve *c, uint64_t ms)
{
	size_t n;
	struct point *points = points_of(r, c, &n);
	double share = first_share(c);

	for (size_t i = 0; i < n && points[i].ms <= ms; i++)
		share = points[i].share;
	return c->base ? stats_round4(share) : NAN;
}

static void
put_finding(struct report *r, struct buf *out, const struct curve *c)
{
	uint64_t n = c->values->n;

	if (c->rival)
		return; /* it is what the others leave */
	buf_printf(out, "%s: %llu of %llu", c->label, (unsigned long long)n,
	    (unsigned long long)c->base);
	if (n)
		buf_printf(out, ", half of them within %.*s",
		    STR_ARG(say_extent(r,
			histogram_quantile(c->values, 0.5, &r->arena),
			SECONDS)));
	buf_cstr(out, ". ");
}

void
chart_curves(struct report *r, const char *id, const struct curve *curves,
    size_t n, struct buf *out)
{
	struct axis a;
	size_t first, last;

	span_of(curves, n, &first, &last);
	a = (struct axis){ .from = log((double)ticks[first].ms),
		.to = log((double)ticks[last].ms),
		.top = top_of(r, curves, n) };
	buf_printf(out,
	    "<div class=\"scroll\" tabindex=\"0\"><svg class=\"curves\" "
	    "viewBox=\"0 0 %d "
	    "%d\" role=\"img\" aria-labelledby=\"%s\"><title id=\"%s\">",
	    WIDTH, HEIGHT, id, id);
	for (size_t i = 0; i < n; i++)
		put_finding(r, out, &curves[i]);
	buf_cstr(out, "</title>");
	put_axes(out, &a, first, last);
	for (size_t i = 0; i < n; i++)
		if (curves[i].values->n)
			put_curve(r, out, &a, &curves[i], i);
	put_curve_names(r, out, &a, curves, n);
	buf_cstr(out, "</svg></div>");
}

void
chart_curves_table(
    struct report *r, const struct curve *curves, size_t n, struct buf *out)
{
	size_t first, last;

	span_of(curves, n, &first, &last);
	buf_printf(out,
	    "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th "
	    "scope=\"col\">%s</th>",
	    curves[0].rival ? "after" : "within");
	for (size_t i = 0; i < n; i++)
		buf_printf(out,
		    "<th scope=\"col\" class=\"num wrap\"><svg "
		    "class=\"sample\" viewBox=\"0 0 30 10\" "
		    "aria-hidden=\"true\"><path class=\"curve c%zu\" "
		    "d=\"M2 5H28\"/></svg>%s</th>",
		    i, curves[i].label);
	buf_cstr(out, "</tr></thead><tbody>");
	for (size_t t = first; t <= last; t++) {
		buf_printf(out, "<tr><th scope=\"row\" class=\"num\">%s</th>",
		    ticks[t].label);
		for (size_t i = 0; i < n; i++)
			buf_printf(out, "<td class=\"num\">%.*s</td>",
			    STR_ARG(say_share(
				r, share_within(r, &curves[i], ticks[t].ms))));
		buf_cstr(out, "</tr>");
	}
	buf_cstr(out, "</tbody></table></div>");
}
