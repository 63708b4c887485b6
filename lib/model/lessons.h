#ifndef MODEL_LESSONS_H
#define MODEL_LESSONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Private to the room: the rows of a file of intents. */
struct lesson {
	struct str text;
	uint32_t intent; /* n_intents: out of scope */
	uint32_t rank;	 /* among those of its intent, in an order that only
			    their texts decide */
};

struct lessons {
	struct lesson *rows;
	size_t n;
	struct str *intents; /* by name, in byte order */
	size_t n_intents;
	size_t n_outside; /* rows out of scope */
};

/*
 * Tab-separated values without quoting, the first line the names of the
 * columns, of which `text` and `intent` are read.  The intents `oos` and
 * `out_of_scope` are none.  Dies with "FILE:LINE: ..." on a file that cannot
 * be used; a row without a text or an intent is warned of and left out.
 */
void lessons_read(
    struct lessons *l, struct str tsv, const char *file, struct arena *run);

#endif
