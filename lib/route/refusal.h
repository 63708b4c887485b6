#ifndef ROUTE_REFUSAL_H
#define ROUTE_REFUSAL_H

#include "route/sim.h"

/* Why a contact was never served. */
enum refusal {
	REFUSED_CLOSED,
	REFUSED_FULL,
	REFUSED_MAX_WAIT,
	REFUSED_NO_SKILL,
	REFUSED_NO_AGENT,
	REFUSED_NO_LANGUAGE,
	REFUSED_NO_CHANNEL,
	REFUSED_NO_TIME,
	REFUSED_NO_QUEUE,
	REFUSED_NOT_REACHED,
	REFUSED_BACKLOG,
	N_REFUSALS
};

extern const char *const refusal_names[N_REFUSALS]; /* "closed", ... */

/* N_REFUSALS: it was served, gave up or went on as another. */
enum refusal refusal_of(const struct contact *c);

#endif
