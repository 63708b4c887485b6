#ifndef PACKET_DEEDS_ROOM_H
#define PACKET_DEEDS_ROOM_H

#include "packet/deeds.h"

/* Private to deeds.c and quotes.c. */

enum {
	DEED_SHORT = 6,	  /* words of an answer that only chooses */
	DEED_TELLING = 3, /* words of what says anything */
};

#define HAS(p, symbol) (((p)->marks >> GIST_##symbol & 1) != 0)

/* The conversation being read. */
struct walk {
	const struct sketch *s;
	struct deeds *d;
	size_t i;	/* the turn */
	uint32_t asked; /* things, in the bot's turn before it */
	uint32_t offered;
	bool question; /* it asked at all */
	bool numbered; /* the customer gave a number, asked or not */
	/* A question that a yes or no may be all of the answer to; the things
	 * in it, and when each had been asked for before. */
	struct deed_quote doubt;
	uint32_t doubted;
	size_t before[N_THINGS];
};

static inline bool
is_telling(const struct gist_piece *p)
{
	return p->says && p->words >= DEED_TELLING;
}

/* Before all turns, what the bot promised; behind them, which sentences tell
 * most, and how much of the turn with the problem is told. */
void quotes_begin(const struct sketch *s, struct deeds *d);
void quotes_end(const struct sketch *s, struct deeds *d);

#endif
