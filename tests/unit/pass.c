/*
 * A filter that exists for the tests of lib/stream: every line is a record and
 * comes out as it went in.  One that begins with "bad" is rejected, one that
 * begins with "skip" is not asked for, whatever else it holds.
 */
#include <inttypes.h>
#include <time.h>

#include "cli/cli.h"

struct job {
	struct common common;
	size_t hold, copies;
	const char *last_words, *aside;
	bool jitter, negative, abreast;
	struct stream *s;
};

static const struct opt options[] = { COUNT(0, "hold", "N", struct job, hold,
					  "0",
					  "write each record N records later"),
	COUNT(0, "copies", "N", struct job, copies, "1",
	    "write each record N times"),
	FLAG(0, "jitter", struct job, jitter,
	    "take longer for some records than for others"),
	FLAG(0, "negative", struct job, negative, "give a negative answer"),
	FLAG(0, "abreast", struct job, abreast,
	    "read two files side by side, and say of each line which it was"),
	OUT_FILE(0, "aside", "FILE", struct job, aside, NULL,
	    "collect the records and write them to FILE"),
	A_FILE(0, "last-words", "FILE", struct job, last_words, NULL,
	    "end with what FILE holds"),
	END };

static const struct spec spec = {
	.name = "pass",
	.does = "give every line back",
	.operands = "[FILE]...",
	.about = "For tests.",
	.options = options,
	.exits_negative = true,
};

/* Lines whose end is still owed, oldest first. */
struct held {
	struct buf lines;
	size_t n;
};

static void
pause_for(uint64_t number)
{
	/* a multiplicative hash: some lines wait, most do not */
	if ((number * 0x9e3779b97f4a7c15U >> 56) < 8)
		nanosleep(&(struct timespec){ .tv_nsec = 300000 }, NULL);
}

static bool
begins(struct str line, const char *with)
{
	size_t n = strlen(with);

	return line.n >= n && !memcmp(line.p, with, n);
}

static void
write_oldest(struct worker *w, struct held *h)
{
	const char *end = memchr(h->lines.p, '\n', h->lines.n);
	size_t n = (size_t)(end - h->lines.p) + 1;

	buf_put(w->out, h->lines.p, n);
	stream_done(w);
	memmove(h->lines.p, h->lines.p + n, h->lines.n - n);
	h->lines.n -= n;
	h->n--;
}

static void
hold(const struct job *job, struct worker *w, struct held *h)
{
	buf_str(&h->lines, w->line);
	buf_char(&h->lines, '\n');
	h->n++;
	stream_hold(w);
	if (h->n > job->hold)
		write_oldest(w, h);
}

static void
write_aside(void *arg, struct str text)
{
	stream_write_aside(((struct job *)arg)->s, text);
}

static void
work(struct worker *w, void *arg)
{
	static const struct fault bad = { BAD_VALUE, 2, "the line is bad" };
	const struct job *job = arg;
	struct held h = { 0 };
	uint64_t bytes = 0;

	while (stream_next(w)) {
		if (job->jitter)
			pause_for(w->number);
		bytes += w->line.n + 1;
		if (job->abreast)
			buf_printf(w->out, "%u ", w->side);
		/* what a rejected record has written is taken back */
		for (size_t i = 0; !job->hold && i < job->copies; i++) {
			buf_str(w->out, w->line);
			if (i + 1 < job->copies)
				buf_char(w->out, '\n');
		}
		if (begins(w->line, "bad"))
			stream_bad(w, &bad);
		else if (begins(w->line, "skip"))
			stream_skip(w);
		else if (job->hold)
			hold(job, w, &h);
		else
			stream_done(w);
	}
	while (h.n)
		write_oldest(w, &h);
	stream_count(w, STR("bytes"), bytes);
	buf_free(&h.lines);
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	char **operands = cli_parse(&spec, &job, &job.common, argv);
	struct arena run;
	struct str last = STR("");
	struct stream *s;

	(void)argc;
	arena_init(&run, 1 << 20);
	if (job.last_words)
		last = stream_slurp(job.last_words, 1000, &run);
	s = stream_open(&job.common.stream, operands);
	job.s = s;
	if (job.abreast)
		stream_abreast(s);
	if (job.aside) {
		stream_aside(s, job.aside);
		stream_collect(s, write_aside, &job);
	}
	if (job.hold)
		stream_in_sequence(s);
	stream_work(s, work, &job);
	stream_print(s, last);
	arena_free(&run);
	if (job.negative)
		stream_negative(s);
	return stream_close(s);
}
