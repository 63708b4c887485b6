#ifndef PACKET_BRIEF_KNOWN_H
#define PACKET_BRIEF_KNOWN_H

#include "packet/brief.h"

/*
 * Lines of a brief that are of pieces, not of sentences: who the customer is
 * and how to answer, and what is known.  The second is absent where nothing is.
 */
void brief_add_customer(const struct sketch *s, struct brief *b);
void brief_add_known(const struct sketch *s, struct brief *b);

#endif
