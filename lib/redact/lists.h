#ifndef REDACT_LISTS_H
#define REDACT_LISTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "redact/kind.h"
#include "redact/seeker.h"
#include "redact/spans.h"

/*
 * Terms of a policy, as CSV (see terms/terms.h): those that are always found,
 * as a kind, and those that never are, whatever they look like.
 */
struct lists; /* read-only once built */

struct lists *lists_new(struct arena *run);

/* Add a file's terms, of a kind; N_KINDS: never to be found.  Dies on a list
 * that cannot be used. */
void lists_add(
    struct lists *l, const char *file, struct str csv, enum kind kind);
void lists_build(struct lists *l);

/* What one worker needs to look. */
struct lists_memory;

struct lists_memory *lists_memory_new(void);
void lists_memory_free(struct lists_memory *m);

/* Add a span for each term; those that are never to be found go to `allowed`.
 * False: there are more than can be told. */
bool lists_find(const struct lists *l, struct lists_memory *m,
    const struct passage *p, struct spans *out, struct spans *allowed);

#endif
