#ifndef STREAM_INPUT_H
#define STREAM_INPUT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "stream/stream.h"

/*
 * The operands as one stream of blocks that hold whole lines of one file.
 * Not safe for threads: whoever calls holds the input's lock.
 */
struct input;

enum { LINES_ROOM = 512 * 1024 }; /* bytes of an ordinary block */

struct lines {
	char *p;  /* room bytes and STREAM_PADDING */
	size_t n; /* bytes in use */
	size_t room;
	const char *file;
	uint64_t number; /* of the first line, from 1 */
	uint64_t offset; /* of p[0] in the (unpacked) file */
	/* of one over the limit: bytes of its line before it */
	uint64_t before;
	unsigned side; /* of input_abreast() */
	bool too_long; /* stands for one line over the limit,
			  n is 0 ... */
	bool quoted;   /* ... which is in quotes by then */

	/* After input_frame(): where its records are, and the first row of the
	 * file, where that is none. */
	struct record_at *records;
	size_t n_records, records_room;
	size_t n_headless; /* of the first of them, which are in front of ... */
	struct str header; /* ... this */
};

struct record_at {
	size_t start, n;
	uint64_t number; /* of its first line */
	uint64_t before; /* bytes of that line before it, ... */
	uint64_t nth;	 /* ... and records */
};

/* Dies when an operand cannot be read at all.  `stop` ends the reading at the
 * next block, as a byte on wake_fd does while it waits. */
struct input *input_open(
    char **operands, size_t max_record, const atomic_bool *stop, int wake_fd);
void input_close(struct input *in);

/* From now on, read the second of two operands beside the first, from the one
 * of which fewer lines have been read. */
void input_abreast(struct input *in);

/* From now on, cut files into other records than lines. */
void input_frame(struct input *in, const struct stream_framing *how);

/* As stream_peek(). */
struct str input_peek(struct input *in, size_t want);

const struct stream_pages *input_pages(const struct input *in);

/* The file in hand, or the last. */
const char *input_file(const struct input *in);

/* Fill `l` (its memory is reused) with the next lines; false at the end. */
bool input_next(struct input *in, struct lines *l);

/* A file ended in the middle or could not be read on: it has been named. */
bool input_failed(const struct input *in);

/* Bytes read so far (packed), and in all, or 0 when that is not known.  The
 * first may be asked from any thread. */
uint64_t input_position(const struct input *in);
uint64_t input_size(const struct input *in);

uint64_t input_unpacked(const struct input *in);

/* The nth record of those that were cut; false: there are not so many. */
bool lines_record(const struct lines *l, size_t nth, struct str *record);

/* A line of white space only: no record. */
bool lines_is_blank(struct str line);

/* Have room for so many bytes, and STREAM_PADDING. */
void lines_grow(struct lines *l, size_t room);

/* How many bytes to read into it at once. */
size_t lines_step(const struct lines *l);
void lines_free(struct lines *l);
void lines_add(struct lines *l, struct record_at record);

/* Bytes of memory a giant line took beyond a block, and giving them back. */
size_t lines_excess(const struct lines *l);
void lines_shrink(struct lines *l);

#endif
