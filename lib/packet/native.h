#ifndef PACKET_NATIVE_H
#define PACKET_NATIVE_H

#include "packet/sketch.h"

/* The packet in full, as hoff's own JSON: all but its last members, and the
 * brace that ends it. */
void native_put(const struct sketch *s, struct buf *b);

/* What it was made from: two members, each with its comma. */
void native_put_sources(const struct sketch *s, struct buf *b);

#endif
