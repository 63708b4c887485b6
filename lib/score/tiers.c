#include "score/tiers.h"

void
tiers_init(struct tiers *t, const struct rules *r, struct arena *a)
{
	t->rules = r;
	t->came_up = arena_array(a, r->n_tiers + 1, sizeof(*t->came_up));
}

void
tiers_start(struct tiers *t)
{
	for (size_t i = 0; i < t->rules->n_tiers; i++)
		t->came_up[i] = t->rules->tiers[i].intents.n == 0;
}

void
tiers_note(struct tiers *t, struct str intent)
{
	const struct rules *r = t->rules;

	for (size_t i = 0; intent.n && i < r->n_tiers; i++)
		t->came_up[i] =
		    t->came_up[i] ||
		    rules_names_intent(&r->tiers[i].intents, intent);
}

static enum tier
find(const struct tiers *t, const struct verdict *v)
{
	unsigned risk = v->hard ? RISK_CRITICAL : RISK_LOW + v->decision;

	for (size_t i = 0; i < t->rules->n_tiers; i++) {
		const struct rule_tier *row = &t->rules->tiers[i];

		if (t->came_up[i] && risk >= row->risk &&
		    v->signals.value[SLOT_READINESS] >= row->readiness)
			return row->tier;
	}
	return (enum tier)(TIER_SELF_SERVE + risk);
}

struct str
tiers_name(const struct tiers *t, const struct verdict *v)
{
	return rules_tiers()[find(t, v)];
}
