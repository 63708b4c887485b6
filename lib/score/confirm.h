#ifndef SCORE_CONFIRM_H
#define SCORE_CONFIRM_H

#include <stdbool.h>
#include <stdint.h>

#include "score/reading.h"
#include "score/signals.h"

/*
 * Private to the room: a danger that the bot asks about, and the customer says
 * yes to: "Do you smell gas?" - "Yes."  The bot's last question is read as if
 * the customer had said it, which only those turns cost that begin with a yes.
 */
struct confirm {
	struct reading reading; /* of the bot's turn with the question */
	uint32_t turn;		/* its number */
	uint32_t from;		/* the question's first token */
};

void confirm_init(struct confirm *c, const struct lists *l);
void confirm_free(struct confirm *c);

/* Whether a customer's turn has a yes and little more: it takes up an offer.
 * `r` is searched for modifiers where it may be one. */
bool confirm_agrees(struct reading *r);

/* Whether it begins with that yes: "please" takes up an offer, and says of
 * nothing that it is so. */
bool confirm_is_yes(struct reading *r);

/* Read the question of a turn and raise the dangers of `g` to what it asks
 * about; false: there is none in it. */
bool confirm_take(struct confirm *c, struct str question, uint32_t turn,
    const struct spoken *spoken, struct signals *g);

/* Whether a hit of the reading is a danger that was asked about. */
bool confirm_counts(const struct confirm *c, size_t hit);

#endif
