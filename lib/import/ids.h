#ifndef IMPORT_IDS_H
#define IMPORT_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Which ids have been seen, by their hash_str(): that any two of a million
 * are taken for one has a chance of 1 to 18 million.  Private to the room.
 */
struct ids;

struct ids *ids_new(size_t memory); /* bytes */
void ids_free(struct ids *s);

/* Whether it was there before; no longer, once memory is used up. */
bool ids_add(struct ids *s, uint64_t hash);
bool ids_is_full(const struct ids *s);

#endif
