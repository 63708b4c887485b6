#include "kpi/tally.h"

#include "kpi/facts.h"

static void
spread_merge(struct spread *into, const struct spread *from, struct arena *a)
{
	histogram_merge(&into->values, &from->values, a);
	histogram_merge(&into->censored, &from->censored, a);
	into->never += from->never;
	into->unknown += from->unknown;
}

static void
policy_merge(struct policy_score *into, const struct policy_score *from)
{
	into->hit += from->hit;
	into->wrong += from->wrong;
	into->missed += from->missed;
	for (size_t i = 0; i < TOLERANCES; i++)
		moments_merge(&into->transfer[i], &from->transfer[i]);
}

static void
widen(struct tally *t, int64_t first_ms, int64_t last_ms)
{
	if (!t->n_starts || first_ms < t->first_ms)
		t->first_ms = first_ms;
	if (!t->n_starts || last_ms > t->last_ms)
		t->last_ms = last_ms;
}

const struct policy_score *
tally_policy(const struct tally *t, enum policy p)
{
	static const struct policy_score none;

	return t->policies ? &t->policies[p] : &none;
}

struct policy_score *
tally_policies(struct tally *t, struct arena *a)
{
	if (!t->policies)
		t->policies =
		    arena_zalloc(a, N_POLICIES * sizeof(*t->policies));
	return t->policies;
}

bool
tally_has_history(const struct tally *t)
{
	for (const struct kind *k = NULL; (k = census_next(&t->census, k));)
		if (k->minute || fact_get(k->code, F_OBSERVED_DAYS))
			return true;
	return false;
}

void
tally_start(struct tally *t, int64_t ms)
{
	widen(t, ms, ms);
	t->n_starts++;
}

void
tally_merge(void *into, const void *from, struct arena *a)
{
	struct tally *t = into;
	const struct tally *f = from;

	for (size_t i = 0; i < N_COUNTS; i++)
		t->counts[i] += f->counts[i];
	census_merge(&t->census, &f->census, a);
	for (size_t i = 0; i < N_EXTENTS; i++)
		spread_merge(&t->spreads[i], &f->spreads[i], a);
	for (size_t i = 0; f->policies && i < N_POLICIES; i++)
		policy_merge(&tally_policies(t, a)[i], &f->policies[i]);
	moments_merge(&t->sentiment_shift, &f->sentiment_shift);
	products_merge(&t->work, &f->work);
	if (f->n_starts)
		widen(t, f->first_ms, f->last_ms);
	t->n_starts += f->n_starts;
}

void
mentions_merge(void *into, const void *from, struct arena *a)
{
	struct mentions *m = into;
	const struct mentions *f = from;

	(void)a;
	m->conversations += f->conversations;
	m->times += f->times;
	m->alone += f->alone;
	m->labelled += f->labelled;
	m->right += f->right;
}

void
mentions_blur(struct mentions *m)
{
	m->conversations = m->times;
	m->alone = m->labelled = m->right = 0;
}
