#include "stream/stream.h"

#include <inttypes.h>
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stream/conveyor.h"
#include "stream/input.h"
#include "stream/output.h"
#include "stream/progress.h"
#include "stream/reject.h"
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
	ROOM = 64,	       /* bytes to work with for each of a record */
	LEAST_ROOM = 64 << 20,
};

struct port {
	struct stream *stream;
	struct worker worker;
	struct block *block;  /* in hand, or NULL */
	struct block *tail;   /* output after the last record */
	uint64_t next_number; /* line number behind w->line */
	uint64_t before;      /* bytes of its line before it */
	size_t mark;	      /* output before the record in hand */
	bool in_hand;	      /* a record waits for its end */
	bool ended;	      /* before the end of the input: --strict */
	bool enough;	      /* stream_enough() */
	uint64_t n_held;      /* records that still wait for their end */
	struct counters counters;
};

struct stream {
	struct stream_opts opts;
	size_t n_ports;
	struct port *ports;
	void (*work)(struct worker *, void *);
	void *job;

	struct input *input;
	struct conveyor conveyor;

	/* of the conveyor's one writer, and later of stream_close() */
	struct output *output, *aside;
	void (*take)(void *, struct str);
	void *taker;
	struct rejects *rejects;
	struct progress progress;
	struct tally tally;
	bool cut;    /* nothing is written any more */
	bool framed; /* by stream_frame() */
	bool negative;
};

static void
add(struct tally *to, const struct tally *from)
{
	to->in += from->in;
	to->out += from->out;
	to->filtered += from->filtered;
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
	add(&s->tally, &tally);
	if (s->take)
		s->take(s->taker, (struct str){ b->out.p, n_out });
	else
		output_write(s->output, b->out.p, n_out);
	progress_at(&s->progress, input_position(s->input));
}

static size_t
online_cpus(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set))
		return 1;
	return (size_t)CPU_COUNT(&set);
}

/* Memory of a giant goes back to the system, not to the next thread that asks
 * for as much: each thread has a heap of its own. */
static void
keep_no_giants(void)
{
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 4 << 20);
}

/* cat a >>a: each record read gives another one to read. */
static void
refuse_circle(const struct input *in)
{
	struct stat st;
	const char *name;

	if (!fstat(STDOUT_FILENO, &st) && S_ISREG(st.st_mode) && st.st_size &&
	    (name = input_among(in, &st)))
		die("%s: is both input and output", name);
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
	s->n_ports = o->threads ? o->threads : online_cpus();
	if (s->n_ports > MOST_THREADS)
		s->n_ports = MOST_THREADS;
	wake_fd = signals_catch(&stop);
	s->input = input_open(operands, o->max_record, stop, wake_fd);
	s->rejects = rejects_open(&s->opts, s->input);
	s->output = output_open(o->output, s->n_ports);
	if (!o->output)
		refuse_circle(s->input);
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

static void
finish_block(struct port *p)
{
	if (!p->block)
		return;
	conveyor_finish(&p->stream->conveyor, p->block);
	p->block = NULL;
	output_help(p->stream->output);
}

static bool
next_block(struct port *p)
{
	struct block *b;

	finish_block(p);
	p->block = b = conveyor_next(&p->stream->conveyor);
	if (!b) {
		p->worker.out = &p->tail->out;
		p->mark = p->tail->out.n;
		return false;
	}
	p->worker.file = b->lines.file;
	p->worker.side = b->lines.side;
	p->worker.header = b->lines.header;
	p->worker.out = &b->out;
	p->next_number = b->lines.number;
	p->mark = 0;
	return true;
}

/* The same of a block that stream_frame() has cut. */
static bool
next_record(struct port *p)
{
	struct lines *l = &p->block->lines;

	while (lines_record(l, p->block->at, &p->worker.line)) {
		p->before = l->records[p->block->at].before;
		p->worker.number = l->records[p->block->at++].number;
		if (!lines_is_blank(p->worker.line))
			return true;
	}
	return false;
}

/* Step to the next line of the block that is not blank. */
static bool
next_line(struct port *p)
{
	struct block *b = p->block;

	if (p->stream->framed)
		return next_record(p);
	while (b->at < b->lines.n) {
		const char *line = b->lines.p + b->at;
		size_t left = b->lines.n - b->at;
		const char *end = memchr(line, '\n', left);
		size_t n = end ? (size_t)(end - line) : left;

		b->at += n + (end != NULL);
		p->worker.line = (struct str){ line, n };
		p->worker.number = p->next_number++;
		if (!lines_is_blank(p->worker.line))
			return true;
	}
	return false;
}

static void
begin_record(struct port *p)
{
	p->in_hand = true;
	p->block->tally.in++;
}

bool
stream_next(struct worker *w)
{
	static const struct fault too_long = { TOO_LONG, 0,
		"the line is longer than --max-record" };
	struct port *p = w->port;

	if (p->in_hand)
		die("internal error: a record was left unfinished");
	/* before we wait for a block: others may need the room */
	arena_reset(&w->record);
	if (p->enough) {
		finish_block(p);
		return false;
	}
	while (!p->ended) {
		if (p->block && p->block->lines.too_long) {
			p->block->lines.too_long = false;
			w->line = (struct str){ p->block->lines.p, 0 };
			w->number = p->next_number;
			p->before = p->block->lines.before;
			begin_record(p);
			stream_bad(w, &too_long);
		} else if (!p->block || !next_line(p)) {
			if (!next_block(p))
				return false;
		} else {
			begin_record(p);
			if (w->line.n <= p->stream->opts.max_record)
				return true;
			stream_bad(w, &too_long);
		}
	}
	return false;
}

bool
stream_ahead(const struct worker *w, size_t *at, struct str *line)
{
	const struct block *b = w->port->block;

	while (lines_record(&b->lines, b->at + (*at)++, line))
		if (!lines_is_blank(*line) &&
		    line->n <= w->port->stream->opts.max_record)
			return true;
	return false;
}

/* The block (or what comes after the last) that the record in hand counts
 * for. */
static struct block *
current(struct port *p)
{
	return p->block ? p->block : p->tail;
}

void
stream_done(struct worker *w)
{
	struct port *p = w->port;

	if (w->out->n > p->mark && w->out->p[w->out->n - 1] != '\n')
		buf_char(w->out, '\n');
	p->mark = w->out->n;
	p->n_held -= !p->in_hand;
	p->in_hand = false;
	current(p)->tally.out++;
}

void
stream_skip(struct worker *w)
{
	struct port *p = w->port;

	w->out->n = p->mark;
	p->in_hand = false;
	current(p)->tally.filtered++;
}

/* A record of several lines: count down to the one that is wrong.  One of
 * several on a line: `before` it there are so many bytes. */
static void
place_in_record(struct rejected *bad, uint64_t before)
{
	size_t at = bad->fault.at < bad->raw.n ? bad->fault.at : bad->raw.n;
	const char *line = bad->raw.p, *place = line + at, *newline;

	while ((newline = memchr(line, '\n', (size_t)(place - line)))) {
		line = newline + 1;
		bad->number++;
	}
	bad->fault.at -= (size_t)(line - bad->raw.p);
	if (line == bad->raw.p)
		bad->fault.at += before;
}

void
stream_bad(struct worker *w, const struct fault *f)
{
	struct port *p = w->port;
	struct block *b = p->block;
	struct bad *bad;

	if (!b)
		die("internal error: a record is rejected behind the end");
	if (b->n_bads == b->bads_room) {
		b->bads_room = b->bads_room ? b->bads_room * 2 : 16;
		b->bads = realloc(b->bads, b->bads_room * sizeof(*b->bads));
		if (!b->bads)
			die_of_memory();
	}
	w->out->n = p->mark;
	p->in_hand = false;
	bad = &b->bads[b->n_bads++];
	*bad = (struct bad){ .before = b->tally, .n_out = w->out->n };
	bad->before.in--;
	bad->what = (struct rejected){ w->file, w->number,
		b->lines.offset + (uint64_t)(w->line.p - b->lines.p), *f,
		w->line, 0 };
	place_in_record(&bad->what, p->before);
	/* what was held came before it, and is still to be written */
	p->ended = p->stream->opts.strict && p->n_held;
}

void
stream_count(struct worker *w, struct str name, uint64_t n)
{
	counters_add(&w->port->counters, name, n);
}

void
stream_hold(struct worker *w)
{
	w->port->in_hand = false;
	w->port->n_held++;
}

void
stream_enough(struct worker *w)
{
	w->port->enough = true;
}

static void *
run_port(void *arg)
{
	struct port *p = arg;

	p->stream->work(&p->worker, p->stream->job);
	if (p->ended) {
		struct bad *last = &p->block->bads[p->block->n_bads - 1];

		/* it comes behind what was written since */
		last->before.out = p->block->tally.out;
		last->n_out = p->block->out.n;
		finish_block(p);
	}
	if (p->block)
		die("internal error: a worker stopped before the end");
	return NULL;
}

static void
port_init(struct port *p, struct stream *s, size_t index)
{
	*p = (struct port){ .stream = s, .tail = block_new() };
	p->worker.index = index;
	p->worker.port = p;
	arena_init(&p->worker.record, LEAST_ROOM + ROOM * s->opts.max_record);
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
	/* the first is this thread; where the system gives no more, fewer do
	 * the same work */
	while (n < s->n_ports &&
	       !pthread_create(&threads[n], NULL, run_port, &s->ports[n]))
		n++;
	run_port(&s->ports[0]);
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
outcome(const struct stream *s, bool too_many)
{
	if (s->cut || too_many || input_failed(s->input))
		return TROUBLE;
	if (s->negative)
		return NEGATIVE;
	return rejects_count(s->rejects) ? SOME_BAD : ALL_GOOD;
}

static void
report(struct stream *s, bool complete)
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
	if (s->opts.summary)
		summary_line(&sum);
	if (s->opts.stats)
		summary_file(&sum, s->opts.stats);
	counters_free(&sum.counters);
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

int
stream_close(struct stream *s)
{
	bool too_many = rejects_close(s->rejects, s->tally.in);
	enum outcome status = outcome(s, too_many);
	/* one that comes later than this finds the work done */
	int sig = signals_got();
	bool complete = status != TROUBLE && !sig;

	progress_hide(&s->progress);
	if (!s->cut)
		check_conservation(s);
	if (s->opts.strict && s->cut)
		warning("stopped at the first rejected record (--strict)");
	else if (s->cut || too_many)
		warning("stopped: more rejected records than --max-rejects %s",
		    s->opts.max_rejects);
	if (s->aside) {
		output_finish(s->aside, complete);
		output_close(s->aside);
	}
	output_finish(s->output, complete);
	report(s, complete);
	output_close(s->output);
	stream_free(s);
	if (sig)
		signals_die(sig);
	return (int)status;
}
