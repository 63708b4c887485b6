#ifndef REDACT_LEADER_H
#define REDACT_LEADER_H

#include "redact/finding.h"

/* Private to the room: which findings of a record are of one value. */

/* Once, when all are found: see struct finding. */
void leader_find_all(struct redact *r);

/* The finding of the same value that its placeholder's number is kept with. */
struct finding *leader_of(const struct redact *r, const struct finding *f);

/* What a pseudonym is made of. */
struct str leader_keyed(const struct redact *r, const struct finding *f);

#endif
