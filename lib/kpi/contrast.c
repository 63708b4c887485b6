#include "kpi/contrast.h"

#include <math.h>

#include "base/die.h"

const double contrast_power = 0.8;

static bool
is_primary(const struct report *r, const char *id)
{
	return r->o->primary_metric && !strcmp(r->o->primary_metric, id);
}

bool
contrast_is_asked(const struct report *r, const char *id)
{
	const char *p = r->o->compare;
	size_t n = strlen(id);

	if (!p || is_primary(r, id))
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

static void
check_name(const struct report *r, const char *option, struct str id)
{
	bool known = false;

	for (const struct measure *m = r->measures; m->id; m++)
		known |= is_share(m) && str_eq(id, str_of(m->id));
	for (size_t x = 0; x < N_EXTENTS; x++)
		known |= str_eq(id, str_of(extents[x].id));
	if (!known)
		die("%s: no share and no amount %.*s", option, STR_ARG(id));
}

void
contrast_check(const struct report *r)
{
	const char *p = r->o->compare;

	if (r->o->primary_metric)
		check_name(r, "--primary", str_of(r->o->primary_metric));
	while (p && *p) {
		struct str id = { p, strcspn(p, ",") };

		check_name(r, "--compare", id);
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
		.base_control = NAN,
		.base_treated = NAN,
		.p_base = NAN,
		.any_low = NAN,
		.any_high = NAN,
		.any_p = NAN,
		.error = NAN,
		.planned = NAN };
}

static double
p_of_shares(const struct two_shares *s)
{
	return two_shares_is_small(s) ? two_shares_fisher(s) : two_shares_z(s);
}

uint64_t
contrast_units(const struct scope *s)
{
	return s->customers ? s->customers->customers : s->tally->counts[N_ALL];
}

/* Where a unit has several handoffs, cases are no share of the units. */
void
contrast_base(
    struct contrast *c, const struct scope *was, const struct scope *is)
{
	struct two_shares s = { { c->n_control, c->n_treated },
		{ contrast_units(was), contrast_units(is) } };

	if (s.k[0] > s.n[0] || s.k[1] > s.n[1])
		return;
	c->base_control = (double)s.k[0] / (double)s.n[0];
	c->base_treated = (double)s.k[1] / (double)s.n[1];
	if (s.k[0] < s.n[0] || s.k[1] < s.n[1])
		c->p_base = p_of_shares(&s);
}

bool
contrast_is_selected(const struct report *r, const struct contrast *c)
{
	return c->p_base < 1 - r->o->confidence;
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
	c->p = p_of_shares(s);
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

/* Of customers, where the scopes have them: the same two numbers. */
static bool
of_customers(struct report *r, const struct ratios *was,
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

		return x && y && of_customers(r, x, y, 1, c);
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
		return of_customers(r, &was->customers->amounts[x],
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

/* Marked, and in front of the others. */
static void
lead_with_primary(const struct report *r, struct contrast *all, size_t n)
{
	size_t i = 0;
	struct contrast primary;

	while (i < n && !is_primary(r, all[i].id))
		i++;
	if (i == n)
		return;
	primary = all[i];
	primary.primary = true;
	for (; i > 0; i--)
		all[i] = all[i - 1];
	all[0] = primary;
}

size_t
contrast_all(struct report *r, const struct scope *was, const struct scope *is,
    struct contrast *all)
{
	size_t n = 0;

	for (const struct measure *m = r->measures; m->id; m++)
		n += contrast_is_asked(r, m->id) &&
		     contrast_share(r, m, was, is, &all[n]);
	for (size_t x = 0; x < N_EXTENTS; x++)
		n += contrast_is_asked(r, extents[x].id) &&
		     contrast_amount(r, (enum extent)x, was, is, &all[n]);
	lead_with_primary(r, all, n);
	return n;
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
