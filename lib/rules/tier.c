#include "rules/reader.h"

static const struct str risks[N_RISKS] = { { "low", 3 }, { "medium", 6 },
	{ "high", 4 }, { "critical", 8 } };
static const struct str tiers[N_TIERS] = { { "self-serve", 10 },
	{ "assisted", 8 }, { "human-first", 11 }, { "human-only", 10 } };

const struct str *
rules_risks(void)
{
	return risks;
}

const struct str *
rules_tiers(void)
{
	return tiers;
}

/* Risk is a name, or a number for readiness. */
static void
read_risk(const struct reader *rd, uint32_t row, struct rule_tier *t)
{
	uint32_t at = member(rd, row, "risk");

	if (at && json_kind_of(rd->j, at) == JSON_NUMBER)
		t->readiness = read_number(rd, row, "risk", 0, 1, 0);
	else if (read_string(rd, row, "risk").n)
		t->risk = (enum risk)read_choice(
		    rd, at, "there is no risk", risks, N_RISKS);
}

static void
read_row(const struct reader *rd, uint32_t at, struct rule_tier *t)
{
	uint32_t tier;

	demand(rd, at, JSON_OBJECT, "it");
	demand_known(rd, at, members_of_tier);
	if (read_string(rd, at, "tier").n == 0)
		wrong(rd, at, "it does not say which tier (tier)");
	tier = member(rd, at, "tier");
	t->tier = (enum tier)read_choice(
	    rd, tier, "there is no tier", tiers, N_TIERS);
	t->intents = read_names(rd, at, "intent");
	read_risk(rd, at, t);
}

void
read_tiers(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "tiers", JSON_ARRAY);
	struct rules *r = rd->r;

	if (!at)
		return;
	r->tiers =
	    arena_zalloc(rd->run, length(rd, at) * sizeof(*r->tiers) + 1);
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		be_at(rd, "tiers", r->n_tiers, STR(""));
		read_row(rd, i, &r->tiers[r->n_tiers++]);
	}
	be_nowhere(rd);
}

bool
rules_names_intent(const struct rule_names *names, struct str intent)
{
	for (size_t i = 0; i < names->n; i++) {
		struct str name = names->items[i];

		if (name.n && name.p[name.n - 1] == '*')
			name.n--;
		else if (name.n != intent.n)
			continue;
		if (intent.n >= name.n && memcmp(intent.p, name.p, name.n) == 0)
			return true;
	}
	return false;
}
