#ifndef KPI_PAGE_H
#define KPI_PAGE_H

#include "kpi/report.h"

/* What stands above everything: a tile for each of the numbers that people
 * look for first. */
void tiles_put(struct report *r, struct buf *out);

/* The CSS classes of the i-th outcome. */
void chart_outcome_class(struct report *r, size_t i, struct buf *out);

/* All endings in one bar; says in words what it shows. */
void chart_endings(struct report *r, struct buf *out);

/*
 * How many of `base` had it happen within a time: a step curve on a
 * logarithmic axis that stays below 100 % where it never happens.  Or, where
 * there is `rival`, how many of `base` are in neither of the two by then: a
 * curve that falls.
 */
struct curve {
	const char *label;
	const struct histogram *values; /* milliseconds */
	uint64_t base;
	const struct histogram *rival;
};

enum { CURVES = 3 };

void chart_curves(struct report *r, const char *title,
    const struct curve *curves, size_t n, struct buf *out);

/* The same curves as a table: their shares at round times. */
void chart_curves_table(
    struct report *r, const struct curve *curves, size_t n, struct buf *out);

#endif
