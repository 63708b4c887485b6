#ifndef UNIT_CHECK_H
#define UNIT_CHECK_H

#include <stdbool.h>
#include <stdio.h>

#include "base/die.h"

/* How a program of checks tells which fail, and goes on: CHECK(a == b). */
static int failures;

#define CHECK(what) check((what), #what, __FILE__, __LINE__)

static inline bool
check(bool ok, const char *what, const char *file, int line)
{
	if (!ok) {
		failures++;
		printf("%s:%d: %s\n", file, line, what);
	}
	return ok;
}

/* The exit status. */
static inline int
checked(void)
{
	if (failures)
		printf("%d checks failed\n", failures);
	return failures ? NEGATIVE : ALL_GOOD;
}

#endif
