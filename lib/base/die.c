#include "base/die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *program = "hoff";

static void (*first)(void);

static void
tame(char *c)
{
	for (; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
}

/* A message that is cut says so. */
__attribute__((format(printf, 1, 0))) static void
report(const char *fmt, va_list ap)
{
	static const char cut[] = "...";
	char line[8192];
	int n = vsnprintf(line, sizeof(line), fmt, ap);

	if (n >= (int)sizeof(line))
		memcpy(line + sizeof(line) - sizeof(cut), cut, sizeof(cut));
	tame(line);
	fprintf(stderr, "%s: %s\n", program, line);
}

void
warning_line(char *line)
{
	tame(line);
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
