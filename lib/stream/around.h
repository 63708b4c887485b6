#ifndef STREAM_AROUND_H
#define STREAM_AROUND_H

#include <stdbool.h>
#include <stddef.h>

#include "stream/stream.h"

/*
 * What an object says beside the array of records that it is around: whether
 * there are more of them elsewhere.  Private to the room.
 */
enum { AROUND_NAME = STREAM_MEMBER / 3 }; /* bytes of each of its parts */

struct around {
	char names[2][AROUND_NAME]; /* of the member in hand, and of its part */
	size_t n_names[2];
	char string[AROUND_NAME]; /* the one in hand, or the last */
	size_t n_string;	  /* AROUND_NAME: it is longer */
	size_t depth;
	bool in_string, escaped;
	bool value;   /* a colon has been read */
	bool opening; /* a bracket, behind which there may be nothing */
	bool goes_on, ends;
	char member[STREAM_MEMBER]; /* that said that it goes on */
};

void around_begin(struct around *a);

/* The object's next bytes. */
void around_read(struct around *a, const struct stream_framing *how,
    const char *p, size_t n);

/* The array of records is over. */
void around_resume(struct around *a);

bool around_goes_on(const struct around *a);

#endif
