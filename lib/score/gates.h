#ifndef SCORE_GATES_H
#define SCORE_GATES_H

#include <stdint.h>

#include "rules/rules.h"
#include "score/signals.h"

/*
 * Private to the room: which rules need be asked at a turn.  Most say no, and
 * that can be told from a few signals that have not come so far (expr_ways()).
 * A rule that is not let through its gate would certainly answer no.
 */
struct gates {
	struct bank *banks; /* of 64 ways to a yes each, those of all rules in
			       their order */
	size_t n;
};

void gates_init(struct gates *g, const struct rules *r, const struct slots *s,
    struct arena *run);

/* Set the bits of the rules to be asked; the others stay.  False: there is
 * none. */
bool gates_pass(
    const struct gates *g, const struct signals *now, uint64_t *rules);

#endif
