#ifndef STREAM_PROGRESS_H
#define STREAM_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* A bar on stderr: how far, how fast, how long still.  Of input whose size is
 * not known, if it is asked for: how much and how fast. */
struct progress {
	bool on;
	bool shown;
	struct timespec start, last;
	uint64_t size; /* bytes of input in all; 0: not known */
};

void progress_start(struct progress *p, bool force, bool never, uint64_t size);
void progress_at(struct progress *p, uint64_t position, uint64_t records);

/* Take the bar away, before a message or at the end. */
void progress_hide(struct progress *p);

#endif
