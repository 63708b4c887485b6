#ifndef KPI_PARTS_H
#define KPI_PARTS_H

#include "kpi/course.h"

/* What each human with a name (agent_id) had to do with one conversation.  Who
 * has no name has no part; of their spell it is that of who comes after. */
struct part {
	struct str name; /* as the log writes it */
	uint32_t agent_id;
	int64_t ms;	/* from their turn to that of the next one ... */
	bool known;	/* ... where all of these have times */
	bool passed_on; /* to another human, who took over */
};

enum { MAX_PARTS = 32 }; /* humans beyond these have none */

struct parts {
	struct part at[MAX_PARTS];
	size_t n;
	struct part *last; /* who ended it; NULL: nobody with a part */
};

void parts_read(struct parts *p, const struct course *k, const struct conv *c);

/* Whether a human gave it on to another one, as their ids or as events of
 * joining tell.  Who comes after it was given back to the bot was not given
 * it by anybody. */
bool parts_transferred(const struct course *k, const struct conv *c);

#endif
