#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/fault.h"
#include "conv/conv.h"

/*
 * Two judgements of one log, an old and a new one, compared conversation by
 * conversation.  Workers make a small digest of each record (diff_digest and
 * diff_digest_both, in any thread); one collector takes the digests in the
 * order of the input, pairs what belongs together and counts.
 */
struct diff_opts {
	const char *by; /* "PATH[,PATH]"; NULL: no groups */
	size_t top;	/* 0: all groups, by key */
	size_t max_groups;
	size_t window;	    /* lines that two of a pair may be apart */
	double confidence;  /* of every interval, in (0,1) */
	const char *format; /* one of diff_formats */
	bool allow_inconclusive;
	const char *const *gates;
	size_t n_gates;
};

extern const char *const diff_formats[]; /* NULL-terminated */

enum side { SIDE_OLD, SIDE_NEW, N_SIDES };

struct diff;

/*
 * Dies on options that cannot be used.  `lead` is how many lines the input may
 * run ahead on one side.  changed() is given each conversation that was decided
 * differently, at another turn, by another rule, or for another queue, priority
 * or tier, as a line of JSON, in the order of the later line of each pair; or
 * NULL.
 */
struct diff *diff_new(const struct diff_opts *o, size_t lead,
    void (*changed)(void *arg, struct str line), void *arg);
void diff_free(struct diff *d);

/*
 * Append the digest of a record that carries its judgement as hoff.score, and
 * stands on that line of its side.  False and *f when it carries none.  What
 * scratch holds is of no account; it is reused.
 */
bool diff_digest(const struct diff *d, const struct conv *c, enum side side,
    uint64_t line, struct buf *scratch, struct buf *out, struct fault *f);

/* The same of a record with both judgements at hand, each hoff.score as an
 * object: `scores` are values of `j`, which may be two. */
struct judgement {
	const struct json *j;
	uint32_t score;
};

bool diff_digest_both(const struct diff *d, const struct conv *c,
    const struct judgement judgements[N_SIDES], struct buf *scratch,
    struct buf *out, struct fault *f);

/* Take digests in; `diff` is a struct diff *. */
void diff_take(void *diff, struct str digests);

/* After the last: what still waits for its partner has none. */
void diff_end(struct diff *d);

/* Old records without a new one and the other way around, when not one pair
 * was found; 0 else. */
uint64_t diff_strangers(const struct diff *d);

/* After the end: the first path of o->by that no conversation has; false when
 * there is none. */
bool diff_unseen(const struct diff *d, struct str *path);

/* The report in o->format; colour, and the columns to fit into (0: as many as
 * it takes), are for terminals and for tables only.  False when a gate did not
 * pass. */
bool diff_report(
    const struct diff *d, bool colour, size_t width, struct buf *out);

#endif
