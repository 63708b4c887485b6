#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <string.h>

#include "base/apart.h"
#include "base/str.h"

/*
 * Bytes that grow.  Zero-initialised is empty.  It owns p; the capacity is
 * kept by buf_clear(), given back by buf_free().  Growing past the address
 * space or the machine's memory is fatal.
 */
struct buf {
	char *p;
	size_t n;    /* bytes in use */
	size_t room; /* bytes at p */
};

/* For buf_reserve(), where they do not fit. */
void buf_grow(struct buf *b, size_t n);

void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_free(struct buf *b);

/* As buf_clear(), but the memory of a giant is given back. */
void buf_forget(struct buf *b);

/* To standard output; dies when that fails. */
void buf_print(const struct buf *b);

/* Make sure that n more bytes fit behind b->n, until more are asked for;
 * returns where they go. */
static inline char *
buf_reserve(struct buf *b, size_t n)
{
	if (b->room - b->n < n)
		buf_grow(b, n);
	apart_fence(b->p, b->n + n, b->room, 1);
	return b->p + b->n;
}

/* What was written where buf_reserve() said: up to `end` it is in use. */
static inline void
buf_end(struct buf *b, const char *end)
{
	b->n = (size_t)(end - b->p);
}

static inline void
buf_clear(struct buf *b)
{
	b->n = 0;
}

/* Bytes from elsewhere: those of b itself may move on the way. */
static inline void
buf_put(struct buf *b, const void *p, size_t n)
{
	if (n)
		memcpy(buf_reserve(b, n), p, n);
	b->n += n;
}

static inline void
buf_str(struct buf *b, struct str s)
{
	buf_put(b, s.p, s.n);
}

static inline void
buf_cstr(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

static inline void
buf_char(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

/* Its bytes, until more are put into it. */
static inline struct str
buf_view(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

#endif
