#include "kpi/fairness.h"

#include <math.h>

#include "base/die.h"
#include "base/near.h"

/* Being escalated is a benefit to who needs a human and a cost to who does
 * not, so what counts is who is missed and who is bothered, and what they get
 * then. */
static const char *const shares[FAIR_SHARES] = { "judged_escalate",
	"label_recall", "label_false_of_contain", "label_precision",
	"escalation_delivered", "resolution", "csat_top2" };

static const enum extent means[FAIR_MEANS] = { QUEUE_TIME, CSAT_POINTS };

const char *
fair_id(const struct fair_table *t)
{
	return t->measure ? t->measure->id : extents[t->extent].id;
}

const char *
fair_definition(const struct fair_table *t)
{
	return t->measure ? t->measure->definition
			  : extents[t->extent].definition;
}

const char *
fair_unit(const struct fair_table *t)
{
	return t->measure ? "share" : unit_name(extents[t->extent].unit);
}

static struct str
name_of(const struct cohort *c)
{
	return group_part(&c->group, 0);
}

/* The group that others are compared with. */
static const struct cohort *
reference(struct report *r)
{
	const struct cohort *best = NULL;
	struct str *names = arena_array(&r->arena, r->n_groups, sizeof(*names));
	uint64_t most = 0;

	for (size_t i = 0; i < r->n_groups; i++) {
		const struct cohort *c = &r->groups[i];
		uint64_t n = cohort_scope(c).tally->counts[N_ALL];

		names[i] = name_of(c);
		if (r->o->control ? str_eq(names[i], str_of(r->o->control))
				  : n > most) {
			best = c;
			most = n;
		}
	}
	if (!best && r->o->control && r->n_groups)
		die("--control: no group %s (did you mean %.*s?)",
		    r->o->control,
		    STR_ARG(
			near_best(str_of(r->o->control), names, r->n_groups)));
	return best;
}

/* The mean of an extent with Student's interval, as a figure. */
static struct figure
mean_figure(const struct tally *t, enum extent x, double confidence)
{
	struct moments values = histogram_moments(&t->spreads[x].values);
	struct interval w = moments_interval(&values, confidence);
	double unit = unit_scale(extents[x].unit);

	return (struct figure){ values.n, values.n,
		.value = stats_round4(moments_mean(&values) / unit),
		.low = stats_round4(w.low / unit),
		.high = stats_round4(w.high / unit),
		.reason = extent_reason(x, t) };
}

/* Its number, where enough is known of the group. */
static struct figure
figure_in(struct report *r, const struct fair_table *t, const struct scope *s)
{
	double confidence = r->o->confidence;
	struct figure f = t->measure
			      ? measure_figure(t->measure, s, confidence)
			      : mean_figure(s->tally, t->extent, confidence);

	if (f.denominator < r->o->min_n) {
		f.value = f.low = f.high = NAN;
		if (t->measure || !f.reason)
			f.reason = "fewer cases than --min-n";
	}
	return f;
}

static bool
compare(struct report *r, const struct fair_table *t, const struct scope *was,
    const struct scope *is, struct contrast *c)
{
	return t->measure ? contrast_share(r, t->measure, was, is, c)
			  : contrast_amount(r, t->extent, was, is, c);
}

/* Holm's, over the groups of one table. */
static void
adjust(struct report *r, struct fair_table *t, size_t n)
{
	struct contrast *all = arena_array(&r->arena, n, sizeof(*all));
	size_t used = 0, next = 0;

	for (size_t i = 0; i < n; i++)
		if (t->groups[i].compared)
			all[used++] = t->groups[i].contrast;
	contrast_adjust(r, all, used);
	for (size_t i = 0; i < n; i++)
		if (t->groups[i].compared)
			t->groups[i].contrast = all[next++];
}

/* What Fairlearn calls the difference and the ratio of a rate. */
static void
summarise(struct fair_table *t, size_t n)
{
	double least = NAN, most = NAN;

	for (size_t i = 0; i < n; i++) {
		const struct fair_group *g = &t->groups[i];

		if (isnan(g->figure.value))
			continue;
		least = fmin(least, g->figure.value);
		most = fmax(most, g->figure.value);
		if (g->compared &&
		    (!t->worst || fabs(g->contrast.difference) >
				      fabs(t->worst->contrast.difference)))
			t->worst = g;
	}
	t->spread = stats_round4(most - least);
	t->ratio = most > 0 ? stats_round4(least / most) : NAN;
}

static void
read_table(struct report *r, const struct cohort *reference_group,
    struct fair_table *t)
{
	struct scope was = cohort_scope(reference_group);
	bool known = !isnan(figure_in(r, t, &was).value);

	t->groups = arena_zalloc(&r->arena, r->n_groups * sizeof(*t->groups));
	for (size_t i = 0; i < r->n_groups; i++) {
		const struct cohort *c = &r->groups[i];
		struct fair_group *g = &t->groups[i];
		struct scope is = cohort_scope(c);

		g->name = name_of(c);
		g->figure = figure_in(r, t, &is);
		if (known && !isnan(g->figure.value) && c != reference_group)
			g->compared = compare(r, t, &was, &is, &g->contrast);
	}
	adjust(r, t, r->n_groups);
	summarise(t, r->n_groups);
}

void
fairness_read(struct report *r, struct fairness *f)
{
	const struct cohort *c = reference(r);

	*f = (struct fairness){ .n_groups = r->n_groups };
	if (r->n_groups < 2) {
		f->reason = "fewer than two groups in the input";
		return;
	}
	f->reference = name_of(c);
	for (size_t i = 0; i < FAIR_SHARES; i++) {
		const struct measure *m = measure_find(r->measures, shares[i]);

		if (m &&
		    !isnan(measure_figure(m, &r->all, r->o->confidence).value))
			f->tables[f->n++] = (struct fair_table){ .measure = m };
	}
	for (size_t i = 0; i < FAIR_MEANS; i++)
		f->tables[f->n++] = (struct fair_table){ .extent = means[i] };
	for (size_t i = 0; i < f->n; i++)
		read_table(r, c, &f->tables[i]);
}
