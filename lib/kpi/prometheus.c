#include <math.h>

#include "kpi/report.h"

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
		bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    (c >= '0' && c <= '9');

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

static void
put_head(struct buf *out, const char *name, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

/* One family of samples: of the total, and of each group. */
static void
put_family(struct report *r, struct buf *out, const char *name,
    const char *help, void (*put)(struct exposition *, const char *))
{
	struct exposition e = { r, out, NULL };

	put_head(out, name, help);
	put(&e, name);
	for (size_t i = 0; i < r->n_groups; i++) {
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

static void
put_amounts(struct exposition *e, const char *name)
{
	struct scope s = scope_of(e);

	for (size_t x = 0; x < N_EXTENTS; x++) {
		unsigned scale = unit_scale(extents[x].unit);
		struct quantiles q =
		    quantiles_of(e->r, s.tally, (enum extent)x);
		double none = q.n ? 1 : NAN;

		put_sample(e, name, "amount", extents[x].id,
		    ",quantile=\"0.5\"", none * (double)q.p50 / scale);
		put_sample(e, name, "amount", extents[x].id,
		    ",quantile=\"0.9\"", none * (double)q.p90 / scale);
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

void
report_prometheus(struct report *r, bool open_metrics, struct buf *out)
{
	put_family(r, out, "hoff_kpi_conversations",
	    "Conversations in the input.", put_conversations);
	put_family(r, out, "hoff_kpi_outcome_conversations",
	    "Conversations by how they ended.", put_outcomes);
	put_family(r, out, "hoff_kpi_value",
	    "A KPI; hoff-kpi --format json says how it is defined.",
	    put_values);
	put_family(
	    r, out, "hoff_kpi_low", "Lower end of its interval.", put_lows);
	put_family(
	    r, out, "hoff_kpi_high", "Upper end of its interval.", put_highs);
	put_family(r, out, "hoff_kpi_base",
	    "The denominator: what it is a share of.", put_bases);
	put_family(r, out, "hoff_kpi_amount",
	    "A quantile of a time in seconds, of turns, or of a score.",
	    put_amounts);
	put_family(r, out, "hoff_kpi_amount_observed",
	    "How many values that is of.", put_counts);
	if (open_metrics)
		buf_cstr(out, "# EOF\n");
}
