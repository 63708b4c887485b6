#ifndef KPI_EXPERIMENT_H
#define KPI_EXPERIMENT_H

#include "kpi/contrast.h"

/* --ab: the groups are arms of an experiment, each compared with the control.
 * An arm is a value of the path; who has none is in no arm. */
struct arm {
	struct str name;
	const struct cohort *cohort;
	double weight;			   /* that --split expects */
	const struct panel_arm *customers; /* with --unit customer; or NULL */
};

struct experiment {
	struct arm *arms; /* the control first */
	size_t n_arms;
	double p_split;	     /* of as uneven a split, by chance */
	double side_by_side; /* of the time of all arms, when all ran; or NAN */
	const char *reason;  /* why nothing is compared; or NULL */
	struct contrast *contrasts;
	size_t n;
	struct lasting *times;
	size_t n_times;
};

/* The numbers of an arm, and how many units were assigned to it. */
struct scope arm_scope(const struct arm *a);
uint64_t arm_units(const struct arm *a);

/* Dies (--control, --split) on what the arms do not bear out. */
void experiment_read(struct report *r, struct experiment *e);

void grid_arms(struct report *r, const struct experiment *e, struct grid *g);
void grid_contrasts(
    struct report *r, const struct experiment *e, struct grid *g);
void grid_planning(
    struct report *r, const struct experiment *e, struct grid *g);
void experiment_json(
    struct report *r, const struct experiment *e, struct buf *out);

#endif
