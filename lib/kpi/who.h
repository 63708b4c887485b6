#ifndef KPI_WHO_H
#define KPI_WHO_H

#include <stdbool.h>

#include "base/str.h"

/* Who did something: a place in fact_info[F_CLOSED_BY].values. */
enum who {
	WHO_NOBODY,
	WHO_CUSTOMER,
	WHO_BOT,
	WHO_AGENT,
	WHO_TIMER,
	WHO_SOMEBODY
};

enum who who_is(struct str name);

/* The name is one of a list that NULL ends. */
bool who_is_among(struct str name, const char *const *names);

#endif
