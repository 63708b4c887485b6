#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "stream/source.h"

void
input_begin_records(struct input *in)
{
	if (in->framing)
		frame_begin(&in->frame, in->framing);
	in->headed = false;
}

void
input_free_headers(struct input *in)
{
	for (struct header *h = in->headers, *next; h; h = next) {
		next = h->next;
		free(h);
	}
}

static void
keep_header(struct input *in, struct str row)
{
	struct header *h = malloc(sizeof(*h) + row.n);

	if (!h)
		die_of_memory();
	h->next = in->headers;
	h->n = row.n;
	memcpy(h->p, row.p, row.n);
	in->headers = h;
	in->headed = true;
}

/* These bytes of the file are done with. */
static void
pass(struct input *in, const char *p, size_t n)
{
	const char *end = p + n;
	char newline = in->frame.newline;

	in->offset += n;
	while (p < end && (p = memchr(p, newline, (size_t)(end - p)))) {
		in->number++;
		p++;
		in->line_at = in->offset - (uint64_t)(end - p);
		in->on_line = 0;
	}
}

/* What stood around the records that were cut last. */
static void
count_pages(struct input *in)
{
	struct frame *f = &in->frame;
	struct stream_pages *p = &in->pages;

	if (!f->n_around)
		return;
	p->n += f->n_around;
	if (f->n_going_on && p->n_going_on == 0) {
		p->file = in->file;
		p->number = in->number;
		memcpy(p->member, f->member, sizeof(p->member));
	}
	p->n_going_on += f->n_going_on;
	f->n_around = f->n_going_on = 0;
}

/* Bytes of whole records at the front of l, which are noted in it. */
static size_t
cut_records(struct input *in, struct lines *l, size_t at)
{
	struct frame_cut cut;

	if (in->offset == 0 && l->n - at >= 3 &&
	    !memcmp(l->p + at, "\xef\xbb\xbf", 3))
		in->line_at = 3;
	while (l->n_records < MOST_LINES &&
	       frame_next(&in->frame, l->p + at, l->n - at,
		   input_is_out(in) && !in->broken, &cut)) {
		count_pages(in);
		pass(in, l->p + at, cut.start);
		if (cut.header) {
			keep_header(
			    in, (struct str){ l->p + at + cut.start, cut.n });
			l->n_headless = l->n_records;
		} else
			lines_add(
			    l, (struct record_at){ .start = at + cut.start,
				   .n = cut.n,
				   .number = in->number,
				   .before = in->offset - in->line_at,
				   .nth = in->on_line++ });
		pass(in, l->p + at + cut.start, cut.used - cut.start);
		at += cut.used;
	}
	if (l->n_records == MOST_LINES)
		return at;
	count_pages(in);
	pass(in, l->p + at, cut.used);
	return at + cut.used;
}

/* The record in front goes on over the limit: wait for its end without it. */
static void
drop_record(struct input *in, struct lines *l)
{
	struct frame_cut cut;
	size_t kept, got;
	bool found;

	l->too_long = true;
	l->quoted = in->frame.quoted;
	l->number = in->number;
	l->offset = in->offset;
	l->before = in->offset - in->line_at;
	in->on_line++;
	do {
		kept = frame_forget(&in->frame, l->n);
		pass(in, l->p, l->n - kept);
		memmove(l->p, l->p + l->n - kept, kept);
		got = input_take(in, l->p + kept, BLOCK - kept);
		l->n = kept + got;
		found = frame_next(&in->frame, l->p, l->n,
		    input_is_out(in) && !in->broken, &cut);
	} while (got && !found);
	if (!found)
		cut.used = l->n;
	pass(in, l->p, cut.used);
	input_keep(in, l, cut.used);
	l->n = 0;
}

/* A frame goes on where it was in the record in front. */
static void
take_scanned(struct input *in, struct lines *l)
{
	size_t scanned = in->frame.scanned;

	if (scanned > l->room)
		lines_grow(l, scanned);
	while (l->n < scanned && in->n_tail)
		l->n += input_take(in, l->p + l->n, scanned - l->n);
}

void
input_fill_records(struct input *in, struct lines *l)
{
	size_t longest = in->max_record + 1, done = 0;

	l->n_records = l->n_headless = 0;
	take_scanned(in, l);
	for (;;) {
		done = cut_records(in, l, done);
		if (input_is_out(in) || l->n_records == MOST_LINES ||
		    (l->n_records && (l->n >= BLOCK || !input_has_more(in))))
			break;
		if (done && !l->n_records) {
			memmove(l->p, l->p + done, l->n -= done);
			l->offset = in->offset;
			done = 0;
		}
		if (l->n == l->room && l->n >= longest) {
			if (frame_unquote(&in->frame, l->p, l->n))
				continue;
			drop_record(in, l);
			return;
		}
		if (l->n == l->room)
			lines_grow(
			    l, l->room * 2 < longest ? l->room * 2 : longest);
		l->n += input_take(in, l->p + l->n, lines_step(l));
	}
	if (input_is_out(in) && l->n_records < MOST_LINES) {
		if (!in->broken && frame_is_open(&in->frame))
			input_fail(in, "the JSON document ends in the middle");
		done = l->n; /* what is left was cut off */
	}
	input_keep(in, l, done);
	if (l->n_records == 0)
		l->n = 0;
	l->header = in->headed ? (struct str){ in->headers->p, in->headers->n }
			       : STR("");
}
