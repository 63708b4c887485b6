#include "stream/frame_kinds.h"

#include <string.h>

void
frame_begin(struct frame *f, const struct stream_framing *how)
{
	*f = (struct frame){
		.how = how, .first_row = how->kind == BY_ROW, .newline = '\n'
	};
	if (how->kind == BY_ROW)
		f->mode = FRAME_BY_ROW;
	else if (how->kind == BY_ENTRY)
		f->mode = FRAME_BY_ENTRY;
}

void
frame_restart(struct frame *f)
{
	f->scanned = f->depth = f->n_key = 0;
	f->open = f->key_ended = f->in_string = f->escaped = false;
	f->quoted = f->closing = f->in_line = f->forgotten = false;
	f->cut_at = 0;
}

size_t
frame_forget(struct frame *f, size_t n)
{
	size_t begun = 0; /* bytes of a line that may begin the next entry */

	if (f->mode == FRAME_BY_ENTRY) {
		begun = f->in_line ? 0 : n - f->scanned;
		f->open = true;
		if (begun >= FRAME_DECIDE) {
			f->in_line = true;
			begun = 0;
		}
	}
	f->scanned = f->key = 0;
	f->key_ended = false;
	f->forgotten = true;
	return begun;
}

bool
frame_is_open(const struct frame *f)
{
	return f->mode == FRAME_BY_VALUE &&
	       (f->inside || f->rest || f->cut_short);
}

bool
frame_cut_here(struct frame *f, size_t n, size_t used, struct frame_cut *cut)
{
	*cut = (struct frame_cut){ 0, n, used, f->first_row };
	f->first_row = false;
	frame_restart(f);
	return true;
}

/* An entry is a line that begins one, with the lines behind it that do not. */
static bool
next_entry(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut)
{
	while (f->scanned < n) {
		const char *line = p + f->scanned,
			   *end = memchr(line, '\n', n - f->scanned);
		size_t length = end ? (size_t)(end - line) : n - f->scanned;

		if (!end && !last && length < FRAME_DECIDE)
			break;
		if ((f->scanned || f->open) && !f->in_line &&
		    f->how->begins(f->how->arg, (struct str){ line, length }))
			return frame_cut_here(
			    f, f->scanned - (f->scanned > 0), f->scanned, cut);
		if (!end && !last)
			break;
		f->in_line = false;
		f->scanned += length + (end != NULL);
	}
	if (last && n)
		return frame_cut_here(f, n, n, cut);
	cut->used = 0;
	return false;
}

static bool
next_line(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut)
{
	const char *end = memchr(p + f->scanned, '\n', n - f->scanned);

	if (!end && !(last && n)) {
		f->scanned = n;
		cut->used = 0;
		return false;
	}
	if (f->noise)
		f->mode = FRAME_UNDECIDED;
	return end ? frame_cut_here(
			 f, (size_t)(end - p), (size_t)(end - p) + 1, cut)
		   : frame_cut_here(f, n, n, cut);
}

static bool
next_of_any(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut)
{
	if (n == 0 ||
	    (f->mode == FRAME_UNDECIDED && !frame_decide(f, p, n, last)))
		return false;
	switch (f->mode) {
	case FRAME_BY_VALUE:
		return frame_next_value(f, p, n, last, cut);
	case FRAME_BY_ROW:
		return frame_next_row(f, p, n, last, cut);
	case FRAME_BY_ENTRY:
		return next_entry(f, p, n, last, cut);
	default:
		return next_line(f, p, n, last, cut);
	}
}

/* Behind the byte order mark that some exports begin with. */
bool
frame_next(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t skip = 0;
	bool found;

	*cut = (struct frame_cut){ 0 };
	if (!f->begun) {
		if (n < 3 && !last && !memcmp(p, mark, n))
			return false;
		f->begun = true;
		skip = n >= 3 && !memcmp(p, mark, 3) ? 3 : 0;
	}
	found = next_of_any(f, p + skip, n - skip, last, cut);
	cut->start += skip;
	cut->used += skip;
	return found;
}
