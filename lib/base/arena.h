#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

/*
 * Memory that is thrown away together.  A command owns two kinds: one for the
 * run (rules, patterns) and one for the record in hand.  The arena a function
 * is given is the lifetime of what it returns; nothing is ever freed alone.
 */
struct arena {
	struct chunk *chunk; /* private */
	size_t used;	     /* bytes handed out since the reset */
	size_t ceiling;	     /* bytes; going over it is fatal */
};

/* SIZE_MAX: as much as the machine has. */
void arena_init(struct arena *a, size_t ceiling);

/* Aligned for any type, not zeroed, never NULL. */
void *arena_alloc(struct arena *a, size_t size);
void *arena_zalloc(struct arena *a, size_t size); /* zeroed */

/* n items of size bytes, not zeroed; a product that overflows is out of memory.
 */
void *arena_array(struct arena *a, size_t n, size_t size);

/* Copies; a NUL stands behind each, which the length does not count. */
char *arena_cstr(struct arena *a, struct str s);
struct str arena_copy(struct arena *a, struct str s);

/* The same of what is printed. */
struct str arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Texts one behind the other, without a NUL:
 * ARENA_JOIN(a, before, text, STR(";")). */
struct str arena_join(struct arena *a, const struct str *texts, size_t n);
#define ARENA_JOIN(a, ...) \
	arena_join((a), (const struct str[]){ __VA_ARGS__ }, \
	    sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

void arena_reset(struct arena *a); /* forgets all, keeps one chunk */
void arena_free(struct arena *a);

#endif
