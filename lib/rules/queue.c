#include "rules/reader.h"

#include <math.h>

/* As they were where the member is absent. */
static void
read_skills(
    const struct reader *rd, uint32_t object, struct str **skills, size_t *n)
{
	uint32_t at = read_group(rd, object, "skills", JSON_ARRAY);

	if (!at)
		return;
	*skills = arena_array(rd->run, length(rd, at), sizeof(**skills));
	*n = 0;
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		demand(rd, i, JSON_STRING, "a skill");
		(*skills)[(*n)++] = json_string(rd->j, i, rd->run);
	}
}

const struct expr *
read_condition(const struct reader *rd, uint32_t object, const char *name)
{
	uint32_t at = read_group(rd, object, name, JSON_STRING);
	struct expr_error err;
	const struct expr *e;

	if (!at)
		return NULL;
	e = expr_compile(json_string(rd->j, at, rd->run), NULL, rd->run, &err);
	if (!e || expr_assigns(e, &err))
		wrong_inside(rd, at,
		    (struct expr_place){ err.line, err.column }, "%s",
		    err.detail);
	if (expr_jailed(e))
		wrong(rd, at, "%s uses %s, which only rules can", name,
		    expr_jailed(e));
	return e;
}

void
read_agent_order(
    const struct reader *rd, uint32_t object, struct rule_agent_order *out)
{
	static const struct str keys[N_AGENT_KEYS] = {
		[AGENT_FEWEST] = { "fewest", 6 },
		[AGENT_SPARE] = { "spare-capacity", 14 },
		[AGENT_LEAST_OCCUPIED] = { "least-occupied", 14 },
		[AGENT_IDLE] = { "longest-idle", 12 },
		[AGENT_ROUND] = { "round-robin", 11 },
		[AGENT_BEST] = { "proficiency", 11 },
		[AGENT_LEAST_SKILLED] = { "least-skilled", 13 },
		[AGENT_PREFERRED] = { "preferred", 9 },
		[AGENT_ID] = { "id", 2 },
	};
	uint32_t at = read_group(rd, object, "agent_order", JSON_ARRAY);

	if (!at)
		return;
	out->n = 0;
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		size_t key =
		    read_choice(rd, i, "unknown key", keys, N_AGENT_KEYS);

		for (size_t k = 0; k < out->n; k++)
			if (out->keys[k] == (enum agent_key)key)
				wrong(rd, i, "the key is there twice");
		out->keys[out->n++] = (enum agent_key)key;
	}
	if (out->n == 0)
		wrong(rd, at, "agent_order has no elements");
}

/* What an expression sees of an agent: see route/agent_facts.h. */
static void
check_expression(const struct reader *rd, uint32_t step)
{
	static const struct str names[] = { { "id", 2 }, { "team", 4 },
		{ "slots", 5 }, { "skills", 6 }, { "languages", 9 },
		{ "channels", 8 } };
	static const struct expr_shape agent = { names, NULL, 6 };
	uint32_t at = member(rd, step, "expression");
	struct expr_error err;
	struct str path, nearest;
	const struct expr *e;

	if (!at)
		return;
	e = expr_compile(
	    json_string(rd->j, at, rd->run), &agent, rd->run, &err);
	if (e && expr_unknown_paths(e, 0, &path, &nearest))
		wrong(rd, at, "an agent has no %.*s; the nearest known is %.*s",
		    STR_ARG(path), STR_ARG(nearest));
}

/* Ages rise from step to step. */
static void
read_step(struct reader *rd, uint32_t at, struct rule_step *step, double from)
{
	*step = (struct rule_step){ .until_age_s = INFINITY, .priority = NAN };
	demand(rd, at, JSON_OBJECT, "a step");
	demand_known(rd, at, members_of_step);
	read_skills(rd, at, &step->skills, &step->n_skills);
	step->expression = read_condition(rd, at, "expression");
	check_expression(rd, at);
	step->until_age_s =
	    read_number(rd, at, "until_age_s", 0, 1e9, INFINITY);
	step->priority = read_number(rd, at, "priority", -1e9, 1e9, NAN);
	step->skip_unstaffed = read_bool(rd, at, "skip_unstaffed");
	if (step->until_age_s < from)
		wrong(rd, at, "until_age_s is before that of the step before");
}

static void
read_steps(struct reader *rd, uint32_t at, struct rule_queue *q)
{
	double from = 0;

	q->steps = arena_array(rd->run, length(rd, at), sizeof(*q->steps));
	q->n_steps = 0;
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		read_step(rd, i, &q->steps[q->n_steps], from);
		from = q->steps[q->n_steps++].until_age_s;
	}
}

/* Move a skill from the n that are asked for to nowhere. */
static void
drop_skill(const struct reader *rd, uint32_t at, struct str *skills, size_t *n)
{
	struct str name;
	size_t i = 0;

	demand(rd, at, JSON_STRING, "a skill");
	name = json_string(rd->j, at, rd->run);
	while (i < *n && !str_eq(skills[i], name))
		i++;
	if (i == *n)
		wrong(rd, at, "there is no skill \"%.*s\" left to drop",
		    STR_ARG(name));
	for (--*n; i < *n; i++)
		skills[i] = skills[i + 1];
}

/*
 * Rings are steps: the first asks for all skills of the queue, each later one
 * for fewer; what no ring drops stays the queue's.
 */
static void
read_rings(struct reader *rd, uint32_t at, struct rule_queue *q)
{
	size_t n = length(rd, at), left = q->n_skills;
	struct str *skills = arena_array(rd->run, left, sizeof(*skills));
	double age = 0;

	memcpy(skills, q->skills, left * sizeof(*skills));
	q->steps = arena_array(rd->run, n + 1, sizeof(*q->steps));
	q->n_steps = 0;
	for (uint32_t i = json_first(rd->j, at);;
	     i = json_after(rd->j, at, i)) {
		struct rule_step *s = &q->steps[q->n_steps++];
		uint32_t drop;

		*s = (struct rule_step){ .n_skills = left,
			.until_age_s = INFINITY,
			.priority = NAN };
		s->skills = arena_array(rd->run, left, sizeof(*skills));
		memcpy(s->skills, skills, left * sizeof(*skills));
		if (!i)
			break;
		demand(rd, i, JSON_OBJECT, "a ring");
		demand_known(rd, i, members_of_ring);
		age += read_number(rd, i, "after_s", 0, 1e9, 0);
		s->until_age_s = age;
		drop = read_group(rd, i, "drop", JSON_ARRAY);
		if (!drop)
			wrong(rd, i, "it drops nothing");
		for (uint32_t k = json_first(rd->j, drop); k;
		     k = json_after(rd->j, drop, k))
			drop_skill(rd, k, skills, &left);
	}
	q->skills = skills;
	q->n_skills = left;
}

static void
read_overflow(struct reader *rd, uint32_t at, struct rule_overflow *o)
{
	demand_known(rd, at, members_of_overflow);
	*o = (struct rule_overflow){ .at = at,
		.to = read_string(rd, at, "to"),
		.waiting = read_number(rd, at, "waiting", 0, 1e9, INFINITY),
		.after_age_s =
		    read_number(rd, at, "after_age_s", 0, 1e9, INFINITY),
		.when_unstaffed = read_bool(rd, at, "when_unstaffed") };
	if (!o->to.n)
		wrong(rd, at, "overflow leads to no queue (to)");
}

static void
read_no_answer(struct reader *rd, uint32_t at, struct rule_no_answer *a)
{
	demand_known(rd, at, members_of_no_answer);
	a->share = read_number(rd, at, "share", 0, 1, 0);
	a->after_s = read_number(rd, at, "after_s", 0, 1e9, 20);
	a->rest_s = read_number(rd, at, "rest_s", 0, 1e9, 0);
	if (a->share == 1)
		wrong(rd, at, "nobody ever answers (share)");
}

static void
read_transfer(struct reader *rd, uint32_t at, struct rule_transfer *t)
{
	demand_known(rd, at, members_of_transfer);
	*t = (struct rule_transfer){ .at = at,
		.share = read_number(rd, at, "share", 0, 1, 1),
		.to = read_string(rd, at, "to"),
		.spent = read_number(rd, at, "spent", 0, 1, 0.25) };
	if (!t->to.n)
		wrong(rd, at, "transfer leads to no queue (to)");
}

static struct rule_appointment
read_appointment(struct reader *rd, uint32_t callback)
{
	uint32_t at = read_group(rd, callback, "appointment", JSON_OBJECT);
	struct rule_appointment a = { .delay = { .kind = LAW_CONSTANT } };

	if (!at)
		return a;
	demand_known(rd, at, members_of_appointment);
	a.share = read_number(rd, at, "share", 0, 1, 1);
	read_law(rd, at, "delay", &a.delay);
	a.slot_s = read_number(rd, at, "slot_s", 1, 86400, 1800);
	a.places = read_number(rd, at, "places", 1, 1e6, INFINITY);
	a.priority = read_number(rd, at, "priority", -1e9, 1e9, NAN);
	return a;
}

static void
read_callback(struct reader *rd, uint32_t at, struct rule_callback *c)
{
	demand_known(rd, at, members_of_callback);
	*c = (struct rule_callback){ .offered = true,
		.after_s = read_number(rd, at, "after_s", 0, 1e9, 60),
		.share = read_number(rd, at, "share", 0, 1, 1),
		.answered = read_number(rd, at, "answered", 0, 1, 1),
		.dial_s = read_number(rd, at, "dial_s", 0, 1e9, 20),
		.attempts = read_number(rd, at, "attempts", 1, 1000, 1),
		.retry_s = read_number(rd, at, "retry_s", 0, 1e9, 600),
		.appointment = read_appointment(rd, at) };
}

static void
read_closed(struct reader *rd, uint32_t object, struct rule_queue *q)
{
	static const struct str ways[] = { { "wait", 4 }, { "refuse", 6 },
		{ "overflow", 8 } };
	uint32_t at = member(rd, object, "closed");

	if (at)
		q->closed =
		    (enum rule_closed)read_choice(rd, at, "closed is", ways, 3);
	if (at && !q->hours.given)
		wrong(rd, at, "it never closes without hours");
	if (q->closed == CLOSED_OVERFLOW && !q->overflow.to.n)
		wrong(rd, at ? at : object, "it has no overflow");
}

static void
read_times(const struct reader *rd, uint32_t at, struct rule_queue *q)
{
	/* a plain number replaces what it was drawn from */
	if (member(rd, at, "handle_s"))
		q->handle.kind = LAW_NONE;
	if (member(rd, at, "patience_s"))
		q->patience.kind = LAW_NONE;
	q->handle_s = read_number(rd, at, "handle_s", 0, 1e9, q->handle_s);
	q->patience_s =
	    read_number(rd, at, "patience_s", 0, 1e9, q->patience_s);
	read_law(rd, at, "handle", &q->handle);
	read_law(rd, at, "patience", &q->patience);
	q->wrap_up_s = read_number(rd, at, "wrap_up_s", 0, 1e9, q->wrap_up_s);
	q->preferred_s =
	    read_number(rd, at, "preferred_s", 0, 1e9, q->preferred_s);
}

/* What nobody may be led away from by. */
static void
check_crisis(const struct reader *rd, uint32_t at, const struct rule_queue *q)
{
	if (!q->crisis)
		return;
	if (q->overflow.to.n)
		wrong(rd, at,
		    "a crisis queue does not overflow: who needs "
		    "its skills would lose them");
	if (q->hours.given)
		wrong(rd, at, "a crisis queue does not close");
	if (isfinite(q->max_waiting))
		wrong(rd, at, "a crisis queue refuses nobody");
	if (q->callback.offered)
		wrong(rd, at,
		    "a crisis queue calls nobody back: who may be in danger "
		    "is not left alone");
	if (q->n_skills == 0)
		wrong(rd, at,
		    "a crisis queue needs skills: without them "
		    "everybody is qualified");
	if (q->drops_skills)
		wrong(rd, at,
		    "a crisis queue gives up none of its skills (rings)");
}

void
read_queue(struct reader *rd, uint32_t at, struct rule_queue *q)
{
	uint32_t steps = read_group(rd, at, "steps", JSON_ARRAY);
	uint32_t rings = read_group(rd, at, "rings", JSON_ARRAY);
	uint32_t overflow = read_group(rd, at, "overflow", JSON_OBJECT);
	uint32_t no_answer = read_group(rd, at, "no_answer", JSON_OBJECT);
	uint32_t transfer = read_group(rd, at, "transfer", JSON_OBJECT);
	uint32_t callback = read_group(rd, at, "callback", JSON_OBJECT);

	demand_known(rd, at, members_of_queue);
	if (!q->file || member(rd, at, "skills") || steps || rings)
		q->file = rd->r->file;
	q->priority = read_number(rd, at, "priority", -1e9, 1e9, q->priority);
	q->sla_s = read_number(rd, at, "sla_s", 0, 1e9, q->sla_s);
	read_skills(rd, at, &q->skills, &q->n_skills);
	read_times(rd, at, q);
	if (member(rd, at, "crisis"))
		q->crisis = read_bool(rd, at, "crisis");
	if (steps && rings)
		wrong(rd, rings, "it has steps as well");
	if (steps)
		read_steps(rd, steps, q);
	if (rings)
		read_rings(rd, rings, q);
	if (steps || rings)
		q->drops_skills = rings != 0;
	if (member(rd, at, "hours") || member(rd, at, "holidays"))
		read_hours(rd, at, &q->hours);
	else if (member(rd, at, "time_zone"))
		q->hours.zone = read_time_zone(rd, at);
	if (overflow)
		read_overflow(rd, overflow, &q->overflow);
	if (no_answer)
		read_no_answer(rd, no_answer, &q->no_answer);
	if (transfer)
		read_transfer(rd, transfer, &q->transfer);
	if (callback)
		read_callback(rd, callback, &q->callback);
	read_closed(rd, at, q);
	q->reserve = read_number(rd, at, "reserve", 0, 1e6, q->reserve);
	q->max_waiting =
	    read_number(rd, at, "max_waiting", 0, 1e9, q->max_waiting);
	read_agent_order(rd, at, &q->agent_order);
	check_crisis(rd, at, q);
}
