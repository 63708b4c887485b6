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
 * Fill s->matter, s->matters and s->checked.  The matter is that of the
 * customer's last turn that has a phrase of one; where none has, that of the
 * last in which a thing and what is wrong with it stand near each other ("my
 * card ... blocked"), or one of the weak phrases; where none has, that of the
 * last intent whose name does.
 */
void matter_find(struct matter_seeker *m, struct sketch *s);

#endif
