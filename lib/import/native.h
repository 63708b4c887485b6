#ifndef IMPORT_NATIVE_H
#define IMPORT_NATIVE_H

#include "import/piece.h"
#include "import/preset.h"

/*
 * What the native ways share.  Private to them.
 */

/* Append a value, a number or string as libjq writes it; 0 is null. */
void native_value(
    const struct json *j, uint32_t at, struct arena *a, struct buf *out);

/* The same as a member, unless it is null. */
void native_member(const struct json *j, const char *name, uint32_t at,
    struct arena *a, struct buf *out);

bool native_is_string(const struct json *j, uint32_t at);

/* Whether a word stands in s, which may have capitals. */
bool native_holds(struct str s, const char *word);

#endif
