#ifndef DOUBTS_DOUBTS_H
#define DOUBTS_DOUBTS_H

#include <stddef.h>

#include "conv/conv.h"

/*
 * What a conversation says of itself beyond its form that cannot be so, or that
 * no filter reads.  What one takes for doubtful, all do.
 */
enum doubt {
	DOUBT_TURN_BACK,
	DOUBT_EVENT_BACK,
	DOUBT_STARTS_LATE,
	DOUBT_ENDS_EARLY,
	DOUBT_ENDS_FIRST,
	DOUBT_UNKNOWN_EVENT,
	DOUBT_UNASKED,
	DOUBT_NO_AGENT,
	DOUBT_NO_HANDOFF,
	DOUBT_AFTER_CLOSED,
	DOUBT_LABEL_OUTSIDE,
	DOUBT_CSAT_OUTSIDE,
	DOUBT_NO_DURATION,
	N_DOUBTS
};

/* "turn-before-the-last": part of what users see, and of a closed list. */
extern const char *const doubt_names[N_DOUBTS];

/* Of a doubt in hand: "turn" or "event" and its number, or NULL and 0. */
typedef void doubt_fn(void *arg, enum doubt d, const char *what, size_t at);

void doubts_find(const struct conv *c, doubt_fn *found, void *arg);

#endif
