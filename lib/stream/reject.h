#ifndef STREAM_REJECT_H
#define STREAM_REJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/str.h"

/*
 * The policy for bad records: each is named once on stderr (ten of a kind),
 * collected in --reject, and too many of them end the run.  Called in the
 * order of the input, by one thread at a time.
 */
struct stream_opts;
struct rejects;

struct rejected {
	const char *file;
	uint64_t number, offset; /* of its line */
	struct fault fault;
	struct str raw;
	uint64_t read;	    /* records up to it, itself too */
	const char *advice; /* what may help; or NULL */
};

/* Dies when --reject cannot be opened. */
struct rejects *rejects_open(const struct stream_opts *o);

/* Note one; true when the run must stop after it. */
bool rejects_note(struct rejects *r, const struct rejected *bad);

/* Whether they are too many for a run that has read so many records. */
bool rejects_too_many(const struct rejects *r, uint64_t read);

/* The end of the run. */
void rejects_close(struct rejects *r);

uint64_t rejects_count(const struct rejects *r);
uint64_t rejects_of(const struct rejects *r, enum reason reason);
void rejects_free(struct rejects *r);

#endif
