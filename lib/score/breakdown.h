#ifndef SCORE_BREAKDOWN_H
#define SCORE_BREAKDOWN_H

#include <stdint.h>

#include "score/flow.h"
#include "score/signals.h"
#include "score/signature.h"

/*
 * Private to the room: whether a turn of the bot leaves the customer nothing to
 * go on with, by its words and by how it fits what was said before it.
 */
struct breakdown {
	const struct signature *said; /* the customer's last turn */
	uint32_t turns;		      /* of the customer, so far */
	double worst;		      /* log odds, since then */
	double heard;		      /* and before the last turn */
};

void breakdown_start(struct breakdown *b);

/* A bot's turn; `repeats`: it was said before, `asked`: the customer's last
 * turn was a question. */
void breakdown_bot(struct breakdown *b, const struct told *told, bool repeats,
    bool asked, struct hitches *out);

/* A customer's turn; `said` lives until the next one. */
void breakdown_customer(struct breakdown *b, const struct signature *said);

/* After a customer's turn that is judged. */
void breakdown_signals(const struct breakdown *b, struct signals *g);

#endif
