#ifndef PACKET_DEEDS_H
#define PACKET_DEEDS_H

#include "packet/gist.h"
#include "packet/sketch.h"

/* A sentence, or a part of one, and where it stands; NO_TURN: there is none. */
struct deed_quote {
	struct gist_piece piece;
	size_t turn;
	int worth; /* the higher tells more */
};

/* What became of a thing that the bot asked for. */
enum deed_answer { DEED_OPEN, DEED_GIVEN, DEED_LACKED };

enum { DEED_MORE = 3, DEED_BOT = 2 };

/*
 * What the bot and the customer did up to the decision, by the phrases of
 * gist.csv: turns, NO_TURN where they did not; and what of it an agent has to
 * know, as that was learned (pick.h).
 */
struct deeds {
	struct {
		size_t turn, answered;
		enum deed_answer answer;
	} asked[N_THINGS];
	size_t offered[N_WANTS];
	size_t wanted[N_WANTS], refused[N_WANTS]; /* by the customer, last */
	bool chosen[N_WANTS]; /* it was offered before it was wanted */

	struct deed_quote problem;	   /* what is the matter */
	struct deed_quote more[DEED_MORE]; /* what else tells most of it */
	struct deed_quote wish;		   /* how it is to end */
	struct deed_quote bot[DEED_BOT]; /* what it said that is to be known */
	struct deed_quote tried;	 /* by the customer */
	struct deed_quote told;		 /* to the customer, by people */
	bool declined;			 /* a payment was */
	bool protests;			 /* against what the bot did */
	struct deed_quote done;		 /* by the bot, the last */
	struct deed_quote kin;		 /* who is near the customer */
	struct str choice;		 /* of its options, the last; or "" */
	size_t choice_turn;
	struct deed_quote question; /* its last one */
	struct deed_quote agreed;   /* one that was answered with a yes */
	struct deed_quote denied;   /* one of a thing, with a no */
	struct deed_quote reach;    /* when and how the customer is there */
	struct deed_quote due;	    /* by when, for the customer */
	struct deed_quote promise;  /* the last one */
	bool vows;		    /* it says what will be done */
	size_t several;		    /* turn that tells of another matter */
	size_t misread, repeated;   /* answers that were no answer */
	size_t misread_turn, repeated_turn;
};

/* Of very long ones the end is looked at. */
void deeds_find(const struct sketch *s, struct deeds *d);

/* What a customer's turn chose of what the bot listed before it, and what was
 * said behind that (rest may be NULL); "" where it chose nothing. */
struct str deed_choice(const struct sketch *s, size_t turn, struct str *rest);

/* Whether two quotes have words in common, or are of the same words. */
bool deed_overlaps(const struct deed_quote *a, const struct deed_quote *b);

#endif
