#ifndef DIFF_METRIC_H
#define DIFF_METRIC_H

#include "diff/counts.h"
#include "gate/gate.h"

/* What is compared, in the order of the report. */
enum metric {
	M_ESCALATED,
	M_WATCHED,
	M_CONTAINED,
	M_CHANGED,
	M_TURN_CHANGED, /* these in the order of enum aspect */
	M_RULE_CHANGED,
	M_QUEUE_CHANGED,
	M_PRIORITY_CHANGED,
	M_TIER_CHANGED,
	M_ANY_CHANGED,
	M_PRECISION,
	M_RECALL,
	M_F1,
	M_MCC,
	M_GTT1,
	M_GTT2,
	M_GTT3,
	M_TURN,
	M_N,
	N_METRICS
};

enum metric_unit { SHARE, NUMBER, TURNS, COUNT_OF_PAIRS };

struct metric_info {
	const char *id, *label, *definition;
	enum metric_unit unit;
	bool single;	      /* it has no old, new and difference */
	const char *interval; /* how its interval is made */
	const char *nothing;  /* why it may not be known */
};

extern const struct metric_info metric_info[N_METRICS];

/* Rounded as printed.  A single one is in `new`. */
struct comparison {
	struct gate_value old, new, delta;
	bool paired;	       /* a share: these count, and p is McNemar's */
	uint64_t gained, lost; /* yes in the new only, in the old only */
	double p;
	const char *reason; /* why it is not known; or NULL */
};

void metric_compare(enum metric m, const struct counts *t, double confidence,
    struct comparison *c);

/* The names that gates may use: "recall", "recall.delta" ... */
enum { METRIC_NAMES = 4 * N_METRICS };

size_t metric_names(struct gate_metric *names, struct arena *a);

/* The value a gate's metric names; the metric it is of. */
enum metric metric_named(struct str name, const struct counts *t,
    double confidence, struct gate_value *v);

#endif
