#ifndef STREAM_PORT_H
#define STREAM_PORT_H

#include "stream/conveyor.h"
#include "stream/file.h"
#include "stream/progress.h"
#include "stream/reject.h"
#include "stream/stream.h"
#include "stream/summary.h"

/* What is behind the stream, and a worker's place at it.  Private to the room.
 */
struct port {
	struct stream *stream;
	struct worker worker;
	struct block *block;  /* in hand, or NULL */
	struct block *tail;   /* output after the last record */
	uint64_t next_number; /* line number behind w->line */
	uint64_t before;      /* bytes of its line before it */
	size_t mark;	      /* output before the record in hand */
	bool in_hand;	      /* a record waits for its end */
	bool spilled;	      /* and some of it has been written */
	bool ended;	      /* before the end of the input: --strict */
	bool enough;	      /* stream_enough() */
	uint64_t n_held;      /* records that still wait for their end */
	struct counters counters;
};

struct beside { /* a file that waits for the end of the run */
	struct beside *next;
	struct file file;
};

struct stream {
	struct stream_opts opts;
	size_t n_ports;
	struct port *ports;
	void (*work)(struct worker *, void *);
	void *job;

	struct input *input;
	struct conveyor conveyor;

	/* of the conveyor's one writer, and later of stream_close() */
	struct output *output, *aside;
	struct beside *besides;
	void (*take)(void *, struct str);
	void *taker;
	struct rejects *rejects;
	struct progress progress;
	struct tally tally;
	struct undecided undecided; /* the first */
	bool cut;		    /* nothing is written any more */
	bool framed;		    /* by stream_frame() */
	bool negative;
};

void port_init(struct port *p, struct stream *s, size_t index);

/* Before any worker runs: the first block is this one's. */
void port_take_first(struct port *p);

/* A worker's whole life; the argument is its port.  All but the first are idle
 * where no block is left for them: what it takes to begin work is more than a
 * short log takes. */
void *port_run(void *arg);

#endif
