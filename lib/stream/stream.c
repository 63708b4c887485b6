#include "stream/stream.h"

#include <inttypes.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cpus.h"
#include "stream/input.h"
#include "stream/output.h"
#include "stream/port.h"
#include "stream/signals.h"
#include "stream/summary.h"

/*
 * Workers read, judge and write in turn (conveyor.h).  What one block decides
 * (--strict, --max-rejects) is decided where it is written, in the order of the
 * input, and so the same for every number of threads.
 */
enum {
	MOST_THREADS = 256,
	MOST_RECORD = 1 << 30, /* bytes; a JSON index has 32 bits for a place */
};

static void
add(struct tally *to, const struct tally *from)
{
	to->in += from->in;
	to->out += from->out;
	to->filtered += from->filtered;
	to->unselected += from->unselected;
	to->undecided += from->undecided;
}

/*
 * Write a block whose turn it is: name its rejects, and stop behind the first
 * that ends the run.  Nothing of a later block gets out after that.
 */
static void
write_block(void *arg, struct block *b)
{
	struct stream *s = arg;
	struct tally tally = b->tally;
	size_t n_out = b->out.n;

	if (s->cut)
		return;
	if (b->n_bads)
		progress_hide(&s->progress);
	for (size_t i = 0; i < b->n_bads; i++) {
		struct bad *bad = &b->bads[i];

		bad->what.read = s->tally.in + bad->before.in + 1;
		if (rejects_note(s->rejects, &bad->what)) {
			tally = bad->before;
			tally.in++;
			n_out = bad->n_out;
			s->cut = true;
			signals_stop();
			break;
		}
	}
	if (tally.undecided && !s->tally.undecided)
		s->undecided = b->undecided;
	add(&s->tally, &tally);
	if (s->take)
		s->take(s->taker, (struct str){ b->out.p, n_out });
	else
		output_write(s->output, b->out.p, n_out);
	progress_at(&s->progress, input_position(s->input), s->tally.in);
}

/* Memory of a giant goes back to the system, not to the next thread that asks
 * for as much: each thread has a heap of its own. */
static void
keep_no_giants(void)
{
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 4 << 20);
}

struct stream *
stream_open(const struct stream_opts *o, char **operands)
{
	struct stream *s = calloc(1, sizeof(*s));
	const atomic_bool *stop;
	int wake_fd;

	if (!s)
		die_of_memory();
	if (o->max_record > MOST_RECORD)
		die("--max-record: more than 1G");
	keep_no_giants();
	s->opts = *o;
	s->n_ports = o->threads ? o->threads : cpus_allowed();
	if (s->n_ports > MOST_THREADS)
		s->n_ports = MOST_THREADS;
	wake_fd = signals_catch(&stop);
	s->input = input_open(operands, o->max_record, stop, wake_fd);
	s->rejects = rejects_open(&s->opts);
	s->output = output_open(o->output, s->n_ports);
	conveyor_init(&s->conveyor, s->input, write_block, s);
	progress_start(
	    &s->progress, o->progress, o->no_progress, input_size(s->input));
	return s;
}

size_t
stream_threads(const struct stream *s)
{
	return s->n_ports;
}

void
stream_in_sequence(struct stream *s)
{
	s->n_ports = 1;
}

void
stream_abreast(struct stream *s)
{
	input_abreast(s->input);
}

void
stream_frame(struct stream *s, const struct stream_framing *how)
{
	input_frame(s->input, how);
	s->framed = true;
}

struct str
stream_peek(struct stream *s, size_t want)
{
	return input_peek(s->input, want);
}

const char *
stream_peeked(const struct stream *s)
{
	return input_file(s->input);
}

const struct stream_pages *
stream_pages(const struct stream *s)
{
	return input_pages(s->input);
}

void
stream_collect(
    struct stream *s, void (*take)(void *arg, struct str text), void *arg)
{
	s->take = take;
	s->taker = arg;
}

void
stream_aside(struct stream *s, const char *name)
{
	s->aside = output_open(name, 1);
}

void
stream_write_aside(struct stream *s, struct str text)
{
	if (!s->cut)
		output_write(s->aside, text.p, text.n);
}

void
stream_work(struct stream *s, void (*work)(struct worker *, void *), void *job)
{
	pthread_t threads[MOST_THREADS];
	size_t n = 1;

	s->work = work;
	s->job = job;
	conveyor_begin(&s->conveyor, s->n_ports);
	if (!(s->ports = calloc(s->n_ports, sizeof(*s->ports))))
		die_of_memory();
	for (size_t i = 0; i < s->n_ports; i++)
		port_init(&s->ports[i], s, i);
	port_take_first(&s->ports[0]);
	/* the first is this thread; where the system gives no more, fewer do
	 * the same work */
	while (n < s->n_ports &&
	       !pthread_create(&threads[n], NULL, port_run, &s->ports[n]))
		n++;
	port_run(&s->ports[0]);
	for (size_t i = 1; i < n; i++)
		if (pthread_join(threads[i], NULL))
			die("internal error: a thread is lost");
	for (size_t i = 0; i < s->n_ports; i++)
		write_block(s, s->ports[i].tail);
}

void
stream_print(struct stream *s, struct str text)
{
	progress_hide(&s->progress);
	if (!s->cut)
		output_write(s->output, text.p, text.n);
}

bool
stream_is_terminal(const struct stream *s)
{
	return output_is_terminal(s->output);
}

void
stream_negative(struct stream *s)
{
	s->negative = true;
}

static void
stream_free(struct stream *s)
{
	for (size_t i = 0; i < s->n_ports && s->ports; i++) {
		struct port *p = &s->ports[i];

		arena_free(&p->worker.record);
		counters_free(&p->counters);
		block_free(p->tail);
	}
	free(s->ports);
	rejects_free(s->rejects);
	input_close(s->input);
	conveyor_free(&s->conveyor);
	free(s);
}

/* The worst that happened: a failed gate does not hide behind rejects. */
static enum outcome
outcome(const struct stream *s)
{
	if (s->cut || rejects_too_many(s->rejects, s->tally.in) ||
	    input_failed(s->input))
		return TROUBLE;
	if (s->negative)
		return NEGATIVE;
	return rejects_count(s->rejects) ? SOME_BAD : ALL_GOOD;
}

static struct summary
summarise(struct stream *s, bool complete)
{
	struct summary sum = { .in = s->tally.in,
		.out = s->tally.out,
		.filtered = s->tally.filtered,
		.rejects = s->rejects,
		.bytes_in = input_unpacked(s->input),
		.bytes_out = output_bytes(s->output),
		.complete = complete };

	for (size_t i = 0; i < s->n_ports && s->ports; i++)
		counters_merge(&sum.counters, &s->ports[i].counters);
	return sum;
}

/* in = out + rejected + filtered, or a record was lost.  Not after a stop in
 * the middle of a block. */
static void
check_conservation(const struct stream *s)
{
	uint64_t rejected = rejects_count(s->rejects);

	if (s->tally.in != s->tally.out + s->tally.filtered + rejected)
		die("internal error: %" PRIu64 " records in, %" PRIu64
		    " out, %" PRIu64 " rejected, %" PRIu64 " filtered",
		    s->tally.in, s->tally.out, rejected, s->tally.filtered);
}

bool
stream_failed(const struct stream *s)
{
	return outcome(s) == TROUBLE || signals_got();
}

/* What has failed is not even begun: to a device it would be there at once. */
void
stream_beside(struct stream *s, const char *name, struct str content)
{
	struct beside *b;

	if (stream_failed(s))
		return;
	if (!(b = malloc(sizeof(*b))))
		die_of_memory();
	file_create(&b->file, name);
	b->next = s->besides;
	s->besides = b;
	file_write(b->file.fd, name, content.p, content.n);
}

static void
end_besides(struct stream *s, bool publish)
{
	for (struct beside *b = s->besides, *next; b; b = next) {
		next = b->next;
		if (publish)
			file_commit(&b->file);
		else
			file_abandon(&b->file);
		free(b);
	}
}

static void
warn_undecided(const struct stream *s)
{
	uint64_t n = s->tally.undecided;

	if (n)
		warning("--select cannot be evaluated on %" PRIu64
			" record%s, and leaves %s out; first %s:%" PRIu64
			": %s",
		    n, n == 1 ? "" : "s", n == 1 ? "it" : "them",
		    s->undecided.file, s->undecided.number, s->undecided.why);
}

/* Of nothing a report looks like one of quiet records. */
static void
warn_unselected(const struct stream *s)
{
	uint64_t n = s->tally.unselected;

	if (n && s->tally.out == 0)
		warning("--select takes none of %" PRIu64 " record%s", n,
		    n == 1 ? "" : "s");
}

int
stream_close(struct stream *s)
{
	enum outcome status = outcome(s);
	/* one that comes later than this finds the work done */
	int sig = signals_got();
	bool complete = status != TROUBLE && !sig;
	struct summary sum;
	struct file stats = { .fd = -1 };

	rejects_close(s->rejects);
	progress_hide(&s->progress);
	if (!s->cut)
		check_conservation(s);
	if (s->opts.strict && s->cut)
		warning("stopped at the first rejected record (--strict)");
	else if (s->cut || rejects_too_many(s->rejects, s->tally.in))
		warning("stopped: more rejected records than --max-rejects %s",
		    s->opts.max_rejects);
	warn_undecided(s);
	warn_unselected(s);
	/* before anything appears: where it finds no room, nothing has */
	sum = summarise(s, complete);
	if (s->opts.stats)
		summary_file(&sum, s->opts.stats, &stats);
	if (s->aside) {
		output_finish(s->aside, complete);
		output_close(s->aside);
	}
	end_besides(s, complete);
	output_finish(s->output, complete);
	if (s->opts.summary)
		summary_line(&sum);
	if (s->opts.stats)
		file_commit(&stats);
	counters_free(&sum.counters);
	output_close(s->output);
	stream_free(s);
	if (sig)
		signals_die(sig);
	return (int)status;
}
