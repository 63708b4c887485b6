#include "kpi/margin.h"

#include <math.h>
#include <string.h>

#include "kpi/baseline.h"
#include "kpi/experiment.h"
#include "kpi/fairness.h"
#include "kpi/gates.h"

const char margin_suffix[] = ".delta";

static uint64_t
least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static void
put(struct report *r, struct gate_verdict *v, const struct contrast *c)
{
	bool share = !strcmp(c->unit, "share");

	v->value = (struct gate_value){ c->difference, c->low, c->high,
		.n = least(c->n_control, c->n_treated) };
	v->definition = c->definition;
	v->said = gates_say(
	    r, &v->value, NULL, share ? " points" : "", share ? 100 : 1);
	if (contrast_is_selected(r, c))
		v->said = arena_printf(&r->arena,
		    "%.*s, and the arms differ in whom it is about (p %.*s)",
		    STR_ARG(v->said), STR_ARG(say_p_as(r, c->p_base)));
}

/*
 * A share that all or none have, on both sides, is in no table of what differs;
 * how far apart the two may be is known all the same.
 */
static void
put_alike(struct report *r, struct gate_verdict *v, const struct measure *m,
    const struct figure *a, const struct figure *b)
{
	const struct two_shares s = { { a->numerator, b->numerator },
		{ a->denominator, b->denominator } };
	struct interval w;

	if (m->kind != SHARE || isnan(a->value) || isnan(b->value))
		return;
	w = two_shares_interval(&s, r->o->confidence);
	v->value = (struct gate_value){ stats_round4(b->value - a->value),
		stats_round4(w.low), stats_round4(w.high),
		.n = least(a->denominator, b->denominator) };
	v->definition = m->definition;
	v->said = gates_say(r, &v->value, NULL, " points", 100);
}

/* The number of that name in `is` less that in `was`. */
static void
judge_pair(struct report *r, struct gate_verdict *v, const char *id,
    const struct scope *was, const struct scope *is, bool arms)
{
	const struct measure *m = measure_find(r->measures, id);
	double level = r->o->confidence;
	struct contrast c;
	bool differs = m && contrast_share(r, m, was, is, &c);

	for (size_t x = 0; !m && !differs && x < N_EXTENTS; x++)
		differs = !strcmp(extents[x].id, id) &&
			  contrast_amount(r, (enum extent)x, was, is, &c);
	if (differs) {
		if (arms)
			contrast_base(&c, was, is);
		contrast_adjust(r, &c, 1);
		put(r, v, &c);
	} else if (m && !is->customers) {
		struct figure a = measure_figure(m, was, level);
		struct figure b = measure_figure(m, is, level);

		put_alike(r, v, m, &a, &b);
	}
}

/* The worst answer of several. */
struct worst {
	struct gate_verdict v;
	size_t n;
};

/* Of the same answer the one whose interval reaches further the wrong way. */
static bool
is_worse(const struct gate_verdict *a, const struct gate_verdict *b)
{
	static const int badness[] = {
		[GATE_PASS] = 0, [GATE_INCONCLUSIVE] = 1, [GATE_FAIL] = 2
	};
	enum gate_order order = a->gate->order;

	if (a->answer != b->answer)
		return badness[a->answer] > badness[b->answer];
	return order == GATE_LESS || order == GATE_AT_MOST
		   ? a->value.high > b->value.high
		   : a->value.low < b->value.low;
}

static void
take(struct report *r, struct worst *worst, struct gate_verdict *v,
    const char *what, struct str name)
{
	v->answer = gate_decide(v->gate, &v->value);
	v->said = arena_printf(
	    &r->arena, "%.*s, %s %.*s", STR_ARG(v->said), what, STR_ARG(name));
	if (!worst->n++ || is_worse(v, &worst->v))
		worst->v = *v;
}

static void
judge_arms(struct report *r, struct gate_verdict *v, const char *id)
{
	const struct experiment *e = r->experiment;
	struct worst worst = { .n = 0 };

	if (e->reason) {
		v->said = arena_printf(&r->arena, "not known: %s", e->reason);
		return;
	}
	for (size_t i = 1; i < e->n_arms; i++) {
		struct scope was = arm_scope(&e->arms[0]);
		struct scope is = arm_scope(&e->arms[i]);
		struct gate_verdict of_arm = *v;

		judge_pair(r, &of_arm, id, &was, &is, true);
		take(r, &worst, &of_arm, "arm", e->arms[i].name);
	}
	*v = worst.v;
}

static const struct fair_group *
reference_in(const struct fairness *f, const struct fair_table *t)
{
	for (size_t i = 0; i < f->n_groups; i++)
		if (str_eq(t->groups[i].name, f->reference))
			return &t->groups[i];
	return NULL;
}

/* Groups with too few cases are not judged, and said to be so. */
static void
judge_groups(struct report *r, struct gate_verdict *v, const struct fairness *f,
    const struct fair_table *t)
{
	const struct fair_group *reference = reference_in(f, t);
	struct worst worst = { .n = 0 };
	size_t few = 0;

	if (!reference || isnan(reference->figure.value))
		return;
	for (size_t i = 0; i < f->n_groups; i++) {
		const struct fair_group *g = &t->groups[i];
		struct gate_verdict of_group = *v;

		few += g->too_few;
		if (g == reference || g->too_few)
			continue;
		if (g->compared)
			put(r, &of_group, &g->contrast);
		else if (t->measure && !r->panel)
			put_alike(r, &of_group, t->measure, &reference->figure,
			    &g->figure);
		take(r, &worst, &of_group, "group", g->name);
	}
	if (worst.n)
		*v = worst.v;
	if (few)
		v->said = arena_printf(&r->arena,
		    "%.*s; groups of fewer than --min-n: %zu", STR_ARG(v->said),
		    few);
}

static void
judge_fairness(struct report *r, struct gate_verdict *v, const char *id)
{
	const struct fairness *f = r->fairness;

	v->definition = "the difference to the reference group";
	for (size_t i = 0; i < f->n; i++)
		if (!strcmp(fair_id(&f->tables[i]), id))
			judge_groups(r, v, f, &f->tables[i]);
}

bool
margin_judge(struct report *r, struct gate_verdict *v)
{
	struct str id = v->gate->metric;
	size_t n = strlen(margin_suffix);
	const char *name;

	if (id.n <= n || memcmp(id.p + id.n - n, margin_suffix, n) != 0)
		return false;
	name = arena_cstr(&r->arena, (struct str){ id.p, id.n - n });
	v->value = (struct gate_value){ NAN, NAN, NAN, .n = 0 };
	v->definition = r->o->has_baseline ? "the difference to the baseline"
					   : "the difference to the control";
	v->said = STR("not known: there is nothing to compare");
	if (r->o->has_baseline)
		judge_pair(
		    r, v, name, &r->baseline->report.all, &r->all, false);
	else if (r->experiment)
		judge_arms(r, v, name);
	else
		judge_fairness(r, v, name);
	return true;
}
