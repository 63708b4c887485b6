#include "kpi/fairness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/near.h"

/*
 * Being escalated is a benefit to who needs a human and a cost to who does not,
 * so what counts is who is missed and who is bothered, and what they get then.
 * No label is needed for what hurts: not to be understood, to ask for a person
 * in vain, to give up, to have to come back.
 */
static const char *const shares[FAIR_SHARES] = { "judged_escalate",
	"label_recall", "label_false_of_contain", "label_precision", "coverage",
	"escalation_delivered", "blocked_exit", "abandonment", "resolution",
	"repeat_contact", "csat_top2" };

static const enum extent means[FAIR_MEANS] = { QUEUE_TIME, CSAT_POINTS };

bool
fair_has(const char *id)
{
	for (size_t i = 0; i < FAIR_SHARES; i++)
		if (!strcmp(shares[i], id))
			return true;
	for (size_t i = 0; i < FAIR_MEANS; i++)
		if (!strcmp(extents[means[i]].id, id))
			return true;
	return false;
}

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

/* Whom a number is about: a group of the report, or several that only differ
 * in what --by says. */
struct party {
	struct str name;
	const struct group *group;
	struct scope scope;
};

static struct str
name_of(const struct report *r, const struct group *g)
{
	return group_part(g, g->other ? g->held : r->n_parts - 1);
}

/* The customers of a name, in whatever stratum; their key is its last part. */
static const struct panel_arm *
customers_of(struct report *r, const struct group *g)
{
	struct str arm = STR("");

	if (!r->panel)
		return NULL;
	if (!g->other)
		key_part(g->key, r->n_parts - 1, &arm);
	return report_customers(r, arm);
}

static struct party *
parties_of(struct report *r)
{
	struct party *all = arena_array(&r->arena, r->n_groups, sizeof(*all));

	for (size_t i = 0; i < r->n_groups; i++) {
		const struct group *g = &r->groups[i].group;

		all[i] = (struct party){ name_of(r, g), g,
			cohort_scope(&r->groups[i]) };
		if (r->panel)
			all[i].scope.customers =
			    report_customers(r, g->other ? STR("") : g->key);
	}
	return all;
}

static int
by_name(const void *a, const void *b)
{
	const struct party *x = a, *y = b;
	bool last = x->group->other;

	return last != y->group->other ? (last ? 1 : -1)
				       : str_cmp(x->name, y->name);
}

static void
add_derived(struct derived *to, const struct derived *d)
{
	for (size_t i = 0; i < MAX_OUTCOMES; i++)
		to->outcomes[i] += d->outcomes[i];
	for (size_t i = 0; i < MAX_RATES; i++) {
		to->numerators[i] += d->numerators[i];
		to->denominators[i] += d->denominators[i];
	}
}

/* Those of one name together, whatever stratum they are of. */
static struct party *
together(struct report *r, const struct party *parts, size_t *n)
{
	struct party *all = arena_array(&r->arena, *n, sizeof(*all));
	struct tally *tally = NULL;
	struct derived *derived = NULL;
	size_t used = 0;

	if (*n)
		memcpy(all, parts, *n * sizeof(*all));
	qsort(all, *n, sizeof(*all), by_name);
	for (size_t i = 0; i < *n; i++) {
		struct party p = all[i];

		if (!used || by_name(&all[used - 1], &p)) {
			tally = arena_zalloc(&r->arena, sizeof(*tally));
			derived = arena_zalloc(&r->arena, sizeof(*derived));
			all[used] = p;
			all[used].scope = (struct scope){ tally, derived,
				customers_of(r, p.group) };
			used++;
		}
		tally_merge(tally, p.scope.tally, &r->arena);
		add_derived(derived, p.scope.derived);
	}
	*n = used;
	return all;
}

/* The name that others are compared with. */
static struct str
reference(struct report *r, const struct party *all, size_t n)
{
	struct str *names = arena_array(&r->arena, n, sizeof(*names));
	const struct party *best = NULL;
	uint64_t most = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t size = all[i].scope.tally->counts[N_ALL];

		names[i] = all[i].name;
		if (r->o->control ? str_eq(names[i], str_of(r->o->control))
				  : size > most) {
			best = &all[i];
			most = size;
		}
	}
	if (!best && r->o->control && n)
		die("--control: no group %s (did you mean %.*s?)",
		    r->o->control,
		    STR_ARG(near_best(str_of(r->o->control), names, n)));
	return best ? best->name : STR("");
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

/* The same of customers, who are what varies. */
static void
put_customers(const struct fair_table *t, const struct panel_arm *a,
    double confidence, struct figure *f)
{
	const struct ratios *sums =
	    t->measure ? contrast_sums(a, t->measure) : &a->amounts[t->extent];
	double unit = t->measure ? 1 : unit_scale(extents[t->extent].unit);
	struct interval w = ratios_interval(sums, confidence);

	f->denominator = (uint64_t)sums->sums[RATIO_BELOW];
	f->numerator =
	    t->measure ? (uint64_t)sums->sums[RATIO_ABOVE] : f->denominator;
	f->value = stats_round4(ratios_value(sums) / unit);
	f->low = stats_round4(w.low / unit);
	f->high = stats_round4(w.high / unit);
	if (t->measure && !isnan(w.low)) {
		f->low = fmax(f->low, 0);
		f->high = fmin(f->high, 1);
	}
	if (isnan(f->value) && !f->reason)
		f->reason = "no customer of this group alone";
}

/* Its number, where enough is known of the group. */
static struct figure
figure_in(struct report *r, const struct fair_table *t, const struct scope *s)
{
	double confidence = r->o->confidence;
	struct figure f = t->measure
			      ? measure_figure(t->measure, s, confidence)
			      : mean_figure(s->tally, t->extent, confidence);

	if (s->customers)
		put_customers(t, s->customers, confidence, &f);
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

/* The groups that are compared, each with all of its numbers in a row. */
static size_t
compared_in(struct report *r, struct fairness *const *all, size_t n,
    struct fair_group ***compared)
{
	size_t most = 0, used = 0;

	for (size_t i = 0; i < n; i++)
		most += all[i]->n_groups * all[i]->n;
	*compared = arena_array(&r->arena, most, sizeof(**compared));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < all[i]->n_groups; k++)
			for (size_t t = 0; t < all[i]->n; t++) {
				struct fair_group *g =
				    &all[i]->tables[t].groups[k];

				if (g->compared)
					(*compared)[used++] = g;
			}
	return used;
}

/* Holm's, over all numbers of all groups, in all strata: who looks for the one
 * that is worst looks at all of them. */
static void
adjust(struct report *r, struct fairness *const *all, size_t n)
{
	struct fair_group **compared;
	size_t used = compared_in(r, all, n, &compared), tests = 0;
	struct contrast *contrasts =
	    arena_array(&r->arena, used, sizeof(*contrasts));

	for (size_t i = 0; i < used; i++) {
		contrasts[i] = compared[i]->contrast;
		contrasts[i].arm =
		    n > 1 ? compared[i]->group->key : compared[i]->name;
	}
	contrast_adjust(r, contrasts, used);
	for (size_t i = 0; i < used; i++) {
		compared[i]->contrast = contrasts[i];
		tests += !contrasts[i].same_as;
	}
	for (size_t i = 0; i < n; i++)
		all[i]->n_compared = tests;
}

static int
by_p(const void *a, const void *b)
{
	const struct fair_finding *x = a, *y = b;
	const struct contrast *c = &x->group->contrast;
	const struct contrast *d = &y->group->contrast;

	if (c->p_holm != d->p_holm)
		return c->p_holm > d->p_holm ? 1 : -1;
	if (c->p != d->p)
		return c->p > d->p ? 1 : -1;
	if (x->table != y->table)
		return x->table > y->table ? 1 : -1;
	return str_cmp(x->group->name, y->group->name);
}

static void
find(struct report *r, struct fairness *f)
{
	f->findings =
	    arena_array(&r->arena, f->n * f->n_groups, sizeof(*f->findings));
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->n_groups; k++) {
			const struct fair_group *g = &f->tables[i].groups[k];

			if (g->compared &&
			    g->contrast.p_holm < 1 - r->o->confidence)
				f->findings[f->n_findings++] =
				    (struct fair_finding){ &f->tables[i], g };
		}
	if (f->n_findings)
		qsort(f->findings, f->n_findings, sizeof(*f->findings), by_p);
}

/* What Fairlearn calls the difference and the ratio of a rate. */
static void
summarise(struct fair_table *t, size_t n)
{
	double least = NAN, most = NAN;
	size_t known = 0;

	for (size_t i = 0; i < n; i++) {
		const struct fair_group *g = &t->groups[i];

		if (isnan(g->figure.value))
			continue;
		known++;
		least = fmin(least, g->figure.value);
		most = fmax(most, g->figure.value);
		if (g->compared &&
		    (!t->worst || fabs(g->contrast.difference) >
				      fabs(t->worst->contrast.difference)))
			t->worst = g;
	}
	if (known < 2)
		least = most = NAN; /* nobody is like nobody else */
	t->spread = stats_round4(most - least);
	t->ratio = most > 0 ? stats_round4(least / most) : NAN;
}

static void
read_table(struct report *r, const struct party *all, size_t n,
    struct str reference, struct fair_table *t)
{
	const struct scope *was = NULL;

	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].name, reference) &&
		    !isnan(figure_in(r, t, &all[i].scope).value))
			was = &all[i].scope;
	t->groups = arena_zalloc(&r->arena, n * sizeof(*t->groups));
	for (size_t i = 0; i < n; i++) {
		const struct scope *is = &all[i].scope;
		struct fair_group *g = &t->groups[i];

		g->name = all[i].name;
		g->group = all[i].group;
		g->adjusted = g->adjusted_low = g->adjusted_high = NAN;
		g->figure = figure_in(r, t, is);
		g->too_few = g->figure.denominator < r->o->min_n;
		if (was && is != was && !isnan(g->figure.value))
			g->compared = compare(r, t, was, is, &g->contrast);
	}
}

static void
read_tables(struct report *r, const struct party *all, size_t n,
    struct str reference, struct fairness *f)
{
	f->reference = reference;
	f->n_groups = n;
	for (size_t i = 0; i < FAIR_SHARES; i++) {
		const struct measure *m = measure_find(r->measures, shares[i]);

		if (m &&
		    !isnan(measure_figure(m, &r->all, r->o->confidence).value))
			f->tables[f->n++] = (struct fair_table){ .measure = m };
	}
	for (size_t i = 0; i < FAIR_MEANS; i++)
		f->tables[f->n++] = (struct fair_table){ .extent = means[i] };
	for (size_t i = 0; i < f->n; i++)
		read_table(r, all, n, reference, &f->tables[i]);
}

/* Adjusted, and looked at together. */
static void
finish(struct report *r, struct fairness *const *all, size_t n)
{
	adjust(r, all, n);
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < all[k]->n; i++)
			summarise(&all[k]->tables[i], all[k]->n_groups);
}

/* Whether two groups are of one stratum. */
static bool
is_beside(
    const struct fairness *f, const struct group *a, const struct group *b)
{
	if (a->other || b->other)
		return a->other && b->other;
	for (size_t i = 0; i < f->by; i++)
		if (!str_eq(group_part(a, i), group_part(b, i)))
			return false;
	return true;
}

static void
read_strata(struct report *r, const struct party *all, struct fairness *f)
{
	struct fairness **of =
	    arena_array(&r->arena, r->n_groups, sizeof(struct fairness *));

	f->strata = arena_zalloc(&r->arena, r->n_groups * sizeof(*f->strata));
	for (size_t i = 0, k; i < r->n_groups; i = k) {
		struct fairness *s = &f->strata[f->n_strata];

		for (k = i + 1; k < r->n_groups; k++)
			if (!is_beside(f, all[i].group, all[k].group))
				break;
		s->by = f->by;
		read_tables(r, all + i, k - i, f->reference, s);
		of[f->n_strata++] = s;
	}
	finish(r, of, f->n_strata);
}

/* What a group had in a stratum: nothing, where it is not there. */
static struct figure
figure_at(const struct fairness *stratum, size_t table, struct str name)
{
	const struct fair_group *groups = stratum->tables[table].groups;

	for (size_t i = 0; i < stratum->n_groups; i++)
		if (str_eq(groups[i].name, name))
			return groups[i].figure;
	return (struct figure){ 0 };
}

/* The difference of a share to the reference, at equal mix of strata. */
static void
standardise(struct report *r, const struct fairness *f, size_t table,
    struct fair_group *g)
{
	struct two_shares *s = arena_array(&r->arena, f->n_strata, sizeof(*s));
	struct difference d;

	for (size_t i = 0; i < f->n_strata; i++) {
		struct figure was =
		    figure_at(&f->strata[i], table, f->reference);
		struct figure is = figure_at(&f->strata[i], table, g->name);

		s[i] = (struct two_shares){ { was.numerator, is.numerator },
			{ was.denominator, is.denominator } };
	}
	d = stats_mantel_haenszel(s, f->n_strata, r->o->confidence);
	g->adjusted = stats_round4(d.estimate);
	g->adjusted_low = stats_round4(d.low);
	g->adjusted_high = stats_round4(d.high);
}

void
fairness_read(struct report *r, struct fairness *f)
{
	struct party *parts = parties_of(r);
	size_t n = r->n_groups;
	struct party *all = together(r, parts, &n);
	struct str control = reference(r, all, n);

	*f = (struct fairness){ .by = r->n_parts - 1 };
	if (n < 2) {
		f->reason = "fewer than two groups in the input";
		return;
	}
	read_tables(r, all, n, control, f);
	finish(r, &f, 1);
	find(r, f);
	if (!f->by)
		return;
	read_strata(r, parts, f);
	/* customers are in several strata, which then vary together */
	for (size_t i = 0; i < f->n && !r->panel; i++)
		for (size_t k = 0; k < n; k++)
			if (f->tables[i].measure &&
			    f->tables[i].groups[k].compared)
				standardise(r, f, i, &f->tables[i].groups[k]);
}
