#include "kpi/views.h"

#include <math.h>

#include "kpi/drift.h"
#include "kpi/dropoff.h"
#include "kpi/fairness.h"
#include "kpi/plot.h"
#include "kpi/sweep.h"
#include "page/page.h"

void
view_dropoff(struct report *r, struct buf *out)
{
	static const char *const names[] = { "staying", "leaving" };
	const struct dropoff *d = r->dropoff;
	const struct dropoff_turn *last = &d->turns[d->n_turns - 1];
	struct plot p = { .out = out,
		.to = (double)last->turn,
		.top = 1,
		.width = PLOT_WIDE };
	struct plot_line staying = { .plot = &p, .index = 0, .steps = true };
	struct plot_line leaving = { .plot = &p, .index = 1 };
	double shares[] = { last->staying, last->left.value };

	plot_begin(&p, "dropoff",
	    arena_printf(&r->arena,
		"After %llu customer turns %.2f%% have not left.",
		(unsigned long long)last->turn, last->staying * 100),
	    "customer turn");
	for (size_t i = 0; i < d->n_turns; i += 1 + d->n_turns / 12)
		plot_tick(&p, (double)d->turns[i].turn,
		    arena_printf(&r->arena, "%llu",
			(unsigned long long)d->turns[i].turn));
	plot_line_begin(&staying);
	plot_line_to(&staying, 0, 1);
	for (size_t i = 0; i < d->n_turns; i++)
		plot_line_to(
		    &staying, (double)d->turns[i].turn, d->turns[i].staying);
	plot_line_end(&staying);
	plot_line_begin(&leaving);
	for (size_t i = 0; i < d->n_turns; i++)
		plot_line_to(
		    &leaving, (double)d->turns[i].turn, d->turns[i].left.value);
	plot_line_end(&leaving);
	plot_names(&p, names, shares, 2);
	plot_end(&p);
}

static void
share_ticks(struct report *r, struct plot *p)
{
	for (int i = 0; i <= 4; i++)
		plot_tick(
		    p, i / 4.0, arena_printf(&r->arena, "%g", (double)i / 4));
}

/* Escalations from a threshold on, by label. */
struct standing {
	double yes, no;
};

static struct standing
sum_of(const struct sweep_table *t)
{
	struct standing s = { 0, 0 };

	for (size_t i = 0; i < READINESS; i++) {
		s.yes += (double)t->labelled[i].yes;
		s.no += (double)t->labelled[i].no;
	}
	return s;
}

enum { RECALL_LINE, PRECISION_LINE, HANDOFF_LINE, SWEEP_LINES };

static double
height_of(size_t line, struct standing above, struct standing all)
{
	switch (line) {
	case RECALL_LINE:
		return above.yes / all.yes;
	case PRECISION_LINE:
		return above.yes / (above.yes + above.no);
	default:
		return (above.yes + above.no) / (all.yes + all.no);
	}
}

/* From the highest threshold down, as many more are handed over. */
static void
sweep_line(const struct sweep_table *t, size_t which, struct plot *p)
{
	struct plot_line line = { .plot = p, .index = which };
	struct standing all = sum_of(t), above = { 0, 0 };

	plot_line_begin(&line);
	for (size_t i = READINESS; i-- > 0;) {
		if (!t->labelled[i].yes && !t->labelled[i].no)
			continue;
		above.yes += (double)t->labelled[i].yes;
		above.no += (double)t->labelled[i].no;
		plot_line_to(&line, (double)i / (READINESS - 1),
		    height_of(which, above, all));
	}
	plot_line_end(&line);
}

static void
view_sweep(struct report *r, const struct sweep_table *t, struct buf *out)
{
	static const char *const names[] = { "recall", "precision",
		"handed over" };
	struct plot p = { .out = out, .to = 1, .top = 1, .width = PLOT_WIDE };
	struct standing all = sum_of(t), above = { 0, 0 };
	double ends[SWEEP_LINES];

	for (size_t i = READINESS; i-- > 0;) {
		/* where the names stand: the line's right end */
		above.yes += (double)t->labelled[i].yes;
		above.no += (double)t->labelled[i].no;
		if (above.yes + above.no > 0)
			break;
	}
	for (size_t i = 0; i < SWEEP_LINES; i++)
		ends[i] = height_of(i, above, all);
	plot_begin(&p, "sweep",
	    STR("Recall, precision and the share handed over at each "
		"threshold of the readiness; the table has the numbers."),
	    "threshold");
	share_ticks(r, &p);
	for (size_t i = 0; i < SWEEP_LINES; i++)
		sweep_line(t, i, &p);
	plot_names(&p, names, ends, SWEEP_LINES);
	plot_end(&p);
}

/* Precision against recall, from the highest threshold down. */
static void
view_precision(struct report *r, const struct sweep_table *t, struct buf *out)
{
	struct plot p = { .out = out, .to = 1, .top = 1, .width = PLOT_HALF };
	struct plot_line line = { .plot = &p, .index = 1 };
	struct standing all = sum_of(t), above = { 0, 0 };

	plot_begin(&p, "precision",
	    arena_printf(&r->arena,
		"Precision against recall; the average precision is %.4f, and "
		"chance makes it %.4f.",
		t->average_precision, t->prevalence),
	    "recall (upwards: precision)");
	share_ticks(r, &p);
	buf_printf(out, "<path class=\"even\" d=\"M%.1f %.1fH%.1f\"/>",
	    plot_x(&p, 0), plot_y(&p, t->prevalence), plot_x(&p, 1));
	plot_line_begin(&line);
	for (size_t i = READINESS; i-- > 0;) {
		above.yes += (double)t->labelled[i].yes;
		above.no += (double)t->labelled[i].no;
		if (above.yes + above.no > 0)
			plot_line_to(&line, above.yes / all.yes,
			    height_of(PRECISION_LINE, above, all));
	}
	plot_line_end(&line);
	plot_end(&p);
}

/* What a labelled conversation costs at each threshold, where there are prices
 * of mistakes. */
static void
view_mistakes(struct report *r, const struct sweep_table *t, struct buf *out)
{
	struct plot p = {
		.out = out, .to = 1, .width = PLOT_HALF, .is_amount = true
	};
	struct plot_line line = { .plot = &p, .index = 3 };
	const struct sweep_row *least = &t->rows[0];

	for (size_t i = 0; i < SWEEP_ROWS; i++) {
		if (isnan(t->rows[i].cost))
			return;
		p.top = fmax(p.top, t->rows[i].cost);
		if (t->rows[i].cost < least->cost)
			least = &t->rows[i];
	}
	if (p.top <= 0)
		return;
	plot_begin(&p, "mistakes",
	    arena_printf(&r->arena,
		"Cost of missed and of false escalations for each labelled "
		"conversation, by threshold; %.4f at %.2f is the least of the "
		"table.",
		least->cost, least->threshold),
	    "threshold (upwards: cost of mistakes)");
	share_ticks(r, &p);
	plot_line_begin(&line);
	for (size_t i = 0; i < SWEEP_ROWS; i++)
		plot_line_to(&line, t->rows[i].threshold, t->rows[i].cost);
	plot_line_end(&line);
	plot_end(&p);
}

static void
put_diagonal(struct plot *p)
{
	buf_printf(p->out, "<path class=\"even\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
	    plot_x(p, 0), plot_y(p, 0), plot_x(p, 1), plot_y(p, 1));
}

static void
view_roc(struct report *r, const struct sweep_table *t, struct buf *out)
{
	struct plot p = { .out = out, .to = 1, .top = 1, .width = PLOT_HALF };
	struct plot_line line = { .plot = &p, .index = 0 };
	struct standing all = sum_of(t), above = { 0, 0 };

	plot_begin(&p, "roc",
	    arena_printf(&r->arena,
		"Recall against the false positive rate; the area is %.4f.",
		t->auc),
	    "false positive rate (upwards: recall)");
	share_ticks(r, &p);
	put_diagonal(&p);
	plot_line_begin(&line);
	plot_line_to(&line, 0, 0);
	for (size_t i = READINESS; i-- > 0;) {
		above.yes += (double)t->labelled[i].yes;
		above.no += (double)t->labelled[i].no;
		plot_line_to(&line, above.no / all.no, above.yes / all.yes);
	}
	plot_line_end(&line);
	plot_end(&p);
}

static void
view_reliability(struct report *r, const struct sweep_table *t, struct buf *out)
{
	const struct calibration *c = &t->calibration;
	struct plot p = { .out = out, .to = 1, .top = 1, .width = PLOT_HALF };
	uint64_t most = 1;

	plot_begin(&p, "reliability",
	    arena_printf(&r->arena,
		"Share labelled escalate by readiness; on the diagonal the "
		"readiness is a probability. It is off by %.4f on average.",
		c->ece),
	    "mean readiness (upwards: labelled escalate)");
	share_ticks(r, &p);
	put_diagonal(&p);
	for (size_t i = 0; i < CALIBRATION_BINS; i++)
		most = c->bins[i].n > most ? c->bins[i].n : most;
	for (size_t i = 0; i < CALIBRATION_BINS; i++) {
		const struct figure *f = &t->bins[i];
		double x = plot_x(&p, c->bins[i].predicted);

		if (!c->bins[i].n)
			continue;
		/* how many there are, along the foot */
		buf_printf(out,
		    "<rect class=\"count\" x=\"%.1f\" y=\"%.1f\" "
		    "width=\"%.1f\" "
		    "height=\"%.1f\"/>",
		    plot_x(&p, (double)i / CALIBRATION_BINS) + 1,
		    plot_y(&p, 0.15 * (double)c->bins[i].n / (double)most),
		    plot_x(&p, 0.1) - plot_x(&p, 0) - 2,
		    plot_y(&p, 0) -
			plot_y(&p, 0.15 * (double)c->bins[i].n / (double)most));
		buf_printf(out,
		    "<path class=\"bound\" d=\"M%.1f %.1fV%.1f\"/><rect "
		    "class=\"dot\" x=\"%.1f\" y=\"%.1f\" width=\"9\" "
		    "height=\"9\" rx=\"4.5\"/>",
		    x, plot_y(&p, f->low), plot_y(&p, f->high), x - 4.5,
		    plot_y(&p, f->value) - 4.5);
	}
	plot_end(&p);
}

/* A group a row: its difference to the reference, around nothing. */
enum {
	FOREST_WIDTH = 560,
	FOREST_ROW = 26,
	FOREST_LEFT = 130,
	FOREST_RIGHT = 390,
	FOREST_GROUPS = 30,
	FOREST_NAME = 16, /* characters; the table has them all */
};

static double
farthest(const struct fairness *f, const struct fair_table *t)
{
	double far = 0.01;

	for (size_t i = 0; i < f->n_groups; i++) {
		const struct fair_group *g = &t->groups[i];

		if (g->compared)
			far = fmax(far, fmax(fabs(g->contrast.low),
					    fabs(g->contrast.high)));
	}
	return far;
}

/* Cut between two characters. */
static void
forest_name(struct str name, struct buf *out)
{
	size_t n = 0, characters = 0;

	while (n < name.n) {
		characters += ((unsigned char)name.p[n] & 0xc0) != 0x80;
		if (characters > FOREST_NAME)
			break;
		n++;
	}
	page_text(out, (struct str){ name.p, n });
	if (n < name.n)
		buf_cstr(out, "&hellip;");
}

static void
forest_row(const struct fair_table *t, const struct fair_group *g, double y,
    double scale, struct buf *out)
{
	double shown = t->measure ? 100 : 1;
	double zero = (FOREST_LEFT + FOREST_RIGHT) / 2.0;
	const struct contrast *c = &g->contrast;

	buf_printf(out,
	    "<text class=\"place\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">",
	    FOREST_LEFT - 14, y + 4);
	forest_name(g->name, out);
	buf_printf(out,
	    "</text><path class=\"bound\" d=\"M%.1f %.1fH%.1f\"/><rect "
	    "class=\"dot\" x=\"%.1f\" y=\"%.1f\" width=\"10\" "
	    "height=\"10\"/><text class=\"axis\" x=\"%d\" "
	    "y=\"%.1f\">%+.2f (%.2f to %.2f)</text>",
	    zero + c->low * scale, y, zero + c->high * scale,
	    zero + c->difference * scale - 5, y - 5, FOREST_RIGHT + 14, y + 4,
	    c->difference * shown, c->low * shown, c->high * shown);
}

static void
view_forest(
    struct report *r, const struct fairness *f, size_t index, struct buf *out)
{
	const struct fair_table *t = &f->tables[index];
	double zero = (FOREST_LEFT + FOREST_RIGHT) / 2.0;
	double scale = (FOREST_RIGHT - FOREST_LEFT) / 2.0 / farthest(f, t);
	size_t rows = 0;

	for (size_t i = 0; i < f->n_groups; i++)
		rows += t->groups[i].compared;
	if (!rows || rows > FOREST_GROUPS)
		return;
	buf_printf(out,
	    "<div class=\"scroll\" tabindex=\"0\"><svg class=\"forest\" "
	    "viewBox=\"0 0 %d %zu\" role=\"img\" "
	    "aria-labelledby=\"forest%zu\"><title id=\"forest%zu\">",
	    FOREST_WIDTH, rows * FOREST_ROW + 26, index, index);
	page_text(out,
	    arena_printf(&r->arena,
		"Difference of each group to %.*s, in %s, with its "
		"interval.",
		STR_ARG(f->reference), t->measure ? "points" : fair_unit(t)));
	buf_printf(out,
	    "</title><path class=\"even\" d=\"M%.1f 0V%zu\"/><text "
	    "class=\"axis\" x=\"%.1f\" y=\"%zu\" "
	    "text-anchor=\"middle\">like ",
	    zero, rows * FOREST_ROW + 6, zero, rows * FOREST_ROW + 22);
	page_text(out, f->reference);
	buf_cstr(out, "</text>");
	for (size_t i = 0, at = 0; i < f->n_groups; i++)
		if (t->groups[i].compared)
			forest_row(t, &t->groups[i],
			    (double)at++ * FOREST_ROW + 14, scale, out);
	buf_cstr(out, "</svg></div>");
}

/* How much a share moved, in colours that are named beside it: below and above
 * a point, five, ten. */
static const char *
heat_of(double change)
{
	double points = fabs(change) * 100;
	size_t step = points < 1 ? 0 : points < 5 ? 1 : points < 10 ? 2 : 3;
	static const char *const up[] = { "still", "up1", "up2", "up3" };
	static const char *const down[] = { "still", "down1", "down2",
		"down3" };

	return change > 0 ? up[step] : down[step];
}

/* What the colours are; the numbers say it too. */
static void
put_heat_key(struct buf *out)
{
	static const struct {
		const char *class, *says;
	} keys[] = {
		{ "down3", "10 points less, or more than that" },
		{ "down2", "5" },
		{ "down1", "1" },
		{ "still", "less than 1 point" },
		{ "up1", "1" },
		{ "up2", "5" },
		{ "up3", "10 points more, or more than that" },
	};

	buf_cstr(out, "<p class=\"heat-key\">");
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		buf_printf(out, "<span class=\"%s\">%s</span>", keys[i].class,
		    keys[i].says);
	buf_cstr(out, "</p>");
}

/* A row of cells for each kind, those that moved most first. */
static void
view_heat(const struct drift_table *t, struct buf *out)
{
	buf_cstr(out, "<div class=\"scroll\" tabindex=\"0\"><table "
		      "class=\"heat\"><tbody>");
	for (size_t i = 0; i < t->n; i++) {
		const struct drift *d = &t->at[i];

		buf_cstr(out, "<tr><th scope=\"row\">");
		page_text(out, str_of(d->label));
		buf_cstr(out, "</th>");
		for (size_t c = 0; c < DRIFT_CELLS; c++) {
			if (c >= d->n_cells) {
				buf_cstr(out, "<td></td>");
				continue;
			}
			buf_printf(out, "<td class=\"%s\">",
			    heat_of(d->cells[c].change));
			page_text(out, d->cells[c].name);
			buf_printf(out, "<small>%+.2f</small></td>",
			    d->cells[c].change * 100);
		}
		buf_cstr(out, "</tr>\n");
	}
	buf_cstr(out, "</tbody></table></div>");
	put_heat_key(out);
}

bool
view_is_beside(const struct compared *what)
{
	return what->kind == COMPARED_SWEEP && what->index == 2;
}

void
view_compared(struct report *r, const struct compared *what, struct buf *out)
{
	switch (what->kind) {
	case COMPARED_SWEEP:
		if (what->index == 0) {
			view_sweep(r, r->sweep, out);
			buf_cstr(out, "<div class=\"plots\">");
			view_roc(r, r->sweep, out);
			view_precision(r, r->sweep, out);
			view_mistakes(r, r->sweep, out);
			buf_cstr(out, "</div>");
		} else if (what->index == 2) {
			view_reliability(r, r->sweep, out);
		}
		break;
	case COMPARED_DRIFT:
		if (what->index == 0)
			view_heat(r->drift, out);
		break;
	case COMPARED_FAIRNESS:
		if (what->index > 0 && what->index <= r->fairness->n)
			view_forest(r, r->fairness, what->index - 1, out);
		break;
	default:
		break;
	}
}
