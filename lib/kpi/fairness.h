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

/* The mean of what a group waits, or says of it. */
struct fair_mean {
	struct str name;
	uint64_t n;
	double mean, low, high; /* to four decimals, or NAN */
	const char *reason;	/* why mean is NAN; or NULL */
	bool compared;
	struct contrast contrast; /* against the reference; where compared */
};

struct fair_amount {
	enum extent extent;
	struct fair_mean *groups; /* one for each of the fairness */
};

enum { FAIR_METRICS = 8, FAIR_AMOUNTS = 2 };

struct fairness {
	struct str reference;
	size_t n_groups;
	struct fair_metric metrics[FAIR_METRICS];
	size_t n;
	struct fair_amount amounts[FAIR_AMOUNTS];
	const char *reason; /* why there is nothing; or NULL */
};

/* Dies (--control) on a group that is not there. */
void fairness_read(struct report *r, struct fairness *f);

void grid_fairness(struct report *r, const struct fair_metric *m,
    const struct fairness *f, struct grid *g);
void grid_fair_amount(struct report *r, const struct fair_amount *a,
    const struct fairness *f, struct grid *g);
void fairness_json(struct report *r, const struct fairness *f, struct buf *out);

#endif
