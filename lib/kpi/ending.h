#ifndef KPI_ENDING_H
#define KPI_ENDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conv/conv.h"
#include "kpi/tally.h"

/*
 * What the log itself tells about one conversation.  Private turns (notes) are
 * not part of it: neither side ever saw them.  NULL and CONV_NO_TIME where a
 * thing did not happen or has no time.
 */
struct facts {
	enum count ending; /* an ENDED_ one */
	size_t customer_turns;
	const struct turn *first_customer;
	const struct turn *first_agent;
	const struct turn *last; /* the last word */
	const struct turn *last_customer;
	bool attempted, delivered, returned;
	int64_t handoff_ms; /* first handoff event but the offer */
	int64_t asked_ms;   /* the customer asked, by event */
	bool asked;
	int64_t joined_ms; /* a human accepted or joined */
};

void facts_read(struct facts *f, const struct conv *c);

#endif
