#ifndef STREAM_CONVEYOR_H
#define STREAM_CONVEYOR_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "stream/input.h"
#include "stream/reject.h"

/*
 * The way of the blocks: read in the order of the input, in the hands of
 * workers in any order, written in the order of the input.  There is no reader
 * or writer thread: a block is read under in_lock, which numbers it; a finished
 * one waits until every block before it is written, by whichever worker comes
 * by.
 */
struct tally {
	uint64_t in, out, filtered;
	uint64_t unselected, undecided; /* of the filtered */
};

/* A record of which --select could not say whether it was asked for. */
struct undecided {
	const char *file, *why;
	uint64_t number;
};

struct bad {
	struct rejected what;
	struct tally before; /* of its block, without itself */
	size_t n_out;	     /* bytes of its block's output then */
};

struct block {
	struct lines lines;
	size_t at; /* the next line begins here, or record has this index */
	struct buf out;
	struct tally tally;
	struct undecided undecided; /* the first */
	struct bad *bads;
	size_t n_bads, bads_room;

	struct block *next; /* private, as what follows */
	uint64_t order;
	size_t giant; /* bytes beyond what a block usually takes */
};

struct conveyor {
	void (*write)(void *arg, struct block *b); /* one at a time */
	void *arg;

	pthread_mutex_t in_lock;
	struct input *input;
	uint64_t n_read; /* blocks */

	pthread_mutex_t lock; /* of all below */
	pthread_cond_t freed;
	struct block *idle;
	size_t n_blocks, most_blocks;
	size_t giants;	       /* bytes, of all blocks not yet written */
	struct block *waiting; /* finished, sorted by order */
	uint64_t n_written;    /* blocks */
	bool writing;	       /* somebody is, without the lock */
};

void conveyor_init(struct conveyor *c, struct input *in,
    void (*write)(void *arg, struct block *b), void *arg);
void conveyor_free(struct conveyor *c);

/* Before the first block: how many threads will take from it. */
void conveyor_begin(struct conveyor *c, size_t workers);

/* The next block, to be given to conveyor_finish(); NULL at the end. */
struct block *conveyor_next(struct conveyor *c);

/* Write what there is of a block in hand, when its turn has come; it is to be
 * emptied before the rest. */
void conveyor_spill(struct conveyor *c, struct block *b);

/* Put a finished block in its place, and write those whose turn has come. */
void conveyor_finish(struct conveyor *c, struct block *b);

struct block *block_new(void);
void block_free(struct block *b);

#endif
