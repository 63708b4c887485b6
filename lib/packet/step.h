#ifndef PACKET_STEP_H
#define PACKET_STEP_H

#include "packet/sketch.h"

/*
 * What the agent is advised to do: what the strongest signal calls for, and,
 * where that is not why the agent is here, what the matter calls for, and to
 * answer what was asked last.
 */
struct step {
	struct str before, behind; /* of the text; what is to be answered is
				      between them */
	size_t turn;		   /* in which that was said; NO_TURN: nothing
				      is between them */
	struct str alone;	   /* the text where there is no room for that;
				      or "" */
	struct str known;	   /* what not to ask for again; or "" */
};

/* Find what a signal calls for, once the matter is known. */
void step_find(struct sketch *s);

/* The step in the words of a language (NULL: English).  `told` are the bits of
 * the fields that the reader may see: nothing else is quoted. */
struct step step_in(
    const struct sketch *s, const struct words_messages *in, uint64_t told);

/* The same as one text. */
struct str step_text(
    const struct sketch *s, const struct words_messages *in, uint64_t told);

#endif
