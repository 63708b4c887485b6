#ifndef SCORE_TRAJECTORY_H
#define SCORE_TRAJECTORY_H

#include "base/arena.h"
#include "base/buf.h"
#include "score/score.h"
#include "score/signals.h"

/*
 * Private to the room: what was known at each customer turn.  Kept is what
 * differs from the turn before, a twentieth of what is written of it or less:
 * there may be one for every 20 bytes of a record.
 */
struct trajectory {
	size_t n_slots, n_rules;
	struct buf steps; /* private */

	/* the step that was added or read last */
	uint32_t turn;
	struct signals signals;
	uint8_t *fired; /* for each rule */
};

void trajectory_init(
    struct trajectory *t, const struct score_plan *p, struct arena *a);
void trajectory_free(struct trajectory *t);

/* There are no steps. */
void trajectory_start(struct trajectory *t);

/* A customer turn that has been judged.  The intent is borrowed. */
void trajectory_add(struct trajectory *t, uint32_t turn,
    const struct signals *g, const uint8_t *fired);

/* The next step, from the first (*at is 0) on; false behind the last. */
bool trajectory_next(struct trajectory *t, size_t *at);

#endif
