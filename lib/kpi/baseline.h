#ifndef KPI_BASELINE_H
#define KPI_BASELINE_H

#include "kpi/contrast.h"

/* --baseline: this run against an earlier one, whose conversations are others.
 */
struct baseline {
	struct report report; /* of the earlier run */
	struct contrast *contrasts;
	size_t n;
	uint64_t shared; /* of its conversations are among these, too */
	bool exact;	 /* or about so many */
};

void baseline_open(struct report *r, const struct kpi *now, struct baseline *b);
void baseline_shut(struct baseline *b);

void grid_baseline(struct report *r, struct baseline *b, struct grid *g);
void baseline_json(
    const struct report *r, const struct baseline *b, struct buf *out);

#endif
