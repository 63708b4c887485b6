#ifndef REDACT_OWN_H
#define REDACT_OWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* The validators that a recogniser of a policy may have: of its letters (in
 * capitals) and digits alone. */
enum { N_OWN_CHECKS = 4 };

extern const struct own_check {
	struct str name;
	bool (*check)(const char *signs, size_t n);
} own_checks[N_OWN_CHECKS];

#endif
