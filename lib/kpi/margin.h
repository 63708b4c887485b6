#ifndef KPI_MARGIN_H
#define KPI_MARGIN_H

#include "kpi/report.h"

/*
 * A gate on ID.delta: how far a share or the mean of an amount may be from that
 * of the baseline, each arm of an experiment from its control, or each group of
 * --fair-by from the reference.  Of several arms or groups the worst answers.
 */
extern const char margin_suffix[]; /* ".delta" */

/* False where the gate is on something else. */
bool margin_judge(struct report *r, struct gate_verdict *v);

#endif
