#include "kpi/experiment.h"

#include <math.h>
#include <stdlib.h>

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
		e->arms[e->n_arms++] = (struct arm){ name, c, .weight = 1 };
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

static void
check_split(struct report *r, struct experiment *e)
{
	uint64_t *counts = arena_array(&r->arena, e->n_arms, sizeof(*counts));
	double *weights = arena_array(&r->arena, e->n_arms, sizeof(*weights));

	for (size_t i = 0; i < e->n_arms; i++) {
		struct scope s = cohort_scope(e->arms[i].cohort);

		counts[i] = s.tally->counts[N_ALL];
		weights[i] = e->arms[i].weight;
	}
	e->p_split = stats_split(counts, weights, e->n_arms);
	if (e->n_arms < 2)
		e->reason = "fewer than two arms in the input";
	else if (isnan(e->p_split))
		e->reason = "fewer than two arms have a weight";
	else if (e->p_split < split_alarm)
		e->reason =
		    "the split of the arms is not the one expected (p below "
		    "0.001): something loses or sorts conversations, and no "
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
	was = cohort_scope(e->arms[0].cohort);
	e->contrasts = arena_array(
	    &r->arena, contrast_most(r) * e->n_arms, sizeof(*e->contrasts));
	for (size_t i = 1; i < e->n_arms; i++) {
		struct scope is = cohort_scope(e->arms[i].cohort);
		struct contrast *c = &e->contrasts[e->n];
		size_t n = contrast_all(r, &was, &is, c);

		for (size_t k = 0; k < n; k++)
			c[k].arm = e->arms[i].name;
		e->n += n;
	}
	contrast_adjust(r, e->contrasts, e->n);
}

void
grid_arms(struct report *r, const struct experiment *e, struct grid *g)
{
	*g = (struct grid){ .title = "Arms of the experiment" };
	g->note = e->reason ? e->reason
			    : arena_printf(&r->arena,
				  "a split as uneven as this comes by chance "
				  "with p = %.4f (chi-square); each arm is "
				  "compared with the first",
				  e->p_split)
				  .p;
	grid_column(g, "arm", false, false);
	grid_column(g, "conversations", true, false);
	grid_column(g, "expected", true, false);
	grid_rows(g, &r->arena, e->n_arms);
	for (size_t i = 0; i < e->n_arms; i++) {
		struct scope s = cohort_scope(e->arms[i].cohort);
		struct row *row = grid_row(g);
		double all = 0, weight = 0;

		for (size_t k = 0; k < e->n_arms; k++) {
			all += (double)cohort_scope(e->arms[k].cohort)
				   .tally->counts[N_ALL];
			weight += e->arms[k].weight;
		}
		row->cells[0] = e->arms[i].name;
		row->cells[1] = arena_printf(&r->arena, "%llu",
		    (unsigned long long)s.tally->counts[N_ALL]);
		row->cells[2] = arena_printf(
		    &r->arena, "%.1f", all * e->arms[i].weight / weight);
	}
}

void
grid_contrasts(struct report *r, const struct experiment *e, struct grid *g)
{
	*g = (struct grid){ .title = "The arms against the control",
		.note = "the family that Holm and Benjamini-Hochberg adjust "
			"for is all p of this table; intervals are Newcombe's "
			"for shares and Welch's for means, each alone; "
			"\"detectable\" is the difference in points that 80% "
			"of experiments of this size would find; the unit is "
			"the conversation: customers who come back make the "
			"intervals too narrow",
		.absent = e->reason };
	grid_column(g, "arm", false, false);
	for (size_t i = 0; i < CONTRAST_CELLS; i++)
		grid_column(g, contrast_titles[i], i > 0, false);
	grid_rows(g, &r->arena, e->n);
	for (size_t i = 0; i < e->n; i++) {
		struct row *row = grid_row(g);

		row->cells[0] = e->contrasts[i].arm;
		contrast_cells(r, &e->contrasts[i], row->cells + 1);
	}
}

void
experiment_json(const struct experiment *e, struct buf *out)
{
	json_member(out, "experiment");
	buf_cstr(out, "{\"arms\":[");
	for (size_t i = 0; i < e->n_arms; i++) {
		struct scope s = cohort_scope(e->arms[i].cohort);

		json_next(out);
		buf_cstr(out, "{\"name\":");
		json_put_string(out, e->arms[i].name);
		json_member_int(out, "conversations", s.tally->counts[N_ALL]);
		json_member_number(out, "weight", e->arms[i].weight);
		buf_char(out, '}');
	}
	buf_char(out, ']');
	json_member_number(out, "p_split", stats_round4(e->p_split));
	json_member_string(out, "reason", e->reason);
	json_member_string(
	    out, "family", "all p of contrasts, each arm against the first");
	json_member(out, "contrasts");
	buf_char(out, '[');
	for (size_t i = 0; i < e->n; i++)
		contrast_json(&e->contrasts[i], out);
	buf_cstr(out, "]}");
}
