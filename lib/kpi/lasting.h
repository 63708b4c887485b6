#ifndef KPI_LASTING_H
#define KPI_LASTING_H

#include "kpi/experiment.h"

/*
 * When it comes to a handoff or a human, of an arm and of the control, of all
 * conversations: those that ended without are followed as far as they went.  A
 * mean of those it happened to is a mean of who was picked.
 */
struct lasting {
	struct str arm;
	enum extent extent;
	uint64_t n[2], events[2];  /* of the control, of the arm */
	struct restricted means;   /* in its unit */
	double p_log_rank, p_holm; /* Holm's over all that are compared */
};

/* Of arms that can be compared, by conversation; none else. */
void lasting_read(struct report *r, struct experiment *e);

void grid_lasting(struct report *r, const struct experiment *e, struct grid *g);
void lasting_json(const struct experiment *e, struct buf *out);

#endif
