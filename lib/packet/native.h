#ifndef PACKET_NATIVE_H
#define PACKET_NATIVE_H

#include "packet/sketch.h"

/* The packet in full, as hoff's own JSON. */
void native_put(const struct sketch *s, struct buf *b);

#endif
