#include <math.h>

#include "kpi/lasting.h"

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

static struct str
say_apart(struct report *r, const struct experiment *e)
{
	static const double alarm = 0.5;

	if (!(e->side_by_side < alarm))
		return STR("");
	return arena_printf(&r->arena,
	    "; but they ran side by side for %.0f%% of the time only, and what "
	    "else changed meanwhile is in the difference",
	    100 * e->side_by_side);
}

void
grid_arms(struct report *r, const struct experiment *e, struct grid *g)
{
	double all = 0, weight = 0;

	*g = (struct grid){ .title = "Arms of the experiment" };
	g->note =
	    e->reason
		? e->reason
		: arena_printf(&r->arena,
		      "a split of %s as uneven as this comes by chance "
		      "with p %.*s (chi-square); each arm is compared "
		      "with the first%.*s%.*s",
		      r->panel ? "customers" : "conversations",
		      STR_ARG(say_p_as(r, e->p_split)),
		      STR_ARG(say_left_out(r, e)), STR_ARG(say_apart(r, e)))
		      .p;
	grid_column(g, "arm", false, false);
	grid_column(g, "conversations", true, false);
	if (r->panel)
		grid_column(g, "customers", true, false);
	grid_column(g, "expected", true, false);
	grid_rows(g, &r->arena, e->n_arms);
	for (size_t i = 0; i < e->n_arms; i++) {
		all += (double)arm_units(&e->arms[i]);
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
			row->cells[at++] = arena_printf(&r->arena, "%llu",
			    (unsigned long long)arm_units(a));
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
		units += (double)arm_units(&e->arms[i]);
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
	json_member_count(
	    out, "conversations", arm_scope(a).tally->counts[N_ALL]);
	json_member_number(
	    out, "customers", a->customers ? (double)arm_units(a) : NAN);
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
	json_member_number(out, "side_by_side", e->side_by_side);
	json_member_string(out, "reason", e->reason);
	json_member_string(out, "family", contrast_family(r));
	json_member_number(out, "conversations_a_day", pace_of(r, e));
	json_member(out, "contrasts");
	buf_char(out, '[');
	for (size_t i = 0; i < e->n; i++)
		contrast_json(&e->contrasts[i], out);
	buf_char(out, ']');
	lasting_json(e, out);
	json_member(out, "planning");
	buf_char(out, '[');
	for (size_t i = 0; i < e->n; i++)
		if (is_planned(&e->contrasts[i]))
			put_planning(r, &e->contrasts[i], out);
	buf_cstr(out, "]}");
}
