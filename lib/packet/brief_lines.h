#ifndef PACKET_BRIEF_LINES_H
#define PACKET_BRIEF_LINES_H

#include "packet/brief.h"

/*
 * All that the record has for a brief, in the order of reading.  What somebody
 * said stands in `excerpt` only: how much of it gets into `text` is for
 * brief_make() to say.
 */
void brief_lines(const struct sketch *s, struct brief *b);

#endif
