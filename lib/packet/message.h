#ifndef PACKET_MESSAGE_H
#define PACKET_MESSAGE_H

#include "packet/sketch.h"

/*
 * What the customer reads at the moment of the decision, and, where the user
 * wants all of them, at the moments behind it: the members "message" and
 * "messages", each with its comma.
 */
void message_put(const struct sketch *s, struct buf *out);

/* Only the text of the first; nothing where there must be none. */
void message_put_text(const struct sketch *s, struct buf *out);

#endif
