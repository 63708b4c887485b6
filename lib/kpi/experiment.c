#include "kpi/experiment.h"

#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/near.h"

static const double power = 0.8, split_alarm = 0.001;

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

static struct contrast *
add(struct experiment *e, const struct arm *arm, const char *id,
    const char *label, const char *unit)
{
	struct contrast *c = &e->contrasts[e->n++];

	*c = (struct contrast){ .arm = arm->name,
		.id = id,
		.label = label,
		.unit = unit,
		.p_rank = NAN,
		.detectable = NAN };
	return c;
}

/* Whether --compare names it. */
static bool
is_asked(const struct report *r, const char *id)
{
	const char *p = r->o->compare;
	size_t n = strlen(id);

	if (!p)
		return true;
	while (*p) {
		size_t length = strcspn(p, ",");

		if (length == n && !memcmp(p, id, n))
			return true;
		p += length + (p[length] == ',');
	}
	return false;
}

/* Every name of --compare is one of something. */
static void
check_asked(const struct report *r)
{
	const char *p = r->o->compare;

	while (p && *p) {
		struct str id = { p, strcspn(p, ",") };
		bool known = false;

		for (const struct measure *m = r->measures; m->id; m++)
			known |= m->kind == SHARE && m->section != S_ENDINGS &&
				 str_eq(id, str_of(m->id));
		for (size_t x = 0; x < N_EXTENTS; x++)
			known |= str_eq(id, str_of(extents[x].id));
		if (!known)
			die("--compare: no share and no amount %.*s",
			    STR_ARG(id));
		p += id.n + (p[id.n] == ',');
	}
}

/* All are yes, or all are no: there is nothing to compare. */
static bool
is_same(const struct two_shares *s)
{
	uint64_t yes = s->k[0] + s->k[1];

	return !yes || yes == s->n[0] + s->n[1];
}

static void
contrast_share(struct report *r, struct experiment *e, const struct arm *arm,
    const struct measure *m)
{
	double level = r->o->confidence;
	struct scope was = cohort_scope(e->arms[0].cohort);
	struct scope is = cohort_scope(arm->cohort);
	struct figure a = measure_figure(m, &was, level);
	struct figure b = measure_figure(m, &is, level);
	struct two_shares s = { { a.numerator, b.numerator },
		{ a.denominator, b.denominator } };
	bool small = two_shares_is_small(&s);
	struct interval w;
	struct contrast *c;

	if (m->kind != SHARE || m->section == S_ENDINGS || isnan(a.value) ||
	    isnan(b.value) || is_same(&s) || !is_asked(r, m->id))
		return;
	c = add(e, arm, m->id, m->label, "share");
	w = two_shares_interval(&s, level);
	c->test = small ? "Fisher" : "z";
	c->control = a.value;
	c->treated = b.value;
	c->difference =
	    (double)s.k[1] / (double)s.n[1] - (double)s.k[0] / (double)s.n[0];
	c->low = w.low;
	c->high = w.high;
	c->n_control = s.n[0];
	c->n_treated = s.n[1];
	c->p = small ? two_shares_fisher(&s) : two_shares_z(&s);
	c->detectable = two_shares_detectable(&s, level, power);
}

static void
contrast_amount(struct report *r, struct experiment *e, const struct arm *arm,
    enum extent x)
{
	const struct extent_info *info = &extents[x];
	double unit = unit_scale(info->unit);
	struct scope was = cohort_scope(e->arms[0].cohort);
	struct scope is = cohort_scope(arm->cohort);
	const struct histogram *a = &was.tally->spreads[x].values;
	const struct histogram *b = &is.tally->spreads[x].values;
	struct moments of_a = histogram_moments(a), of_b = histogram_moments(b);
	struct difference d;
	struct contrast *c;

	if (a->n < 2 || b->n < 2 || !is_asked(r, info->id) ||
	    (a->min == a->max && b->min == b->max && a->min == b->min))
		return;
	c = add(e, arm, info->id, info->label, unit_name(info->unit));
	d = moments_welch(&of_a, &of_b, r->o->confidence);
	arena_reset(&r->scratch);
	c->test = "Welch";
	c->control = moments_mean(&of_a) / unit;
	c->treated = moments_mean(&of_b) / unit;
	c->difference = d.estimate / unit;
	c->low = d.low / unit;
	c->high = d.high / unit;
	c->n_control = a->n;
	c->n_treated = b->n;
	c->p = d.p;
	c->p_rank = stats_mann_whitney(a, b, &r->scratch).p;
}

static void
adjust(struct report *r, struct experiment *e)
{
	double *p = arena_array(&r->arena, e->n, sizeof(*p));
	double *holm = arena_array(&r->arena, e->n, sizeof(*holm));
	double *hochberg = arena_array(&r->arena, e->n, sizeof(*hochberg));

	for (size_t i = 0; i < e->n; i++)
		p[i] = e->contrasts[i].p;
	stats_holm(p, holm, e->n, &r->arena);
	stats_hochberg(p, hochberg, e->n, &r->arena);
	for (size_t i = 0; i < e->n; i++) {
		struct contrast *c = &e->contrasts[i];

		c->p = stats_round4(p[i]);
		c->p_holm = stats_round4(holm[i]);
		c->p_hochberg = stats_round4(hochberg[i]);
		c->p_rank = stats_round4(c->p_rank);
		c->control = stats_round4(c->control);
		c->treated = stats_round4(c->treated);
		c->difference = stats_round4(c->difference);
		c->low = stats_round4(c->low);
		c->high = stats_round4(c->high);
		c->detectable = stats_round4(c->detectable);
	}
}

void
experiment_read(struct report *r, struct experiment *e)
{
	size_t room = N_EXTENTS;

	*e = (struct experiment){ .p_split = NAN };
	read_arms(r, e);
	read_split(r, e);
	choose_control(r, e);
	check_split(r, e);
	check_asked(r);
	if (e->reason)
		return;
	for (const struct measure *m = r->measures; m->id; m++)
		room++;
	e->contrasts =
	    arena_array(&r->arena, room * e->n_arms, sizeof(*e->contrasts));
	for (size_t i = 1; i < e->n_arms; i++) {
		for (const struct measure *m = r->measures; m->id; m++)
			contrast_share(r, e, &e->arms[i], m);
		for (size_t x = 0; x < N_EXTENTS; x++)
			contrast_amount(r, e, &e->arms[i], (enum extent)x);
	}
	adjust(r, e);
}

static struct str
say_p(struct report *r, double p)
{
	if (isnan(p))
		return STR("-");
	return p < 0.0001 ? STR("<0.0001") : arena_printf(&r->arena, "%.4f", p);
}

void
grid_arms(struct report *r, const struct experiment *e, struct grid *g)
{
	*g = (struct grid){ .title = "Arms of the experiment", .bars = true };
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
	g->rows = arena_zalloc(&r->arena, (e->n_arms + 1) * sizeof(*g->rows));
	for (size_t i = 0; i < e->n_arms; i++) {
		struct scope s = cohort_scope(e->arms[i].cohort);
		struct row *row = &g->rows[g->n_rows++];
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
		row->share = row->low = row->high = NAN;
	}
	g->bars = false;
}

static void
contrast_row(struct report *r, const struct contrast *c, struct row *row)
{
	bool share = !strcmp(c->unit, "share");
	double scale = share ? 100 : 1;
	const char *sign = share ? "%" : "";

	row->cells[0] = c->arm;
	row->cells[1] =
	    share ? str_of(c->label)
		  : arena_printf(&r->arena, "%s, mean %s", c->label, c->unit);
	row->cells[2] =
	    arena_printf(&r->arena, "%.2f%s", c->control * scale, sign);
	row->cells[3] =
	    arena_printf(&r->arena, "%.2f%s", c->treated * scale, sign);
	row->cells[4] = arena_printf(&r->arena, "%+.2f", c->difference * scale);
	row->cells[5] = isnan(c->low) ? STR("-")
				      : arena_printf(&r->arena, "%.2f to %.2f",
					    c->low * scale, c->high * scale);
	row->cells[6] = say_p(r, c->p);
	row->cells[7] = say_p(r, c->p_holm);
	row->cells[8] = say_p(r, c->p_hochberg);
	row->cells[9] = str_of(c->test);
	row->cells[10] = say_p(r, c->p_rank);
	row->cells[11] = isnan(c->detectable) ? STR("-")
					      : arena_printf(&r->arena, "%.2f",
						    c->detectable * scale);
	row->share = row->low = row->high = NAN;
}

void
grid_contrasts(struct report *r, const struct experiment *e, struct grid *g)
{
	static const char *const titles[] = { "control", "arm", "difference",
		"interval", "p", "Holm", "BH", "test", "rank p", "detectable" };

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
	grid_column(g, "KPI", false, false);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		grid_column(g, titles[i], true, false);
	g->rows = arena_zalloc(&r->arena, (e->n + 1) * sizeof(*g->rows));
	for (size_t i = 0; i < e->n; i++)
		contrast_row(r, &e->contrasts[i], &g->rows[g->n_rows++]);
}

static void
put_contrast(const struct contrast *c, struct buf *out)
{
	json_next(out);
	buf_char(out, '{');
	json_member(out, "arm");
	json_put_string(out, c->arm);
	json_member_string(out, "id", c->id);
	json_member_string(out, "unit", c->unit);
	json_member_number(out, "control", c->control);
	json_member_number(out, "treated", c->treated);
	json_member_int(out, "n_control", c->n_control);
	json_member_int(out, "n_treated", c->n_treated);
	json_member_number(out, "difference", c->difference);
	json_member_number(out, "low", c->low);
	json_member_number(out, "high", c->high);
	json_member_string(out, "test", c->test);
	json_member_number(out, "p", c->p);
	json_member_number(out, "p_holm", c->p_holm);
	json_member_number(out, "p_hochberg", c->p_hochberg);
	json_member_number(out, "p_rank", c->p_rank);
	json_member_number(out, "detectable", c->detectable);
	buf_char(out, '}');
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
		put_contrast(&e->contrasts[i], out);
	buf_cstr(out, "]}");
}
