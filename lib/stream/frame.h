#ifndef STREAM_FRAME_H
#define STREAM_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "stream/around.h"
#include "stream/stream.h"

/*
 * Where the records of a file begin and end when they are not just lines
 * (stream_framing).  Fed with what stands in front of the file; never looks at
 * a byte twice, however often it is fed with more.  Private to the room.
 */
enum frame_mode {
	FRAME_UNDECIDED, /* the file has just begun */
	FRAME_BY_LINE,
	FRAME_BY_VALUE,
	FRAME_BY_ROW,
	FRAME_BY_ENTRY,
};

struct frame {
	const struct stream_framing *how;
	enum frame_mode mode;
	bool begun;	   /* its first bytes have been seen */
	bool inside;	   /* an array whose elements are records */
	bool wrapped;	   /* that array is a member of an object */
	bool rest;	   /* of that object, behind the array */
	bool paged;	   /* that object is an element of an array */
	bool first_row;	   /* the next row is the header, ... */
	int n_noise;	   /* ... or so many lines were none of the file's */
	bool noise;	   /* the line in front is such a one */
	size_t scanned;	   /* bytes of the record in front already seen */
	size_t depth;	   /* of brackets there */
	size_t key, n_key; /* the last string at depth 1, without quotes */
	bool key_ended;	   /* ... and nothing but a colon came behind it */
	bool open;	   /* some of the record has been seen */
	bool scalar;	   /* it is a number or a word */
	bool cut_short;	   /* the file ended in it */
	bool in_string, escaped, quoted, closing;
	bool in_line;	/* of an entry: what is in front began before */
	bool forgotten; /* how the record in front begins is gone */
	size_t opened;	/* the quote there that opened a field last */
	size_t cut_at;	/* 0, or where that record ends in spite of it */
	struct around around;
	bool in_rest;	   /* of which some has been read */
	size_t n_around;   /* such objects that are over and not yet counted */
	size_t n_going_on; /* ... of which so many said that there are more, */
	char member[STREAM_MEMBER]; /* ... the first by this */
	size_t n_fields;	    /* of the header */
	char newline;		    /* what ends a row, or a line */
};

struct frame_cut {
	size_t start, n; /* the record */
	size_t used;	 /* bytes done with, the record's too */
	bool header;	 /* it is a table's first row */
};

void frame_begin(struct frame *f, const struct stream_framing *how);

/*
 * Find the first record in p[0..n).  False: there is no whole one, and the
 * first `used` bytes are in nobody's way.  `last`: no bytes come behind.
 */
bool frame_next(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut);

/* The n bytes given so far belong to a record that is not wanted: they may go,
 * but for the last ones, which may belong to another; returns how many.  In
 * those and what comes behind them frame_next() finds its end. */
size_t frame_forget(struct frame *f, size_t n);

/* The record in front, a row of n bytes so far, goes on for too long: if that
 * is for a quote that seems never to be closed, frame_next() will cut it behind
 * the line of the quote. */
bool frame_unquote(struct frame *f, const char *p, size_t n);

/* At the end of a file: it ended inside of a document. */
bool frame_is_open(const struct frame *f);

#endif
