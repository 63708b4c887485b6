#ifndef SCORE_ANNOTATION_H
#define SCORE_ANNOTATION_H

#include "base/buf.h"
#include "score/flow.h"
#include "score/judge.h"
#include "score/outlook.h"
#include "score/tiers.h"

/* Private to the room: hoff.score, as it is written. */
struct annotated {
	const struct score_plan *plan;
	const struct verdict *verdict;
	const struct tiers *tiers;
	const struct outlook *outlook;
	const struct hitches *hitches;
	const struct buf *steps; /* of the trajectory; NULL: without it */
};

void annotation_put(const struct annotated *a, struct buf *out);

/* Append a step of the trajectory, a customer turn that has been judged; steps
 * are parted by commas. */
void annotation_step(const struct judge *j, const struct signals *g,
    uint32_t turn, struct buf *steps);

#endif
