#ifndef KPI_LINES_H
#define KPI_LINES_H

#include "kpi/report.h"

/*
 * A report as CSV: one row for each number, so that a spreadsheet or a data
 * frame can take any report, however many groups it has, without knowing its
 * columns.
 */
struct line {
	struct report *r;
	const char *scope;	   /* of the row; NULL: by the group */
	const struct group *group; /* NULL: the total */
	struct buf *out;
};

/* The parts of a row, in this order; a number that is NAN is empty. */
void line_begin(
    struct line *l, const char *metric, struct str name, const char *statistic);
void line_value(
    struct line *l, double value, const char *unit, double low, double high);
void line_counts(struct line *l, double n, double of);
void line_figure(struct line *l, const struct figure *f, const char *unit);
void line_end(struct line *l, const char *reason, const char *source,
    const char *definition);

/* What only options ask for: costs, agents, thresholds, comparisons. */
void lines_compared(struct line *l);

#endif
