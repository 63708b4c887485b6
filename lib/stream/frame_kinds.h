#ifndef STREAM_FRAME_KINDS_H
#define STREAM_FRAME_KINDS_H

#include "stream/frame.h"

/*
 * Private to frame.c and what it parts into: the values of a JSON document
 * (frame_values.c) and the rows of a table (frame_rows.c), each found as
 * frame_next() finds any record.
 */
enum {
	/* bytes: what has to tell lines from a document that goes over lines,
	   whether a line begins an entry, and what ends rows */
	FRAME_DECIDE = 64 * 1024,
	FRAME_NOISE = 16, /* lines in front of what a file holds */
};

bool frame_next_value(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut);
bool frame_next_row(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut);

/* Whether records are lines, or parts of a document: false needs more bytes. */
bool frame_decide(struct frame *f, const char *p, size_t n, bool last);

/* Nothing of the record in front has been seen. */
void frame_restart(struct frame *f);

/* The record in front is p[0..n), `used` bytes with what it ends in: cut it,
 * without that, and restart.  Returns true. */
bool frame_cut_here(
    struct frame *f, size_t n, size_t used, struct frame_cut *cut);

static inline bool
frame_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

#endif
