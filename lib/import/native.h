#ifndef IMPORT_NATIVE_H
#define IMPORT_NATIVE_H

#include "import/piece.h"
#include "import/preset.h"

/*
 * What the mappings of the presets that are used most say, in C: pieces made of
 * a record without the texts in between.  A test holds each to the same output
 * as its mapping; change both.  Private to them.
 */

/* A number that is written as json_put_number() would: the fewest digits, of
 * which a double tells fifteen, and no exponent. */
bool native_is_short(struct str number);

/* Append a value, a number or string as libjq writes it, what else it holds
 * without what is null; false, and nothing, when that is all. */
bool native_value(
    const struct json *j, uint32_t at, struct arena *a, struct buf *out);

/* The same as a member, unless it is absent; returns whether it is there. */
bool native_member(const struct json *j, const char *name, uint32_t at,
    struct arena *a, struct buf *out);

/* A confidence as a member of s->body; false: it is none. */
bool native_confidence(struct split *s, const struct json *j, uint32_t at);

/* A name or number as text; empty when it is neither. */
struct str native_name(const struct json *j, uint32_t at, struct arena *a);

bool native_is_string(const struct json *j, uint32_t at);

/* Whether a word stands in s, which may have capitals. */
bool native_holds(struct str s, const char *word);

/* Whether the name of an action or tool says that it fetches a person. */
bool native_asks_for_human(struct str name);

#endif
