#ifndef KPI_GATES_H
#define KPI_GATES_H

#include "kpi/report.h"

/* Bounds that the total must keep.  Dies on one that is none, or that names no
 * measure, no amount's p50, p90, p50_of_all or p50_kaplan_meier, not
 * "conversations" and, where there is a baseline, no difference to it. */
struct gate *gates_parse(
    const struct kpi_opts *o, const struct definitions *d, struct arena *run);

struct gate_verdict *gates_judge(
    struct report *r, const struct gate *gates, size_t n);

void grid_gates(struct report *r, struct grid *g);
void gates_json(struct report *r, struct buf *out);

#endif
