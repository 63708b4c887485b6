#ifndef KPI_GATES_H
#define KPI_GATES_H

#include "kpi/report.h"

/* Bounds that the total must keep.  Dies on one that is none, or that names no
 * measure, no amount's p50, p90, p50_of_all or p50_kaplan_meier, no cost, not
 * "conversations" and, where there is a baseline, an experiment or a number
 * that groups are compared by, no difference. */
struct gate *gates_parse(
    const struct kpi_opts *o, const struct definitions *d, struct arena *run);

/* "12.5% (10 to 15), n 80", or for what reason it is not known. */
struct str gates_say(struct report *r, const struct gate_value *x,
    const char *reason, const char *unit, double scale);

struct gate_verdict *gates_judge(
    struct report *r, const struct gate *gates, size_t n);

void grid_gates(struct report *r, struct grid *g);
void gates_json(struct report *r, struct buf *out);

#endif
