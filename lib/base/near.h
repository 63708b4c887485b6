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

/* Whether `known` may be what was meant: a slip of the finger, or one of the
 * two begins with the other. */
bool near_is_slip(struct str name, struct str known);

/*
 * What to say behind a name that is none of the known ones: the nearest where
 * it may have been meant, or else what there is, when that is not much.
 * "; the nearest known is \"general\"", "; known: \"general\", \"crisis\"".
 */
enum { NEAR_HINT = 320 };

const char *near_hint(
    struct str name, const struct str *known, size_t n, char out[NEAR_HINT]);

#endif
