#include "stream/port.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "stream/input.h"
#include "stream/output.h"

enum {
	ROOM = 64, /* bytes to work with for each of a record */
	LEAST_ROOM = 64 << 20,
	SPILL = 1 << 20, /* bytes of output */
};

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
	p->worker.out = &b->out;
	p->next_number = b->lines.number;
	p->mark = 0;
	return true;
}

/* As next_line(), of a block that stream_frame() has cut. */
static bool
next_record(struct port *p)
{
	struct lines *l = &p->block->lines;

	while (lines_record(l, p->block->at, &p->worker.line)) {
		p->worker.header =
		    p->block->at < l->n_headless ? STR("") : l->header;
		p->before = l->records[p->block->at].before;
		p->worker.nth = l->records[p->block->at].nth;
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
	static const struct fault unclosed = { TOO_LONG, 0,
		"the row is longer than --max-record, and a quote in it is "
		"not closed by then" };
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
			stream_bad(
			    w, p->block->lines.quoted ? &unclosed : &too_long);
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

/* The last byte stays: it says what the next piece goes on from. */
void
stream_spill(struct worker *w)
{
	struct port *p;
	struct block *b;
	char last;

	if (!w || w->out->n < SPILL || w->port->stream->take)
		return;
	p = w->port;
	b = p->block;
	last = w->out->p[--w->out->n];
	conveyor_spill(&p->stream->conveyor, b);
	b->tally = (struct tally){ 0 };
	b->n_bads = 0;
	buf_free(w->out); /* it may have held a giant */
	buf_char(w->out, last);
	p->mark = 0;
	p->spilled = true;
}

void
stream_done(struct worker *w)
{
	struct port *p = w->port;

	if (w->out->n > p->mark && w->out->p[w->out->n - 1] != '\n')
		buf_char(w->out, '\n');
	p->mark = w->out->n;
	p->n_held -= !p->in_hand;
	p->in_hand = p->spilled = false;
	current(p)->tally.out++;
}

void
stream_leave(struct worker *w)
{
	struct port *p = w->port;

	w->out->n = p->mark;
	p->in_hand = false;
	current(p)->tally.filtered++;
}

void
stream_skip(struct worker *w)
{
	stream_leave(w);
	current(w->port)->tally.unselected++;
}

void
stream_undecided(struct worker *w, const char *why)
{
	struct block *b = current(w->port);

	if (!b->tally.undecided++)
		b->undecided = (struct undecided){ w->file, why, w->number };
	stream_leave(w);
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
	if (p->spilled)
		die("internal error: a record is rejected that is written");
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
		w->line, 0, NULL };
	place_in_record(&bad->what, p->before);
	/* what was held came before it, and is still to be written */
	p->ended = p->stream->opts.strict && p->n_held;
}

void
stream_advise(struct worker *w, const char *advice)
{
	struct block *b = w->port->block;

	b->bads[b->n_bads - 1].what.advice = advice;
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

void
port_take_first(struct port *p)
{
	next_block(p);
}

void *
port_run(void *arg)
{
	struct port *p = arg;

	if (p->worker.index > 0 && !next_block(p))
		return NULL;
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

void
port_init(struct port *p, struct stream *s, size_t index)
{
	*p = (struct port){ .stream = s, .tail = block_new() };
	p->worker.index = index;
	p->worker.port = p;
	arena_init(&p->worker.record, LEAST_ROOM + ROOM * s->opts.max_record);
}
