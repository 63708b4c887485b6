#ifndef KPI_FAIRNESS_H
#define KPI_FAIRNESS_H

#include "kpi/contrast.h"

/* --fair-by: what each group gets, beside the largest one (or --control). */
struct fair_group {
	struct str name;
	struct figure figure; /* a share; or a mean of `denominator` values */
	bool too_few;	      /* cases to say anything, how many included */
	bool compared;
	struct contrast contrast; /* against the reference; where compared */
	/* The difference of shares at equal mix of the strata; or NAN. */
	double adjusted, adjusted_low, adjusted_high;
	const struct group *group; /* of a stratum; or NULL */
};

/* One number of all groups: a share of a measure, or the mean of an extent. */
struct fair_table {
	const struct measure *measure; /* NULL: a mean */
	enum extent extent;
	struct fair_group *groups;	/* one for each of the fairness */
	const struct fair_group *worst; /* farthest from the reference */
	double spread, ratio; /* most less least; least to most; or NAN */
};

enum { FAIR_SHARES = 11, FAIR_MEANS = 2 };

/* A difference that is hardly chance, among all that were looked at. */
struct fair_finding {
	const struct fair_table *table;
	const struct fair_group *group;
};

struct fairness {
	struct str reference;
	size_t n_groups;
	struct fair_table tables[FAIR_SHARES + FAIR_MEANS];
	size_t n;
	const char *reason; /* why there is nothing; or NULL */

	/* Comparisons that Holm's p are adjusted for: of all numbers, those
	 * that test the same counted once; of all strata together where it is
	 * one. */
	size_t n_compared;
	struct fair_finding *findings; /* the least p first; of no stratum */
	size_t n_findings;

	/* With --by: the same inside each of its groups, the tables in the same
	 * order; none of them has strata.  All have `by` parts of a key. */
	struct fairness *strata;
	size_t n_strata, by;
};

/* Dies (--control) on a group that is not there. */
void fairness_read(struct report *r, struct fairness *f);

/* Whether it is one of the numbers that groups are compared by. */
bool fair_has(const char *id);

const char *fair_id(const struct fair_table *t);
const char *fair_definition(const struct fair_table *t);
const char *fair_unit(const struct fair_table *t); /* "share", "points" ... */

/* What is hardly chance; table i of the whole, and of the strata. */
void grid_fair_findings(
    struct report *r, const struct fairness *f, struct grid *g);
void grid_fairness(
    struct report *r, const struct fairness *f, size_t i, struct grid *g);
void grid_fair_strata(
    struct report *r, const struct fairness *f, size_t i, struct grid *g);
void fairness_json(struct report *r, const struct fairness *f, struct buf *out);

#endif
