#ifndef KPI_SWEEP_H
#define KPI_SWEEP_H

#include "kpi/annotations.h"
#include "kpi/costs.h"

/*
 * --sweep: what another threshold of the readiness would do, and whether the
 * readiness is a probability.  hoff.score prints it to four decimals, so all
 * its values are counted, by label and by half: a threshold is chosen on one
 * half of the conversations and reported on the other.
 */
enum { READINESS = 10001 };

enum sweep_label { SWEEP_NO, SWEEP_YES, SWEEP_NOT_SAID, SWEEP_LABELS };

struct sweep {
	uint64_t n[2][SWEEP_LABELS][READINESS];
};

void sweep_add(
    struct sweep *s, const struct conv *c, const struct annotations *a);
void sweep_merge(struct sweep *into, const struct sweep *from);

/* Escalation of all whose readiness is `threshold` or more. */
struct sweep_row {
	double threshold;
	struct figure handoffs; /* of all judged */
	struct figure precision, recall, false_positive;
	double f1, cost; /* for each labelled conversation; NAN: no prices */
};

struct sweep_choice {
	const char *id, *label;
	const char *reason;	      /* why there is none; or NULL */
	struct sweep_row tuned, kept; /* on the one half, on the other */
};

/* The best threshold when a missed escalation weighs so much. */
struct sweep_cost {
	double weight, trivial; /* trivial: always or never, what costs less */
	double threshold;	/* NAN: escalate nobody */
	double tuned, kept;	/* on the one half, on the other; or NAN */
};

enum { SWEEP_ROWS = 19, SWEEP_CHOICES = 3, SWEEP_COSTS = 9 };

struct sweep_table {
	uint64_t n[SWEEP_LABELS];
	double auc, auc_low, auc_high, average_precision, prevalence;
	struct sweep_row rows[SWEEP_ROWS];
	struct sweep_choice choices[SWEEP_CHOICES];
	struct sweep_cost costs[SWEEP_COSTS];
	struct calibration calibration;
	struct figure bins[CALIBRATION_BINS];
	struct graded labelled[READINESS];
};

void sweep_read(struct report *r, const struct sweep *s, struct sweep_table *t);

/* The i-th of its tables; false behind the last. */
bool grid_sweep(
    struct report *r, const struct sweep_table *t, size_t i, struct grid *g);
void sweep_json(const struct sweep_table *t, struct buf *out);

#endif
