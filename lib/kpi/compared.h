#ifndef KPI_COMPARED_H
#define KPI_COMPARED_H

#include "kpi/report.h"

/* The i-th table of what only an option asks for: costs, what has changed since
 * a baseline, arms, groups to be fair to; false behind the last. */
bool grid_compared(struct report *r, size_t i, struct grid *g);

#endif
