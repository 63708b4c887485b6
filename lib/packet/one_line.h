#ifndef PACKET_ONE_LINE_H
#define PACKET_ONE_LINE_H

#include "base/arena.h"
#include "base/str.h"

/*
 * What may have been written in several lines as one, without blanks around it
 * and with one where there were more.  Emoji are left out, where there is
 * anything else.
 *
 * scratch  owns the result, but where the text is one line already: then it is
 *          a part of that
 */
struct str one_line(struct arena *scratch, struct str text);

#endif
