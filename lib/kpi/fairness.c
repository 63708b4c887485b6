#include "kpi/fairness.h"

#include <math.h>

#include "base/die.h"
#include "base/near.h"

/* Being escalated is a benefit to who needs a human and a cost to who does
 * not, so what counts is who is missed and who is bothered, and what they get
 * then. */
static const char *const ids[] = { "judged_escalate", "label_recall",
	"label_false_of_contain", "label_precision", "escalation_delivered",
	"resolution", "csat_top2" };

enum { IDS = sizeof(ids) / sizeof(*ids) };

static struct str
name_of(const struct cohort *c)
{
	return group_part(&c->group, 0);
}

/* The group that others are compared with. */
static const struct cohort *
reference(struct report *r)
{
	const struct cohort *best = NULL;
	struct str *names = arena_array(&r->arena, r->n_groups, sizeof(*names));
	uint64_t most = 0;

	for (size_t i = 0; i < r->n_groups; i++) {
		const struct cohort *c = &r->groups[i];
		uint64_t n = cohort_scope(c).tally->counts[N_ALL];

		names[i] = name_of(c);
		if (r->o->control ? str_eq(names[i], str_of(r->o->control))
				  : n > most) {
			best = c;
			most = n;
		}
	}
	if (!best && r->o->control && r->n_groups)
		die("--control: no group %s (did you mean %.*s?)",
		    r->o->control,
		    STR_ARG(
			near_best(str_of(r->o->control), names, r->n_groups)));
	return best;
}

static const char too_few[] = "fewer cases than --min-n";

static bool
has_enough(const struct report *r, struct figure *f)
{
	if (f->denominator >= r->o->min_n)
		return true;
	f->value = f->low = f->high = NAN;
	f->reason = too_few;
	return false;
}

/* Holm's, over the groups of one metric. */
static void
adjust(struct report *r, struct fair_metric *m, size_t n)
{
	struct contrast *all = arena_array(&r->arena, n, sizeof(*all));
	size_t used = 0, next = 0;

	for (size_t i = 0; i < n; i++)
		if (m->groups[i].compared)
			all[used++] = m->groups[i].contrast;
	contrast_adjust(r, all, used);
	for (size_t i = 0; i < n; i++)
		if (m->groups[i].compared)
			m->groups[i].contrast = all[next++];
}

/* What Fairlearn calls the difference and the ratio of a rate. */
static void
summarise(struct fair_metric *m, size_t n)
{
	double least = NAN, most = NAN;

	for (size_t i = 0; i < n; i++) {
		const struct fair_group *g = &m->groups[i];

		if (isnan(g->figure.value))
			continue;
		least = fmin(least, g->figure.value);
		most = fmax(most, g->figure.value);
		if (g->compared &&
		    (!m->worst || fabs(g->contrast.difference) >
				      fabs(m->worst->contrast.difference)))
			m->worst = g;
	}
	m->spread = stats_round4(most - least);
	m->ratio = most > 0 ? stats_round4(least / most) : NAN;
}

static void
read_metric(struct report *r, const struct measure *measure,
    const struct cohort *reference_group, struct fair_metric *m)
{
	struct scope was = cohort_scope(reference_group);
	struct figure base = measure_figure(measure, &was, r->o->confidence);
	bool known = has_enough(r, &base);

	*m = (struct fair_metric){ .measure = measure };
	m->groups = arena_zalloc(&r->arena, r->n_groups * sizeof(*m->groups));
	for (size_t i = 0; i < r->n_groups; i++) {
		const struct cohort *c = &r->groups[i];
		struct fair_group *g = &m->groups[i];
		struct scope is = cohort_scope(c);

		g->name = name_of(c);
		g->figure = measure_figure(measure, &is, r->o->confidence);
		if (has_enough(r, &g->figure) && known && c != reference_group)
			g->compared =
			    contrast_share(r, measure, &was, &is, &g->contrast);
	}
	adjust(r, m, r->n_groups);
	summarise(m, r->n_groups);
}

static const enum extent fair_extents[FAIR_AMOUNTS] = { QUEUE_TIME,
	CSAT_POINTS };

/* Its mean, with Student's interval; NAN and the reason where it says nothing.
 */
static void
read_mean(
    struct report *r, const struct tally *t, enum extent x, struct fair_mean *m)
{
	struct moments values = histogram_moments(&t->spreads[x].values);
	struct interval w = moments_interval(&values, r->o->confidence);
	double unit = unit_scale(extents[x].unit);

	m->n = values.n;
	m->mean = m->low = m->high = NAN;
	m->reason = extent_reason(x, t);
	if (!m->reason && m->n < r->o->min_n)
		m->reason = too_few;
	if (m->reason)
		return;
	m->mean = stats_round4(moments_mean(&values) / unit);
	m->low = stats_round4(w.low / unit);
	m->high = stats_round4(w.high / unit);
}

static void
read_amount(struct report *r, enum extent x,
    const struct cohort *reference_group, struct fair_amount *a)
{
	struct scope was = cohort_scope(reference_group);
	struct contrast *all =
	    arena_array(&r->arena, r->n_groups, sizeof(*all));
	struct fair_mean base;
	size_t used = 0, next = 0;

	read_mean(r, was.tally, x, &base);
	a->extent = x;
	a->groups = arena_zalloc(&r->arena, r->n_groups * sizeof(*a->groups));
	for (size_t i = 0; i < r->n_groups; i++) {
		struct scope is = cohort_scope(&r->groups[i]);
		struct fair_mean *m = &a->groups[i];

		m->name = name_of(&r->groups[i]);
		read_mean(r, is.tally, x, m);
		if (!m->reason && !base.reason &&
		    &r->groups[i] != reference_group)
			m->compared =
			    contrast_amount(r, x, &was, &is, &all[used]);
		used += m->compared;
	}
	contrast_adjust(r, all, used);
	for (size_t i = 0; i < r->n_groups; i++)
		if (a->groups[i].compared)
			a->groups[i].contrast = all[next++];
}

void
fairness_read(struct report *r, struct fairness *f)
{
	const struct cohort *c = reference(r);

	*f = (struct fairness){ .n_groups = r->n_groups };
	if (r->n_groups < 2) {
		f->reason = "fewer than two groups in the input";
		return;
	}
	f->reference = name_of(c);
	for (size_t i = 0; i < IDS; i++) {
		const struct measure *m = measure_find(r->measures, ids[i]);

		if (m &&
		    !isnan(measure_figure(m, &r->all, r->o->confidence).value))
			read_metric(r, m, c, &f->metrics[f->n++]);
	}
	for (size_t i = 0; i < FAIR_AMOUNTS; i++)
		read_amount(r, fair_extents[i], c, &f->amounts[i]);
}

static struct str
say_contrast(struct report *r, const struct fair_group *g, bool ratio)
{
	const struct contrast *c = &g->contrast;

	if (!g->compared || (ratio && isnan(c->ratio)))
		return STR("-");
	if (ratio)
		return arena_printf(&r->arena, "%.2f (%.2f to %.2f)", c->ratio,
		    c->ratio_low, c->ratio_high);
	return arena_printf(&r->arena, "%+.2f (%.2f to %.2f)",
	    c->difference * 100, c->low * 100, c->high * 100);
}

static void
group_row(struct report *r, const struct fair_group *g, struct row *row)
{
	const struct figure *f = &g->figure;

	row->cells[0] = g->name;
	row->cells[1] = isnan(f->value)
			    ? arena_printf(&r->arena, "(%s)", f->reason)
			    : arena_printf(&r->arena, "%.2f%% (%.2f-%.2f)",
				  f->value * 100, f->low * 100, f->high * 100);
	row->cells[2] = arena_printf(&r->arena, "%llu of %llu",
	    (unsigned long long)f->numerator,
	    (unsigned long long)f->denominator);
	row->cells[3] = say_contrast(r, g, false);
	row->cells[4] = say_contrast(r, g, true);
	row->cells[5] = g->compared
			    ? arena_printf(&r->arena, "%.4f", g->contrast.p)
			    : STR("-");
	row->cells[6] =
	    g->compared ? arena_printf(&r->arena, "%.4f", g->contrast.p_holm)
			: STR("-");
}

void
grid_fairness(struct report *r, const struct fair_metric *m,
    const struct fairness *f, struct grid *g)
{
	static const char *const titles[] = { "share", "n", "difference",
		"ratio", "p", "Holm" };
	struct str note;

	note = arena_printf(&r->arena,
	    "%s. Against %.*s: Newcombe's and Katz's intervals; Holm's over "
	    "the groups. Most less least: %.2f points",
	    m->measure->definition, STR_ARG(f->reference), m->spread * 100);
	if (m->worst)
		note = arena_printf(&r->arena,
		    "%.*s; farthest from the reference: %.*s", STR_ARG(note),
		    STR_ARG(m->worst->name));
	if (!isnan(m->ratio))
		note = arena_printf(&r->arena,
		    "%.*s; least to most: %.2f (the four-fifths rule is about "
		    "selection for jobs, and no test of this)",
		    STR_ARG(note), m->ratio);
	*g = (struct grid){ .title = arena_printf(&r->arena, "By %.*s: %s",
				STR_ARG(say_by(r)), m->measure->label)
					 .p,
		.note = note.p };
	grid_column(g, "group", false, false);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		grid_column(g, titles[i], true, false);
	grid_rows(g, &r->arena, f->n_groups);
	for (size_t i = 0; i < f->n_groups; i++)
		group_row(r, &m->groups[i], grid_row(g));
}

static void
mean_row(struct report *r, const struct fair_mean *m, struct row *row)
{
	const struct contrast *c = &m->contrast;

	for (size_t i = 2; i < 7; i++)
		row->cells[i] = STR("-");
	row->cells[0] = m->name;
	row->cells[1] = m->reason ? arena_printf(&r->arena, "(%s)", m->reason)
				  : arena_printf(&r->arena, "%.2f (%.2f-%.2f)",
					m->mean, m->low, m->high);
	row->cells[2] =
	    arena_printf(&r->arena, "%llu", (unsigned long long)m->n);
	if (!m->compared)
		return;
	row->cells[3] = arena_printf(
	    &r->arena, "%+.2f (%.2f to %.2f)", c->difference, c->low, c->high);
	row->cells[4] = say_number(r, c->p);
	row->cells[5] = say_number(r, c->p_holm);
	row->cells[6] = say_number(r, c->p_rank);
}

void
grid_fair_amount(struct report *r, const struct fair_amount *a,
    const struct fairness *f, struct grid *g)
{
	static const char *const titles[] = { "mean", "n", "difference", "p",
		"Holm", "rank p" };
	const struct extent_info *info = &extents[a->extent];

	*g = (struct grid){ .title = arena_printf(&r->arena, "By %.*s: %s, %s",
				STR_ARG(say_by(r)), info->label,
				unit_name(info->unit))
					 .p,
		.note = arena_printf(&r->arena,
		    "%s; of those it happened to. Against %.*s: Student's and "
		    "Welch's intervals of means, and Mann and Whitney's test; "
		    "Holm's over the groups",
		    info->definition, STR_ARG(f->reference))
			    .p };
	grid_column(g, "group", false, false);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		grid_column(g, titles[i], true, false);
	grid_rows(g, &r->arena, f->n_groups);
	for (size_t i = 0; i < f->n_groups; i++)
		mean_row(r, &a->groups[i], grid_row(g));
}

static void
put_mean(const struct fair_mean *m, struct buf *out)
{
	const struct contrast *c = &m->contrast;
	bool yes = m->compared;

	json_next(out);
	buf_cstr(out, "{\"group\":");
	json_put_string(out, m->name);
	json_member_int(out, "n", m->n);
	json_member_number(out, "mean", m->mean);
	json_member_number(out, "low", m->low);
	json_member_number(out, "high", m->high);
	json_member_string(out, "reason", m->reason);
	json_member_number(out, "difference", yes ? c->difference : NAN);
	json_member_number(out, "difference_low", yes ? c->low : NAN);
	json_member_number(out, "difference_high", yes ? c->high : NAN);
	json_member_number(out, "p", yes ? c->p : NAN);
	json_member_number(out, "p_holm", yes ? c->p_holm : NAN);
	json_member_number(out, "p_rank", yes ? c->p_rank : NAN);
	buf_char(out, '}');
}

static void
put_amount(
    const struct fairness *f, const struct fair_amount *a, struct buf *out)
{
	const struct extent_info *info = &extents[a->extent];

	json_next(out);
	buf_char(out, '{');
	json_member_string(out, "id", info->id);
	json_member_string(out, "definition", info->definition);
	json_member_string(out, "unit", unit_name(info->unit));
	json_member(out, "groups");
	buf_char(out, '[');
	for (size_t i = 0; i < f->n_groups; i++)
		put_mean(&a->groups[i], out);
	buf_cstr(out, "]}");
}

static void
put_group(const struct fair_group *g, struct buf *out)
{
	const struct figure *f = &g->figure;
	const struct contrast *c = &g->contrast;
	bool yes = g->compared;

	json_next(out);
	buf_cstr(out, "{\"group\":");
	json_put_string(out, g->name);
	json_member_int(out, "numerator", f->numerator);
	json_member_int(out, "denominator", f->denominator);
	json_member_number(out, "value", f->value);
	json_member_number(out, "low", f->low);
	json_member_number(out, "high", f->high);
	json_member_string(out, "reason", f->reason);
	json_member_number(out, "difference", yes ? c->difference : NAN);
	json_member_number(out, "difference_low", yes ? c->low : NAN);
	json_member_number(out, "difference_high", yes ? c->high : NAN);
	json_member_number(out, "ratio", yes ? c->ratio : NAN);
	json_member_number(out, "ratio_low", yes ? c->ratio_low : NAN);
	json_member_number(out, "ratio_high", yes ? c->ratio_high : NAN);
	json_member_number(out, "p", yes ? c->p : NAN);
	json_member_number(out, "p_holm", yes ? c->p_holm : NAN);
	buf_char(out, '}');
}

static void
put_metric(
    const struct fairness *f, const struct fair_metric *m, struct buf *out)
{
	json_next(out);
	buf_char(out, '{');
	json_member_string(out, "id", m->measure->id);
	json_member_string(out, "definition", m->measure->definition);
	json_member(out, "groups");
	buf_char(out, '[');
	for (size_t i = 0; i < f->n_groups; i++)
		put_group(&m->groups[i], out);
	buf_char(out, ']');
	json_member(out, "worst");
	if (m->worst)
		json_put_string(out, m->worst->name);
	else
		buf_cstr(out, "null");
	json_member_number(out, "most_less_least", m->spread);
	json_member_number(out, "least_to_most", m->ratio);
	buf_char(out, '}');
}

void
fairness_json(struct report *r, const struct fairness *f, struct buf *out)
{
	json_member(out, "fairness");
	buf_char(out, '{');
	json_member_int(out, "min_n", r->o->min_n);
	json_member(out, "reference");
	if (f->reason)
		buf_cstr(out, "null");
	else
		json_put_string(out, f->reference);
	json_member_string(out, "reason", f->reason);
	json_member(out, "metrics");
	buf_char(out, '[');
	for (size_t i = 0; i < f->n; i++)
		put_metric(f, &f->metrics[i], out);
	buf_char(out, ']');
	json_member(out, "amounts");
	buf_char(out, '[');
	for (size_t i = 0; !f->reason && i < FAIR_AMOUNTS; i++)
		put_amount(f, &f->amounts[i], out);
	buf_cstr(out, "]}");
}
