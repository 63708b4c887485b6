#ifndef REDACT_NAMINGS_H
#define REDACT_NAMINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "redact/kind.h"

/*
 * What numbers are called, in one word or two, without accents: the rows of
 * defaults/namings.csv, with the kind of number and the language (none where
 * several have it).  The kind may be IDENTITY, identity in general.  Of a word
 * that is too long the beginning stands there.
 */
struct naming {
	struct str words;
	enum kind kind;

	/* It says so only of the number right behind it, but for "no" and "is":
	 * "policy 12345", not "I know your policy, it was 12345". */
	bool close;
};

struct namings {
	const struct naming *at;
	size_t n;
};

/* In `run`.  Dies on a row of no kind. */
struct namings namings_read(struct arena *run);

#endif
