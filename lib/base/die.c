#include "base/die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const char *program = "hoff";

static void (*first)(void);

__attribute__((format(printf, 1, 0))) static void
report(const char *fmt, va_list ap)
{
	char line[8192];

	vsnprintf(line, sizeof(line), fmt, ap);
	for (char *c = line; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	fprintf(stderr, "%s: %s\n", program, line);
}

void
warning(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	report(fmt, ap);
	va_end(ap);
}

/* Other threads may be at work: no atexit handlers, no flush of stdio. */
static noreturn void
leave(void)
{
	if (first)
		first();
	_exit(TROUBLE);
}

void
die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	report(fmt, ap);
	va_end(ap);
	leave();
}

void
die_of_memory(void)
{
	warning("out of memory");
	leave();
}

void
die_first(void (*cleanup)(void))
{
	first = cleanup;
}
