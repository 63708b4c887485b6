#include <string.h>

#include "route/vendor.h"

/*
 * Amazon Connect's RoutingCriteria: steps, each with an expression over the
 * proficiencies of agents and the seconds it lasts, counted from the end of the
 * step before; after the last one anybody of the queue may take the contact.
 */

static void put_expression(const struct vendor *v, uint32_t at, struct buf *jq);

static struct str
text_of(const struct vendor *v, uint32_t object, const char *name)
{
	uint32_t at = vendor_member(v, object, name, JSON_STRING);

	if (!at)
		vendor_fail(v, object, "a condition lacks its Name or Value");
	return json_string(v->j, at, v->a);
}

static void
put_agents(const struct vendor *v, uint32_t ids, struct buf *jq)
{
	bool any = false;

	buf_char(jq, '(');
	for (uint32_t i = json_first(v->j, ids); i;
	     i = json_after(v->j, ids, i)) {
		if (json_kind_of(v->j, i) != JSON_STRING)
			vendor_fail(v, i, "an agent's id is no string");
		buf_cstr(jq, any ? " or .id == " : ".id == ");
		json_put_string(jq, json_string(v->j, i, v->a));
		any = true;
	}
	buf_cstr(jq, any ? ")" : "false)");
}

static void
put_level(
    const struct vendor *v, uint32_t object, const char *name, struct buf *jq)
{
	uint32_t at = vendor_member(v, object, name, JSON_NUMBER);

	if (!at)
		vendor_fail(v, object, "a condition lacks a proficiency");
	json_put_number(jq, json_number(v->j, at));
}

/* Agents, or a skill at a level, above it, or in a range. */
static void
put_condition(const struct vendor *v, uint32_t at, struct buf *jq)
{
	uint32_t match = vendor_member(v, at, "MatchCriteria", JSON_OBJECT);
	uint32_t range = vendor_member(v, at, "Range", JSON_OBJECT);
	struct buf skill = { 0 };

	if (match) {
		uint32_t agents =
		    vendor_member(v, match, "AgentsCriteria", JSON_OBJECT);
		uint32_t ids = vendor_member(v, agents, "AgentIds", JSON_ARRAY);

		if (!agents || !ids)
			vendor_fail(v, match, "it names no AgentIds");
		put_agents(v, ids, jq);
		return;
	}
	buf_cstr(&skill, ".skills[");
	vendor_put_skill(
	    &skill, text_of(v, at, "Name"), text_of(v, at, "Value"));
	buf_char(&skill, ']');
	buf_char(jq, '(');
	buf_str(jq, buf_view(&skill));
	buf_cstr(jq, " >= ");
	if (range) {
		put_level(v, range, "MinProficiencyLevel", jq);
		buf_cstr(jq, " and ");
		buf_str(jq, buf_view(&skill));
		buf_cstr(jq, " <= ");
		put_level(v, range, "MaxProficiencyLevel", jq);
	} else {
		put_level(v, at, "ProficiencyLevel", jq);
	}
	buf_char(jq, ')');
	buf_free(&skill);
}

static void
put_all(
    const struct vendor *v, uint32_t list, const char *between, struct buf *jq)
{
	bool any = false;

	buf_char(jq, '(');
	for (uint32_t i = json_first(v->j, list); i;
	     i = json_after(v->j, list, i)) {
		if (any)
			buf_cstr(jq, between);
		put_expression(v, i, jq);
		any = true;
	}
	if (!any)
		vendor_fail(v, list, "an expression of nothing");
	buf_char(jq, ')');
}

static void
put_expression(const struct vendor *v, uint32_t at, struct buf *jq)
{
	uint32_t one, none, all, some;

	if (json_kind_of(v->j, at) != JSON_OBJECT)
		vendor_fail(v, at, "an expression is no object");
	one = vendor_member(v, at, "AttributeCondition", JSON_OBJECT);
	none = vendor_member(v, at, "NotAttributeCondition", JSON_OBJECT);
	all = vendor_member(v, at, "AndExpression", JSON_ARRAY);
	some = vendor_member(v, at, "OrExpression", JSON_ARRAY);
	if (!!one + !!none + !!all + !!some != 1)
		vendor_fail(v, at,
		    "an expression is not one of AttributeCondition, "
		    "NotAttributeCondition, AndExpression and OrExpression");
	if (one) {
		put_condition(v, one, jq);
	} else if (none) {
		buf_char(jq, '(');
		put_condition(v, none, jq);
		buf_cstr(jq, " | not)");
	} else if (all) {
		put_all(v, all, " and ", jq);
	} else {
		put_all(v, some, " or ", jq);
	}
}

/* Its end, or what it had before where it has none. */
static double
put_step(const struct vendor *v, uint32_t at, double from)
{
	uint32_t expression, expiry, duration = 0;
	struct buf jq = { 0 };

	if (json_kind_of(v->j, at) != JSON_OBJECT)
		vendor_fail(v, at, "a step is no object");
	expression = vendor_member(v, at, "Expression", JSON_OBJECT);
	expiry = vendor_member(v, at, "Expiry", JSON_OBJECT);
	if (expiry)
		duration =
		    vendor_member(v, expiry, "DurationInSeconds", JSON_NUMBER);
	if (!expression)
		vendor_fail(v, at, "a step has no Expression");
	put_expression(v, expression, &jq);
	json_next(v->out);
	buf_char(v->out, '{');
	json_member(v->out, "expression");
	json_put_string(v->out, buf_view(&jq));
	if (duration) {
		from += json_number(v->j, duration);
		json_member_number(v->out, "until_age_s", from);
	}
	buf_char(v->out, '}');
	buf_free(&jq);
	return duration ? from : -1;
}

/* A queue is called as the file, without what stands behind its last dot. */
static struct str
stem(const char *file)
{
	const char *name = strrchr(file, '/'), *dot;

	name = name ? name + 1 : file;
	dot = strrchr(name, '.');
	return (struct str){ name,
		dot && dot != name ? (size_t)(dot - name) : strlen(name) };
}

void
connect_criteria(const struct vendor *v)
{
	uint32_t whole = vendor_member(v, 0, "RoutingCriteria", JSON_OBJECT);
	uint32_t steps = vendor_member(v, whole, "Steps", JSON_ARRAY);
	double until = 0;

	if (!steps)
		vendor_fail(v, whole, "it has no Steps");
	buf_cstr(v->out, "{\"queues\":[{\"name\":");
	json_put_string(v->out, stem(v->file));
	json_member(v->out, "steps");
	buf_char(v->out, '[');
	for (uint32_t i = json_first(v->j, steps); i;
	     i = json_after(v->j, steps, i)) {
		if (until < 0)
			vendor_fail(
			    v, i, "a step follows one that lasts for good");
		until = put_step(v, i, until);
	}
	if (until >= 0) {
		json_next(v->out);
		buf_cstr(v->out, "{}");
	}
	buf_cstr(v->out, "]}]}\n");
}
