#include "kpi/costs.h"
#include "kpi/fairness.h"
#include "kpi/gates.h"
#include "kpi/margin.h"

#include <math.h>
#include <string.h>

#include "base/die.h"

/* What gates may ask of an amount. */
enum { P50, P90, MEDIANS, SIDES = MEDIANS + N_MEDIANS };

static const char *
side_name(size_t side)
{
	return side == P50   ? "p50"
	       : side == P90 ? "p90"
			     : median_ids[side - MEDIANS];
}

static const char count_id[] = "conversations";

/* No score is further from 0 than two sentiments may be apart. */
static struct gate_metric
of_measure(const struct measure *m)
{
	static const double furthest[] = {
		[SHARE] = 1, [SCORE] = 2, [POINTS_NET] = 100
	};

	return (struct gate_metric){
		.name = str_of(m->id),
		.low = m->kind == SHARE ? 0 : -furthest[m->kind],
		.high = furthest[m->kind],
		.percent = m->kind != POINTS_NET,
	};
}

/* Groups are compared by some numbers only. */
static const char *
needs_of_margin(const char *id, const struct kpi_opts *o)
{
	if (o->has_baseline || o->ab || (o->fair_by && fair_has(id)))
		return NULL;
	return fair_has(id) ? "--baseline, --ab or --fair-by"
			    : "--baseline or --ab";
}

static struct gate_metric
difference_of(
    const struct measure *m, const struct kpi_opts *o, struct arena *a)
{
	return (struct gate_metric){
		.name = arena_printf(a, "%s%s", m->id, margin_suffix),
		.low = -1,
		.high = 1,
		.percent = true,
		.needs = needs_of_margin(m->id, o),
	};
}

static size_t
names_of_amount(struct gate_metric *names, enum extent x,
    const struct kpi_opts *o, struct arena *a)
{
	const struct extent_info *info = &extents[x];
	size_t n = 0;

	for (size_t s = 0; s < SIDES; s++)
		if (s < MEDIANS || info->lasting)
			names[n++] = (struct gate_metric){
				.name = arena_printf(
				    a, "%s.%s", info->id, side_name(s)),
				.high = INFINITY,
			};
	names[n++] = (struct gate_metric){
		.name = arena_printf(a, "%s%s", info->id, margin_suffix),
		.low = -INFINITY,
		.high = INFINITY,
		.needs = needs_of_margin(info->id, o),
	};
	return n;
}

static struct gate_metric
of_cost(const struct cost_info *c, const struct kpi_opts *o)
{
	return (struct gate_metric){
		.name = str_of(c->id),
		.low = -INFINITY,
		.high = INFINITY,
		.percent = strcmp(c->unit, "money") != 0,
		.needs = o->cost ? NULL : "--cost",
	};
}

/* All metrics: measures, sides of amounts, costs, differences. */
static struct gate_metric *
metrics_of(const struct measure *measures, const struct kpi_opts *o, size_t *n,
    struct arena *a)
{
	struct gate_metric *names;
	size_t room = 1 + N_COSTS + N_EXTENTS * (SIDES + 1);

	for (const struct measure *m = measures; m->id; m++)
		room += 2;
	names = arena_array(a, room, sizeof(*names));
	*n = 0;
	names[(*n)++] =
	    (struct gate_metric){ .name = str_of(count_id), .high = INFINITY };
	for (const struct measure *m = measures; m->id; m++)
		names[(*n)++] = of_measure(m);
	for (size_t x = 0; x < N_EXTENTS; x++)
		*n += names_of_amount(names + *n, (enum extent)x, o, a);
	for (size_t i = 0; i < N_COSTS; i++)
		names[(*n)++] = of_cost(&cost_info[i], o);
	for (const struct measure *m = measures; m->id; m++)
		if (m->kind == SHARE && m->section != S_ENDINGS)
			names[(*n)++] = difference_of(m, o, a);
	return names;
}

struct gate *
gates_parse(
    const struct kpi_opts *o, const struct definitions *d, struct arena *run)
{
	size_t n = o->n_gates;
	struct gate *gates = arena_array(run, n, sizeof(*gates));
	size_t n_names;
	struct gate_metric *names;

	if (!n)
		return NULL;
	names = metrics_of(measures_new(d, run), o, &n_names, run);
	for (size_t i = 0; i < n; i++)
		gate_parse(&gates[i], o->gates[i], names, n_names);
	return gates;
}

static struct gate_value
value_of(double estimate, double low, double high, uint64_t n)
{
	return (struct gate_value){
		.estimate = estimate, .low = low, .high = high, .n = n
	};
}

/* A quantile, between the quantiles at the ends of Wilson's interval for the
 * share that lies below it (Woodruff 1952). */
static struct gate_value
quantile_value(
    struct report *r, const struct histogram *h, double q, unsigned scale)
{
	struct interval w;
	double at[3], of[3];

	if (!h->n)
		return value_of(NAN, NAN, NAN, 0);
	w = stats_wilson(
	    (uint64_t)llround(q * (double)h->n), h->n, r->o->confidence);
	of[0] = q;
	of[1] = w.low;
	of[2] = w.high;
	for (size_t i = 0; i < 3; i++)
		at[i] = (double)histogram_quantile(h, of[i], &r->arena) / scale;
	return value_of(at[0], at[1], at[2], h->n);
}

static struct gate_value
amount_value(struct report *r, enum extent x, size_t side)
{
	const struct spread *v = &r->total->spreads[x];
	unsigned scale = unit_scale(extents[x].unit);
	struct survival s;
	enum median which;

	if (side < MEDIANS)
		return quantile_value(
		    r, &v->values, side == P50 ? 0.5 : 0.9, scale);
	which = (enum median)(side - MEDIANS);
	s = median_of(r, r->total, x, which);
	return value_of(s.at / scale, s.low / scale, s.high / scale,
	    median_base(r->total, x, which));
}

struct str
gates_say(struct report *r, const struct gate_value *x, const char *reason,
    const char *unit, double scale)
{
	if (isnan(x->estimate))
		return arena_printf(&r->arena, "not known: %s", reason);
	if (isnan(x->low) || isnan(x->high))
		return arena_printf(&r->arena, "%g%s, n %llu",
		    x->estimate * scale, unit, (unsigned long long)x->n);
	return arena_printf(&r->arena, "%g%s (%g to %g), n %llu",
	    x->estimate * scale, unit, x->low * scale, x->high * scale,
	    (unsigned long long)x->n);
}

static void
judge_measure(struct report *r, struct gate_verdict *v, const struct measure *m)
{
	struct figure f = measure_figure(m, &r->all, r->o->confidence);
	bool share = m->kind == SHARE;

	v->value = value_of(f.value, f.low, f.high, f.denominator);
	v->definition = m->definition;
	v->said = gates_say(
	    r, &v->value, f.reason, share ? "%" : "", share ? 100 : 1);
}

static void
judge_amount(struct report *r, struct gate_verdict *v, struct str id)
{
	for (size_t x = 0; x < N_EXTENTS; x++)
		for (size_t s = 0; s < SIDES; s++) {
			const struct extent_info *info = &extents[x];
			struct str name = arena_printf(
			    &r->arena, "%s.%s", info->id, side_name(s));

			if (!str_eq(name, id))
				continue;
			v->value = amount_value(r, (enum extent)x, s);
			v->definition = info->definition;
			v->said = gates_say(r, &v->value,
			    s < MEDIANS ||
				    extent_reason((enum extent)x, r->total)
				? info->nothing
				: median_reason((enum median)(s - MEDIANS)),
			    info->unit == SECONDS ? " s" : "", 1);
			return;
		}
}

static bool
judge_cost(struct report *r, struct gate_verdict *v)
{
	for (size_t i = 0; r->costs && i < N_COSTS; i++) {
		const struct cost_info *info = &cost_info[i];

		if (!str_eq(v->gate->metric, str_of(info->id)))
			continue;
		v->value = value_of(r->costs->at[i].value, r->costs->at[i].low,
		    r->costs->at[i].high, r->costs->at[i].n);
		v->definition = info->definition;
		v->said =
		    gates_say(r, &v->value, r->costs->at[i].reason, "", 1);
		return true;
	}
	return false;
}

static void
judge(struct report *r, struct gate_verdict *v)
{
	struct str id = v->gate->metric;
	double n = (double)r->total->counts[N_ALL];

	if (str_eq(id, str_of(count_id))) {
		v->value = value_of(n, n, n, r->total->counts[N_ALL]);
		v->definition = "conversations in the input";
		v->said = gates_say(r, &v->value, NULL, "", 1);
		return;
	}
	if (margin_judge(r, v) || judge_cost(r, v))
		return;
	for (const struct measure *m = r->measures; m->id; m++)
		if (str_eq(id, str_of(m->id))) {
			judge_measure(r, v, m);
			return;
		}
	judge_amount(r, v, id);
}

struct gate_verdict *
gates_judge(struct report *r, const struct gate *gates, size_t n)
{
	struct gate_verdict *v = arena_zalloc(&r->arena, (n + 1) * sizeof(*v));

	for (size_t i = 0; i < n; i++) {
		v[i].gate = &gates[i];
		judge(r, &v[i]);
		v[i].answer = gate_decide(&gates[i], &v[i].value);
	}
	return v;
}

void
grid_gates(struct report *r, struct grid *g)
{
	*g = (struct grid){ .title = "Gates",
		.absent = r->o->n_gates ? NULL : "no --gate" };
	grid_column(g, "answer", false, false);
	grid_column(g, "gate", false, false);
	grid_column(g, "evidence", false, true);
	grid_rows(g, &r->arena, r->o->n_gates);
	for (size_t i = 0; i < r->o->n_gates; i++) {
		const struct gate_verdict *v = &r->verdicts[i];
		struct row *row = grid_row(g);

		row->cells[0] = str_of(gate_answer_name(v->answer));
		row->cells[1] = v->gate->text;
		row->cells[2] = arena_printf(
		    &r->arena, "%.*s; %s", STR_ARG(v->said), v->definition);
	}
}

void
gates_json(struct report *r, struct buf *out)
{
	json_member(out, "gates");
	buf_char(out, '[');
	for (size_t i = 0; i < r->o->n_gates; i++) {
		const struct gate_verdict *v = &r->verdicts[i];

		json_next(out);
		buf_cstr(out, "{\"gate\":");
		json_put_string(out, v->gate->text);
		json_member_string(out, "answer", gate_answer_name(v->answer));
		json_member(out, "metric");
		json_put_string(out, v->gate->metric);
		json_member_number(out, "bound", v->gate->bound);
		json_member_number(out, "estimate", v->value.estimate);
		json_member_number(out, "low", v->value.low);
		json_member_number(out, "high", v->value.high);
		json_member_count(out, "n", v->value.n);
		json_member_string(out, "definition", v->definition);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}
