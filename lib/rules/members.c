#include "rules/rules.h"

#include <string.h>

const char *
rules_shape(const char *member)
{
	static const char *const shapes[][2] = {
		{ "terms", ": { NAME: \"FILE.csv\" }" },
		{ "thresholds", ": { escalate: 0.7, watch: 0.45 }" },
		{ "weights", ": { SIGNAL: 1.5 }" },
		{ "hours", ": { mon: [\"09:00-17:00\"] }" },
		{ "when", ": a condition stands in quotes" },
		{ "until", ": a condition stands in quotes" },
	};

	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		if (strcmp(member, shapes[i][0]) == 0)
			return shapes[i][1];
	return "";
}

const struct rule_member members_of_file[] = {
	{ "name", IS_STRING, 0, 0, false },
	{ "version", IS_NUMBER, 0, 1e15, false },
	{ "thresholds", IS_OBJECT, 0, 0, false },
	{ "overrides", IS_ARRAY, 0, 0, false },
	{ "tiers", IS_ARRAY, 0, 0, false },
	{ "weights", IS_OBJECT, 0, 0, false },
	{ "terms", IS_OBJECT, 0, 0, false },
	{ "queues", IS_ARRAY, 0, 0, false },
	{ "time_zone", IS_STRING, 0, 0, false },
	{ "hours", IS_OBJECT, 0, 0, false },
	{ "holidays", IS_ARRAY, 0, 0, false },
	{ "crisis", IS_OBJECT, 0, 0, false },
	{ "rules", IS_ARRAY, 0, 0, false },
	{ "tests", IS_ARRAY, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_override[] = {
	{ "channel", IS_STRING | IS_ARRAY, 0, 0, false },
	{ "language", IS_STRING | IS_ARRAY, 0, 0, false },
	{ "tier", IS_STRING | IS_ARRAY, 0, 0, false },
	{ "thresholds", IS_OBJECT, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_tier[] = {
	{ "tier", IS_STRING, 0, 0, false },
	{ "intent", IS_STRING | IS_ARRAY, 0, 0, false },
	{ "risk", IS_STRING | IS_NUMBER, 0, 1, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_queue[] = {
	{ "name", IS_STRING, 0, 0, false },
	{ "priority", IS_NUMBER, -1e9, 1e9, false },
	{ "sla_s", IS_NUMBER, 0, 1e9, false },
	{ "skills", IS_ARRAY, 0, 0, false },
	{ "handle_s", IS_NUMBER, 0, 1e9, false },
	{ "patience_s", IS_NUMBER, 0, 1e9, false },
	{ "handle", IS_NUMBER | IS_OBJECT, 0, 0, false },
	{ "patience", IS_NUMBER | IS_OBJECT, 0, 0, false },
	{ "wrap_up_s", IS_NUMBER, 0, 1e9, false },
	{ "crisis", IS_BOOL, 0, 0, false },
	{ "steps", IS_ARRAY, 0, 0, false },
	{ "rings", IS_ARRAY, 0, 0, false },
	{ "time_zone", IS_STRING, 0, 0, false },
	{ "hours", IS_OBJECT, 0, 0, false },
	{ "holidays", IS_ARRAY, 0, 0, false },
	{ "closed", IS_STRING, 0, 0, false },
	{ "max_waiting", IS_NUMBER, 0, 1e9, true },
	{ "overflow", IS_OBJECT, 0, 0, false },
	{ "no_answer", IS_OBJECT, 0, 0, false },
	{ "transfer", IS_OBJECT, 0, 0, false },
	{ "callback", IS_OBJECT, 0, 0, false },
	{ "preferred_s", IS_NUMBER, 0, 1e9, false },
	{ "reserve", IS_NUMBER, 0, 1e6, true },
	{ "agent_order", IS_ARRAY, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_step[] = {
	{ "skills", IS_ARRAY, 0, 0, false },
	{ "expression", IS_STRING, 0, 0, false },
	{ "until_age_s", IS_NUMBER, 0, 1e9, false },
	{ "priority", IS_NUMBER, -1e9, 1e9, false },
	{ "skip_unstaffed", IS_BOOL, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_ring[] = {
	{ "after_s", IS_NUMBER, 0, 1e9, false },
	{ "drop", IS_ARRAY, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_overflow[] = {
	{ "to", IS_STRING, 0, 0, false },
	{ "waiting", IS_NUMBER, 0, 1e9, true },
	{ "after_age_s", IS_NUMBER, 0, 1e9, false },
	{ "when_unstaffed", IS_BOOL, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_no_answer[] = {
	{ "share", IS_NUMBER, 0, 1, false },
	{ "after_s", IS_NUMBER, 0, 1e9, false },
	{ "rest_s", IS_NUMBER, 0, 1e9, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_transfer[] = {
	{ "share", IS_NUMBER, 0, 1, false },
	{ "to", IS_STRING, 0, 0, false },
	{ "spent", IS_NUMBER, 0, 1, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_callback[] = {
	{ "after_s", IS_NUMBER, 0, 1e9, false },
	{ "share", IS_NUMBER, 0, 1, false },
	{ "answered", IS_NUMBER, 0, 1, false },
	{ "dial_s", IS_NUMBER, 0, 1e9, false },
	{ "attempts", IS_NUMBER, 1, 1000, true },
	{ "retry_s", IS_NUMBER, 0, 1e9, false },
	{ "appointment", IS_OBJECT, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_appointment[] = {
	{ "share", IS_NUMBER, 0, 1, false },
	{ "delay", IS_NUMBER | IS_OBJECT, 0, 0, false },
	{ "slot_s", IS_NUMBER, 1, 86400, true },
	{ "places", IS_NUMBER, 1, 1e6, true },
	{ "priority", IS_NUMBER, -1e9, 1e9, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_policy[] = {
	{ "name", IS_STRING, 0, 0, false },
	{ "queues", IS_ARRAY, 0, 0, false },
	{ "contact_order", IS_ARRAY, 0, 0, false },
	{ "per_minute", IS_NUMBER, 0, 1e9, false },
	{ "agent_order", IS_ARRAY, 0, 0, false },
	{ "channels", IS_OBJECT, 0, 0, false },
	{ "slow_down", IS_NUMBER | IS_ARRAY, 0, 0, false },
	{ "intents", IS_OBJECT, 0, 0, false },
	{ "routes", IS_ARRAY, 0, 0, false },
	{ "preferred", IS_STRING, 0, 0, false },
	{ "join", IS_OBJECT, 0, 0, false },
	{ "seed", IS_NUMBER, 0, 1e15, true },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_channel[] = {
	{ "weight", IS_NUMBER, 0.001, 1000, false },
	{ "exclusive", IS_BOOL, 0, 0, false },
	{ "sla_s", IS_NUMBER, 0, 1e9, false },
	{ "patience_s", IS_NUMBER, 0, 1e9, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_intent[] = {
	{ "handle", IS_NUMBER | IS_OBJECT, 0, 0, false },
	{ "patience", IS_NUMBER | IS_OBJECT, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_route[] = {
	{ "when", IS_STRING, 0, 0, false },
	{ "queue", IS_STRING, 0, 0, false },
	{ "priority", IS_NUMBER, -1e9, 1e9, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_join[] = {
	{ "within_s", IS_NUMBER, 0, 1e9, false },
	{ "keep_place", IS_BOOL, 0, 0, false },
	{ "same_agent", IS_BOOL, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_hours[] = {
	{ "mon", IS_ARRAY, 0, 0, false },
	{ "tue", IS_ARRAY, 0, 0, false },
	{ "wed", IS_ARRAY, 0, 0, false },
	{ "thu", IS_ARRAY, 0, 0, false },
	{ "fri", IS_ARRAY, 0, 0, false },
	{ "sat", IS_ARRAY, 0, 0, false },
	{ "sun", IS_ARRAY, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_crisis[] = {
	{ "signals", IS_STRING | IS_ARRAY, 0, 0, false },
	{ "at_least", IS_NUMBER, 0, 1, false },
	{ "fields", IS_STRING | IS_ARRAY, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_rule[] = {
	{ "id", IS_STRING, 0, 0, false },
	{ "when", IS_STRING, 0, 0, false },
	{ "then", IS_STRING, 0, 0, false },
	{ "priority", IS_NUMBER, -1e9, 1e9, false },
	{ "hard", IS_BOOL, 0, 0, false },
	{ "queue", IS_STRING, 0, 0, false },
	{ "reason", IS_STRING, 0, 0, false },
	{ "cooldown", IS_NUMBER, 1, 1e6, true },
	{ "turns", IS_NUMBER, 1, 1e6, true },
	{ "until", IS_STRING, 0, 0, false },
	{ "question", IS_STRING, 0, 0, false },
	{ "suppress", IS_STRING, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_test[] = {
	{ "name", IS_STRING, 0, 0, false },
	{ "turns", IS_ARRAY, 0, 0, false },
	{ "conversation", IS_OBJECT, 0, 0, false },
	{ "channel", IS_ANY, 0, 0, false },
	{ "language", IS_ANY, 0, 0, false },
	{ "customer", IS_ANY, 0, 0, false },
	{ "bot", IS_ANY, 0, 0, false },
	{ "started_at", IS_STRING | IS_NUMBER, 0, 0, false },
	{ "expect", IS_OBJECT, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

const struct rule_member members_of_expect[] = {
	{ "decision", IS_STRING, 0, 0, false },
	{ "turn", IS_NUMBER | IS_NULL, 0, 1e9, true },
	{ "rule", IS_STRING | IS_ARRAY, 0, 0, false },
	{ "no_rule", IS_STRING | IS_ARRAY, 0, 0, false },
	{ "readiness", IS_NUMBER | IS_ARRAY, 0, 1, false },
	{ "queue", IS_STRING | IS_NULL, 0, 0, false },
	{ "tier", IS_STRING, 0, 0, false },
	{ NULL, 0, 0, 0, false },
};

struct rule_names
rules_member_names(const struct rule_member *of, struct arena *run)
{
	struct rule_names names = { NULL, 0 };

	while (of[names.n].name)
		names.n++;
	names.items = arena_array(run, names.n, sizeof(*names.items));
	for (size_t i = 0; i < names.n; i++)
		names.items[i] = str_of(of[i].name);
	return names;
}
