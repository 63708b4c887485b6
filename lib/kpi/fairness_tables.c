#include <math.h>

#include "kpi/fairness.h"

/* A share in points of a hundred, a mean in its unit. */
static double
scale_of(const struct fair_table *t)
{
	return t->measure ? 100 : 1;
}

/* Of values that are all the same, or of one, there is no interval. */
static struct str
say_ends(struct report *r, double low, double high)
{
	return isnan(low)
		   ? STR("")
		   : arena_printf(&r->arena, " (%.2f to %.2f)", low, high);
}

static struct str
say_value(struct report *r, const struct fair_table *t, const struct figure *f)
{
	double scale = scale_of(t);

	if (isnan(f->value))
		return arena_printf(&r->arena, "(%s)", f->reason);
	return arena_printf(&r->arena, "%.2f%s%.*s", f->value * scale,
	    t->measure ? "%" : "",
	    STR_ARG(say_ends(r, f->low * scale, f->high * scale)));
}

static struct str
say_cases(
    struct report *r, const struct fair_table *t, const struct fair_group *g)
{
	unsigned long long k = g->figure.numerator, n = g->figure.denominator;

	if (g->too_few)
		return arena_printf(&r->arena, "<%zu", r->o->min_n);
	return t->measure ? arena_printf(&r->arena, "%llu of %llu", k, n)
			  : arena_printf(&r->arena, "%llu", n);
}

static struct str
say_difference(struct report *r, const struct fair_table *t, double difference,
    double low, double high)
{
	double scale = scale_of(t);

	return isnan(difference)
		   ? STR("-")
		   : arena_printf(&r->arena, "%+.2f%.*s", difference * scale,
			 STR_ARG(say_ends(r, low * scale, high * scale)));
}

static struct str
say_ratio(struct report *r, const struct contrast *c)
{
	return isnan(c->ratio)
		   ? STR("-")
		   : arena_printf(&r->arena, "%.2f%.*s", c->ratio,
			 STR_ARG(say_ends(r, c->ratio_low, c->ratio_high)));
}

enum { FAIR_CELLS = 7, ADJUSTED = FAIR_CELLS };

/* The cells behind those that say which stratum it is. */
static void
group_cells(struct report *r, const struct fair_table *t,
    const struct fair_group *g, struct str reference, struct str *cells)
{
	const struct contrast *c = &g->contrast;
	const struct figure *f = &g->figure;

	cells[0] = g->name;
	cells[1] = say_value(r, t, f);
	cells[2] = say_cases(r, t, g);
	for (size_t i = 3; i < FAIR_CELLS; i++)
		cells[i] = STR("-");
	if (str_eq(g->name, reference))
		cells[3] = STR("(reference)");
	if (!g->compared)
		return;
	cells[3] = say_difference(r, t, c->difference, c->low, c->high);
	cells[4] = say_p(r, c->p);
	cells[5] = say_p(r, c->p_holm);
	cells[6] = t->measure ? say_ratio(r, c) : say_p(r, c->p_rank);
}

static struct str
say_methods(
    struct report *r, const struct fair_table *t, const struct fairness *f)
{
	const char *how =
	    r->panel	 ? "counted by customer: the delta method's intervals"
	    : t->measure ? "Newcombe's interval of the difference, Katz's of "
			   "the ratio"
			 : "Student's and Welch's intervals, of those it "
			   "happened to; rank p: Mann and Whitney";
	struct str apart = STR("");

	if (r->panel)
		apart = arena_printf(&r->arena,
		    "; not compared: %llu customers who are in several groups",
		    (unsigned long long)r->panel->torn);
	return arena_printf(&r->arena,
	    "%s. Each group beside %.*s (%s%.*s; Holm: p as one of %zu "
	    "comparisons)",
	    fair_definition(t), STR_ARG(f->reference), how, STR_ARG(apart),
	    f->n_compared);
}

/* What the groups are like together. */
static struct str
say_spread(struct report *r, const struct fair_table *t)
{
	struct str worst = STR(""), ratio = STR("");

	if (isnan(t->spread))
		return STR(". Fewer than two groups can be compared");
	if (t->worst)
		worst = arena_printf(&r->arena,
		    "; farthest from the reference: %.*s",
		    STR_ARG(t->worst->name));
	if (t->measure && !isnan(t->ratio))
		ratio = arena_printf(&r->arena,
		    "; smallest to largest: %.2f (the four-fifths rule is "
		    "about "
		    "selection for jobs, and no test of this)",
		    t->ratio);
	return arena_printf(&r->arena,
	    ". Largest less smallest: %.2f %s%.*s%.*s", t->spread * scale_of(t),
	    t->measure ? "points" : fair_unit(t), STR_ARG(worst),
	    STR_ARG(ratio));
}

static struct str
say_title(struct report *r, const struct fair_table *t, const char *within)
{
	const struct extent_info *info = &extents[t->extent];
	struct str by =
	    arena_printf(&r->arena, "By %s%s", r->o->fair_by, within);

	if (t->measure)
		return arena_printf(
		    &r->arena, "%.*s: %s", STR_ARG(by), t->measure->label);
	return arena_printf(&r->arena, "%.*s: %s, %s", STR_ARG(by), info->label,
	    unit_name(info->unit));
}

static void
open_grid(const struct fair_table *t, struct grid *g)
{
	const char *const titles[] = { t->measure ? "share" : "mean", "n",
		"difference", "p", "Holm", t->measure ? "ratio" : "rank p" };

	grid_column(g, "group", false, false);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		grid_column(g, titles[i], true, false);
}

/* What to make of it: among many comparisons some p are small. */
static struct str
say_findings(struct report *r, const struct fairness *f)
{
	double chance = 1 - r->o->confidence;
	double by_chance = chance * (double)f->n_compared;
	struct str level = arena_printf(&r->arena, "%g", stats_round4(chance));

	return arena_printf(&r->arena,
	    "%zu comparisons with %.*s were made: where nothing differs, about "
	    "%.*f of them have a p below %.*s. %s%.*s%% (Holm, over all of "
	    "them). %s",
	    f->n_compared, STR_ARG(f->reference), by_chance < 10, by_chance,
	    STR_ARG(level),
	    f->n_findings
		? "These are what is left: that chance made even one of them "
		  "is less likely than "
		: "None is left: each could be chance, at ",
	    STR_ARG(arena_printf(&r->arena, "%g", stats_round4(chance * 100))),
	    f->n_findings
		? "How large a difference is, and whom it hurts, its interval "
		  "says, and not p"
		: "That is no proof of equality: see how wide the intervals "
		  "of what matters are");
}

void
grid_fair_findings(struct report *r, const struct fairness *f, struct grid *g)
{
	static const char *const titles[] = { "share or mean", "n",
		"difference", "p", "Holm" };
	enum { SHOWN = sizeof(titles) / sizeof(*titles) };

	*g = (struct grid){ .title = arena_printf(&r->arena,
				"By %s: what differs by more than chance",
				r->o->fair_by)
					 .p,
		.note = say_findings(r, f).p };
	if (!f->n_findings) {
		g->absent = f->n_compared ? g->note
					  : "nowhere are there two groups with "
					    "--min-n cases of one number";
		return;
	}
	grid_column(g, "number", false, false);
	grid_column(g, "group", false, false);
	for (size_t i = 0; i < SHOWN; i++)
		grid_column(g, titles[i], true, false);
	grid_rows(g, &r->arena, f->n_findings);
	for (size_t i = 0; i < f->n_findings; i++) {
		const struct fair_finding *found = &f->findings[i];
		const struct fair_table *t = found->table;
		struct row *row = grid_row(g);
		struct str cells[FAIR_CELLS];

		group_cells(r, t, found->group, f->reference, cells);
		row->cells[0] = t->measure
				    ? str_of(t->measure->label)
				    : arena_printf(&r->arena, "%s, %s",
					  extents[t->extent].label,
					  unit_name(extents[t->extent].unit));
		for (size_t k = 0; k <= SHOWN; k++)
			row->cells[k + 1] = cells[k];
	}
}

void
grid_fairness(
    struct report *r, const struct fairness *f, size_t i, struct grid *g)
{
	const struct fair_table *t = &f->tables[i];
	bool adjusted = f->by && t->measure && !r->panel;

	*g = (struct grid){ .title = say_title(r, t, "").p,
		.note = arena_printf(&r->arena, "%.*s%.*s%s",
		    STR_ARG(say_methods(r, t, f)), STR_ARG(say_spread(r, t)),
		    adjusted ? ". At equal mix: the difference that is left "
			       "when like is compared with like, inside each "
			       "group of --by (Mantel-Haenszel, Sato)"
			     : "")
			    .p };
	open_grid(t, g);
	if (adjusted)
		grid_column(g, "at equal mix", true, false);
	grid_rows(g, &r->arena, f->n_groups);
	for (size_t k = 0; k < f->n_groups; k++) {
		const struct fair_group *group = &t->groups[k];
		struct row *row = grid_row(g);

		group_cells(r, t, group, f->reference, row->cells);
		if (adjusted)
			row->cells[ADJUSTED] =
			    say_difference(r, t, group->adjusted,
				group->adjusted_low, group->adjusted_high);
	}
}

static struct str
say_strata(struct report *r, const struct fairness *f)
{
	struct str s = STR(" within ");

	for (size_t i = 0; i < f->by; i++)
		s = arena_printf(&r->arena, "%.*s%s%.*s", STR_ARG(s),
		    i ? ", " : "", STR_ARG(r->parts[i]));
	return s;
}

void
grid_fair_strata(
    struct report *r, const struct fairness *f, size_t i, struct grid *g)
{
	const struct fair_table *t = &f->tables[i];
	size_t rows = 0;

	*g = (struct grid){ .title = say_title(r, t, say_strata(r, f).p).p,
		.note = arena_printf(&r->arena,
		    "each beside %.*s in the same group of --by; Holm: p as "
		    "one of %zu such comparisons",
		    STR_ARG(f->reference),
		    f->n_strata ? f->strata[0].n_compared : 0)
			    .p };
	for (size_t k = 0; k < f->by; k++)
		grid_column(
		    g, arena_cstr(&r->arena, r->parts[k]), false, false);
	open_grid(t, g);
	for (size_t k = 0; k < f->n_strata; k++)
		rows += f->strata[k].n_groups;
	grid_rows(g, &r->arena, rows);
	for (size_t k = 0; k < f->n_strata; k++)
		for (size_t m = 0; m < f->strata[k].n_groups; m++) {
			const struct fair_group *group =
			    &f->strata[k].tables[i].groups[m];
			struct row *row = grid_row(g);

			for (size_t p = 0; p < f->by; p++)
				row->cells[p] = group_part(group->group, p);
			group_cells(
			    r, t, group, f->reference, row->cells + f->by);
		}
}

static void
put_cases(
    const struct fair_group *g, const char *name, uint64_t n, struct buf *out)
{
	if (g->too_few)
		json_member_string(out, name, NULL);
	else
		json_member_count(out, name, n);
}

/* Shares have a numerator and a ratio, means have ranks. */
static void
put_group(
    const struct fair_table *t, const struct fair_group *g, struct buf *out)
{
	const struct figure *f = &g->figure;
	const struct contrast *c = &g->contrast;
	bool yes = g->compared, share = t->measure;

	json_next(out);
	buf_cstr(out, "{\"group\":");
	json_put_string(out, g->name);
	if (share)
		put_cases(g, "numerator", f->numerator, out);
	put_cases(g, share ? "denominator" : "n", f->denominator, out);
	json_member_number(out, share ? "value" : "mean", f->value);
	json_member_number(out, "low", f->low);
	json_member_number(out, "high", f->high);
	json_member_string(out, "reason", f->reason);
	json_member_number(out, "difference", yes ? c->difference : NAN);
	json_member_number(out, "difference_low", yes ? c->low : NAN);
	json_member_number(out, "difference_high", yes ? c->high : NAN);
	if (share) {
		json_member_number(out, "ratio", yes ? c->ratio : NAN);
		json_member_number(out, "ratio_low", yes ? c->ratio_low : NAN);
		json_member_number(
		    out, "ratio_high", yes ? c->ratio_high : NAN);
	}
	if (share) {
		json_member_number(out, "adjusted", g->adjusted);
		json_member_number(out, "adjusted_low", g->adjusted_low);
		json_member_number(out, "adjusted_high", g->adjusted_high);
	}
	json_member_number(out, "p", yes ? c->p : NAN);
	json_member_number(out, "p_holm", yes ? c->p_holm : NAN);
	if (!share)
		json_member_number(out, "p_rank", yes ? c->p_rank : NAN);
	buf_char(out, '}');
}

static void
put_table(const struct fairness *f, const struct fair_table *t, struct buf *out)
{
	json_next(out);
	buf_char(out, '{');
	json_member_string(out, "id", fair_id(t));
	json_member_string(out, "definition", fair_definition(t));
	json_member_string(out, "unit", fair_unit(t));
	json_member(out, "groups");
	buf_char(out, '[');
	for (size_t i = 0; i < f->n_groups; i++)
		put_group(t, &t->groups[i], out);
	buf_char(out, ']');
	json_member(out, "worst");
	if (t->worst)
		json_put_string(out, t->worst->name);
	else
		buf_cstr(out, "null");
	json_member_number(out, "most_less_least", t->spread);
	json_member_number(out, "least_to_most", t->ratio);
	buf_char(out, '}');
}

static void
put_tables(const struct fairness *f, bool shares, struct buf *out)
{
	json_member(out, shares ? "metrics" : "amounts");
	buf_char(out, '[');
	for (size_t i = 0; i < f->n; i++)
		if (shares == (f->tables[i].measure != NULL))
			put_table(f, &f->tables[i], out);
	buf_char(out, ']');
}

static void
put_stratum(const struct fairness *s, struct buf *out)
{
	const struct group *g = s->tables[0].groups[0].group;

	json_next(out);
	buf_cstr(out, "{\"key\":");
	key_put(g->key, g->other ? g->held : s->by, out);
	put_tables(s, true, out);
	put_tables(s, false, out);
	buf_char(out, '}');
}

static void
put_findings(const struct fairness *f, struct buf *out)
{
	json_member(out, "findings");
	buf_char(out, '[');
	for (size_t i = 0; i < f->n_findings; i++) {
		const struct fair_finding *found = &f->findings[i];

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "id", fair_id(found->table));
		json_member(out, "group");
		json_put_string(out, found->group->name);
		json_member_number(
		    out, "difference", found->group->contrast.difference);
		json_member_number(
		    out, "p_holm", found->group->contrast.p_holm);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

void
fairness_json(struct report *r, const struct fairness *f, struct buf *out)
{
	json_member(out, "fairness");
	buf_char(out, '{');
	json_member_count(out, "min_n", r->o->min_n);
	json_member(out, "reference");
	if (f->reason)
		buf_cstr(out, "null");
	else
		json_put_string(out, f->reference);
	json_member_string(out, "reason", f->reason);
	json_member_string(out, "unit", kpi_units[r->panel != NULL]);
	json_member_number(
	    out, "in_several_groups", r->panel ? (double)r->panel->torn : NAN);
	json_member_count(out, "comparisons", f->n_compared);
	json_member_count(out, "comparisons_in_strata",
	    f->n_strata ? f->strata->n_compared : 0);
	put_findings(f, out);
	put_tables(f, true, out);
	put_tables(f, false, out);
	json_member(out, "strata");
	buf_char(out, '[');
	for (size_t i = 0; i < f->n_strata; i++)
		put_stratum(&f->strata[i], out);
	buf_cstr(out, "]}");
}
