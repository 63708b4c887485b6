#include "kpi/cusum.h"

#include <math.h>

#include "kpi/baseline.h"

static const char *const watched[] = { "escalation_attempted",
	"escalation_delivered", "containment_resolved", "abandonment",
	"outcome_unknown", "coverage", "bot_loop", "judged_escalate",
	"frustration", "service_level", "csat_top2" };

enum { WATCHED = sizeof(watched) / sizeof(*watched) };

/* A share's count in one period, over all groups of it. */
struct window {
	double yes, n;
};

static struct str
period_of(const struct cohort *c)
{
	struct str part;

	return key_part(c->group.key, 0, &part) ? part : STR("");
}

/* The periods are in order; groups of one are neighbours.  False where the
 * period is not known, which is the last. */
static bool
next_window(struct report *r, const struct measure *m, size_t *at,
    struct window *w, struct str *period)
{
	*w = (struct window){ 0, 0 };
	if (*at == r->n_groups)
		return false;
	*period = period_of(&r->groups[*at]);
	if (!period->n)
		return false;
	while (
	    *at < r->n_groups && str_eq(period_of(&r->groups[*at]), *period)) {
		struct scope s = cohort_scope(&r->groups[(*at)++]);
		struct figure f = measure_figure(m, &s, r->o->confidence);

		w->yes += (double)f.numerator;
		w->n += (double)f.denominator;
	}
	return true;
}

static double
target_of(struct report *r, const struct measure *m)
{
	const struct scope *s =
	    r->baseline ? &r->baseline->report.all : &r->all;
	struct figure f = measure_figure(m, s, r->o->confidence);

	return (double)f.numerator / (double)f.denominator;
}

static void
follow(struct report *r, struct watch *w)
{
	struct cusum c = { 0, 0 };
	struct window now;
	struct str period;
	size_t at = 0;

	while (next_window(r, w->measure, &at, &now, &period)) {
		double sd = sqrt(now.n * w->target * (1 - w->target));
		bool beyond;

		w->trend[w->n_seen++ % TREND] = now.yes / now.n;
		if (!(sd > 0))
			continue;
		beyond = stats_cusum(&c, (now.yes - now.n * w->target) / sd);
		w->n++;
		w->most_up = fmax(w->most_up, c.up);
		w->most_down = fmax(w->most_down, c.down);
		if (beyond && !w->first.n) {
			w->first = period;
			w->up = c.up > CUSUM_BOUND;
		}
	}
	w->target = stats_round4(w->target);
	w->most_up = stats_round4(w->most_up);
	w->most_down = stats_round4(w->most_down);
}

void
cusum_read(struct report *r, struct watches *w)
{
	*w = (struct watches){ .of_baseline = r->baseline != NULL };
	w->at = arena_zalloc(&r->arena, WATCHED * sizeof(*w->at));
	for (size_t i = 0; i < WATCHED; i++) {
		const struct measure *m = measure_find(r->measures, watched[i]);
		struct watch *next = &w->at[w->n];

		if (!m)
			continue;
		*next =
		    (struct watch){ .measure = m, .target = target_of(r, m) };
		follow(r, next);
		w->n += next->n > 1;
	}
}

/* The trend in blocks of eighths, from the least share to the most. */
static struct str
say_trend(struct report *r, const struct watch *w)
{
	size_t n = w->n_seen < TREND ? w->n_seen : TREND;
	double low = INFINITY, high = -INFINITY;
	struct buf b = { 0 };
	struct str drawn;

	for (size_t i = 0; i < n; i++) {
		low = fmin(low, w->trend[i]);
		high = fmax(high, w->trend[i]);
	}
	for (size_t i = w->n_seen - n; i < w->n_seen; i++) {
		double share = w->trend[i % TREND];
		char block[] = "\xe2\x96\x81"; /* U+2581 */

		if (high > low && !isnan(share))
			block[2] = (char)(block[2] + lround((share - low) /
							    (high - low) * 7));
		buf_cstr(&b, isnan(share) ? "\xc2\xb7" : block);
	}
	drawn = arena_copy(&r->arena, buf_view(&b));
	buf_free(&b);
	return drawn;
}

void
grid_cusum(struct report *r, const struct watches *w, struct grid *g)
{
	*g = (struct grid){ .title = "Shares that moved and stayed",
		.note = arena_printf(&r->arena,
		    "cumulative sums of standardised deviations from %s, with "
		    "a slack of %g and a bound of %g standard deviations "
		    "(Page's CUSUM): a steady share is beyond it once in 465 "
		    "periods; the trend is that of the last %d, from the least "
		    "share to the most%s",
		    w->of_baseline ? "the baseline's share"
				   : "the share of all periods",
		    CUSUM_SLACK, CUSUM_BOUND, TREND,
		    w->of_baseline ? ""
				   : "; without a --baseline the level itself "
				     "is not in question, only that it changed")
			    .p,
		.absent = w->n ? NULL : "fewer than two periods" };
	grid_column(g, "KPI", false, false);
	grid_column(g, "target", true, false);
	grid_column(g, "periods", true, false);
	grid_column(g, "most above", true, false);
	grid_column(g, "most below", true, false);
	grid_column(g, "first beyond", false, false);
	grid_column(g, "trend", false, false);
	g->columns[g->n_columns - 1].drawn = true;
	grid_rows(g, &r->arena, w->n);
	for (size_t i = 0; i < w->n; i++) {
		const struct watch *x = &w->at[i];
		struct row *row = grid_row(g);

		row->cells[0] = str_of(x->measure->label);
		row->cells[1] = say_share(r, x->target);
		row->cells[2] = arena_printf(&r->arena, "%zu", x->n);
		row->cells[3] = arena_printf(&r->arena, "%.2f", x->most_up);
		row->cells[4] = arena_printf(&r->arena, "%.2f", x->most_down);
		row->cells[5] =
		    x->first.n ? arena_printf(&r->arena, "%.*s, %s",
				     STR_ARG(x->first), x->up ? "up" : "down")
			       : STR("-");
		row->cells[6] = say_trend(r, x);
	}
}

void
cusum_json(const struct watches *w, struct buf *out)
{
	json_member(out, "cusum");
	buf_char(out, '{');
	json_member_string(
	    out, "target", w->of_baseline ? "baseline" : "all periods");
	json_member_number(out, "slack", CUSUM_SLACK);
	json_member_number(out, "bound", CUSUM_BOUND);
	json_member(out, "kpis");
	buf_char(out, '[');
	for (size_t i = 0; i < w->n; i++) {
		const struct watch *x = &w->at[i];

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "id", x->measure->id);
		json_member_number(out, "target", x->target);
		json_member_count(out, "periods", x->n);
		json_member_number(out, "most_above", x->most_up);
		json_member_number(out, "most_below", x->most_down);
		json_member(out, "first_beyond");
		if (x->first.n)
			json_put_string(out, x->first);
		else
			buf_cstr(out, "null");
		json_member_string(
		    out, "side", x->first.n ? (x->up ? "up" : "down") : NULL);
		buf_char(out, '}');
	}
	buf_cstr(out, "]}");
}
