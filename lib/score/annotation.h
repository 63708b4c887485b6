#ifndef SCORE_ANNOTATION_H
#define SCORE_ANNOTATION_H

#include "base/buf.h"
#include "score/flow.h"
#include "score/judge.h"
#include "score/outlook.h"
#include "score/tiers.h"
#include "score/trajectory.h"

/* Private to the room: hoff.score, as it is written. */
struct annotated {
	const struct score_plan *plan;
	const struct verdict *verdict;
	const struct tiers *tiers;
	const struct outlook *outlook;
	const struct hitches *hitches;
	struct trajectory *trajectory; /* or NULL: without it */
	struct worker *worker;	       /* whose output it spills to, or NULL */
};

void annotation_put(const struct annotated *a, struct buf *out);

#endif
