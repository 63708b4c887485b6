#ifndef PACKET_CHANNEL_H
#define PACKET_CHANNEL_H

#include "packet/sketch.h"

/* What a channel needs beside the packet: whisper, thread, links, card; each
 * as a member of hoff.packet, where the channel has it. */
void channel_put(const struct sketch *s, struct buf *out);

#endif
