#ifndef PACKET_MATTER_H
#define PACKET_MATTER_H

#include "packet/sketch.h"

/*
 * What the customer is here for, by a model that learned it from sentences
 * written for each (train/matters.tsv) and by phrases of a table (matters.csv),
 * and whether anybody has checked who that is.
 */
struct matter_terms;

/* Dies on a table that cannot be used. */
const struct matter_terms *matter_terms(
    struct packet_file phrases, struct packet_file model, struct arena *run);

/* One thread's search. */
struct matter_seeker;

struct matter_seeker *matter_seeker_new(const struct matter_terms *t);
void matter_seeker_free(struct matter_seeker *m);

/*
 * Fill s->matter, s->matters and s->identity.  The matter is the one that the
 * model is surest of, half of it by the first request that it is sure of and
 * half by all that the customer said; a phrase of it, in the text or an intent
 * of the log, and a signal add to that, and phrases of what may do harm go
 * before all else.  None, where nothing is sure enough.
 */
void matter_find(struct matter_seeker *m, struct sketch *s);

#endif
