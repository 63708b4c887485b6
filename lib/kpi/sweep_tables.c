#include <math.h>

#include "kpi/contrast.h"
#include "kpi/sweep.h"

static struct str
say_figure(struct report *r, const struct figure *f)
{
	return isnan(f->value)
		   ? STR("-")
		   : arena_printf(&r->arena, "%.2f%% %.2f-%.2f", f->value * 100,
			 f->low * 100, f->high * 100);
}

static void
threshold_columns(struct grid *g)
{
	static const char *const titles[] = { "threshold", "handoffs",
		"precision", "recall", "false positive", "F1", "cost" };

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		grid_column(g, titles[i], true, false);
}

static void
threshold_cells(struct report *r, const struct sweep_row *s, struct str *cells)
{
	cells[0] = say_number(r, s->threshold);
	cells[1] = say_figure(r, &s->handoffs);
	cells[2] = say_figure(r, &s->precision);
	cells[3] = say_figure(r, &s->recall);
	cells[4] = say_figure(r, &s->false_positive);
	cells[5] = say_number(r, s->f1);
	cells[6] = say_number(r, s->cost);
}

static void
grid_thresholds(struct report *r, const struct sweep_table *t, struct grid *g)
{
	*g = (struct grid){
		.title = "Thresholds of the readiness",
		.note = arena_printf(&r->arena,
		    "escalation of all whose hoff.score.readiness is the "
		    "threshold or more, hard rules aside; the readiness is "
		    "that of signals_turn, where the replay of an escalation "
		    "ends. AUC %.4f (DeLong's %.4f to %.4f), average "
		    "precision %.4f, %.2f%% are labelled escalate; cost is "
		    "missed_escalation and false_escalation of --cost, for "
		    "each labelled conversation",
		    t->auc, t->auc_low, t->auc_high, t->average_precision,
		    t->prevalence * 100)
			    .p,
	};
	threshold_columns(g);
	grid_rows(g, &r->arena, SWEEP_ROWS);
	for (size_t i = 0; i < SWEEP_ROWS; i++) {
		struct row *row = grid_row(g);

		threshold_cells(r, &t->rows[i], row->cells);
	}
}

/* Two rows for each: what it was chosen by, and what it does elsewhere. */
static void
grid_choices(struct report *r, const struct sweep_table *t, struct grid *g)
{
	*g = (struct grid){ .title = "Thresholds to choose",
		.note = "chosen on one half of the conversations, by the hash "
			"of conversation_id, and tried on the other: only the "
			"second row is an estimate" };
	grid_column(g, "threshold for", false, false);
	grid_column(g, "half", false, false);
	threshold_columns(g);
	grid_rows(g, &r->arena, 2 * SWEEP_CHOICES);
	for (size_t i = 0; i < SWEEP_CHOICES; i++) {
		const struct sweep_choice *c = &t->choices[i];
		struct row *row = grid_row(g);

		row->cells[0] = str_of(c->label);
		if (c->reason) {
			row->cells[1] = str_of(c->reason);
			for (size_t k = 2; k < g->n_columns; k++)
				row->cells[k] = STR("-");
			continue;
		}
		row->cells[1] = STR("chosen on");
		threshold_cells(r, &c->tuned, row->cells + 2);
		row = grid_row(g);
		row->cells[0] = str_of(c->label);
		row->cells[1] = STR("tried on");
		threshold_cells(r, &c->kept, row->cells + 2);
	}
}

static void
grid_calibration(struct report *r, const struct sweep_table *t, struct grid *g)
{
	const struct calibration *c = &t->calibration;

	*g = (struct grid){
		.title = "Is the readiness a probability?",
		.note = arena_printf(&r->arena,
		    "expected calibration error %.4f, in %d bins of equal "
		    "width, of which chance alone makes %.4f at these sizes; "
		    "the largest %.4f. Brier's score %.4f = reliability %.4f "
		    "- resolution %.4f + uncertainty %.4f %s %.4f within the "
		    "bins. A readiness that is a probability is as far off "
		    "with p %.*s (Spiegelhalter's test)",
		    c->ece, CALIBRATION_BINS, c->ece_by_chance, c->mce,
		    c->brier, c->reliability, c->resolution, c->uncertainty,
		    c->within < 0 ? "-" : "+", fabs(c->within),
		    STR_ARG(say_p_as(r, c->p)))
			    .p,
	};
	grid_column(g, "readiness", false, false);
	grid_column(g, "n", true, false);
	grid_column(g, "mean readiness", true, false);
	grid_column(g, "labelled escalate", true, false);
	grid_rows(g, &r->arena, CALIBRATION_BINS);
	for (size_t i = 0; i < CALIBRATION_BINS; i++) {
		struct row *row = grid_row(g);

		row->cells[0] = arena_printf(&r->arena, "%.1f to %.1f",
		    (double)i / CALIBRATION_BINS,
		    (double)(i + 1) / CALIBRATION_BINS);
		row->cells[1] = arena_printf(
		    &r->arena, "%llu", (unsigned long long)c->bins[i].n);
		row->cells[2] =
		    say_number(r, c->bins[i].n ? c->bins[i].predicted : NAN);
		row->cells[3] = say_figure(r, &t->bins[i]);
	}
}

static void
grid_weights(struct report *r, const struct sweep_table *t, struct grid *g)
{
	*g = (struct grid){
		.title = "Thresholds while mistakes have no price",
		.note = "the cost curve of Drummond and Holte: the weight is "
			"what all missed escalations would cost, of that and "
			"what all false ones would, and the cost is a share "
			"of the two together. Each threshold is the best for "
			"its weight on one half of the conversations; only "
			"\"tried on\", the other half, is an estimate. Where "
			"that is not below \"no rules\" (everybody or "
			"nobody, what costs less), the readiness is of no use",
	};
	grid_column(g, "weight of missed", true, false);
	grid_column(g, "threshold", true, false);
	grid_column(g, "chosen on", true, false);
	grid_column(g, "tried on", true, false);
	grid_column(g, "no rules", true, false);
	grid_rows(g, &r->arena, SWEEP_COSTS);
	for (size_t i = 0; i < SWEEP_COSTS; i++) {
		const struct sweep_cost *c = &t->costs[i];
		struct row *row = grid_row(g);

		row->cells[0] = arena_printf(&r->arena, "%.1f", c->weight);
		row->cells[1] = isnan(c->threshold)
				    ? STR("nobody")
				    : say_number(r, c->threshold);
		row->cells[2] = say_number(r, c->tuned);
		row->cells[3] = say_number(r, c->kept);
		row->cells[4] = say_number(r, c->trivial);
	}
}

bool
grid_sweep(
    struct report *r, const struct sweep_table *t, size_t i, struct grid *g)
{
	static void (*const grids[])(struct report *,
	    const struct sweep_table *, struct grid *) = { grid_thresholds,
		grid_choices, grid_calibration, grid_weights };

	if (i >= sizeof(grids) / sizeof(*grids))
		return false;
	grids[i](r, t, g);
	if (!t->n[SWEEP_YES] || !t->n[SWEEP_NO])
		g->absent = "no hoff.score.readiness beside labels.escalate, "
			    "true and false";
	return true;
}

static void
put_figure(const char *name, const struct figure *f, struct buf *out)
{
	json_member(out, name);
	buf_char(out, '{');
	figure_json(f, out);
	buf_char(out, '}');
}

static void
put_row(const struct sweep_row *s, struct buf *out)
{
	buf_char(out, '{');
	json_member_number(out, "threshold", s->threshold);
	put_figure("handoffs", &s->handoffs, out);
	put_figure("precision", &s->precision, out);
	put_figure("recall", &s->recall, out);
	put_figure("false_positive", &s->false_positive, out);
	json_member_number(out, "f1", s->f1);
	json_member_number(out, "cost", s->cost);
	buf_char(out, '}');
}

static void
put_choices(const struct sweep_table *t, struct buf *out)
{
	json_member(out, "choices");
	buf_char(out, '[');
	for (size_t i = 0; i < SWEEP_CHOICES; i++) {
		const struct sweep_choice *c = &t->choices[i];

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "id", c->id);
		json_member_string(out, "reason", c->reason);
		json_member(out, "chosen_on");
		if (c->reason)
			buf_cstr(out, "null");
		else
			put_row(&c->tuned, out);
		json_member(out, "tried_on");
		if (c->reason)
			buf_cstr(out, "null");
		else
			put_row(&c->kept, out);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_weights(const struct sweep_table *t, struct buf *out)
{
	json_member(out, "cost_curve");
	buf_char(out, '[');
	for (size_t i = 0; i < SWEEP_COSTS; i++) {
		const struct sweep_cost *c = &t->costs[i];

		json_next(out);
		buf_char(out, '{');
		json_member_number(out, "weight", c->weight);
		json_member_number(out, "threshold", c->threshold);
		json_member_number(out, "chosen_on", c->tuned);
		json_member_number(out, "tried_on", c->kept);
		json_member_number(out, "no_rules", c->trivial);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_calibration(const struct sweep_table *t, struct buf *out)
{
	const struct calibration *c = &t->calibration;

	json_member(out, "calibration");
	buf_char(out, '{');
	json_member_number(out, "brier", c->brier);
	json_member_number(out, "reliability", c->reliability);
	json_member_number(out, "resolution", c->resolution);
	json_member_number(out, "uncertainty", c->uncertainty);
	json_member_number(out, "within_bins", c->within);
	json_member_number(out, "ece", c->ece);
	json_member_number(out, "ece_by_chance", c->ece_by_chance);
	json_member_number(out, "mce", c->mce);
	json_member_number(out, "p", c->p);
	json_member(out, "bins");
	buf_char(out, '[');
	for (size_t i = 0; i < CALIBRATION_BINS; i++) {
		json_next(out);
		buf_char(out, '{');
		json_member_number(
		    out, "mean", c->bins[i].n ? c->bins[i].predicted : NAN);
		figure_json(&t->bins[i], out);
		buf_char(out, '}');
	}
	buf_cstr(out, "]}");
}

void
sweep_json(const struct sweep_table *t, struct buf *out)
{
	json_member(out, "sweep");
	buf_char(out, '{');
	json_member_count(out, "n_escalate", t->n[SWEEP_YES]);
	json_member_count(out, "n_contain", t->n[SWEEP_NO]);
	json_member_count(out, "n_unlabelled", t->n[SWEEP_NOT_SAID]);
	json_member_number(out, "auc", t->auc);
	json_member_number(out, "auc_low", t->auc_low);
	json_member_number(out, "auc_high", t->auc_high);
	json_member_number(out, "average_precision", t->average_precision);
	json_member_number(out, "prevalence", t->prevalence);
	json_member(out, "thresholds");
	buf_char(out, '[');
	for (size_t i = 0; i < SWEEP_ROWS; i++) {
		json_next(out);
		put_row(&t->rows[i], out);
	}
	buf_char(out, ']');
	put_choices(t, out);
	put_weights(t, out);
	put_calibration(t, out);
	buf_char(out, '}');
}
