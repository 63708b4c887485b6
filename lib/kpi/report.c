#include "kpi/report.h"

#include <stdlib.h>

#include "base/die.h"
#include "kpi/agents.h"
#include "kpi/costs.h"
#include "kpi/cusum.h"
#include "kpi/drift.h"
#include "kpi/dropoff.h"
#include "kpi/experiment.h"
#include "kpi/fairness.h"
#include "kpi/gates.h"
#include "kpi/sweep.h"

static const size_t memory_ceiling = (size_t)8 << 30;

static uint64_t
size_of(const void *account)
{
	const struct tally *t = account;

	return t->counts[N_ALL];
}

static const struct tally *
total_of(struct report *r, const struct ledger *l)
{
	struct tally *total = arena_zalloc(&r->arena, sizeof(*total));

	for (size_t i = 0; i < l->n; i++)
		tally_merge(total, l->entries[i].account, &r->arena);
	if (l->other)
		tally_merge(total, l->other, &r->arena);
	return total;
}

/* What the parts of a key are: the period where there is one, and paths. */
static void
read_parts(struct report *r, const struct kpi_plan *p)
{
	struct str *parts = arena_array(&r->arena, p->by.n + 1, sizeof(*parts));

	if (p->period.unit)
		parts[r->n_parts++] = period_title(&p->period, &r->arena);
	for (size_t i = 0; i < p->by.n; i++)
		parts[r->n_parts++] = p->by.paths[i].text;
	r->parts = parts;
}

static void
read_groups(struct report *r, const struct kpi_plan *p, const struct ledger *l)
{
	struct groups g;

	r->total = total_of(r, l);
	if (!r->n_parts)
		return;
	g = groups_read(
	    l, r->o->top, p->period.unit ? 1 : 0, size_of, &r->arena);
	r->groups = arena_zalloc(&r->arena, (g.n + 1) * sizeof(*r->groups));
	r->n_groups = g.n;
	r->n_reported = r->o->fair_by ? 0 : g.n;
	for (size_t i = 0; i < g.n; i++)
		r->groups[i].group = g.at[i];
}

static int
name_by_use(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	uint64_t n = x->mentions.conversations, m = y->mentions.conversations;

	if (x->other != y->other)
		return x->other ? 1 : -1;
	return n != m ? (n < m ? 1 : -1) : str_cmp(x->name, y->name);
}

static void
read_names(struct report *r, enum naming which, const struct ledger *l)
{
	struct name *names = arena_array(&r->arena, l->n + 1, sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct mentions *m = l->entries[i].account;

		names[n++] =
		    (struct name){ .name = l->entries[i].name, .mentions = *m };
	}
	if (l->other) {
		const struct mentions *m = l->other;

		names[n] = (struct name){
			.name = STR("(other)"), .other = true, .mentions = *m
		};
		if (which < N_LISTED)
			mentions_blur(&names[n].mentions);
		n++;
	}
	if (n)
		qsort(names, n, sizeof(*names), name_by_use);
	r->names[which] = names;
	r->n_names[which] = n;
}

/* The fold stays as it is: what is settled is a copy. */
static void
copy(struct ledger *to, const struct ledger *l)
{
	ledger_init(to, l->size, l->ceiling, l->merge);
	ledger_merge(to, l);
}

/* Each conversation has one outcome: they add up, or the code is wrong. */
static const struct derived *
derive(struct report *r, struct meanings *m, const struct tally *t)
{
	struct derived *d = arena_alloc(&r->arena, sizeof(*d));
	uint64_t sum = 0;

	meanings_count(m, &t->census, r->total->last_ms, d);
	for (size_t i = 0; i < MAX_OUTCOMES; i++)
		sum += d->outcomes[i];
	if (sum != t->counts[N_ALL])
		die("internal error: outcomes do not add up");
	return d;
}

static void
derive_all(struct report *r)
{
	struct meanings *m = meanings_new(r->definitions, &r->arena);

	r->measures = measures_new(r->definitions, &r->arena);
	r->all = (struct scope){ r->total, derive(r, m, r->total), NULL };
	for (size_t i = 0; i < r->n_groups; i++)
		r->groups[i].derived = derive(r, m, r->groups[i].group.account);
	meanings_free(m);
}

struct scope
cohort_scope(const struct cohort *c)
{
	return (struct scope){ c->group.account, c->derived, NULL };
}

const struct panel_arm *
report_customers(struct report *r, struct str key)
{
	const struct ledger *arms = &r->panel->arms;

	for (size_t i = 0; i < arms->n; i++)
		if (str_eq(arms->entries[i].name, key))
			return arms->entries[i].account;
	return arena_zalloc(&r->arena, sizeof(struct panel_arm));
}

static void
read_customers(struct report *r, const struct panel *p)
{
	r->panel = arena_zalloc(&r->arena, sizeof(*r->panel));
	panel_resolve(p, r->definitions, r->total->last_ms, true, r->panel);
	if (!r->o->panel)
		r->all.customers = report_customers(r, STR(""));
}

static void
read_asked(struct report *r, const struct kpi *k)
{
	if (k->plan->prices) {
		r->costs = arena_zalloc(&r->arena, sizeof(*r->costs));
		costs_read(r, k->plan->prices, r->costs);
	}
	if (r->o->per_agent) {
		r->agents = arena_zalloc(&r->arena, sizeof(*r->agents));
		agents_read(r, k, r->agents);
	}
	if (k->sweep) {
		r->sweep = arena_zalloc(&r->arena, sizeof(*r->sweep));
		sweep_read(r, k->sweep, r->sweep);
	}
}

static void
compare(struct report *r, const struct kpi *k)
{
	if (r->o->ab) {
		r->experiment = arena_zalloc(&r->arena, sizeof(*r->experiment));
		experiment_read(r, r->experiment);
	}
	if (r->o->fair_by) {
		r->fairness = arena_zalloc(&r->arena, sizeof(*r->fairness));
		fairness_read(r, r->fairness);
	}
	if (k->baseline) {
		r->baseline = arena_zalloc(&r->arena, sizeof(*r->baseline));
		baseline_open(r, k, r->baseline);
		r->drift = arena_zalloc(&r->arena, sizeof(*r->drift));
	}
	if (r->o->every) {
		r->watches = arena_zalloc(&r->arena, sizeof(*r->watches));
		cusum_read(r, r->watches);
	}
}

void
report_open(struct report *r, const struct kpi *k)
{
	*r = (struct report){ .o = &k->plan->o,
		.definitions = k->plan->definitions };
	arena_init(&r->arena, memory_ceiling);
	arena_init(&r->scratch, memory_ceiling);
	copy(&r->ledgers[0], &k->groups);
	history_resolve(&k->history, &r->ledgers[0]);
	ledger_settle(&r->ledgers[0]);
	read_parts(r, k->plan);
	read_groups(r, k->plan, &r->ledgers[0]);
	derive_all(r);
	if (r->o->by_customer)
		read_customers(r, &k->panel);
	for (size_t i = 0; i < N_NAMINGS; i++) {
		copy(&r->ledgers[i + 1], &k->names[i]);
		ledger_settle(&r->ledgers[i + 1]);
		read_names(r, (enum naming)i, &r->ledgers[i + 1]);
	}
	read_asked(r, k);
	compare(r, k);
	r->verdicts = gates_judge(r, k->plan->gates, r->o->n_gates);
	r->dropoff = arena_zalloc(&r->arena, sizeof(*r->dropoff));
	dropoff_read(r, r->dropoff);
	if (r->baseline)
		drift_read(r, r->baseline, r->drift);
}

void
report_shut(struct report *r)
{
	if (r->baseline)
		baseline_shut(r->baseline);
	if (r->panel)
		panel_free(r->panel);
	for (size_t i = 0; i < sizeof(r->ledgers) / sizeof(*r->ledgers); i++)
		ledger_free(&r->ledgers[i]);
	arena_free(&r->scratch);
	arena_free(&r->arena);
}

struct quantiles
quantiles_of(struct report *r, const struct tally *t, enum extent x)
{
	unsigned scale = unit_scale(extents[x].unit);
	const struct spread *s = &t->spreads[x];
	const struct histogram *h = &s->values;
	struct quantiles q = {
		.n = h->n, .never = s->never, .unknown = s->unknown
	};

	if (h->n) {
		arena_reset(&r->scratch);
		q.min = histogram_ends(h).min;
		q.p50 = histogram_quantile(h, 0.5, &r->scratch);
		q.p90 = histogram_quantile(h, 0.9, &r->scratch);
		q.max = histogram_ends(h).max;
		q.mean_milli = histogram_mean(h, 1000 / scale);
	}
	return q;
}

const char *const median_ids[N_MEDIANS] = { [MEDIAN_OF_ALL] = "p50_of_all",
	[MEDIAN_KAPLAN_MEIER] = "p50_kaplan_meier" };

struct survival
median_of(
    struct report *r, const struct tally *t, enum extent x, enum median which)
{
	const struct spread *s = &t->spreads[x];
	double level = r->o->confidence;

	arena_reset(&r->scratch);
	return which == MEDIAN_OF_ALL
		   ? stats_reached(&s->values, median_base(t, x, which), 0.5,
			 level, &r->scratch)
		   : stats_survival(
			 &s->values, &s->censored, 0.5, level, &r->scratch);
}

const char *
median_reason(enum median which)
{
	return which == MEDIAN_OF_ALL
		   ? "fewer than half of all met it"
		   : "the curve does not come down to a half";
}

uint64_t
median_base(const struct tally *t, enum extent x, enum median which)
{
	const struct spread *s = &t->spreads[x];

	return s->values.n +
	       (which == MEDIAN_OF_ALL ? s->never : s->censored.n);
}

const char *
extent_reason(enum extent x, const struct tally *t)
{
	enum section s = extents[x].section;

	if (t->spreads[x].values.n)
		return NULL;
	return section_seen(s, t) ? extents[x].nothing : sections[s].absent;
}

uint64_t
naming_base(struct report *r, enum naming which)
{
	return r->total->counts[which == REDACTIONS ? N_ALL : N_JUDGED];
}

struct figure
name_figure(struct report *r, enum naming which, const struct name *n)
{
	return figure_of(n->mentions.conversations,
	    n->other ? 0 : naming_base(r, which), r->o->confidence,
	    n->other ? "of many names" : "no conversation could have it");
}

struct figure
rule_precision(struct report *r, const struct name *n)
{
	struct figure f = figure_of(n->mentions.right, n->mentions.labelled,
	    r->o->confidence, "no labels.escalate where it is a reason");

	if (n->other)
		f.reason = "of many rules";
	return f;
}

const char *const kpi_formats[] = { "table", "json", "csv", "markdown", "junit",
	"github", "prometheus", "openmetrics", NULL };

bool
kpi_report(const struct kpi *k, bool colour, size_t width, struct buf *out)
{
	struct report r;
	bool passed;

	report_open(&r, k);
	if (!strcmp(r.o->format, "json"))
		report_json(&r, out);
	else if (!strcmp(r.o->format, "csv"))
		report_csv(&r, out);
	else if (!strcmp(r.o->format, "markdown"))
		report_markdown(&r, out);
	else if (!strcmp(r.o->format, "prometheus"))
		report_prometheus(&r, false, out);
	else if (!strcmp(r.o->format, "openmetrics"))
		report_prometheus(&r, true, out);
	else if (!strcmp(r.o->format, "junit"))
		gate_junit("hoff-kpi", r.verdicts, r.o->n_gates,
		    r.o->allow_inconclusive, out);
	else if (!strcmp(r.o->format, "github"))
		gate_github("hoff-kpi", r.verdicts, r.o->n_gates,
		    r.o->allow_inconclusive, out);
	else
		report_text(&r, colour, width, out);
	passed =
	    gates_all_pass(r.verdicts, r.o->n_gates, r.o->allow_inconclusive);
	report_shut(&r);
	return passed;
}

void
kpi_page(const struct kpi *k, struct buf *out)
{
	struct report r;

	report_open(&r, k);
	report_page(&r, out);
	report_shut(&r);
}
