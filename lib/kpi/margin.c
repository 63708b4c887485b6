#include "kpi/margin.h"

#include <math.h>
#include <string.h>

#include "kpi/baseline.h"
#include "kpi/experiment.h"
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
judge_alike(struct report *r, struct gate_verdict *v, const struct measure *m,
    const struct scope *was, const struct scope *is)
{
	double level = r->o->confidence;
	struct figure a = measure_figure(m, was, level);
	struct figure b = measure_figure(m, is, level);
	struct interval w;

	if (m->kind != SHARE || is->customers || isnan(a.value) ||
	    isnan(b.value))
		return;
	w = two_shares_interval(
	    &(struct two_shares){ { a.numerator, b.numerator },
		{ a.denominator, b.denominator } },
	    level);
	v->value = (struct gate_value){ stats_round4(b.value - a.value),
		stats_round4(w.low), stats_round4(w.high),
		.n = least(a.denominator, b.denominator) };
	v->definition = m->definition;
	v->said = gates_say(r, &v->value, NULL, " points", 100);
}

/* The number of that name in `is` less that in `was`. */
static void
judge_pair(struct report *r, struct gate_verdict *v, const char *id,
    const struct scope *was, const struct scope *is, bool arms)
{
	const struct measure *m = measure_find(r->measures, id);
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
	} else if (m) {
		judge_alike(r, v, m, was, is);
	}
}

static bool
is_worse(enum gate_answer a, enum gate_answer b)
{
	static const int badness[] = {
		[GATE_PASS] = 0, [GATE_INCONCLUSIVE] = 1, [GATE_FAIL] = 2
	};

	return badness[a] > badness[b];
}

static void
judge_arms(struct report *r, struct gate_verdict *v, const char *id)
{
	const struct experiment *e = r->experiment;
	struct gate_verdict worst = *v;

	if (e->reason) {
		v->said = arena_printf(&r->arena, "not known: %s", e->reason);
		return;
	}
	for (size_t i = 1; i < e->n_arms; i++) {
		struct scope was = arm_scope(&e->arms[0]);
		struct scope is = arm_scope(&e->arms[i]);
		struct gate_verdict of_arm = *v;

		judge_pair(r, &of_arm, id, &was, &is, true);
		of_arm.answer = gate_decide(v->gate, &of_arm.value);
		of_arm.said = arena_printf(&r->arena, "%.*s, arm %.*s",
		    STR_ARG(of_arm.said), STR_ARG(e->arms[i].name));
		if (i == 1 || is_worse(of_arm.answer, worst.answer))
			worst = of_arm;
	}
	*v = worst;
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
	else
		judge_arms(r, v, name);
	return true;
}
