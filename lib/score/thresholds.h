#ifndef SCORE_THRESHOLDS_H
#define SCORE_THRESHOLDS_H

#include "conv/conv.h"
#include "rules/rules.h"

/*
 * Private to the room: the thresholds of one conversation, which are those of
 * the rules file and what its overrides make of them.
 */
struct thresholds {
	const struct rules *rules;
	double *now;		   /* by number, as in the rules */
	bool supposed;		   /* one of them, for a while */
	struct expr_value *values; /* the same, for conditions */
	struct expr_record record;
};

void thresholds_init(struct thresholds *t, const struct rules *r,
    const struct expr_shape *shape, struct arena *a);
void thresholds_start(struct thresholds *t, const struct conv *c);

/* Until the next thresholds_start(). */
void thresholds_suppose(struct thresholds *t, size_t which, double value);

#endif
