#ifndef PACKET_PLAIN_H
#define PACKET_PLAIN_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Private to the room: append a text without what is no word (a link, an
 * address, what was masked), which the model knows nothing of.  Only where
 * there may be some are its lines joined, and a blank put behind them.
 */
void plain_put(struct str text, struct buf *out);

#endif
