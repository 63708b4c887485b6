#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/apart.h"
#include "base/die.h"

#ifdef APART
enum { CHUNK = 0 }; /* each allocation has one, of exactly its bytes */
#else
enum { CHUNK = 64 * 1024 };
#endif

struct chunk {
	struct chunk *older;
	size_t size, used;
	alignas(max_align_t) char bytes[];
};

/* No object of C is larger than the most here, and a size below it can be
 * rounded up and put behind a chunk's head without a look. */
void
arena_init(struct arena *a, size_t ceiling)
{
	const size_t most = PTRDIFF_MAX;

	*a = (struct arena){ .ceiling = ceiling < most ? ceiling : most };
}

static struct chunk *
grow(struct arena *a, size_t size)
{
	size_t room = size > CHUNK ? size : CHUNK;
	struct chunk *c = malloc(sizeof(*c) + room);

	if (!c)
		die_of_memory();
	*c = (struct chunk){ .older = a->chunk, .size = room };
	a->chunk = c;
	return c;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	size_t align = alignof(max_align_t);
	struct chunk *c = a->chunk;
	void *p;

	if (size > a->ceiling || a->used > a->ceiling - size)
		die("more than %zu bytes of working memory needed", a->ceiling);
	if (CHUNK)
		size = (size + align - 1) / align * align;
	if (!c || c->size - c->used < size)
		c = grow(a, size);
	p = c->bytes + c->used;
	c->used += size;
	a->used += size;
	return p;
}

void *
arena_zalloc(struct arena *a, size_t size)
{
	return memset(arena_alloc(a, size), 0, size);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		die_of_memory();
	return arena_alloc(a, n * size);
}

struct str
arena_copy(struct arena *a, struct str s)
{
	return (struct str){ arena_cstr(a, s), s.n };
}

char *
arena_cstr(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

struct str
arena_join(struct arena *a, const struct str *texts, size_t n)
{
	struct str all = { NULL, 0 };
	char *p;

	for (size_t i = 0; i < n; i++)
		all.n += texts[i].n;
	all.p = p = arena_alloc(a, all.n);
	for (size_t i = 0; i < n; i++) {
		if (texts[i].n)
			memcpy(p, texts[i].p, texts[i].n);
		p += texts[i].n;
	}
	return all;
}

/* Mostly it fits into the chunk in hand: then it is written only once. */
struct str
arena_printf(struct arena *a, const char *fmt, ...)
{
	size_t room = a->chunk ? a->chunk->size - a->chunk->used : 0;
	char *here = room ? a->chunk->bytes + a->chunk->used : NULL, *p;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(here, room, fmt, ap);
	va_end(ap);
	if (n < 0)
		die_of_memory();
	p = arena_alloc(a, (size_t)n + 1);
	if (p == here)
		return (struct str){ p, (size_t)n };
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){ p, (size_t)n };
}

/* The newest chunk goes last: one giant record must not pin its memory. */
void
arena_reset(struct arena *a)
{
	struct chunk *keep = NULL;

	while (a->chunk) {
		struct chunk *older = a->chunk->older;

		if (!keep && a->chunk->size == CHUNK)
			keep = a->chunk;
		else
			free(a->chunk);
		a->chunk = older;
	}
	if (keep) {
		keep->older = NULL;
		keep->used = 0;
	}
	a->chunk = keep;
	a->used = 0;
}

void
arena_free(struct arena *a)
{
	arena_reset(a);
	free(a->chunk);
	a->chunk = NULL;
}
