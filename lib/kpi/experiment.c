#include "kpi/experiment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/near.h"

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

/* How many units were assigned to an arm. */
static uint64_t
units_of(const struct arm *a)
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

static void
check_split(struct report *r, struct experiment *e)
{
	uint64_t *counts = arena_array(&r->arena, e->n_arms, sizeof(*counts));
	double *weights = arena_array(&r->arena, e->n_arms, sizeof(*weights));

	for (size_t i = 0; i < e->n_arms; i++) {
		counts[i] = units_of(&e->arms[i]);
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
}

/* Who is not compared, though in the log. */
static struct str
say_left_out(struct report *r, const struct experiment *e)
{
	unsigned long long nameless = 0, torn;

	if (!r->panel)
		return STR("");
	torn = r->panel->torn;
	for (size_t i = 0; i < e->n_arms; i++)
		nameless += e->arms[i].customers->nameless;
	return arena_printf(&r->arena,
	    "; not compared: %llu customers with conversations in several "
	    "arms, %llu conversations without customer.id",
	    torn, nameless);
}

void
grid_arms(struct report *r, const struct experiment *e, struct grid *g)
{
	double all = 0, weight = 0;

	*g = (struct grid){ .title = "Arms of the experiment" };
	g->note = e->reason
		      ? e->reason
		      : arena_printf(&r->arena,
			    "a split of %s as uneven as this comes by chance "
			    "with p %.*s (chi-square); each arm is compared "
			    "with the first%.*s",
			    r->panel ? "customers" : "conversations",
			    STR_ARG(say_p_as(r, e->p_split)),
			    STR_ARG(say_left_out(r, e)))
			    .p;
	grid_column(g, "arm", false, false);
	grid_column(g, "conversations", true, false);
	if (r->panel)
		grid_column(g, "customers", true, false);
	grid_column(g, "expected", true, false);
	grid_rows(g, &r->arena, e->n_arms);
	for (size_t i = 0; i < e->n_arms; i++) {
		all += (double)units_of(&e->arms[i]);
		weight += e->arms[i].weight;
	}
	for (size_t i = 0; i < e->n_arms; i++) {
		const struct arm *a = &e->arms[i];
		struct row *row = grid_row(g);
		size_t at = 2;

		row->cells[0] = a->name;
		row->cells[1] = arena_printf(&r->arena, "%llu",
		    (unsigned long long)arm_scope(a).tally->counts[N_ALL]);
		if (r->panel)
			row->cells[at++] = arena_printf(
			    &r->arena, "%llu", (unsigned long long)units_of(a));
		row->cells[at] =
		    arena_printf(&r->arena, "%.1f", all * a->weight / weight);
	}
}

static const char by_conversation[] =
    "intervals are Newcombe's for shares and Welch's for means, each alone; "
    "the unit is the conversation: where customers come back, see --unit "
    "customer";
static const char by_customer[] =
    "the unit is the customer: intervals are the delta method's, with "
    "Welch's degrees of freedom, each alone";

/* What is taken off. */
static struct str
say_past(struct report *r)
{
	if (!contrast_is_cuped(r))
		return STR("");
	return arena_printf(&r->arena,
	    "; what the arms differed by %s is taken off (CUPED), so that a "
	    "difference is not that of the two numbers beside it",
	    r->o->pre_period ? "before --pre-period" : "in --covariate");
}

/* What the number is about is what the arm left of its units. */
static struct str
say_selected(struct report *r, const struct experiment *e)
{
	for (size_t i = 0; i < e->n; i++)
		if (contrast_is_selected(r, &e->contrasts[i]))
			return arena_printf(&r->arena,
			    "*: the number is not about the same share of both "
			    "arms (p below %g), so that the arm has a say in "
			    "who is counted: they may differ for that alone; ",
			    1 - r->o->confidence);
	return STR("");
}

static struct str
say_method(struct report *r, const struct experiment *e)
{
	return arena_printf(&r->arena,
	    "%.*s%s; %s%.*s; \"detectable\" is the difference that 80%% of "
	    "experiments of this size would find; \"any time\" holds however "
	    "often the experiment is looked at before its end",
	    STR_ARG(say_selected(r, e)), say_family(r, e->contrasts, e->n),
	    r->panel ? by_customer : by_conversation, STR_ARG(say_past(r)));
}

void
grid_contrasts(struct report *r, const struct experiment *e, struct grid *g)
{
	size_t kept = 1 + CONTRAST_CELLS + ANYTIME_CELLS;

	*g = (struct grid){ .title = "The arms against the control",
		.note = say_method(r, e).p,
		.absent = e->reason };
	grid_column(g, "arm", false, false);
	for (size_t i = 0; i < CONTRAST_CELLS; i++)
		grid_column(g, contrast_titles[i], i > 0, false);
	for (size_t i = 0; i < ANYTIME_CELLS; i++)
		grid_column(g, anytime_titles[i], true, false);
	if (contrast_is_cuped(r))
		grid_column(g, "variance kept", true, false);
	grid_rows(g, &r->arena, e->n);
	for (size_t i = 0; i < e->n; i++) {
		const struct contrast *c = &e->contrasts[i];
		struct row *row = grid_row(g);

		row->cells[0] = c->arm;
		contrast_cells(r, c, row->cells + 1);
		anytime_cells(r, c, row->cells + 1 + CONTRAST_CELLS);
		row->cells[kept] = say_share(r, c->kept);
	}
}

/* Effects that are asked about, as shares of the control's number. */
static const double effects[] = { 0.01, 0.02, 0.05, 0.1, 0.2 };

enum { EFFECTS = sizeof(effects) / sizeof(*effects) };

/* How likely an effect is found; and with how many units 80 % would. */
struct planned {
	double power, units;
};

/* The smallest difference that is found with a power of 80 %. */
static double
found_of(const struct report *r, const struct contrast *c)
{
	return stats_detectable(c->planned, r->o->confidence, contrast_power);
}

static struct planned
plan(const struct report *r, const struct contrast *c, double effect)
{
	double level = r->o->confidence, d = fabs(effect * c->control);
	double units = (double)(c->n_control + c->n_treated);

	return (struct planned){
		.power = stats_round4(stats_power(d, c->planned, level)),
		.units = ceil(units * pow(found_of(r, c) / d, 2)),
	};
}

/* A number that has an effect to be found. */
static bool
is_planned(const struct contrast *c)
{
	return c->planned > 0 && c->control != 0;
}

/* Conversations of the arms a day; NAN where they all are of one day, and of
 * customers, of whom fewer and fewer are new. */
static double
pace_of(const struct report *r, const struct experiment *e)
{
	static const double day_ms = 86400000;
	double units = 0, days = 0;

	if (r->panel || r->total->n_starts < r->total->counts[N_ALL])
		return NAN;
	if (r->total->n_starts)
		days =
		    (double)(r->total->last_ms - r->total->first_ms) / day_ms;
	for (size_t i = 0; i < e->n_arms; i++)
		units += (double)units_of(&e->arms[i]);
	return days < 1 ? NAN : stats_round4(units / days);
}

/* How long it takes, for who knows how many it takes. */
static struct str
say_pace(struct report *r, const struct experiment *e)
{
	double pace = pace_of(r, e);

	if (isnan(pace))
		return STR("");
	return arena_printf(&r->arena,
	    "; there were %.1f conversations a day, in the base or not", pace);
}

void
grid_planning(struct report *r, const struct experiment *e, struct grid *g)
{
	*g = (struct grid){ .title = "What such an experiment can see",
		.note = arena_printf(&r->arena,
		    "under each change of the control's number: how likely an "
		    "experiment of this size finds it, by a two-sided test at "
		    "%g%%; and how many %s of both arms together find it with "
		    "a power of 80%%, of those that are in the KPI's base%.*s",
		    100 * (1 - r->o->confidence),
		    r->panel ? "customers" : "conversations",
		    STR_ARG(say_pace(r, e)))
			    .p,
		.absent = e->n ? NULL : "no KPI that differs" };
	grid_column(g, "arm", false, false);
	grid_column(g, "KPI", false, false);
	grid_column(g, "detectable", true, false);
	for (size_t k = 0; k < EFFECTS; k++)
		grid_column(g,
		    arena_printf(&r->arena, "by %g%%", effects[k] * 100).p,
		    true, false);
	grid_rows(g, &r->arena, e->n);
	for (size_t i = 0; i < e->n; i++) {
		const struct contrast *c = &e->contrasts[i];
		struct row *row;

		if (!is_planned(c))
			continue;
		row = grid_row(g);
		row->cells[0] = c->arm;
		row->cells[1] = str_of(c->label);
		row->cells[2] = arena_printf(&r->arena, "%.2f%%",
		    100 * found_of(r, c) / fabs(c->control));
		for (size_t k = 0; k < EFFECTS; k++) {
			struct planned p = plan(r, c, effects[k]);

			row->cells[3 + k] = arena_printf(
			    &r->arena, "%.2f%%, %.0f", p.power * 100, p.units);
		}
	}
}

static void
put_planning(const struct report *r, const struct contrast *c, struct buf *out)
{
	json_next(out);
	buf_cstr(out, "{\"arm\":");
	json_put_string(out, c->arm);
	json_member_string(out, "id", c->id);
	json_member(out, "effects");
	buf_char(out, '[');
	for (size_t k = 0; k < EFFECTS; k++) {
		struct planned p = plan(r, c, effects[k]);

		json_next(out);
		buf_char(out, '{');
		json_member_number(out, "change", effects[k]);
		json_member_number(out, "power", p.power);
		json_member_number(out, "units", p.units);
		buf_char(out, '}');
	}
	buf_cstr(out, "]}");
}

static void
put_arm(const struct arm *a, struct buf *out)
{
	json_next(out);
	buf_cstr(out, "{\"name\":");
	json_put_string(out, a->name);
	json_member_int(
	    out, "conversations", arm_scope(a).tally->counts[N_ALL]);
	json_member_number(
	    out, "customers", a->customers ? (double)units_of(a) : NAN);
	json_member_number(out, "without_customer",
	    a->customers ? (double)a->customers->nameless : NAN);
	json_member_number(out, "weight", a->weight);
	buf_char(out, '}');
}

void
experiment_json(struct report *r, const struct experiment *e, struct buf *out)
{
	json_member(out, "experiment");
	buf_cstr(out, "{\"arms\":[");
	for (size_t i = 0; i < e->n_arms; i++)
		put_arm(&e->arms[i], out);
	buf_char(out, ']');
	json_member_string(out, "unit", kpi_units[r->panel != NULL]);
	json_member_number(
	    out, "in_several_arms", r->panel ? (double)r->panel->torn : NAN);
	json_member_string(out, "pre_period", r->o->pre_period);
	json_member_string(out, "covariate", r->o->covariate);
	json_member_number(out, "p_split", stats_round4(e->p_split));
	json_member_string(out, "reason", e->reason);
	json_member_string(out, "family", contrast_family(r));
	json_member_number(out, "conversations_a_day", pace_of(r, e));
	json_member(out, "contrasts");
	buf_char(out, '[');
	for (size_t i = 0; i < e->n; i++)
		contrast_json(&e->contrasts[i], out);
	buf_char(out, ']');
	json_member(out, "planning");
	buf_char(out, '[');
	for (size_t i = 0; i < e->n; i++)
		if (is_planned(&e->contrasts[i]))
			put_planning(r, &e->contrasts[i], out);
	buf_cstr(out, "]}");
}
