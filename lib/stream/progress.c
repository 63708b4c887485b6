#include "stream/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"

enum { WIDTH = 30, EVERY_MS = 100 };

static double
seconds(const struct timespec *from, const struct timespec *to)
{
	return (double)(to->tv_sec - from->tv_sec) +
	       (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

void
progress_start(struct progress *p, bool force, bool never, uint64_t size)
{
	const char *term = getenv("TERM");
	bool able = isatty(STDERR_FILENO) && term && strcmp(term, "dumb");

	*p = (struct progress){ .size = size };
	p->on = !never && (force || (able && size));
	clock_gettime(CLOCK_MONOTONIC, &p->start);
	p->last = p->start;
}

static void
show_bar(const struct progress *p, double bytes, double passed)
{
	double size = (double)p->size;
	double share = bytes < size ? bytes / size : 1;
	char bar[WIDTH + 1];

	for (int i = 0; i < WIDTH; i++)
		bar[i] = i < (int)(share * WIDTH) ? '#' : '.';
	bar[WIDTH] = '\0';
	fprintf(stderr, "\r%s [%s] %3.0f%% %.0f MB/s, %.0f s left ", program,
	    bar, share * 100, bytes / 1e6 / passed,
	    share > 0 ? passed * (1 - share) / share : 0);
}

void
progress_at(struct progress *p, uint64_t position, uint64_t records)
{
	double bytes = (double)position, passed;
	struct timespec now;

	if (!p->on)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (seconds(&p->last, &now) * 1000 < EVERY_MS)
		return;
	p->last = now;
	passed = seconds(&p->start, &now);
	if (p->size)
		show_bar(p, bytes, passed);
	else
		fprintf(stderr, "\r%s %.0f MB, %" PRIu64 " records, %.0f MB/s ",
		    program, bytes / 1e6, records, bytes / 1e6 / passed);
	p->shown = true;
}

void
progress_hide(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	p->shown = false;
}
