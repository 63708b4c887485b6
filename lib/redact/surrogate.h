#ifndef REDACT_SURROGATE_H
#define REDACT_SURROGATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "redact/kind.h"

/*
 * Values that look like the real ones and belong to nobody: of ranges that are
 * set apart for documentation, tests and fiction.  The ranges are small, so two
 * values may get the same surrogate.
 */
bool surrogate_exists(enum kind k);

/*
 * Write one for `value` (a view's text), laid out as it is where that can be;
 * `random` is what a key makes of the value.  False: there is none of that
 * shape.
 */
bool surrogate_put(enum kind k, struct str value,
    const unsigned char random[32], struct buf *out);

/* Whether `value` is of a reserved range. */
bool surrogate_is(enum kind k, struct str value);

#endif
