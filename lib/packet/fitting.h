#ifndef PACKET_FITTING_H
#define PACKET_FITTING_H

#include "packet/target.h"

struct cuts {
	struct packet_cut all[N_FIELDS];
	size_t n;
};

/* As the user asked for it, of the target's limits only those on a field. */
struct fit fitting_asked(const struct sketch *s);

/*
 * Render the payload so that it fits.  What is cut, in this order and no more
 * than has to be: turns in the middle of the transcript, the oldest first, up
 * to three at its end; the texts of its turns, down to 80 characters; two of
 * those three; the other fields, down to 60 characters each; and fields from
 * the end of the list on.  Conversation and reason stay.
 *
 * False and *f (CANNOT_FIT, MISSING_FIELD) when it cannot be had.
 */
bool fitting_render(
    const struct sketch *s, struct draft *d, struct fit *fit, struct fault *f);

/* Compare what is told with what there was. */
void fitting_cuts(
    const struct sketch *s, const struct fit *fit, struct cuts *cuts);

void cuts_put(const struct cuts *cuts, struct buf *out);

#endif
