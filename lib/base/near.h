#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include <stddef.h>

#include "base/str.h"

/* For "did you mean": what a slip of the finger makes of a name. */

/*
 * How many edits turn a into b: insert, remove, replace, or swap two
 * neighbours (the optimal string alignment distance), in bytes, a letter being
 * the same whether small or large.  Names longer than 64 bytes are equal or as
 * far apart as they are long.
 */
size_t near_edits(struct str a, struct str b);

/* The known name with the fewest edits, of equals the first; n > 0. */
struct str near_best(struct str name, const struct str *known, size_t n);

#endif
