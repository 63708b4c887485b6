#ifndef KPI_COMPARED_H
#define KPI_COMPARED_H

#include "kpi/report.h"

/* The i-th table of what only an option asks for: costs, what has changed since
 * a baseline, arms, groups to be fair to; false behind the last. */
enum comparison {
	COMPARED_COSTS,
	COMPARED_AGENTS,
	COMPARED_SWEEP,
	COMPARED_BASELINE,
	COMPARED_DRIFT,
	COMPARED_WATCHES,
	COMPARED_EXPERIMENT,
	COMPARED_FAIRNESS,
	COMPARISONS
};

struct compared {
	enum comparison kind;
	size_t index; /* of the tables of this kind */
};

/* `what` may be NULL. */
bool grid_compared(
    struct report *r, size_t i, struct grid *g, struct compared *what);

#endif
