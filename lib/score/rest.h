#ifndef SCORE_REST_H
#define SCORE_REST_H

#include <stdint.h>

#include "score/reading.h"
#include "text/text.h"

/*
 * Private to the room: a turn without the words that its counter-terms hold.
 * "my phone is dead" is no danger; what else is said may still be one.
 */
struct rest {
	struct text text;   /* borrows all but its tokens from the turn's */
	struct token *kept; /* private */
	uint32_t *from;	    /* of each token, which one of the turn it is */
	size_t room;	    /* private */
};

/* Into one that is zero-initialised, as often as wanted; of a turn that has no
 * more than READING_ASIDE counter-terms. */
void rest_take(struct rest *rest, const struct reading *turn);
void rest_free(struct rest *rest);

#endif
