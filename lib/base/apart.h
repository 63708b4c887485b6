#ifndef BASE_APART_H
#define BASE_APART_H

#include <stddef.h>

/*
 * Memory that is handed out piecemeal hides from sanitizers, and from valgrind
 * (-DAPART), who writes beyond his piece, or reads what he never wrote.  Where
 * they look on (APART), each allocation of an arena is one of the machine's,
 * and of a buffer only what was reserved may be touched.
 */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FENCED 1
#elif __has_feature(memory_sanitizer) && !defined(APART)
#define APART 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define FENCED 1
#endif

#ifdef FENCED
#include <sanitizer/asan_interface.h>
#ifndef APART
#define APART 1
#endif
#endif

/* Of the `room` things at p, of `size` bytes each, the first n may be
 * touched. */
static inline void
apart_fence(void *p, size_t n, size_t room, size_t size)
{
#ifdef FENCED
	if (!p)
		return;
	ASAN_UNPOISON_MEMORY_REGION(p, n * size);
	ASAN_POISON_MEMORY_REGION((char *)p + n * size, (room - n) * size);
#else
	(void)p, (void)n, (void)room, (void)size;
#endif
}

#endif
