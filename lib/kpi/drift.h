#ifndef KPI_DRIFT_H
#define KPI_DRIFT_H

#include "kpi/baseline.h"

/* What has moved since the baseline: how a kind of thing is made up. */
struct drift {
	const char *id, *label;
	size_t n; /* categories */
	uint64_t was, is;
	double psi, threshold, distance;
	double p;	 /* NAN: one conversation may count twice */
	struct str most; /* the category that moved most, */
	double change;	 /* by this share */
	const struct drift_cell *cells; /* those that moved most, */
	size_t n_cells;			/* most first */
};

enum { DRIFT_CELLS = 6 };

struct drift_cell {
	struct str name;
	double change;
};

/* How an amount is spread, where that can be tested. */
struct drift_amount {
	enum extent extent;
	uint64_t was, is;
	double distance, p;
	const char *reason; /* why there is no p; or NULL */
};

enum { DRIFTS = 7 }; /* without the signals, of which there may be many */

struct drift_table {
	struct drift *at;
	size_t n;
	struct drift_amount amounts[N_EXTENTS];
	size_t n_amounts;
};

void drift_read(
    struct report *r, const struct baseline *b, struct drift_table *t);
void grid_drift(struct report *r, const struct drift_table *t, struct grid *g);
void grid_drift_amounts(
    struct report *r, const struct drift_table *t, struct grid *g);
void drift_json(const struct drift_table *t, struct buf *out);

#endif
