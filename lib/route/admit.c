#include "route/admit.h"

#include <math.h>

#include "conv/conv.h"

static const struct rule_intent *
find_intent(const struct policy *p, struct str name)
{
	for (size_t i = 0; name.n && i < p->n_intents; i++)
		if (str_eq(p->intents[i].name, name))
			return &p->intents[i];
	return NULL;
}

/* What the log has seen, else what is said of the patience on its channel, else
 * of the intent, else of the queue. */
const struct rule_law *
admit_law(const struct sim *s, const struct wish *w, const struct contact *c,
    enum purpose what, enum origin *from)
{
	const struct rule_intent *in = find_intent(s->policy, w->intent);
	const struct rule_queue *q = s->queues[c->asked].rule;
	bool handling = what == DRAW_HANDLE;
	const struct rule_law *of_intent =
	    !in ? NULL : (handling ? &in->handle : &in->patience);
	const struct rule_law *of_queue = handling ? &q->handle : &q->patience;

	if ((handling ? w->handle_us : w->patience_us) >= 0) {
		*from = FROM_LOG;
		return NULL;
	}
	if (!handling && c->demand->patience_us >= 0) {
		*from = FROM_CHANNEL;
		return NULL;
	}
	if (of_intent && of_intent->kind != LAW_NONE) {
		*from = FROM_INTENT;
		return of_intent;
	}
	*from = of_queue->kind != LAW_NONE ? FROM_DRAW : FROM_QUEUE;
	return *from == FROM_DRAW ? of_queue : NULL;
}

static void
take_handling(const struct sim *s, const struct wish *w, struct contact *c)
{
	const struct queue *q = queue_of(s, c);
	const struct rule_law *law =
	    admit_law(s, w, c, DRAW_HANDLE, &c->handle_from);

	if (c->handle_from != FROM_LOG || !w->wrapped_up)
		c->wrap_us = q->wrap_us;
	if (c->handle_from == FROM_LOG)
		c->handle_us = w->handle_us;
	else
		c->handle_us =
		    law ? draw_us(&s->draws, c->key, DRAW_HANDLE, law)
			: q->handle_us;
}

/* A drawn patience of nothing is one that ends at once: 0 is never. */
static int64_t
draw_patience(
    const struct sim *s, const struct contact *c, const struct rule_law *law)
{
	int64_t us = draw_us(&s->draws, c->key, DRAW_PATIENCE, law);

	return us ? us : 1;
}

static void
take_patience(const struct sim *s, const struct wish *w, struct contact *c)
{
	const struct rule_law *law =
	    admit_law(s, w, c, DRAW_PATIENCE, &c->patience_from);

	if (c->patience_from == FROM_LOG)
		c->patience_us = w->patience_us;
	else if (c->patience_from == FROM_CHANNEL)
		c->patience_us = c->demand->patience_us;
	else
		c->patience_us = law ? draw_patience(s, c, law)
				     : queue_of(s, c)->patience_us;
}

static int64_t
shorten(int64_t us, double by)
{
	return us - (int64_t)((double)us * by);
}

static uint32_t
find_agent(const struct sim *s, struct str id)
{
	uint32_t i = id.n ? roster_find(s->roster, id) : NOBODY;

	return i < s->roster->n_agents ? i : NOBODY;
}

/* Who cannot be served here may be where it overflows to. */
static bool
may_lead_on(const struct queue *q)
{
	return q->overflows_to != NOBODY;
}

struct contact
admit(struct sim *s, const struct wish *w, uint64_t sequence)
{
	const struct rule_queue *queue = rules_queue(s->rules, w->queue);
	uint32_t n = queue ? (uint32_t)(queue - s->rules->queues) : 0;
	const struct queue *q = &s->queues[n];
	const struct roster *r = s->roster;
	struct contact c = { .sequence = sequence,
		.key = draw_contact(w->id, w->arrival_us),
		.channel = draw_key(w->channel),
		.asked = n,
		.arrival_us = w->arrival_us,
		.since_us = w->arrival_us,
		.had = NOBODY,
		.leg = NOBODY,
		.before = NOBODY,
		.moments = NOBODY,
		.preferred = find_agent(s, w->preferred) };

	if (w->customer.n)
		c.customer = draw_key(w->customer) | 1;
	c.demand = sim_demand(s, n,
	    roster_word(&r->languages, str_language(w->language)),
	    demand_channel(r, s->policy, w->channel));
	take_handling(s, w, &c);
	c.handle_us = shorten(c.handle_us, s->shorter);
	c.wrap_us = shorten(c.wrap_us, s->shorter);
	take_patience(s, w, &c);
	c.priority =
	    isnan(w->priority) ? q->priority : route_priority(w->priority);
	if (w->arrival_us == CONV_NO_TIME)
		c.fate = FATE_NO_TIME;
	else if (!queue && w->in_danger)
		c.fate = FATE_NO_QUEUE;
	else if (c.demand->lack != LACK_NOTHING && !may_lead_on(q))
		c.fate = FATE_HOPELESS;
	return c;
}
