#include <math.h>

#include "base/ascii.h"
#include "kpi/agents.h"
#include "kpi/baseline.h"
#include "kpi/costs.h"
#include "kpi/cusum.h"
#include "kpi/experiment.h"
#include "kpi/quality.h"
#include "kpi/sweep.h"

/*
 * Gauges for Prometheus' textfile collector (format 0.0.4) and as OpenMetrics
 * 1.0.  The two differ in the end mark only; there are no timestamps, for which
 * the collector would skip the file.  What is not known is left out.
 */
struct exposition {
	struct report *r;
	struct buf *out;
	const struct cohort *cohort; /* NULL: the total */
};

static void
put_label(struct buf *out, struct str value)
{
	buf_char(out, '"');
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c == '\n') {
			buf_cstr(out, "\\n");
			continue;
		}
		if (c == '\\' || c == '"')
			buf_char(out, '\\');
		buf_char(out, c);
	}
	buf_char(out, '"');
}

/* A path as the name of a label: what cannot be in one is '_', and its place
 * keeps two of them apart. */
static void
put_label_name(struct buf *out, struct str path, size_t i)
{
	buf_printf(out, ",by%zu_", i + 1);
	for (size_t k = 0; k < path.n; k++) {
		char c = path.p[k];
		bool good = is_alnum(c);

		buf_char(out, good ? c : '_');
	}
}

/* An absent member is no text, and must not look like one. */
static void
put_key(const struct report *r, const struct group *g, struct buf *out)
{
	size_t n = g->other ? g->held : r->n_parts;

	for (size_t i = 0; i < n; i++) {
		struct str part;

		if (!key_part(g->key, i, &part)) {
			buf_printf(out, ",absent%zu=\"true\"", i + 1);
			continue;
		}
		put_label_name(out, r->parts[i], i);
		buf_char(out, '=');
		put_label(out, part);
	}
}

static void
put_sample(struct exposition *e, const char *name, const char *label,
    const char *id, const char *more, double value)
{
	const struct cohort *c = e->cohort;
	struct buf *out = e->out;

	if (isnan(value))
		return;
	buf_printf(out, "%s{scope=\"%s\"", name,
	    !c		     ? "total"
	    : c->group.other ? "other"
			     : "group");
	if (c)
		put_key(e->r, &c->group, out);
	if (id) {
		buf_printf(out, ",%s=", label);
		put_label(out, str_of(id));
	}
	buf_cstr(out, more);
	buf_cstr(out, "} ");
	json_put_number(out, value);
	buf_char(out, '\n');
}

static const char gauge[] = "gauge";

static void
put_head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* One family of samples: of the total, and of each group. */
static void
put_family(struct report *r, struct buf *out, const char *name,
    const char *type, const char *help,
    void (*put)(struct exposition *, const char *))
{
	struct exposition e = { r, out, NULL };

	put_head(out, name, type, help);
	put(&e, name);
	for (size_t i = 0; i < r->n_reported; i++) {
		e.cohort = &r->groups[i];
		put(&e, name);
	}
}

static struct scope
scope_of(const struct exposition *e)
{
	return e->cohort ? cohort_scope(e->cohort) : e->r->all;
}

static void
put_conversations(struct exposition *e, const char *name)
{
	struct scope s = scope_of(e);

	put_sample(e, name, NULL, NULL, "", (double)s.tally->counts[N_ALL]);
}

static void
put_outcomes(struct exposition *e, const char *name)
{
	const struct definitions *d = e->r->definitions;
	struct scope s = scope_of(e);

	for (size_t i = 0; i < d->n_outcomes; i++)
		put_sample(e, name, "outcome", d->outcomes[i].id, "",
		    (double)s.derived->outcomes[i]);
}

/* Which number of a figure a family is of. */
static void
put_figures(struct exposition *e, const char *name, int which)
{
	struct scope s = scope_of(e);

	for (const struct measure *m = e->r->measures; m->id; m++) {
		struct figure f = measure_figure(m, &s, e->r->o->confidence);
		const double numbers[] = { f.value, f.low, f.high,
			(double)f.denominator };

		if (m->section != S_ENDINGS)
			put_sample(e, name, "kpi", m->id, "", numbers[which]);
	}
}

static void
put_values(struct exposition *e, const char *name)
{
	put_figures(e, name, 0);
}

static void
put_lows(struct exposition *e, const char *name)
{
	put_figures(e, name, 1);
}

static void
put_highs(struct exposition *e, const char *name)
{
	put_figures(e, name, 2);
}

static void
put_bases(struct exposition *e, const char *name)
{
	put_figures(e, name, 3);
}

/* A summary: what has a quantile may be nothing else. */
static void
put_amounts(struct exposition *e, const char *name)
{
	struct scope s = scope_of(e);

	for (size_t x = 0; x < N_EXTENTS; x++) {
		const struct histogram *h = &s.tally->spreads[x].values;
		double scale = unit_scale(extents[x].unit);
		const char *id = extents[x].id;
		struct quantiles q =
		    quantiles_of(e->r, s.tally, (enum extent)x);

		if (!q.n)
			continue;
		put_sample(e, name, "amount", id, ",quantile=\"0.5\"",
		    (double)q.p50 / scale);
		put_sample(e, name, "amount", id, ",quantile=\"0.9\"",
		    (double)q.p90 / scale);
		put_sample(e, "hoff_kpi_amount_sum", "amount", id, "",
		    (double)histogram_ends(h).sum / scale);
		put_sample(
		    e, "hoff_kpi_amount_count", "amount", id, "", (double)h->n);
	}
}

static void
put_counts(struct exposition *e, const char *name)
{
	struct scope s = scope_of(e);

	for (size_t x = 0; x < N_EXTENTS; x++)
		put_sample(e, name, "amount", extents[x].id, "",
		    (double)s.tally->spreads[x].values.n);
}

/* The rest is of the total, and asked for by an option each. */
static void
put_costs(struct exposition *e, const char *name)
{
	for (size_t i = 0; i < N_COSTS; i++)
		put_sample(e, name, "cost", cost_info[i].id, "",
		    e->r->costs->at[i].value);
}

/* One more label, whose value is somebody's text. */
static const char *
label_of(struct exposition *e, const char *label, struct str value)
{
	struct buf b = { 0 };
	const char *more;

	buf_printf(&b, ",%s=", label);
	put_label(&b, value);
	more = arena_cstr(&e->r->arena, buf_view(&b));
	buf_free(&b);
	return more;
}

static void
put_agents(struct exposition *e, const char *name, bool expected)
{
	const struct agents *a = e->r->agents;

	for (size_t i = 0; i < a->n; i++)
		for (size_t m = 0; m < N_AGENT_METRICS; m++)
			put_sample(e, name, "kpi", agent_metric_info[m].id,
			    label_of(e, "agent", a->at[i].name),
			    expected ? a->at[i].at[m].expected
				     : a->at[i].at[m].value);
}

static void
put_agent_values(struct exposition *e, const char *name)
{
	put_agents(e, name, false);
}

static void
put_agent_expectations(struct exposition *e, const char *name)
{
	put_agents(e, name, true);
}

static void
put_readiness(struct exposition *e, const char *name)
{
	const struct sweep_table *t = e->r->sweep;

	put_sample(e, name, "number", "auc", "", t->auc);
	put_sample(
	    e, name, "number", "average_precision", "", t->average_precision);
	put_sample(e, name, "number", "brier", "", t->calibration.brier);
	put_sample(e, name, "number", "ece", "", t->calibration.ece);
}

static void
put_watches(struct exposition *e, const char *name)
{
	const struct watches *w = e->r->watches;

	for (size_t i = 0; i < w->n; i++) {
		const char *id = w->at[i].measure->id;

		put_sample(
		    e, name, "kpi", id, ",side=\"above\"", w->at[i].most_up);
		put_sample(
		    e, name, "kpi", id, ",side=\"below\"", w->at[i].most_down);
	}
}

/* Which number of contrasts a family is of: the difference, and its ends. */
static void
put_contrasts(struct exposition *e, const char *name, size_t which)
{
	const struct experiment *x = e->r->experiment;
	const struct baseline *b = e->r->baseline;

	for (size_t i = 0; x && i < x->n; i++) {
		const struct contrast *c = &x->contrasts[i];
		const double numbers[] = { c->difference, c->low, c->high };

		put_sample(e, name, "kpi", c->id, label_of(e, "arm", c->arm),
		    numbers[which]);
	}
	for (size_t i = 0; b && i < b->n; i++) {
		const struct contrast *c = &b->contrasts[i];
		const double numbers[] = { c->difference, c->low, c->high };

		put_sample(
		    e, name, "kpi", c->id, ",to=\"baseline\"", numbers[which]);
	}
}

static void
put_differences(struct exposition *e, const char *name)
{
	put_contrasts(e, name, 0);
}

static void
put_difference_lows(struct exposition *e, const char *name)
{
	put_contrasts(e, name, 1);
}

static void
put_difference_highs(struct exposition *e, const char *name)
{
	put_contrasts(e, name, 2);
}

static void
put_gates(struct exposition *e, const char *name)
{
	static const char *const answers[] = { [GATE_PASS] = "pass",
		[GATE_FAIL] = "fail",
		[GATE_INCONCLUSIVE] = "inconclusive" };

	for (size_t i = 0; i < e->r->o->n_gates; i++) {
		const struct gate_verdict *v = &e->r->verdicts[i];

		for (size_t a = 0; a < sizeof(answers) / sizeof(*answers); a++)
			put_sample(e, name, "answer", answers[a],
			    label_of(e, "gate", v->gate->text), v->answer == a);
	}
}

static void
put_flaws(struct exposition *e, const char *name)
{
	struct quality q;

	quality_read(e->r, &q);
	for (size_t i = 0; q.looked && i < N_FLAWS; i++)
		put_sample(e, name, "flaw", flaw_name((enum flaw_id)i).p, "",
		    (double)q.found[i].conversations);
}

static void
put_asked(struct report *r, struct buf *out)
{
	bool compared = r->experiment || (r->baseline && !r->o->drift_only);
	const struct {
		bool asked;
		const char *name, *help;
		void (*put)(struct exposition *, const char *);
	} families[] = {
		{ true, "hoff_kpi_flaw_conversations",
		    "Conversations in which the log says what cannot be so, or "
		    "lacks what numbers need.",
		    put_flaws },
		{ r->o->n_gates > 0, "hoff_kpi_gate",
		    "1 for the answer that a gate has.", put_gates },
		{ r->costs != NULL, "hoff_kpi_cost",
		    "By the prices of --cost, in their currency; roi and "
		    "occupancy are ratios.",
		    put_costs },
		{ r->agents != NULL, "hoff_kpi_agent_value",
		    "What came of the escalations that a human took over.",
		    put_agent_values },
		{ r->agents != NULL, "hoff_kpi_agent_expected",
		    "What comes of such escalations with everybody.",
		    put_agent_expectations },
		{ r->sweep != NULL, "hoff_kpi_readiness",
		    "How well the readiness tells escalations apart, and "
		    "whether it is a probability.",
		    put_readiness },
		{ r->watches != NULL, "hoff_kpi_cusum",
		    "Largest cumulative sum of deviations; 5 is the bound.",
		    put_watches },
		{ compared, "hoff_kpi_difference",
		    "To the control arm, or to the baseline.",
		    put_differences },
		{ compared, "hoff_kpi_difference_low",
		    "Lower end of its interval.", put_difference_lows },
		{ compared, "hoff_kpi_difference_high",
		    "Upper end of its interval.", put_difference_highs },
	};

	for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++) {
		struct exposition e = { r, out, NULL };

		if (!families[i].asked)
			continue;
		put_head(out, families[i].name, gauge, families[i].help);
		families[i].put(&e, families[i].name);
	}
}

void
report_prometheus(struct report *r, bool open_metrics, struct buf *out)
{
	put_family(r, out, "hoff_kpi_conversations", gauge,
	    "Conversations in the input.", put_conversations);
	put_family(r, out, "hoff_kpi_outcome_conversations", gauge,
	    "Conversations by how they ended.", put_outcomes);
	put_family(r, out, "hoff_kpi_value", gauge,
	    "A KPI; hoff-kpi --format json says how it is defined.",
	    put_values);
	put_family(r, out, "hoff_kpi_low", gauge, "Lower end of its interval.",
	    put_lows);
	put_family(r, out, "hoff_kpi_high", gauge, "Upper end of its interval.",
	    put_highs);
	put_family(r, out, "hoff_kpi_base", gauge,
	    "The denominator: what it is a share of.", put_bases);
	put_family(r, out, "hoff_kpi_amount", "summary",
	    "A time in seconds, a number of turns, or a score.", put_amounts);
	put_family(r, out, "hoff_kpi_amount_observed", gauge,
	    "How many values that is of.", put_counts);
	put_asked(r, out);
	if (open_metrics)
		buf_cstr(out, "# EOF\n");
}
