#ifndef SCORE_EVIDENCE_H
#define SCORE_EVIDENCE_H

#include "base/buf.h"
#include "conv/conv.h"
#include "score/confirm.h"
#include "score/flow.h"
#include "score/person.h"
#include "score/reading.h"
#include "score/signals.h"

/*
 * Private to the room: the places that a reason rests on, in the customer turn
 * that is judged, in the question that it answers and in the friction before
 * it.
 */
struct scene {
	const struct reading *reading; /* of the turn */
	const struct hitches *hitches; /* up to it */
	const struct conv *shown; /* its words are evidence; NULL: offsets */
	struct request request;
	const struct confirm *yes; /* what the turn says yes to; or NULL */
	uint32_t turn;
	int64_t at_ms;
};

/* The evidence of one reason, a dozen places at most. */
struct evidence {
	struct buf *out;
	const struct scene *scene;
	size_t n;	   /* places so far */
	struct str signal; /* private: whose the next one is */
};

/* Append that of a signal, parted by commas: {"turn":...},...  There is none of
 * one that is absent, nor of 0 or a trace where 0 adds nothing. */
void evidence_put(struct evidence *e, const struct slots *slots,
    const struct signals *g, size_t slot);

#endif
