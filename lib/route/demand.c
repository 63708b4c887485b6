#include "route/demand.h"

#include <math.h>

#include "base/die.h"
#include "route/agent_facts.h"

/* More than any log is long, and far from where sums overflow. */
#define MOST_US	      1e18
#define MOST_PRIORITY 1e15

int64_t
route_us(double seconds)
{
	double us = floor(seconds * 1e6 + 0.5);

	return !(us > 0) ? 0 : us < MOST_US ? (int64_t)us : (int64_t)MOST_US;
}

int64_t
route_priority(double priority)
{
	double p = floor(priority * PRIORITY + 0.5);

	return (int64_t)fmax(-MOST_PRIORITY, fmin(p, MOST_PRIORITY));
}

/* An age at which something happens, when it ever does. */
static int64_t
age_us(double seconds)
{
	return isinf(seconds) ? INT64_MAX : route_us(seconds);
}

static uint64_t *
no_agents(const struct roster *r, struct arena *run)
{
	return arena_zalloc(run, (r->n_agents / 64 + 1) * sizeof(uint64_t));
}

/* The number of the queue of that name. */
static uint32_t
number_of(const struct rules *rules, struct str name)
{
	return name.n ? (uint32_t)(rules_queue(rules, name) - rules->queues)
		      : NOBODY;
}

static void
read_skills(const struct rule_queue *q, const struct str *texts, size_t n,
    struct skill *out)
{
	for (size_t i = 0; i < n; i++)
		if (!roster_read_skill(texts[i], &out[i]))
			die("queue '%.*s': skill '%.*s' is neither NAME nor "
			    "NAME:LEVEL with a level from 1 to 5",
			    STR_ARG(q->name), STR_ARG(texts[i]));
}

static bool
has_all(const struct agent *a, const struct skill *skills, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!roster_has_skill(a, skills[i]))
			return false;
	return true;
}

static bool
asks_for(const struct step *step, struct str name)
{
	for (size_t i = 0; i < step->n_skills; i++)
		if (str_eq(step->skills[i].name, name))
			return true;
	return false;
}

/* A skill that the queue and the step ask for counts once. */
static uint32_t
sum_levels(const struct agent *a, const struct step *step)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < a->n_skills; i++)
		if (asks_for(step, a->skills[i].name))
			sum += a->skills[i].level;
	return sum;
}

/* Who has the skills of a step and fits its expression. */
static void
find_fit(struct step *step, const struct roster *r, struct arena *run)
{
	step->fit = no_agents(r, run);
	step->levels = arena_array(run, r->n_agents, sizeof(*step->levels));
	for (uint32_t i = 0; i < r->n_agents; i++) {
		step->levels[i] = sum_levels(&r->agents[i], step);
		if (has_all(&r->agents[i], step->skills, step->n_skills))
			set_bit(step->fit, i);
	}
	if (step->rule && step->rule->expression)
		agent_facts_test(r, step->rule->expression, step->fit);
}

static void
step_init(struct step *step, const struct queue *q,
    const struct rule_step *rule, const struct roster *r, struct arena *run)
{
	size_t n = rule ? rule->n_skills : 0;

	*step = (struct step){ .rule = rule, .until_age_us = INT64_MAX };
	step->n_skills = q->n_skills + n;
	step->skills = arena_array(run, step->n_skills, sizeof(*step->skills));
	memcpy(step->skills, q->skills, q->n_skills * sizeof(*step->skills));
	if (rule) {
		read_skills(
		    q->rule, rule->skills, n, step->skills + q->n_skills);
		step->until_age_us = age_us(rule->until_age_s);
	}
	find_fit(step, r, run);
}

/* The last step is for good, whatever it says of its end. */
static void
read_steps(struct queue *q, const struct roster *r, struct arena *run)
{
	const struct rule_queue *rule = q->rule;

	q->n_steps = rule->n_steps ? rule->n_steps : 1;
	q->steps = arena_array(run, q->n_steps, sizeof(*q->steps));
	for (size_t i = 0; i < q->n_steps; i++)
		step_init(&q->steps[i], q,
		    rule->n_steps ? &rule->steps[i] : NULL, r, run);
	q->steps[q->n_steps - 1].until_age_us = INT64_MAX;
}

void
queue_init(struct queue *q, const struct roster *r, const struct rules *rules,
    const struct policy *p, size_t number, struct arena *run)
{
	const struct rule_queue *rule = &rules->queues[number];

	*q = (struct queue){ .rule = rule,
		.skills = arena_array(run, rule->n_skills, sizeof(*q->skills)),
		.n_skills = rule->n_skills,
		.skilled = no_agents(r, run),
		.priority = route_priority(rule->priority),
		.target_us = route_us(rule->sla_s),
		.handle_us = route_us(rule->handle_s),
		.patience_us = route_us(rule->patience_s),
		.wrap_us = route_us(rule->wrap_up_s),
		.preferred_us = route_us(rule->preferred_s),
		.callback_us = route_us(rule->callback.after_s),
		.overflow_us = age_us(rule->overflow.after_age_s),
		.overflows_to = number_of(rules, rule->overflow.to),
		.transfers_to = number_of(rules, rule->transfer.to),
		.order =
		    rule->agent_order.n ? rule->agent_order : p->agent_order,
		.turns_us = INT64_MAX };
	q->callback_us += !q->callback_us; /* not who is served at once */
	read_skills(rule, rule->skills, q->n_skills, q->skills);
	for (uint32_t i = 0; i < r->n_agents; i++)
		if (has_all(&r->agents[i], q->skills, q->n_skills))
			set_bit(q->skilled, i);
	read_steps(q, r, run);
}

void
queue_free(struct queue *q)
{
	for (struct demand *d = q->demands; d; d = d->next) {
		for (size_t i = 0; i < q->n_steps; i++)
			heap_free(&d->rungs[i].waiting);
		for (struct rung *g = d->preferring; g; g = g->next)
			heap_free(&g->waiting);
		diary_free(&d->wanted);
	}
	line_free(&q->line);
	diary_free(&q->booked);
}

/* Which of the skills of the last step no agent holds, or nothing. */
static struct str
missing_skill(const struct roster *r, const struct queue *q)
{
	const struct step *last = &q->steps[q->n_steps - 1];

	for (size_t i = 0; i < last->n_skills; i++) {
		size_t k = 0, of_queue = q->n_skills;

		while (k < r->n_agents &&
		       !roster_has_skill(&r->agents[k], last->skills[i]))
			k++;
		if (k == r->n_agents)
			return i < of_queue ? q->rule->skills[i]
					    : last->rule->skills[i - of_queue];
	}
	return STR("");
}

/* Find who is able at a step; what those who fit it lack. */
static void
weigh(struct demand *d, struct rung *g, const struct roster *r,
    const struct queue *q, bool *spoken, bool *taken, bool *skilled)
{
	for (uint32_t i = 0; i < r->n_agents; i++) {
		const struct agent *a = &r->agents[i];
		bool speaks, takes;

		if (!has_bit(q->steps[g->step].fit, i))
			continue;
		speaks = roster_speaks(a, d->language);
		takes = roster_takes(a, d->channel);
		*skilled = true;
		*spoken |= speaks;
		*taken |= takes;
		if (speaks && takes) {
			set_bit(g->able, i);
			d->lack = LACK_NOTHING;
		}
	}
}

static void
find_able(struct demand *d, const struct roster *r, const struct queue *q)
{
	bool skilled = false, spoken = false, taken = false;

	d->lack = LACK_AGENT;
	for (size_t i = 0; i < q->n_steps; i++)
		weigh(d, &d->rungs[i], r, q, &spoken, &taken, &skilled);
	if (d->lack == LACK_NOTHING)
		return;
	d->missing = missing_skill(r, q);
	if (d->missing.n)
		d->lack = LACK_SKILL;
	else if (skilled && !spoken)
		d->lack = LACK_LANGUAGE;
	else if (skilled && !taken)
		d->lack = LACK_CHANNEL;
}

uint32_t
demand_channel(const struct roster *r, const struct policy *p, struct str name)
{
	uint32_t channel = roster_word(&r->channels, name);

	for (size_t i = 0; channel == WORD_OTHER && i < p->n_channels; i++)
		if (str_eq_nocase(p->channels[i].name, name))
			channel = (uint32_t)(r->channels.n + 1 + i);
	return channel;
}

/* What the policy says of the channel, else that a call is exclusive and the
 * queue has a target for all; a crisis waits no longer in any of them. */
static void
read_channel(struct demand *d, const struct roster *r, const struct policy *p,
    const struct queue *q)
{
	d->exclusive =
	    d->channel == CHANNEL_VOICE || d->channel == CHANNEL_PHONE;
	d->weight = SLOT;
	d->target_us = q->target_us;
	d->patience_us = -1;
	for (size_t i = 0; i < p->n_channels; i++) {
		const struct rule_channel *c = &p->channels[i];

		if (demand_channel(r, p, c->name) != d->channel)
			continue;
		if (c->says_room) {
			d->exclusive = c->exclusive;
			d->weight = (uint32_t)floor(c->weight * SLOT + 0.5);
		}
		if (!isnan(c->sla_s) && !q->rule->crisis)
			d->target_us = route_us(c->sla_s);
		if (!isnan(c->patience_s))
			d->patience_us = route_us(c->patience_s);
	}
}

struct demand *
demand_new(const struct roster *r, const struct policy *p, struct queue *q,
    uint32_t language, uint32_t channel, struct arena *run)
{
	struct demand *d = arena_zalloc(run, sizeof(*d));

	d->language = language;
	d->channel = channel;
	d->rungs = arena_zalloc(run, q->n_steps * sizeof(*d->rungs));
	for (uint32_t i = 0; i < q->n_steps; i++)
		d->rungs[i] = (struct rung){ .demand = d,
			.step = i,
			.preferred = NOBODY,
			.able = no_agents(r, run) };
	read_channel(d, r, p, q);
	d->callback = q->rule->callback.offered && d->exclusive;
	find_able(d, r, q);
	d->next = q->demands;
	return q->demands = d;
}

struct rung *
demand_prefer(struct demand *d, const struct roster *r, const struct queue *q,
    uint32_t agent, struct arena *run)
{
	struct rung *g;

	if (!demand_may_take(d, q, agent))
		return NULL;
	if (!d->by_agent)
		d->by_agent =
		    arena_zalloc(run, r->n_agents * sizeof(struct rung *));
	g = d->by_agent[agent];
	if (g)
		return g;
	g = arena_zalloc(run, sizeof(*g));
	*g = (struct rung){ .demand = d,
		.step = (uint32_t)q->n_steps - 1,
		.preferred = agent,
		.able = no_agents(r, run),
		.next = d->preferring };
	set_bit(g->able, agent);
	return d->preferring = d->by_agent[agent] = g;
}
