#include "base/buf.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

void
buf_grow(struct buf *b, size_t n)
{
	size_t room = b->room ? b->room : 256;
	char *p;

	if (n > SIZE_MAX / 2 - b->n)
		die_of_memory();
	while (room < b->n + n)
		room *= 2;
	p = realloc(b->p, room);
	if (!p)
		die_of_memory();
	b->p = p;
	b->room = room;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		die_of_memory();
	buf_reserve(b, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}

void
buf_forget(struct buf *b)
{
	enum { GIANT = 1 << 20 };

	if (b->room > GIANT)
		buf_free(b);
	buf_clear(b);
}

void
buf_print(const struct buf *b)
{
	if (fwrite(b->p, 1, b->n, stdout) != b->n || fflush(stdout))
		die("standard output: %s", strerror(errno));
}
