#ifndef SCORE_OUTLOOK_H
#define SCORE_OUTLOOK_H

#include "base/buf.h"
#include "score/signals.h"

/*
 * Private to the room: how a conversation looks once it is over, or handed
 * over: over its customer turns up to the one that escalates.  For whoever
 * reads a log: no rule sees it, and it decides nothing.
 */
struct outlook {
	double readiness;      /* the sum over the turns */
	double closing, trend; /* of the last one */
	uint32_t n, turn;
};

void outlook_start(struct outlook *o);

/* A turn whose signals are all there. */
void outlook_note(struct outlook *o, const struct signals *g, uint32_t turn);

/* ,"outlook":{...} */
void outlook_put(const struct outlook *o, struct buf *b);

#endif
