#ifndef SCORE_DANGER_H
#define SCORE_DANGER_H

#include <stddef.h>

#include "score/reading.h"

/*
 * Private to the room: dangers in words no list has as they stand.  Frames put
 * them together from parts that lie close to each other: somebody ("my ex"),
 * a deed ("choked"), a victim ("me").  Each part has a term list; the deeds
 * are looked up in every turn, the rest only where a deed was found.
 *
 * `hits` are the n that SET_CUSTOMER found, of `room`; what the frames find is
 * put between them, in order, as a hit of the list that it means.  Deeds go.
 * Returns how many there are then.
 */
size_t danger_compose(
    struct reading *r, struct term_hit *hits, size_t n, size_t room);

#endif
