#include <math.h>

#include "rules/reader.h"

/* Where a file is silent: life and limb. */
static struct str usual_signals[] = { { "safety.self_harm", 16 },
	{ "safety.medical", 14 }, { "safety.violence", 15 },
	{ "safety.child", 12 } };
static struct str usual_fields[] = { { "summary", 7 }, { "queue", 5 },
	{ "risks", 5 }, { "why", 3 }, { "skills", 6 }, { "priority", 8 },
	{ "next_step", 9 }, { "language", 8 }, { "channel", 7 },
	{ "customer_id", 11 }, { "agent", 5 }, { "wait_s", 6 },
	{ "message", 7 } };

struct rule_crisis
rules_usual_crisis(void)
{
	return (struct rule_crisis){
		.signals = { usual_signals,
		    sizeof(usual_signals) / sizeof(*usual_signals) },
		.at_least = NAN,
		.fields = { usual_fields,
		    sizeof(usual_fields) / sizeof(*usual_fields) },
	};
}

/* A person who may harm himself is taken for one sooner than words of violence
 * or illness, which customers use of things as well. */
static double
least_of(const struct rule_crisis *c, struct str signal)
{
	if (!isnan(c->at_least))
		return c->at_least;
	return str_eq(signal, STR("safety.self_harm")) ? 0.3 : 0.5;
}

bool
rule_is_crisis(const struct rule_crisis *c, struct str signal, double value)
{
	return value >= least_of(c, signal);
}

bool
rule_is_hazard(double value)
{
	return value >= 0.5;
}

static bool
is_hazard_met(const struct json *j, uint32_t signals)
{
	uint32_t at = json_find(j, signals, STR(RULE_HAZARD));

	return at && json_kind_of(j, at) == JSON_NUMBER &&
	       rule_is_hazard(json_number(j, at));
}

bool
rule_danger_is_met(
    const struct rule_crisis *c, const struct json *j, uint32_t signals)
{
	for (size_t i = 0; signals && i < c->signals.n; i++) {
		struct str name = c->signals.items[i];
		uint32_t at = json_find(j, signals, name);

		if (at && json_kind_of(j, at) == JSON_NUMBER &&
		    rule_is_crisis(c, name, json_number(j, at)))
			return true;
	}
	return signals && is_hazard_met(j, signals);
}

void
read_crisis(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "crisis", JSON_OBJECT);
	struct rule_crisis *c = &rd->r->crisis;
	struct rule_crisis usual = rules_usual_crisis();

	*c = usual;
	if (!at)
		return;
	be_in(rd, "crisis");
	demand_known(rd, at, members_of_crisis);
	if (member(rd, at, "signals"))
		c->signals = read_names(rd, at, "signals");
	if (member(rd, at, "fields"))
		c->fields = read_names(rd, at, "fields");
	c->at_least = read_number(rd, at, "at_least", 0, 1, usual.at_least);
	be_nowhere(rd);
}
