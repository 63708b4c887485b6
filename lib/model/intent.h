#ifndef MODEL_INTENT_H
#define MODEL_INTENT_H

#include "model/model.h"

/*
 * Private to the room: what the parameters of a model of intents are.  The
 * heads are the intents and then, where there were rows out of scope, one for
 * those.  Confidence is the softmax of the intents' scores times SHARPNESS;
 * out_of_scope is 1 / (1 + e^-(OFFSET + SLOPE x reach)), where the reach is the
 * best intent's score less OUTSIDE times that of the last head, if it is there.
 */
enum intent_parameter {
	INTENT_COUNT, /* of intents */
	INTENT_SHARPNESS,
	INTENT_SLOPE,
	INTENT_OUTSIDE,
	INTENT_OFFSET,
};

/* What out_of_scope hangs on. */
double intent_reach(const struct model *m, const double *scores);

#endif
