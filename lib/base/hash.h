#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/str.h"

/*
 * Where a name from a log stands in a table.  It is keyed with what the kernel
 * draws for each process, so that nobody can write a log whose names all stand
 * at one place, or have one hash.  It is another in each run: no output, and no
 * order of any, may come of it.
 */
uint64_t hash_str(struct str s);

/* What it is: SipHash-1-3 (Aumasson and Bernstein 2012). */
uint64_t hash_siphash(const uint64_t key[2], struct str s);

#endif
