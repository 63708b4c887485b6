#include "score/thresholds.h"

void
thresholds_init(struct thresholds *t, const struct rules *r,
    const struct expr_shape *shape, struct arena *a)
{
	size_t n = r->n_thresholds;

	t->rules = r;
	t->now = arena_array(a, n, sizeof(*t->now));
	t->values = arena_array(a, n, sizeof(*t->values));
	t->record = (struct expr_record){ shape, t->values };
	for (size_t i = 0; i < n; i++) {
		t->now[i] = r->thresholds[i].value;
		t->values[i] = expr_num(t->now[i]);
	}
}

/* One of the names is `s`, or what stands before a hyphen of a language. */
static bool
fits(const struct rule_names *names, struct str s, bool language)
{
	for (size_t i = 0; i < names->n; i++) {
		struct str name = names->items[i];

		if (str_begins_nocase(s, name) &&
		    (s.n == name.n || (language && s.p[name.n] == '-')))
			return true;
	}
	return names->n == 0;
}

void
thresholds_start(struct thresholds *t, const struct conv *c)
{
	const struct rules *r = t->rules;

	if (r->n_overrides == 0 && !t->supposed)
		return;
	t->supposed = false;
	for (size_t i = 0; i < r->n_thresholds; i++)
		t->now[i] = r->thresholds[i].value;
	for (size_t i = 0; i < r->n_overrides; i++) {
		const struct rule_override *o = &r->overrides[i];

		if (!fits(&o->channels, c->channel, false) ||
		    !fits(&o->languages, c->language, true) ||
		    !fits(&o->tiers, c->customer_tier, false))
			continue;
		for (size_t k = 0; k < o->n; k++)
			t->now[o->which[k]] = o->values[k];
	}
	for (size_t i = 0; i < r->n_thresholds; i++)
		t->values[i] = expr_num(t->now[i]);
}

void
thresholds_suppose(struct thresholds *t, size_t which, double value)
{
	t->supposed = true;
	t->now[which] = value;
	t->values[which] = expr_num(value);
}
