#ifndef IMPORT_NOTES_H
#define IMPORT_NOTES_H

#include "json/json.h"

/*
 * What is told of an import beside its result: hoff.import.  Private to the
 * room.
 */
enum { MOST_NOTES = 64 };

struct notes {
	struct arena *a; /* of the strings */
	/* sorted, each once */
	struct str dropped[MOST_NOTES], derived[MOST_NOTES];
	struct str warnings[MOST_NOTES];
	uint64_t counts[MOST_NOTES]; /* of dropped */
	size_t n_dropped, n_derived, n_warnings;
	/* times dropped for dates that may be day or month first: for the run's
	   message, and not in the annotation */
	uint64_t either_order;
};

void notes_init(struct notes *n, struct arena *a);
void notes_drop(struct notes *n, struct str what, uint64_t count);

/* How often. */
uint64_t notes_dropped(const struct notes *n, struct str what);

void notes_derive(struct notes *n, struct str what);
void notes_warn(struct notes *n, struct str what);

/* Add what object `at` says: dropped, derived, warnings. */
void notes_add(struct notes *n, const struct json *j, uint32_t at);

/* The annotation; lists are sorted. */
void notes_write(
    struct notes *n, struct str format, unsigned version, struct buf *out);

#endif
