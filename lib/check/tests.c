#include <math.h>

#include "check/members.h"
#include "conv/conv.h"

/*
 * The tests of a rules file: what no judgement could fulfil.  Whether they
 * hold is for --test.
 */
static const struct str decisions[] = { { "contain", 7 }, { "watch", 5 },
	{ "escalate", 8 } };

static const struct entry *
find_rule(const struct reading *r, struct str id)
{
	for (size_t i = 0; i < r->n_rules; i++)
		if (str_eq(r->rules[i].id, id))
			return &r->rules[i];
	return NULL;
}

static bool
can_decide(const struct entry *e, struct str decision)
{
	if (e->then.n == 0 || decision.n == 0)
		return true;
	if (str_eq(decision, STR("contain")))
		return false;
	/* it escalates beside a watch only where it decides itself; a watch
	 * rule is among the reasons of either */
	return str_eq(e->then, STR("watch")) ||
	       str_eq(e->then, STR("clarify")) ||
	       (str_eq(e->then, STR("escalate")) &&
		   str_eq(decision, STR("escalate")));
}

static void
check_rule(struct reading *r, uint32_t at, struct str decision, bool wanted)
{
	struct str *ids = arena_array(r->run, r->n_rules + 1, sizeof(*ids));
	const struct entry *e = find_rule(r, text_of(r, at));

	for (size_t i = 0; i < r->n_rules; i++)
		ids[i] = r->rules[i].id;
	ids[r->n_rules] = STR("readiness");
	if (!e && !(wanted && json_is(&r->j, at, ids[r->n_rules])))
		report_nearest(
		    r, at, UNKNOWN_RULE, "rule", ids, r->n_rules + wanted);
	else if (e && wanted && !can_decide(e, decision))
		report(r, at, UNMEETABLE_TEST,
		    "a rule that says %.*s gives no reason to %.*s",
		    STR_ARG(e->then), STR_ARG(decision));
}

/* A rule, or several. */
static void
check_rules_of(
    struct reading *r, uint32_t expect, const char *name, struct str decision)
{
	const struct rule_member m = { name, IS_STRING, 0, 0, false };
	uint32_t one = member_of(r, expect, name, JSON_STRING);
	uint32_t list = member_of(r, expect, name, JSON_ARRAY);
	bool wanted = name[0] == 'r';

	if (one)
		check_rule(r, one, decision, wanted);
	if (list && !json_first(&r->j, list))
		report(r, list, BAD_MEMBER, "it names no rule");
	EACH_VALUE(r, i, list)
	{
		if (is_allowed(r, i, &m))
			check_rule(r, i, decision, wanted);
	}
}

static void
check_readiness(struct reading *r, uint32_t at)
{
	const struct rule_member m = { "readiness", IS_NUMBER, 0, 1, false };
	double bounds[2];
	size_t n = 0;

	EACH_VALUE(r, i, at)
	{
		if (!is_allowed(r, i, &m))
			return;
		if (n < 2)
			bounds[n] = json_number(&r->j, i);
		n++;
	}
	if (at && (n != 2 || bounds[0] > bounds[1]))
		report(
		    r, at, BAD_MEMBER, "readiness is a number or [low, high]");
}

/* A decision falls on a customer's turn. */
static void
check_turn(struct reading *r, uint32_t test, uint32_t at)
{
	uint32_t conv = member_of(r, test, "conversation", JSON_OBJECT);
	uint32_t turns = member_of(r, conv ? conv : test, "turns", JSON_ARRAY);
	double want = json_number(&r->j, at), n = 0;

	if (!turns)
		return;
	EACH_VALUE(r, i, turns)
	{
		uint32_t role = json_kind_of(&r->j, i) == JSON_OBJECT
				    ? member_of(r, i, "role", JSON_STRING)
				    : 0;

		if (n++ == want && role &&
		    (json_is(&r->j, role, STR("bot")) ||
			json_is(&r->j, role, STR("agent")) ||
			json_is(&r->j, role, STR("system"))))
			report(r, at, UNMEETABLE_TEST,
			    "turn %g is not the customer's", want);
	}
	if (want >= n)
		report(r, at, UNMEETABLE_TEST,
		    "the conversation has no turn %g: it has %g", want, n);
}

static void
check_expected(struct reading *r, uint32_t test, uint32_t expect)
{
	uint32_t at = member_of(r, expect, "decision", JSON_STRING);
	uint32_t turn = member_of(r, expect, "turn", JSON_NUMBER);
	uint32_t queue = member_of(r, expect, "queue", JSON_STRING);
	struct str decision = text_of(r, at);
	bool contain = str_eq(decision, decisions[0]);

	check_object(r, expect, members_of_expect);
	which_name(r, at, BAD_MEMBER, "decision", decisions, 3);
	if (contain && (turn || queue))
		report(r, turn ? turn : queue, UNMEETABLE_TEST,
		    "what is contained has no %s", turn ? "turn" : "queue");
	else if (turn)
		check_turn(r, test, turn);
	which_name(r, queue, UNKNOWN_QUEUE, "queue", r->queues, r->n_queues);
	which_name(r, member_of(r, expect, "tier", JSON_STRING), BAD_MEMBER,
	    "tier", rules_tiers(), N_TIERS);
	check_rules_of(r, expect, "rule", decision);
	check_rules_of(r, expect, "no_rule", decision);
	check_readiness(r, member_of(r, expect, "readiness", JSON_ARRAY));
}

static void
check_turns(struct reading *r, uint32_t test)
{
	static const struct str roles[] = { { "customer", 8 }, { "bot", 3 },
		{ "agent", 5 }, { "system", 6 } };
	uint32_t conv = member_of(r, test, "conversation", JSON_OBJECT);
	uint32_t turns = member_of(r, conv ? conv : test, "turns", JSON_ARRAY);
	enum role role;

	if (turns)
		count_objects(r, turns, "a turn");
	EACH_OBJECT(r, i, turns)
	{
		uint32_t at = member_of(r, i, "role", JSON_STRING);

		if (!at)
			report(r, i, BAD_MEMBER, "it has no role");
		else if (!conv_find_role(text_of(r, at), &role))
			report_nearest(r, at, BAD_MEMBER, "role", roles, 4);
	}
}

void
check_tests(struct reading *r)
{
	uint32_t tests = member_of(r, 0, "tests", JSON_ARRAY);

	if (tests)
		count_objects(r, tests, "a test");
	EACH_OBJECT(r, i, tests)
	{
		uint32_t expect = member_of(r, i, "expect", JSON_OBJECT);

		check_object(r, i, members_of_test);
		if (!member_of(r, i, "name", JSON_STRING))
			report(r, i, BAD_MEMBER, "it has no name");
		if (!member_of(r, i, "turns", JSON_ARRAY) ==
		    !member_of(r, i, "conversation", JSON_OBJECT))
			report(r, i, BAD_MEMBER,
			    "it needs turns or a conversation");
		check_turns(r, i);
		if (!expect)
			report(r, i, BAD_MEMBER, "it expects nothing (expect)");
		else if (!json_first(&r->j, expect))
			report(r, expect, BAD_MEMBER, "it expects nothing");
		else
			check_expected(r, i, expect);
	}
}
