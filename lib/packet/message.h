#ifndef PACKET_MESSAGE_H
#define PACKET_MESSAGE_H

#include "packet/sketch.h"

/* What the customer reads at the moment of the decision: the member
 * "message", with its comma; and only its text. */
void message_put(const struct sketch *s, struct buf *out);
void message_put_text(const struct sketch *s, struct buf *out);

#endif
