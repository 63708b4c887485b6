#ifndef STREAM_SOURCE_H
#define STREAM_SOURCE_H

#include <zlib.h>

#include "stream/frame.h"
#include "stream/input.h"
#include "stream/wide.h"

/*
 * What input.c, which reads bytes and cuts lines, and records.c, which cuts
 * what is no lines, share.  Private to the two.
 */
enum {
	BLOCK = LINES_ROOM, /* bytes of lines handed out at once */
	/* of a block: each may cost a reject's memory */
	MOST_LINES = STREAM_LEAD,
	CHUNK = 32 * 1024,   /* of what was kept, copied at once */
	PACKED = 128 * 1024, /* bytes of gzip read at once */
	PIPE = 1024 * 1024,  /* what we ask of a pipe; refusal is fine */
};

struct input {
	char **next;	   /* operands still to open */
	char *standard[2]; /* the operands when there are none */
	size_t max_record;
	const atomic_bool *stop;
	int wake_fd;

	int fd; /* -1: none open */
	bool regular;
	const char *file;
	uint64_t number, offset; /* of the next block */
	uint64_t line_at;	 /* where the line begins that it begins in */
	uint64_t on_line;	 /* records that have begun there */

	char *tail; /* what was read and not yet handed out */
	size_t tail_at, n_tail, tail_room;
	bool ended;  /* the open file has no more bytes */
	bool broken; /* nor were these all: an error, or a stop */

	bool packed; /* the open file is gzip */
	bool inside; /* within a member */
	z_stream z;
	unsigned char *raw; /* PACKED bytes */
	size_t raw_at, raw_n;

	bool any_unicode;
	bool begun; /* the open file's first bytes were looked at */
	struct wide wide;

	struct input *mate; /* read beside this one, or NULL */

	const struct stream_framing *framing; /* NULL: lines */
	struct frame frame;
	struct stream_pages pages;
	struct header *headers; /* of all tables, the last first */
	bool headed;		/* the first is the open file's */

	bool failed;
	_Atomic uint64_t position;
	uint64_t size, unpacked;
};

struct header { /* a table's first row; blocks point to it */
	struct header *next;
	size_t n;
	char p[];
};

/* The open file cannot be read on: say why. */
void input_fail(struct input *in, const char *why);

/* Unpacked bytes of the open file, but first what was kept of the last block; 0
 * at its end, noted in `ended`. */
size_t input_take(struct input *in, char *p, size_t n);
bool input_is_out(const struct input *in);   /* no byte will come */
bool input_has_more(const struct input *in); /* one without waiting */

/* Keep what stands behind l->p[n] for the next block. */
void input_keep(struct input *in, struct lines *l, size_t n);

/* A file has been opened; fill l with its next records. */
void input_begin_records(struct input *in);
void input_fill_records(struct input *in, struct lines *l);
void input_free_headers(struct input *in);

#endif
