#include "route/demand.h"

#include <math.h>

#include "base/die.h"

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

void
queue_init(struct queue *q, const struct rule_queue *rule, struct arena *run)
{
	*q = (struct queue){ .rule = rule,
		.skills = arena_array(run, rule->n_skills, sizeof(*q->skills)),
		.n_skills = rule->n_skills,
		.priority = route_priority(rule->priority),
		.target_us = route_us(rule->sla_s),
		.handle_us = route_us(rule->handle_s),
		.patience_us = route_us(rule->patience_s) };
	for (size_t i = 0; i < q->n_skills; i++)
		if (!roster_read_skill(rule->skills[i], &q->skills[i]))
			die("queue '%.*s': skill '%.*s' is neither NAME nor "
			    "NAME:LEVEL with a level from 1 to 5",
			    STR_ARG(rule->name), STR_ARG(rule->skills[i]));
}

void
queue_free(struct queue *q)
{
	for (struct demand *d = q->demands; d; d = d->next)
		heap_free(&d->waiting);
	buf_free(&q->ranks);
}

static struct rank *
ranks(const struct queue *q)
{
	return (void *)q->ranks.p;
}

/* The first rank that is not above `priority`; *ahead are those above. */
static size_t
find_rank(const struct queue *q, int64_t priority, uint32_t *ahead)
{
	size_t n = q->ranks.n / sizeof(struct rank), i = 0;

	for (*ahead = 0; i < n && ranks(q)[i].priority > priority; i++)
		*ahead += ranks(q)[i].n;
	return i;
}

uint32_t
queue_join(struct queue *q, int64_t priority)
{
	const struct rank none = { priority, 0 };
	uint32_t ahead;
	size_t i = find_rank(q, priority, &ahead);
	size_t n = q->ranks.n / sizeof(struct rank);

	if (i == n || ranks(q)[i].priority != priority) {
		buf_put(&q->ranks, &none, sizeof(none));
		memmove(ranks(q) + i + 1, ranks(q) + i,
		    (n - i) * sizeof(struct rank));
		ranks(q)[i] = none;
	}
	return ahead + ++ranks(q)[i].n;
}

void
queue_leave(struct queue *q, int64_t priority)
{
	uint32_t ahead;
	size_t i = find_rank(q, priority, &ahead);
	size_t n = q->ranks.n / sizeof(struct rank);

	if (--ranks(q)[i].n)
		return;
	memmove(
	    ranks(q) + i, ranks(q) + i + 1, (n - i - 1) * sizeof(struct rank));
	q->ranks.n -= sizeof(struct rank);
}

static bool
has_skills(const struct agent *a, const struct queue *q)
{
	for (size_t i = 0; i < q->n_skills; i++)
		if (!roster_has_skill(a, q->skills[i]))
			return false;
	return true;
}

/* Which of the queue's skills no agent holds, or nothing. */
static struct str
missing_skill(const struct roster *r, const struct queue *q)
{
	for (size_t i = 0; i < q->n_skills; i++) {
		size_t k = 0;

		while (k < r->n_agents &&
		       !roster_has_skill(&r->agents[k], q->skills[i]))
			k++;
		if (k == r->n_agents)
			return q->rule->skills[i];
	}
	return STR("");
}

/* Find who is able, and when nobody is, why. */
static void
weigh(struct demand *d, const struct roster *r, const struct queue *q)
{
	bool skilled = false, spoken = false, taken = false;

	for (uint32_t i = 0; i < r->n_agents; i++) {
		const struct agent *a = &r->agents[i];
		bool speaks = roster_speaks(a, d->language);
		bool takes = roster_takes(a, d->channel);

		if (!has_skills(a, q))
			continue;
		skilled = true;
		spoken |= speaks;
		taken |= takes;
		if (speaks && takes) {
			d->able[i / 64] |= UINT64_C(1) << i % 64;
			d->lack = LACK_NOTHING;
		}
	}
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

struct demand *
demand_new(const struct roster *r, const struct queue *q, uint32_t language,
    uint32_t channel, struct arena *run)
{
	struct demand *d = arena_zalloc(run, sizeof(*d));

	d->able = arena_zalloc(run, (r->n_agents / 64 + 1) * sizeof(*d->able));
	d->language = language;
	d->channel = channel;
	d->exclusive = channel == CHANNEL_VOICE || channel == CHANNEL_PHONE;
	d->lack = LACK_AGENT;
	weigh(d, r, q);
	return d;
}
