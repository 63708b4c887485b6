#include "kpi/contrast.h"

#include <math.h>
#include <string.h>

const char *
contrast_family(const struct report *r)
{
	return r->o->primary_metric
		   ? "the p of the primary contrast (of all arms); all p of "
		     "the others but the simulated ones; those; rows that are "
		     "the same test (same_as) count once"
		   : "all p of contrasts but the simulated ones, which are a "
		     "family of their own; rows that are the same test "
		     "(same_as) count once";
}

enum test_family { PRIMARY, OTHERS, SIMULATED, FAMILIES };

static enum test_family
family_of(const struct contrast *c)
{
	return c->primary ? PRIMARY : c->simulated ? SIMULATED : OTHERS;
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

/* The first row that is the same test; its own where there is none.  Those of
 * an arm stand together. */
static size_t
first_of(const struct contrast *all, size_t i)
{
	size_t first = i;

	for (size_t k = i; k > 0 && str_eq(all[k - 1].arm, all[i].arm); k--)
		if (is_same_test(&all[k - 1], &all[i]))
			first = k - 1;
	return first;
}

/* One family: p of what is in it and no repetition, NAN else. */
static void
adjust_family(struct report *r, struct contrast *all, const size_t *first,
    size_t n, enum test_family family)
{
	double *p = arena_array(&r->arena, n, sizeof(*p));
	double *holm = arena_array(&r->arena, n, sizeof(*holm));
	double *hochberg = arena_array(&r->arena, n, sizeof(*hochberg));

	for (size_t i = 0; i < n; i++)
		p[i] = first[i] == i && family_of(&all[i]) == family ? all[i].p
								     : NAN;
	stats_holm(p, holm, n, &r->arena);
	stats_hochberg(p, hochberg, n, &r->arena);
	for (size_t i = 0; i < n; i++) {
		if (family_of(&all[first[i]]) != family)
			continue;
		all[i].p_holm = holm[first[i]];
		all[i].p_hochberg = hochberg[first[i]];
	}
}

static void
round_all(struct contrast *c)
{
	double *const numbers[] = { &c->control, &c->treated, &c->difference,
		&c->low, &c->high, &c->p, &c->p_holm, &c->p_hochberg,
		&c->p_rank, &c->detectable, &c->ratio, &c->ratio_low,
		&c->ratio_high, &c->kept, &c->any_low, &c->any_high, &c->any_p,
		&c->base_control, &c->base_treated, &c->p_base };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		*numbers[i] = stats_round4(*numbers[i]);
}

void
contrast_adjust(struct report *r, struct contrast *all, size_t n)
{
	size_t *first = arena_array(&r->arena, n, sizeof(*first));

	for (size_t i = 0; i < n; i++) {
		first[i] = first_of(all, i);
		all[i].same_as = first[i] == i ? NULL : all[first[i]].id;
	}
	for (size_t f = 0; f < FAMILIES; f++)
		adjust_family(r, all, first, n, (enum test_family)f);
	for (size_t i = 0; i < n; i++) {
		struct contrast *c = &all[i];

		c->detectable = stats_detectable(
		    c->planned, r->o->confidence, contrast_power);
		round_all(c);
	}
}
