#include "route/admit.h"

#include <math.h>

#include "conv/conv.h"

struct contact
admit(struct sim *s, const struct wish *w, uint64_t sequence)
{
	const struct rule_queue *queue = rules_queue(s->rules, w->queue);
	uint32_t n = queue ? (uint32_t)(queue - s->rules->queues) : 0;
	const struct queue *q = &s->queues[n];
	const struct roster *r = s->roster;
	bool works = w->handle_us >= 0, leaves = w->patience_us >= 0;
	struct contact c = { .sequence = sequence,
		.asked = n,
		.arrival_us = w->arrival_us,
		.since_us = w->arrival_us,
		.handle_us = works ? w->handle_us : q->handle_us,
		.handle_from = works ? FROM_LOG : FROM_QUEUE,
		.patience_us = leaves ? w->patience_us : q->patience_us,
		.patience_from = leaves ? FROM_LOG : FROM_QUEUE };

	c.demand = sim_demand(s, n,
	    roster_word(&r->languages, roster_primary(w->language)),
	    roster_word(&r->channels, w->channel));
	c.priority =
	    isnan(w->priority) ? q->priority : route_priority(w->priority);
	if (w->arrival_us == CONV_NO_TIME)
		c.fate = FATE_NO_TIME;
	else if (c.demand->lack != LACK_NOTHING)
		c.fate = FATE_HOPELESS;
	return c;
}
