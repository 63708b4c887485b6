#ifndef REDACT_NAMINGS_H
#define REDACT_NAMINGS_H

#include <stddef.h>

#include "redact/kind.h"

/*
 * What numbers are called, in one word or two, without accents; KIND_IDENTITY
 * is identity in general.  Of a word that is too long the beginning stands
 * here.
 */
struct naming {
	const char *words;
	enum kind kind;
};

extern const struct naming namings[];
extern const size_t n_namings;

/* Words that say so only of the number right behind them, but for "no" and
 * "is": "policy 12345", not "I know your policy, it was 12345". */
extern const struct naming close_namings[];
extern const size_t n_close_namings;

#endif
