#include "kpi/lines.h"

#include <math.h>

#include "kpi/agents.h"
#include "kpi/costs.h"
#include "kpi/cusum.h"
#include "kpi/drift.h"
#include "kpi/fairness.h"
#include "kpi/lasting.h"
#include "kpi/sweep.h"

/* A row that is a number and nothing else; none where it is not known. */
static void
put_alone(struct line *l, const char *metric, struct str name,
    const char *statistic, double value, const char *unit,
    const char *definition)
{
	if (isnan(value))
		return;
	line_begin(l, metric, name, statistic);
	line_value(l, value, unit, NAN, NAN);
	line_counts(l, NAN, NAN);
	line_end(l, NULL, NULL, definition);
}

static void
put_costs(struct line *l)
{
	const struct costs *c = l->r->costs;

	l->scope = "cost";
	for (size_t i = 0; c && i < N_COSTS; i++) {
		const struct cost_info *info = &cost_info[i];

		line_begin(l, info->id, STR(""), "value");
		line_value(l, c->at[i].value,
		    strcmp(info->unit, "money") ? info->unit
						: c->prices->currency,
		    c->at[i].low, c->at[i].high);
		line_counts(l, (double)c->at[i].n, NAN);
		line_end(l, c->at[i].reason, "--cost", info->definition);
	}
}

static void
put_agent(struct line *l, const struct agent *a, enum agent_metric which)
{
	const struct agent_metric_info *info = &agent_metric_info[which];
	const struct agent_figure *f = &a->at[which];
	const char *unit = which == AGENT_HANDLING ? "seconds" : "share";

	line_begin(l, info->id, a->name, "value");
	line_value(l, f->value, unit, NAN, NAN);
	line_counts(l, (double)f->n, NAN);
	line_end(l, f->reason, "log", info->definition);
	if (f->reason)
		return;
	line_begin(l, info->id, a->name, "expected");
	line_value(l, f->expected, unit, f->usual.low, f->usual.high);
	line_counts(l, (double)f->n, NAN);
	line_end(l, NULL, "log",
	    "with such escalations by everybody, and the limits around it");
}

static void
put_agents(struct line *l)
{
	const struct agents *a = l->r->agents;

	l->scope = "agent";
	for (size_t i = 0; a && i < a->n; i++)
		for (size_t m = 0; m < N_AGENT_METRICS; m++)
			put_agent(l, &a->at[i], (enum agent_metric)m);
}

static void
put_threshold(struct line *l, const struct sweep_row *s)
{
	const struct {
		const char *statistic;
		const struct figure *figure;
	} figures[] = { { "handoffs", &s->handoffs },
		{ "precision", &s->precision }, { "recall", &s->recall },
		{ "false_positive", &s->false_positive } };
	struct str name = say_number(l->r, s->threshold);

	for (size_t i = 0; i < sizeof(figures) / sizeof(*figures); i++) {
		line_begin(l, "threshold", name, figures[i].statistic);
		line_figure(l, figures[i].figure, "share");
		line_end(l, NULL, "hoff.score, labels.escalate",
		    "of all whose readiness is the threshold or more");
	}
	put_alone(l, "threshold", name, "f1", s->f1, "score", NULL);
	put_alone(l, "threshold", name, "cost", s->cost, NULL,
	    "of mistakes, for each labelled conversation");
}

static void
put_calibration(struct line *l, const struct sweep_table *t)
{
	const struct calibration *c = &t->calibration;

	put_alone(l, "brier", STR(""), "score", c->brier, "score", NULL);
	put_alone(l, "ece", STR(""), "score", c->ece, "score",
	    "expected calibration error, in bins of equal width");
	put_alone(l, "calibration_p", STR(""), "p", c->p, "p",
	    "Spiegelhalter's test of a readiness that is a probability");
	for (size_t i = 0; i < CALIBRATION_BINS; i++) {
		struct str name = arena_printf(&l->r->arena, "%.1f to %.1f",
		    (double)i / CALIBRATION_BINS,
		    (double)(i + 1) / CALIBRATION_BINS);

		put_alone(l, "calibration", name, "mean_readiness",
		    c->bins[i].n ? c->bins[i].predicted : NAN, "share", NULL);
		line_begin(l, "calibration", name, "labelled_escalate");
		line_figure(l, &t->bins[i], "share");
		line_end(l, NULL, "hoff.score, labels.escalate",
		    "labelled escalate, of this readiness");
	}
}

static void
put_sweep(struct line *l)
{
	const struct sweep_table *t = l->r->sweep;

	l->scope = "sweep";
	if (!t || !t->n[SWEEP_YES] || !t->n[SWEEP_NO])
		return;
	line_begin(l, "auc", STR(""), "score");
	line_value(l, t->auc, "score", t->auc_low, t->auc_high);
	line_counts(l, (double)t->n[SWEEP_YES], (double)t->n[SWEEP_NO]);
	line_end(l, NULL, "hoff.score, labels.escalate",
	    "a labelled escalation has the higher readiness; n of one kind, "
	    "of the other");
	put_alone(l, "average_precision", STR(""), "score",
	    t->average_precision, "score", NULL);
	for (size_t i = 0; i < SWEEP_ROWS; i++)
		put_threshold(l, &t->rows[i]);
	for (size_t i = 0; i < SWEEP_COSTS; i++)
		put_alone(l, "cost_curve",
		    arena_printf(&l->r->arena, "%.1f", t->costs[i].weight),
		    "tried_on", t->costs[i].kept, "share",
		    "cost of mistakes with the best threshold when a missed "
		    "escalation weighs so much");
	put_calibration(l, t);
}

static void
put_contrast(struct line *l, const struct contrast *c, struct str name)
{
	line_begin(l, c->id, name, "difference");
	line_value(l, c->difference, c->unit, c->low, c->high);
	line_counts(l, (double)c->n_treated, (double)c->n_control);
	line_end(l, NULL, NULL,
	    arena_printf(&l->r->arena,
		"%s; n of this one, of what it is compared with", c->test)
		.p);
	put_alone(l, c->id, name, "p", c->p, "p", c->test);
	put_alone(l, c->id, name, "p_holm", c->p_holm, "p", NULL);
	put_alone(l, c->id, name, "p_hochberg", c->p_hochberg, "p", NULL);
	put_alone(l, c->id, name, "p_rank", c->p_rank, "p", NULL);
	put_alone(l, c->id, name, "ratio", c->ratio, "ratio", NULL);
	put_alone(l, c->id, name, "detectable", c->detectable, c->unit,
	    "with a power of 80 %");
	put_alone(l, c->id, name, "p_base", c->p_base, "p",
	    "what the number is about is as different a share of both arms");
	if (isnan(c->any_p))
		return;
	line_begin(l, c->id, name, "any_time");
	line_value(l, c->difference, c->unit, c->any_low, c->any_high);
	line_counts(l, (double)c->n_treated, (double)c->n_control);
	line_end(l, NULL, NULL, "holds for all looks together");
	put_alone(l, c->id, name, "p_any_time", c->any_p, "p", NULL);
}

static void
put_lasting(struct line *l, const struct lasting *t)
{
	const struct difference *d = &t->means.difference;
	const char *id = extents[t->extent].id;

	line_begin(l, id, t->arm, "restricted_mean_difference");
	line_value(l, d->estimate, unit_name(extents[t->extent].unit), d->low,
	    d->high);
	line_counts(l, (double)t->n[1], (double)t->n[0]);
	line_end(l, NULL, NULL,
	    arena_printf(&l->r->arena, "of all, until %g", t->means.until).p);
	put_alone(l, id, t->arm, "p_restricted_mean", d->p, "p", NULL);
	put_alone(l, id, t->arm, "p_log_rank", t->p_log_rank, "p", NULL);
	put_alone(l, id, t->arm, "p_log_rank_holm", t->p_holm, "p", NULL);
}

static void
put_experiment(struct line *l)
{
	const struct experiment *e = l->r->experiment;

	l->scope = "experiment";
	if (!e)
		return;
	put_alone(l, "split", STR(""), "p", stats_round4(e->p_split), "p",
	    "how often chance makes a split this uneven");
	for (size_t i = 0; i < e->n; i++)
		put_contrast(l, &e->contrasts[i], e->contrasts[i].arm);
	for (size_t i = 0; i < e->n_times; i++)
		put_lasting(l, &e->times[i]);
}

static void
put_baseline(struct line *l)
{
	const struct baseline *b = l->r->baseline;
	const struct drift_table *t = l->r->drift;

	l->scope = "baseline";
	for (size_t i = 0; b && i < b->n; i++)
		put_contrast(l, &b->contrasts[i], STR(""));
	l->scope = "drift";
	for (size_t i = 0; t && i < t->n; i++) {
		const struct drift *d = &t->at[i];

		put_alone(l, d->id, STR(""), "psi", d->psi, "score", NULL);
		put_alone(l, d->id, STR(""), "psi_threshold", d->threshold,
		    "score", "what it exceeds by chance alone, at these sizes");
		put_alone(l, d->id, STR(""), "js_distance", d->distance,
		    "score", NULL);
		put_alone(l, d->id, STR(""), "p", d->p, "p", "chi-square");
	}
	for (size_t i = 0; t && i < t->n_amounts; i++) {
		const struct drift_amount *a = &t->amounts[i];

		put_alone(l, extents[a->extent].id, STR(""), "ks_distance",
		    a->distance, "score", NULL);
		put_alone(l, extents[a->extent].id, STR(""), "p", a->p, "p",
		    "Kolmogorov and Smirnov");
	}
}

static void
put_watches(struct line *l)
{
	const struct watches *w = l->r->watches;

	l->scope = "cusum";
	for (size_t i = 0; w && i < w->n; i++) {
		const struct watch *x = &w->at[i];

		put_alone(l, x->measure->id, x->first, "most_above", x->most_up,
		    "standard deviations",
		    "name: the first period beyond the bound");
		put_alone(l, x->measure->id, x->first, "most_below",
		    x->most_down, "standard deviations",
		    "name: the first period beyond the bound");
	}
}

static void
put_fair(struct line *l, const struct fair_table *t, const struct fair_group *g)
{
	const struct figure *f = &g->figure;

	line_begin(l, fair_id(t), g->name, t->measure ? "share" : "mean");
	line_value(l, f->value, fair_unit(t), f->low, f->high);
	line_counts(l, g->too_few ? NAN : (double)f->numerator,
	    g->too_few || !t->measure ? NAN : (double)f->denominator);
	line_end(l, f->reason, NULL, fair_definition(t));
	if (g->compared)
		put_contrast(l, &g->contrast, g->name);
}

/* Those of a stratum with their keys. */
static void
put_fairness_of(struct line *l, const struct fairness *f, bool stratum)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->n_groups; k++) {
			const struct fair_group *g = &f->tables[i].groups[k];

			l->group = stratum ? g->group : NULL;
			put_fair(l, &f->tables[i], g);
		}
	l->group = NULL;
}

static void
put_fairness(struct line *l)
{
	const struct fairness *f = l->r->fairness;

	l->scope = "fairness";
	if (!f)
		return;
	put_fairness_of(l, f, false);
	for (size_t i = 0; i < f->n_strata; i++)
		put_fairness_of(l, &f->strata[i], true);
}

void
lines_compared(struct line *l)
{
	put_costs(l);
	put_agents(l);
	put_sweep(l);
	put_experiment(l);
	put_baseline(l);
	put_watches(l);
	put_fairness(l);
	l->scope = NULL;
}
