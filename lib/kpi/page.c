#include "kpi/page.h"

#include <math.h>

#include "kpi/dropoff.h"
#include "kpi/gates.h"
#include "kpi/journey.h"
#include "kpi/plot.h"
#include "kpi/quality.h"
#include "kpi/views.h"
#include "page/page.h"

/* The whole report in one sentence, as far as the definitions know such
 * rates. */
static void
put_lede(struct report *r, struct buf *out)
{
	static const char *const ids[] = { "escalation_delivered",
		"containment_resolved", "abandonment", "outcome_unknown" };
	double percent[4];
	uint64_t whole = 0, rest = 0;

	for (size_t i = 0; i < 4; i++) {
		const struct measure *m = measure_find(r->measures, ids[i]);
		struct figure f;

		if (!m)
			return;
		f = measure_figure(m, &r->all, r->o->confidence);
		percent[i] = 100 * f.value;
		if (!i)
			whole = rest = f.denominator;
		if (isnan(f.value) || f.denominator != whole ||
		    f.numerator > rest)
			return; /* they are not of one whole, or overlap */
		rest -= f.numerator;
	}
	buf_printf(out,
	    "<p class=\"lede\">Of every 100 conversations in which the "
	    "customer "
	    "wrote, <b>%.1f</b> reached a human, the bot solved <b>%.1f</b> "
	    "for sure, <b>%.1f</b> were abandoned, and of <b>%.1f</b> the log "
	    "does not say how they ended",
	    percent[0], percent[1], percent[2], percent[3]);
	if (rest)
		buf_printf(out,
		    "; the other <b>%.1f</b> ended otherwise: a handoff that "
		    "failed, a solution that was only assumed, or none",
		    100 * (double)rest / (double)whole);
	buf_cstr(out, ".</p>");
}

static void
put_header(struct report *r, struct buf *out)
{
	const uint64_t *n = r->total->counts;

	buf_printf(out,
	    "<header><h1>Handoff report</h1><p>%llu conversations, %llu of "
	    "them with a customer turn, started %.*s.</p>",
	    (unsigned long long)n[N_ALL], (unsigned long long)n[N_ENGAGED],
	    STR_ARG(say_period(r)));
	put_lede(r, out);
	if (say_definitions(r).n) {
		buf_cstr(out, "<p>");
		page_text(out, say_definitions(r));
		buf_cstr(out, "</p>");
	}
	buf_cstr(out, "</header>\n");
}

/* The name of a row, with the colour of the key-th outcome where there is one.
 */
static void
put_row_name(struct report *r, const struct grid *g, const struct row *row,
    int key, struct buf *out)
{
	buf_cstr(out, "<tr><th scope=\"row\">");
	if (key >= 0) {
		buf_cstr(out, "<svg class=\"key\" viewBox=\"0 0 10 10\" "
			      "aria-hidden=\"true\"><rect class=\"");
		chart_outcome_class(r, (size_t)key, out);
		buf_cstr(out, "\" width=\"10\" height=\"10\" "
			      "rx=\"2\"/></svg>");
	}
	page_row_name(g, row, out);
}

enum drawing { WHISKERS, BARS };

/* A row of grid_section() or grid_names(): name, share, interval, n, of. */
static void
put_share(struct report *r, const struct grid *g, const struct row *row,
    int key, enum drawing drawing, double full, struct buf *out)
{
	put_row_name(r, g, row, key, out);
	buf_cstr(out, "<td class=\"chart wide\">");
	if (drawing == BARS)
		page_bar(out, row->share / full);
	else if (!row->silent)
		page_whisker(out, row->share, row->low, row->high);
	buf_cstr(out, "</td><td class=\"num share\"><span class=\"value\">");
	page_text(out, row->cells[1]);
	buf_cstr(out, "</span><small>");
	page_text(out, row->cells[2]);
	buf_printf(out,
	    "</small></td><td class=\"num of\">%.*s<span class=\"soft\"> of "
	    "%.*s</span></td>",
	    STR_ARG(row->cells[3]), STR_ARG(row->cells[4]));
	for (size_t c = 5; c < g->n_columns; c++)
		if (!g->columns[c].prose)
			page_number(out, "soft", row->cells[c]);
	buf_cstr(out, "</tr>\n");
}

static void
put_shares(struct report *r, const struct grid *g, enum drawing drawing,
    bool keys, struct buf *out)
{
	double full = 1e-9;

	buf_cstr(out, "<div class=\"scroll\" tabindex=\"0\"><table "
		      "class=\"shares\"><thead>"
		      "<tr>");
	page_heading(out, "", g->columns[0].title);
	buf_cstr(out, "<td class=\"wide\"></td>");
	page_heading(out, "num", g->columns[1].title);
	page_heading(out, "num", "conversations");
	for (size_t c = 5; c < g->n_columns; c++)
		if (!g->columns[c].prose)
			page_heading(out, "num", g->columns[c].title);
	buf_cstr(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < page_rows(g); i++)
		if (g->rows[i].share > full)
			full = g->rows[i].share;
	for (size_t i = 0; i < page_rows(g); i++)
		put_share(
		    r, g, &g->rows[i], keys ? (int)i : -1, drawing, full, out);
	page_end_table(g, out);
}

static void
put_amounts(struct report *r, const struct grid *g, struct buf *out)
{
	buf_cstr(
	    out, "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
	page_heading(out, "", g->columns[0].title);
	for (size_t c = 1; c < g->n_columns - 1; c++)
		page_heading(out, "num as-is", g->columns[c].title);
	buf_cstr(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < g->n_rows; i++) {
		put_row_name(r, g, &g->rows[i], -1, out);
		for (size_t c = 1; c < g->n_columns - 1; c++)
			page_number(out, c == 1 ? "value" : "soft",
			    g->rows[i].cells[c]);
		buf_cstr(out, "</tr>\n");
	}
	page_end_table(g, out);
}

static void
put_gates(struct report *r, struct buf *out)
{
	static const char *const classes[] = { [GATE_PASS] = "pass",
		[GATE_FAIL] = "fail",
		[GATE_INCONCLUSIVE] = "open" };
	struct grid g;

	grid_gates(r, &g);
	if (g.absent)
		return;
	page_section(out, g.title, NULL);
	buf_cstr(
	    out, "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
	page_heading(out, "", "gate");
	page_heading(out, "num", "answer");
	buf_cstr(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < g.n_rows; i++) {
		const struct str *cells = g.rows[i].cells;

		buf_cstr(out, "<tr><th scope=\"row\"><span class=\"name\">");
		page_text(out, cells[1]);
		buf_cstr(out, "</span><small>");
		page_text(out, cells[2]);
		buf_printf(out,
		    "</small></th><td class=\"num\"><b class=\"badge "
		    "%s\">%.*s</b></td></tr>\n",
		    classes[r->verdicts[i].answer], STR_ARG(cells[0]));
	}
	buf_cstr(out, "</tbody></table></div></section>\n");
}

static void
put_sections(struct report *r, struct buf *out)
{
	struct grid g;

	grid_section(r, S_ENDINGS, &g);
	page_section(out, g.title,
	    "Each conversation is counted once, so the shares add up to the "
	    "whole.");
	if (!g.absent)
		chart_endings(r, out);
	put_shares(r, &g, WHISKERS, true, out);
	buf_cstr(out, "</section>\n");
	for (size_t s = S_LOG; s < N_SECTIONS; s++) {
		grid_section(r, (enum section)s, &g);
		page_section(out, g.title, g.absent ? g.absent : g.note);
		if (!g.absent)
			put_shares(r, &g, WHISKERS, false, out);
		buf_cstr(out, "</section>\n");
	}
	grid_policies(r, &g);
	if (!g.absent) {
		page_section(out, g.title, g.note);
		page_plain(&g, out);
		buf_cstr(out, "</section>\n");
	}
}

/* What has no time in the log is left out: it is not known to be never. */
static void
put_curves(struct report *r, const char *id, const char *title,
    const char *note, const struct curve *all, size_t n_all, struct buf *out)
{
	struct curve curves[CURVES];
	size_t n = 0;

	for (size_t i = 0; i < n_all; i++)
		if (all[i].values->n)
			curves[n++] = all[i];
	if (!n)
		return;
	page_section(out, title, note);
	buf_cstr(out, "<div class=\"pair\">");
	chart_curves(r, id, curves, n, out);
	chart_curves_table(r, curves, n, out);
	buf_cstr(out, "</div></section>\n");
}

static void
put_until_human(struct report *r, struct buf *out)
{
	const struct spread *s = r->total->spreads;
	const uint64_t *n = r->total->counts;
	const struct curve curves[] = {
		{ "judged", &s[JUDGED_TIME].values, n[N_JUDGED], NULL },
		{ "handoff", &s[HANDOFF_TIME].values, n[N_ENGAGED], NULL },
		{ "human", &s[HUMAN_TIME].values, n[N_ENGAGED], NULL },
	};

	put_curves(r, "escalation", "How long until a human takes over",
	    "Share of conversations, from the first message of the customer: "
	    "when the rules would have escalated, when a handoff was tried, "
	    "when a human wrote. A curve stays below 100% where it never "
	    "happens.",
	    curves, 3, out);
}

static void
put_alone(struct report *r, struct buf *out)
{
	const struct spread *s = r->total->spreads;
	const struct spread *first =
	    &s[s[HANDOFF_TIME].values.n ? HANDOFF_TIME : HUMAN_TIME];
	const uint64_t timed = first->values.n + first->censored.n;
	const struct curve curves[] = {
		{ "with the bot", &first->values, timed, &first->censored },
		{ "handed over", &first->values, timed, NULL },
		{ "ended", &first->censored, timed, NULL },
	};

	put_curves(r, "alone", "How long they are with the bot alone",
	    arena_printf(&r->arena,
		"Share of the %llu conversations with known times that are "
		"still with the bot alone, were handed over, or ended without "
		"that, by then: an end competes with the handoff (cumulative "
		"incidence), and the three add up to 100%%.",
		(unsigned long long)timed)
		.p,
	    curves, first->values.n ? 3 : 0, out);
}

static void
put_waits(struct report *r, struct buf *out)
{
	const struct spread *s = r->total->spreads;
	const uint64_t *n = r->total->counts;
	const uint64_t offered =
	    n[N_SERVED] + n[N_QUIT] + n[N_REFUSED] + n[N_TIMED_OUT];
	const struct curve queue[] = {
		{ "answered", &s[QUEUE_TIME].values, offered, NULL },
		{ "left", &s[QUIT_TIME].values, offered, NULL },
	};
	const struct curve simulated[] = {
		{ "assigned", &s[ROUTE_WAIT].values, n[N_ROUTED], NULL },
		{ "gave up", &s[ROUTE_PATIENCE].values, n[N_ROUTED], NULL },
	};

	put_curves(r, "queue", "How long they wait for a human",
	    "Share of the handoffs offered, with a known wait, from the "
	    "request; the rest stays unanswered.",
	    queue, 2, out);
	put_curves(r, "waits", "How long they wait in the simulation",
	    "Share of the routed escalations, by hoff.route.wait_s.", simulated,
	    2, out);
}

static void
put_times(struct report *r, struct buf *out)
{
	struct grid g;

	put_until_human(r, out);
	put_alone(r, out);
	put_waits(r, out);
	grid_extents(r, &g);
	page_section(out, g.title, g.absent ? g.absent : g.note);
	if (!g.absent)
		put_amounts(r, &g, out);
	buf_cstr(out, "</section>\n");
}

/* A drawing, where there is anything to draw; its flows, some dozens, are
 * folded beneath it. */
static void
put_journey(struct report *r, struct buf *out)
{
	struct journey j;
	struct grid g;

	journey_read(r, &j);
	grid_journey(r, &j, &g);
	if (g.absent)
		return;
	page_section(out, g.title, g.note);
	journey_draw(r, &j, out);
	buf_cstr(out, "<details><summary>Each flow in numbers</summary>");
	page_plain(&g, out);
	buf_cstr(out, "</details>");
	buf_cstr(out, "</section>\n");
}

static void
put_dropoff(struct report *r, struct buf *out)
{
	struct grid g;

	grid_dropoff_turns(r, r->dropoff, &g);
	if (g.absent)
		return;
	page_section(out, g.title, g.note);
	buf_cstr(out, "<div class=\"pair halves\">");
	view_dropoff(r, out);
	page_plain(&g, out);
	buf_cstr(out, "</div></section>\n");
	grid_dropoff_intents(r, r->dropoff, &g);
	if (g.absent)
		return;
	page_section(out, g.title, g.note);
	put_shares(r, &g, BARS, false, out);
	buf_cstr(out, "</section>\n");
}

static void
put_names(struct report *r, struct buf *out)
{
	struct grid g;

	for (size_t i = 0; i < N_LISTED; i++) {
		grid_names(r, (enum naming)i, &g);
		if (g.absent)
			continue;
		page_section(out, g.title, g.note);
		put_shares(r, &g, BARS, false, out);
		buf_cstr(out, "</section>\n");
	}
	grid_rules(r, &g);
	if (g.absent)
		return;
	page_section(out, g.title, g.note);
	put_shares(r, &g, WHISKERS, false, out);
	buf_cstr(out, "</section>\n");
}

static void
put_quality(struct report *r, struct buf *out)
{
	struct grid g;

	grid_quality(r, &g);
	page_section(out, g.title, g.absent ? g.absent : g.note);
	if (!g.absent)
		page_plain(&g, out);
	buf_cstr(out, "</section>\n");
}

static void
put_whisker(const struct whisker *f, struct buf *out)
{
	buf_cstr(out, "<td class=\"cell\">");
	if (isnan(f->value)) {
		buf_cstr(out, "<span class=\"soft\">&ndash;</span><small>");
		page_text(out, str_of(f->reason));
		buf_cstr(out, "</small></td>");
		return;
	}
	buf_printf(out, "<span class=\"value\">%.2f%%</span>", f->value * 100);
	page_whisker(out, f->value, f->low, f->high);
	buf_printf(
	    out, "<small>%.2f-%.2f</small></td>", f->low * 100, f->high * 100);
}

static void
put_group(const struct grid *g, const struct row *row, size_t n_paths,
    struct buf *out)
{
	buf_cstr(out, "<tr>");
	for (size_t c = 0; c < n_paths; c++) {
		buf_cstr(out, "<th scope=\"row\">");
		page_text(out, row->cells[c]);
		buf_cstr(out, "</th>");
	}
	page_number(out, "soft", row->cells[n_paths]);
	for (size_t c = n_paths + 1; c < g->n_columns; c++)
		put_whisker(&row->whiskers[c], out);
	buf_cstr(out, "</tr>\n");
}

static const char *
heading_class(size_t column, size_t n_paths)
{
	if (column < n_paths)
		return "as-is";
	return column == n_paths ? "num as-is" : "wrap";
}

static void
put_groups(struct report *r, struct buf *out)
{
	struct grid g;

	if (!r->n_parts || r->o->fair_by)
		return;
	grid_groups(r, &g);
	page_section(out, g.title,
	    "Share and interval in each group; n are its conversations.");
	buf_cstr(
	    out, "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
	for (size_t c = 0; c < g.n_columns; c++)
		page_heading(
		    out, heading_class(c, r->n_parts), g.columns[c].title);
	buf_cstr(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < page_rows(&g); i++)
		put_group(&g, &g.rows[i], r->n_parts, out);
	page_end_table(&g, out);
	buf_cstr(out, "</section>\n");
}

static void
put_compared(struct report *r, struct buf *out)
{
	struct compared what;
	struct grid g;

	for (size_t i = 0; grid_compared(r, i, &g, &what); i++) {
		page_section(out, g.title, g.absent ? g.absent : g.note);
		if (!g.absent) {
			bool beside = view_is_beside(&what);

			if (beside)
				buf_cstr(out, "<div class=\"pair halves\">");
			view_compared(r, &what, out);
			page_plain(&g, out);
			if (beside)
				buf_cstr(out, "</div>");
		}
		buf_cstr(out, "</section>\n");
	}
}

void
report_page(struct report *r, struct buf *out)
{
	struct str aside = say_set_aside(r);

	page_begin(out, "Handoff report", "hoff-kpi");
	put_header(r, out);
	tiles_put(r, out);
	put_gates(r, out);
	put_compared(r, out); /* what was asked for beside the usual */
	put_journey(r, out);
	put_sections(r, out);
	put_times(r, out);
	put_dropoff(r, out);
	put_names(r, out);
	put_quality(r, out);
	put_groups(r, out);
	buf_printf(out,
	    "<footer><p>Intervals are Wilson's at %g%%. Quantiles are of rank "
	    "ceil(q n), within 1/2048 of themselves. %.*s</p><p>Made by "
	    "hoff-kpi " VERSION " from aggregates only: no text of any "
	    "conversation is in this file.</p></footer>\n",
	    r->o->confidence * 100, STR_ARG(aside));
	page_end(out);
}
