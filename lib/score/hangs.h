#ifndef SCORE_HANGS_H
#define SCORE_HANGS_H

#include <stdbool.h>
#include <stdint.h>

#include "score/signals.h"

/*
 * Private to the room: on which signals the answer of a rule hangs, so that it
 * is asked again only when one of them moved, and where on the scale of a
 * signal answers can turn, so that most moves are none.
 */

/* Where the answers of rules can turn with a slot: the numbers that it is
 * compared with.  Absent is a place of its own. */
enum { CUTS = 8 };

struct cuts {
	double at[CUTS];
	uint32_t n;
	bool everywhere; /* it is not only compared, or with too many */
};

/* Whether an answer can be another with the slot at `b` than with it at `a`.
 * NAN is absent. */
bool cuts_part(const struct cuts *c, double a, double b);

/*
 * The first 64 slots that a `when` of signals, numbers and operators hangs on,
 * as bits; their cuts (an element for each slot) get those of this `when`.
 * 0: it may hang on more than those, and no cuts were added.
 */
uint64_t hangs_on(const struct slots *s, struct str when, struct cuts *cuts);

#endif
