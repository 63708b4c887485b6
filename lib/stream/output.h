#ifndef STREAM_OUTPUT_H
#define STREAM_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where a run's bytes go: standard output, or a file that appears whole; packed
 * in gzip members of 1 MiB each when its name ends in ".gz", so that workers
 * can pack in parallel and the bytes do not depend on who did.
 */
struct output;

/* NULL: standard output.  `packers` threads will come to help. */
struct output *output_open(const char *name, size_t packers);

/* Append, in order: one caller at a time.  Waits for a slow disk, so that what
 * is not written yet stays bounded. */
void output_write(struct output *o, const char *p, size_t n);

/* Pack and write what is waiting; any number of threads at once. */
void output_help(struct output *o);

/* The end: everything is written and, when `publish`, the file appears. */
void output_finish(struct output *o, bool publish);
void output_close(struct output *o);

uint64_t output_bytes(const struct output *o); /* before packing */
bool output_is_terminal(const struct output *o);

#endif
