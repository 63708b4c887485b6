#ifndef PACKET_MATTER_H
#define PACKET_MATTER_H

#include "packet/sketch.h"

/*
 * What the customer is here for, and whether anybody has checked who that is:
 * phrases by language (matters.csv).
 */
struct matter_terms;

/* Dies on a table that cannot be used. */
const struct matter_terms *matter_terms(
    struct packet_file from, struct arena *run);

/* One thread's search. */
struct matter_seeker;

struct matter_seeker *matter_seeker_new(const struct matter_terms *t);
void matter_seeker_free(struct matter_seeker *m);

/*
 * Fill s->matter, s->matters and s->identity.  The matter is what most of the
 * customer's turns tell of, by a phrase, or by a thing and what is wrong with
 * it near each other ("my card ... blocked"), which counts half; the first
 * request counts twice.  One that does harm where it is wrong needs a phrase
 * that means nothing else, two that may, a thing next to its trouble, or a sign
 * of danger.  Where none tells of any, it is that of the intents' names.
 */
void matter_find(struct matter_seeker *m, struct sketch *s);

#endif
