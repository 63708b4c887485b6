#ifndef KPI_FAIRNESS_H
#define KPI_FAIRNESS_H

#include "kpi/contrast.h"

/* --fair-by: what each group gets, beside the largest one (or --control). */
struct fair_group {
	struct str name;
	struct figure figure; /* its share */
	bool compared;
	struct contrast contrast; /* against the reference; where compared */
};

struct fair_metric {
	const struct measure *measure;
	struct fair_group *groups;	/* one for each of the fairness */
	const struct fair_group *worst; /* farthest from the reference */
	double spread, ratio; /* most less least; least to most; or NAN */
};

enum { FAIR_METRICS = 8 };

struct fairness {
	struct str reference;
	size_t n_groups;
	struct fair_metric metrics[FAIR_METRICS];
	size_t n;
	struct contrast *waits; /* of groups that waited, in seconds */
	size_t n_waits;
	const char *reason; /* why there is nothing; or NULL */
};

/* Dies (--control) on a group that is not there. */
void fairness_read(struct report *r, struct fairness *f);

void grid_fairness(struct report *r, const struct fair_metric *m,
    const struct fairness *f, struct grid *g);
void fairness_json(struct report *r, const struct fairness *f, struct buf *out);

#endif
