#ifndef DIFF_TOLD_H
#define DIFF_TOLD_H

#include "base/buf.h"
#include "diff/window.h"

/*
 * What is told of pairs, in an order that does not depend on which side
 * arrives when: that of the later line of each pair; of two with the same one,
 * the earlier old line first.  That is the order of both sides where they have
 * one order.  A pair waits until both sides are past its later line, so for
 * `lead` lines at most.
 */
struct told {
	struct buf (*waiting)[N_SIDES]; /* private, all of it */
	size_t lead;
	uint64_t end[N_SIDES]; /* every line before this was seen */
	uint64_t next, past;   /* none with an earlier one waits, nor with this
				  or a later one */
	void (*tell)(void *arg, struct str text);
	void *arg;
};

void told_init(struct told *t, size_t lead,
    void (*tell)(void *arg, struct str text), void *arg);
void told_free(struct told *t);

/* Where to write what is told of a pair. */
struct buf *told_of(struct told *t, const struct pair *p);

/* That line is the next of its side: to be called before a pair it completes
 * is told. */
void told_next(struct told *t, enum side side, uint64_t line);

/* After the last line of both. */
void told_end(struct told *t);

#endif
