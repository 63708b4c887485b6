/* A worker begins where there is work for it: what that takes is more than a
 * short log does. */
#include "stream/stream.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"

enum { THREADS = 4 };

struct job {
	atomic_size_t began, records;
	size_t first; /* of those that began, index 0 */
};

static void
work(struct worker *w, void *arg)
{
	struct job *job = arg;

	job->began++;
	if (w->index == 0)
		job->first++;
	while (stream_next(w)) {
		job->records++;
		stream_done(w);
	}
}

/* What a run over so many lines of 1 KiB does. */
static void
run(size_t lines, struct job *job)
{
	char name[] = "/tmp/hoff-workers-XXXXXX";
	char *operands[] = { name, NULL };
	const struct stream_opts opts = {
		.threads = THREADS, .max_record = 1 << 20, .output = "/dev/null"
	};
	FILE *f = fdopen(mkstemp(name), "w");
	struct stream *s;

	for (size_t i = 0; i < lines; i++)
		fprintf(f, "%1023zu\n", i);
	fclose(f);
	s = stream_open(&opts, operands);
	stream_work(s, work, job);
	CHECK(stream_close(s) == ALL_GOOD);
	unlink(name);
}

int
main(void)
{
	static const size_t lengths[] = { 0, 1, 3 };

	for (size_t i = 0; i < 3; i++) {
		struct job job = { 0 };

		run(lengths[i], &job);
		CHECK(job.records == lengths[i]);
		CHECK(job.began == 1);
		CHECK(job.first == 1);
	}
	for (size_t i = 0; i < 4; i++) {
		struct job job = { 0 };

		run(20000, &job);
		CHECK(job.records == 20000);
		CHECK(job.began >= 1 && job.began <= THREADS);
		CHECK(job.first == 1);
	}
	return checked();
}
