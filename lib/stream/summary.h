#ifndef STREAM_SUMMARY_H
#define STREAM_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "stream/file.h"
#include "stream/reject.h"

/* What a command counted beyond its records: few, by name. */
struct counter {
	char *name; /* n bytes, owned */
	size_t n;
	uint64_t count;
};

struct counters {
	struct counter *all;
	size_t n;
};

void counters_add(struct counters *c, struct str name, uint64_t n);
void counters_merge(struct counters *to, const struct counters *from);
void counters_free(struct counters *c);

/* A run in numbers, for --summary and --stats. */
struct summary {
	uint64_t in, out, filtered, bytes_in, bytes_out;
	bool complete;
	const struct rejects *rejects;
	struct counters counters;
};

void summary_line(struct summary *s); /* on stderr */

/* The file is to be committed or abandoned. */
void summary_file(struct summary *s, const char *name, struct file *f);

#endif
