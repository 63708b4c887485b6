#include "kpi/contrast.h"

#include <math.h>

#include "base/die.h"

const double contrast_power = 0.8;

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

/* An outcome has no contrast: where it counts for something a rate says so. */
static bool
is_share(const struct measure *m)
{
	return m->kind == SHARE && m->section != S_ENDINGS;
}

void
contrast_check(const struct report *r)
{
	const char *p = r->o->compare;

	while (p && *p) {
		struct str id = { p, strcspn(p, ",") };
		bool known = false;

		for (const struct measure *m = r->measures; m->id; m++)
			known |= is_share(m) && str_eq(id, str_of(m->id));
		for (size_t x = 0; x < N_EXTENTS; x++)
			known |= str_eq(id, str_of(extents[x].id));
		if (!known)
			die("--compare: no share and no amount %.*s",
			    STR_ARG(id));
		p += id.n + (p[id.n] == ',');
	}
}

/* Katz and others 1978: the log of a ratio of shares is about normal. */
static void
put_ratio(struct contrast *c, const struct two_shares *s, double level)
{
	double ratio = c->treated / c->control, half;

	if (!s->k[0] || !s->k[1])
		return;
	half = stats_normal(level) *
	       sqrt(1 / (double)s->k[0] - 1 / (double)s->n[0] +
		    1 / (double)s->k[1] - 1 / (double)s->n[1]);
	c->ratio = ratio;
	c->ratio_low = ratio * exp(-half);
	c->ratio_high = ratio * exp(half);
}

static void
begin(struct contrast *c, const char *id, const char *label,
    const char *definition, const char *unit)
{
	*c = (struct contrast){ .id = id,
		.label = label,
		.definition = definition,
		.unit = unit,
		.p = NAN,
		.p_holm = NAN,
		.p_hochberg = NAN,
		.p_rank = NAN,
		.detectable = NAN,
		.ratio = NAN,
		.ratio_low = NAN,
		.ratio_high = NAN,
		.kept = NAN,
		.any_low = NAN,
		.any_high = NAN,
		.any_p = NAN,
		.error = NAN,
		.planned = NAN };
}

static bool
contrast_shares(
    struct report *r, const struct two_shares *s, struct contrast *c)
{
	double level = r->o->confidence;
	bool small = two_shares_is_small(s);
	struct interval w = two_shares_interval(s, level);
	uint64_t yes = s->k[0] + s->k[1];

	if (!yes || yes == s->n[0] + s->n[1])
		return false;
	c->test = small ? "Fisher" : "z";
	c->control = (double)s->k[0] / (double)s->n[0];
	c->treated = (double)s->k[1] / (double)s->n[1];
	c->difference = c->treated - c->control;
	c->low = w.low;
	c->high = w.high;
	c->n_control = s->n[0];
	c->n_treated = s->n[1];
	c->p = small ? two_shares_fisher(s) : two_shares_z(s);
	c->error = small ? NAN : two_shares_error(s);
	c->planned = two_shares_error_as_first(s);
	put_ratio(c, s, level);
	return true;
}

bool
contrast_is_cuped(const struct report *r)
{
	return r->o->pre_period || r->o->covariate;
}

bool
contrast_of_customers(struct report *r, const struct ratios *was,
    const struct ratios *is, double unit, struct contrast *c)
{
	double level = r->o->confidence, kept, half;
	bool cuped = contrast_is_cuped(r);
	struct difference d =
	    ratios_compare(was, is, level, cuped ? &kept : NULL);
	double errors = hypot(ratios_error(was) / ratios_value(was),
	    ratios_error(is) / ratios_value(is));

	if (!(d.error > 0))
		return false;
	c->test = cuped ? "CUPED" : "delta";
	c->control = ratios_value(was) / unit;
	c->treated = ratios_value(is) / unit;
	c->difference = d.estimate / unit;
	c->low = d.low / unit;
	c->high = d.high / unit;
	c->n_control = was->held;
	c->n_treated = is->held;
	c->p = d.p;
	c->error = d.error / unit;
	c->planned = c->error;
	if (cuped)
		c->kept = kept;
	if (isfinite(errors)) {
		half = stats_normal(level) * errors;
		c->ratio = c->treated / c->control;
		c->ratio_low = c->ratio * exp(-half);
		c->ratio_high = c->ratio * exp(half);
	}
	return true;
}

const struct ratios *
contrast_sums(const struct panel_arm *a, const struct measure *m)
{
	if (m->of_facts)
		return &a->rates[m->index];
	for (size_t i = 0; measure_table[i].id && !m->work; i++)
		if (!strcmp(measure_table[i].id, m->id))
			return &a->counted[i];
	return NULL;
}

bool
contrast_share(struct report *r, const struct measure *m,
    const struct scope *was, const struct scope *is, struct contrast *c)
{
	struct figure a, b;

	if (!is_share(m))
		return false;
	begin(c, m->id, m->label, m->definition, "share");
	c->simulated = m->section == S_ROUTE;
	if (was->customers && is->customers) {
		const struct ratios *x = contrast_sums(was->customers, m);
		const struct ratios *y = contrast_sums(is->customers, m);

		return x && y && contrast_of_customers(r, x, y, 1, c);
	}
	a = measure_figure(m, was, r->o->confidence);
	b = measure_figure(m, is, r->o->confidence);
	return !isnan(a.value) && !isnan(b.value) &&
	       contrast_shares(r,
		   &(struct two_shares){ { a.numerator, b.numerator },
		       { a.denominator, b.denominator } },
		   c);
}

/* Whether all of both are the same. */
static bool
is_one_value(const struct histogram *a, const struct histogram *b)
{
	struct histogram_ends x = histogram_ends(a), y = histogram_ends(b);

	return x.min == x.max && y.min == y.max && x.min == y.min;
}

bool
contrast_amount(struct report *r, enum extent x, const struct scope *was,
    const struct scope *is, struct contrast *c)
{
	const struct extent_info *info = &extents[x];
	double unit = unit_scale(info->unit);
	const struct histogram *a = &was->tally->spreads[x].values;
	const struct histogram *b = &is->tally->spreads[x].values;
	struct moments of_a = histogram_moments(a), of_b = histogram_moments(b);
	struct difference d;

	begin(
	    c, info->id, info->label, info->definition, unit_name(info->unit));
	c->simulated = info->section == S_ROUTE;
	if (was->customers && is->customers)
		return contrast_of_customers(r, &was->customers->amounts[x],
		    &is->customers->amounts[x], unit, c);
	if (a->n < 2 || b->n < 2 || is_one_value(a, b))
		return false;
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
	c->error = d.error / unit;
	c->planned = c->error;
	c->p_rank = stats_mann_whitney(a, b, &r->scratch).p;
	return true;
}

size_t
contrast_most(const struct report *r)
{
	size_t n = N_EXTENTS;

	for (const struct measure *m = r->measures; m->id; m++)
		n++;
	return n;
}

size_t
contrast_all(struct report *r, const struct scope *was, const struct scope *is,
    struct contrast *all)
{
	size_t n = 0;

	for (const struct measure *m = r->measures; m->id; m++)
		n += is_asked(r, m->id) &&
		     contrast_share(r, m, was, is, &all[n]);
	for (size_t x = 0; x < N_EXTENTS; x++)
		n += is_asked(r, extents[x].id) &&
		     contrast_amount(r, (enum extent)x, was, is, &all[n]);
	return n;
}

static void
round_all(struct contrast *c)
{
	double *const numbers[] = { &c->control, &c->treated, &c->difference,
		&c->low, &c->high, &c->p, &c->p_holm, &c->p_hochberg,
		&c->p_rank, &c->detectable, &c->ratio, &c->ratio_low,
		&c->ratio_high, &c->kept, &c->any_low, &c->any_high,
		&c->any_p };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		*numbers[i] = stats_round4(*numbers[i]);
}

void
contrast_anytime(struct report *r, struct contrast *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct contrast *c = &all[i];
		struct difference d = stats_anytime(c->difference, c->error,
		    (double)(c->n_control + c->n_treated), r->o->confidence,
		    (double)r->o->peek);

		c->any_low = d.low;
		c->any_high = d.high;
		c->any_p = d.p;
	}
}

static bool
is_near(double x, double y)
{
	return fabs(x - y) <= 1e-9 * fmax(1, fmax(fabs(x), fabs(y)));
}

/* Whether two numbers of one arm are one hypothesis: they are the same, or a
 * share and what it leaves. */
static bool
is_same_test(const struct contrast *a, const struct contrast *b)
{
	if (a->simulated != b->simulated || !str_eq(a->arm, b->arm) ||
	    !strcmp(a->id, b->id) || strcmp(a->unit, b->unit) != 0 ||
	    a->n_control != b->n_control || a->n_treated != b->n_treated ||
	    !is_near(a->p, b->p))
		return false;
	if (is_near(a->control, b->control) && is_near(a->treated, b->treated))
		return true;
	return !strcmp(a->unit, "share") &&
	       is_near(a->control, 1 - b->control) &&
	       is_near(a->treated, 1 - b->treated);
}

/* The first row that is the same test; its own where there is none. */
static size_t
first_of(const struct contrast *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_same_test(&all[k], &all[i]))
			return k;
	return i;
}

/* One family: p of what is in it and no repetition, NAN else. */
static void
adjust_family(struct report *r, struct contrast *all, const size_t *first,
    size_t n, bool simulated)
{
	double *p = arena_array(&r->arena, n, sizeof(*p));
	double *holm = arena_array(&r->arena, n, sizeof(*holm));
	double *hochberg = arena_array(&r->arena, n, sizeof(*hochberg));

	for (size_t i = 0; i < n; i++)
		p[i] = first[i] == i && all[i].simulated == simulated ? all[i].p
								      : NAN;
	stats_holm(p, holm, n, &r->arena);
	stats_hochberg(p, hochberg, n, &r->arena);
	for (size_t i = 0; i < n; i++) {
		if (all[i].simulated != simulated)
			continue;
		all[i].p_holm = holm[first[i]];
		all[i].p_hochberg = hochberg[first[i]];
	}
}

const char contrast_family[] =
    "all p of contrasts but the simulated ones, which are a family of their "
    "own; rows that are the same test (same_as) count once";

void
contrast_adjust(struct report *r, struct contrast *all, size_t n)
{
	size_t *first = arena_array(&r->arena, n, sizeof(*first));

	for (size_t i = 0; i < n; i++) {
		first[i] = first_of(all, i);
		all[i].same_as = first[i] == i ? NULL : all[first[i]].id;
	}
	adjust_family(r, all, first, n, false);
	adjust_family(r, all, first, n, true);
	for (size_t i = 0; i < n; i++) {
		struct contrast *c = &all[i];

		c->detectable = stats_detectable(
		    c->planned, r->o->confidence, contrast_power);
		round_all(c);
	}
}

const char *const contrast_titles[CONTRAST_CELLS] = { "KPI", "control", "arm",
	"difference", "interval", "p", "Holm", "BH", "test", "rank p",
	"detectable" };

struct str
say_p(struct report *r, double p)
{
	if (isnan(p))
		return STR("-");
	return p < 0.0001 ? STR("<0.0001") : arena_printf(&r->arena, "%.4f", p);
}

struct str
say_p_as(struct report *r, double p)
{
	if (isnan(p))
		return STR("not known");
	return p < 0.0001 ? STR("< 0.0001")
			  : arena_printf(&r->arena, "= %.4f", p);
}

static struct str
say_bounds(struct report *r, double low, double high)
{
	return isnan(low) ? STR("-")
			  : arena_printf(&r->arena, "%.2f to %.2f", low, high);
}

const char *const anytime_titles[ANYTIME_CELLS] = { "any time", "any-time p" };

void
anytime_cells(struct report *r, const struct contrast *c, struct str *cells)
{
	double scale = !strcmp(c->unit, "share") ? 100 : 1;

	cells[0] = say_bounds(r, c->any_low * scale, c->any_high * scale);
	cells[1] = say_p(r, c->any_p);
}

void
contrast_cells(struct report *r, const struct contrast *c, struct str *cells)
{
	bool share = !strcmp(c->unit, "share");
	double scale = share ? 100 : 1;
	const char *sign = share ? "%" : "";

	cells[0] =
	    share ? str_of(c->label)
		  : arena_printf(&r->arena, "%s, mean %s", c->label, c->unit);
	cells[1] = arena_printf(&r->arena, "%.2f%s", c->control * scale, sign);
	cells[2] = arena_printf(&r->arena, "%.2f%s", c->treated * scale, sign);
	cells[3] = arena_printf(&r->arena, "%+.2f", c->difference * scale);
	cells[4] = say_bounds(r, c->low * scale, c->high * scale);
	cells[5] = say_p(r, c->p);
	cells[6] = say_p(r, c->p_holm);
	cells[7] = say_p(r, c->p_hochberg);
	cells[8] = str_of(c->test);
	cells[9] = say_p(r, c->p_rank);
	cells[10] = isnan(c->detectable) ? STR("-")
					 : arena_printf(&r->arena, "%.2f",
					       c->detectable * scale);
}

void
contrast_json(const struct contrast *c, struct buf *out)
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
	json_member_string(out, "same_as", c->same_as);
	json_member(out, "simulated");
	buf_cstr(out, c->simulated ? "true" : "false");
	json_member_number(out, "p_holm", c->p_holm);
	json_member_number(out, "p_hochberg", c->p_hochberg);
	json_member_number(out, "p_rank", c->p_rank);
	json_member_number(out, "detectable", c->detectable);
	json_member_number(out, "ratio", c->ratio);
	json_member_number(out, "ratio_low", c->ratio_low);
	json_member_number(out, "ratio_high", c->ratio_high);
	json_member_number(out, "variance_kept", c->kept);
	json_member_number(out, "any_time_low", c->any_low);
	json_member_number(out, "any_time_high", c->any_high);
	json_member_number(out, "p_any_time", c->any_p);
	buf_char(out, '}');
}
