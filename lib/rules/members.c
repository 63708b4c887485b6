#include "rules/rules.h"

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
