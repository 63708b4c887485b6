#include "kpi/experiment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/near.h"
#include "kpi/lasting.h"

static const double split_alarm = 0.001;

static void
read_arms(struct report *r, struct experiment *e)
{
	e->arms = arena_zalloc(&r->arena, (r->n_groups + 1) * sizeof(*e->arms));
	for (size_t i = 0; i < r->n_groups; i++) {
		const struct cohort *c = &r->groups[i];
		struct str name;

		if (c->group.other || !key_part(c->group.key, 0, &name))
			continue;
		e->arms[e->n_arms++] = (struct arm){ name, c, 1,
			r->panel ? report_customers(r, c->group.key) : NULL };
	}
}

/* One weight for each arm, in the order of their names. */
static void
read_split(const struct report *r, struct experiment *e)
{
	const char *p = r->o->split;
	size_t n = 0;

	while (p && *p) {
		char *end;
		double w = strtod(p, &end);

		if (end == p || !(w >= 0 && w < 1e9) || n == e->n_arms ||
		    (*end && *end != ','))
			break;
		e->arms[n++].weight = w;
		p = *end ? end + 1 : end;
	}
	if (p && (*p || n != e->n_arms))
		die("--split: '%s' is no list of %zu weights, one of each arm",
		    r->o->split, e->n_arms);
}

static void
choose_control(struct report *r, struct experiment *e)
{
	struct str *names, want;
	struct arm chosen;
	size_t i = 0;

	if (!r->o->control || !e->n_arms)
		return;
	want = str_of(r->o->control);
	names = arena_array(&r->arena, e->n_arms, sizeof(*names));
	for (size_t k = 0; k < e->n_arms; k++)
		names[k] = e->arms[k].name;
	while (i < e->n_arms && !str_eq(e->arms[i].name, want))
		i++;
	if (i == e->n_arms)
		die("--control: no arm %s (did you mean %.*s?)", r->o->control,
		    STR_ARG(near_best(want, names, e->n_arms)));
	chosen = e->arms[i];
	for (; i > 0; i--)
		e->arms[i] = e->arms[i - 1];
	e->arms[0] = chosen;
}

struct scope
arm_scope(const struct arm *a)
{
	struct scope s = cohort_scope(a->cohort);

	s.customers = a->customers;
	return s;
}

uint64_t
arm_units(const struct arm *a)
{
	struct scope s = arm_scope(a);

	return contrast_units(&s);
}

/* Why arms of the same name are not the same. */
static const char *
say_mixed(struct report *r)
{
	struct str path = r->parts[0];

	path.n -= strlen("arm");
	return arena_printf(&r->arena,
	    "the arms are those of %zu experiments (%.*sname), which have "
	    "nothing to do with each other: take one of them with --select, as "
	    "in --select '.%.*sname == \"greeting\"'",
	    r->n_names[EXPERIMENTS], STR_ARG(path), STR_ARG(path))
	    .p;
}

/* Arms that ran one after the other differ by what else changed meanwhile.
 * NAN where no start is known of an arm, or all are one moment. */
static double
overlap_of(const struct experiment *e)
{
	double from = -INFINITY, to = INFINITY, first = INFINITY;
	double last = -INFINITY;

	for (size_t i = 0; i < e->n_arms; i++) {
		const struct tally *t = arm_scope(&e->arms[i]).tally;

		if (!t->n_starts)
			return NAN;
		from = fmax(from, (double)t->first_ms);
		to = fmin(to, (double)t->last_ms);
		first = fmin(first, (double)t->first_ms);
		last = fmax(last, (double)t->last_ms);
	}
	return last > first ? fmax(0, to - from) / (last - first) : NAN;
}

static void
check_split(struct report *r, struct experiment *e)
{
	uint64_t *counts = arena_array(&r->arena, e->n_arms, sizeof(*counts));
	double *weights = arena_array(&r->arena, e->n_arms, sizeof(*weights));

	for (size_t i = 0; i < e->n_arms; i++) {
		counts[i] = arm_units(&e->arms[i]);
		weights[i] = e->arms[i].weight;
	}
	e->p_split = stats_split(counts, weights, e->n_arms);
	if (r->n_names[EXPERIMENTS] > 1)
		e->reason = say_mixed(r);
	else if (e->n_arms < 2)
		e->reason = "fewer than two arms in the input";
	else if (isnan(e->p_split))
		e->reason = "fewer than two arms have a weight";
	else if (e->p_split < split_alarm)
		e->reason =
		    "the split of the arms is not the one expected (p below "
		    "0.001): something loses or sorts them, and no "
		    "comparison can be trusted before that is found";
}

void
experiment_read(struct report *r, struct experiment *e)
{
	struct scope was;

	*e = (struct experiment){ .p_split = NAN };
	contrast_check(r);
	read_arms(r, e);
	read_split(r, e);
	choose_control(r, e);
	check_split(r, e);
	e->side_by_side = stats_round4(overlap_of(e));
	if (e->reason)
		return;
	was = arm_scope(&e->arms[0]);
	e->contrasts = arena_array(
	    &r->arena, contrast_most(r) * e->n_arms, sizeof(*e->contrasts));
	for (size_t i = 1; i < e->n_arms; i++) {
		struct scope is = arm_scope(&e->arms[i]);
		struct contrast *c = &e->contrasts[e->n];
		size_t n = contrast_all(r, &was, &is, c);

		for (size_t k = 0; k < n; k++) {
			c[k].arm = e->arms[i].name;
			contrast_base(&c[k], &was, &is);
		}
		e->n += n;
	}
	contrast_anytime(r, e->contrasts, e->n);
	contrast_adjust(r, e->contrasts, e->n);
	lasting_read(r, e);
}
