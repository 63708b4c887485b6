#include "stream/frame_kinds.h"

#include <string.h>

#include "csv/csv.h"

/* Lines looked at behind a quote. */
enum { MOST_BEHIND = 16 };

/* Whether a field begins there, but for blanks. */
static bool
opens_field(const struct frame *f, const char *p, size_t i)
{
	while (i && p[i - 1] == ' ')
		i--;
	return i ? p[i - 1] == f->how->delimiter : !f->open || f->escaped;
}

/* The quote that opens a field, of those in p[i..n), or n. */
static size_t
find_quoted(const struct frame *f, const char *p, size_t i, size_t n)
{
	const char *quote;

	for (; (quote = memchr(p + i, '"', n - i)); i++) {
		i = (size_t)(quote - p);
		if (opens_field(f, p, i))
			return i;
	}
	return n;
}

/* Behind the quotes a field stands in; doubled ones begin again where they
 * end.  False: they do not end here. */
static bool
skip_quoted(struct frame *f, const char *p, size_t n)
{
	const char *end;

	while (f->scanned < n) {
		if (f->closing && p[f->scanned] != '"') {
			f->closing = f->quoted = false;
			return true;
		}
		if (f->closing) {
			f->closing = false;
			f->scanned++;
			continue;
		}
		end = memchr(p + f->scanned, '"', n - f->scanned);
		f->scanned = end ? (size_t)(end - p) + 1 : n;
		f->closing = end != NULL;
	}
	return false;
}

/* Delimiters outside of quotes, and one more. */
static size_t
count_fields(const struct frame *f, const char *p, size_t n)
{
	bool quoted = false;
	size_t fields = 1;

	for (size_t i = 0; i < n; i++) {
		quoted ^= p[i] == '"';
		fields += !quoted && p[i] == f->how->delimiter;
	}
	return fields;
}

static bool
is_blank(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && frame_is_space(p[i]))
		i++;
	return i == n;
}

/* Whether lines look like rows of the table, and not like what somebody wrote:
 * most of them have as many fields as the header. */
static bool
are_rows(const struct frame *f, const char *p, size_t n)
{
	size_t rows = 0, lines = 0, length;
	const char *end;

	while (lines < MOST_BEHIND && (end = memchr(p, f->newline, n))) {
		length = (size_t)(end - p);
		if (!is_blank(p, length)) {
			lines++;
			rows += count_fields(f, p, length) == f->n_fields;
		}
		p += length + 1;
		n -= length + 1;
	}
	return rows * 2 > lines || lines == 0;
}

/*
 * A quote that is not closed, or only by what seems to open the next one, takes
 * the rows behind its line for what stands in it.  Where that line ends, if
 * those up to n are rows; or n.
 */
static size_t
end_of_quote(const struct frame *f, const char *p, size_t n)
{
	const char *end;
	size_t at;

	if (f->forgotten || f->first_row)
		return n;
	end = memchr(p + f->opened, f->newline, n - f->opened);
	at = end ? (size_t)(end - p) : n;
	return end && are_rows(f, end + 1, n - at - 1) ? at : n;
}

bool
frame_unquote(struct frame *f, const char *p, size_t n)
{
	size_t end = n;

	if (f->mode == FRAME_BY_ROW && f->quoted && !f->closing)
		end = end_of_quote(f, p, n);
	f->cut_at = end < n ? end : 0;
	return end < n;
}

static bool
cut_at_quote(struct frame *f, const char *p, size_t n, struct frame_cut *cut)
{
	size_t end = end_of_quote(f, p, n);

	return end < n && frame_cut_here(f, end, end + 1, cut);
}

/* Whether it may stand behind a quote that closes a field. */
static bool
closes_field(const struct frame *f, char behind)
{
	return behind == f->how->delimiter || behind == f->newline ||
	       behind == '\r';
}

/*
 * A newline outside of quotes ends a row.  A quote opens a field only where it
 * is the first byte, and one inside that is followed by text is a fault of this
 * row: it must not swallow the next.
 */
static bool
cut_row(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut)
{
	size_t end = 0, quote; /* of the line: not looked for */

	if (f->cut_at)
		return frame_cut_here(f, f->cut_at, f->cut_at + 1, cut);
	while (f->scanned < n) {
		if (f->quoted) {
			if (!skip_quoted(f, p, n))
				break;
			if (!closes_field(f, p[f->scanned]) &&
			    cut_at_quote(f, p, f->scanned, cut))
				return true;
		}
		if (end <= f->scanned) {
			const char *newline =
			    memchr(p + f->scanned, f->newline, n - f->scanned);

			end = newline ? (size_t)(newline - p) : n;
		}
		quote = find_quoted(f, p, f->scanned, end);
		if (quote == end && end < n)
			return frame_cut_here(f, end, end + 1, cut);
		if ((f->quoted = quote < end))
			f->opened = quote;
		f->scanned = quote + f->quoted;
	}
	if (last && n)
		return (f->quoted && !f->closing &&
			   cut_at_quote(f, p, n, cut)) ||
		       frame_cut_here(f, n, n, cut);
	f->open = n > 0;
	f->escaped = n && p[n - 1] == f->how->delimiter;
	cut->used = 0;
	return false;
}

/* What is empty is no header, nor what Excel tells itself, "sep=;". */
static bool
is_no_header(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && frame_is_space(p[i]))
		i++;
	n -= n && p[n - 1] == '\r';
	return i >= n || (n == 5 && memcmp(p, "sep=", 4) == 0);
}

/* In what rows end; false: that needs more bytes. */
static bool
see_newline(struct frame *f, const char *p, size_t n, bool last)
{
	char newline =
	    csv_newline((struct str){ p, n }, last || n >= FRAME_DECIDE);

	if (newline)
		f->newline = newline;
	return newline != 0;
}

/* The line in front of the n bytes, and whether all of it is there. */
static bool
take_line(const struct frame *f, struct str *rest, bool last, struct str *line)
{
	const char *end = memchr(rest->p, f->newline, rest->n);

	*line =
	    (struct str){ rest->p, end ? (size_t)(end - rest->p) : rest->n };
	rest->p += line->n + (end != NULL);
	rest->n -= line->n + (end != NULL);
	return end || (last && line->n);
}

/*
 * Whether a row that is no header stands in front of one.  *more: what has to
 * tell that is not there yet.
 */
static bool
is_before_header(
    struct frame *f, struct str row, struct str rest, bool last, bool *more)
{
	const struct stream_framing *how = f->how;
	struct str line;
	size_t seen = row.n + rest.n;
	int n = f->n_noise;

	*more = false;
	if (!how->begins || how->begins(how->arg, row))
		return false;
	while (n++ < FRAME_NOISE && take_line(f, &rest, last, &line))
		if (how->begins(how->arg, line))
			return true;
	*more = n <= FRAME_NOISE && !last && seen < FRAME_DECIDE;
	return false;
}

/* The row that was cut is the header, or one in front of it.  False: more bytes
 * have to tell. */
static bool
take_header(struct frame *f, struct str row, struct str rest, bool last,
    struct frame_cut *cut)
{
	bool more;

	if (is_before_header(f, row, rest, last, &more)) {
		f->n_noise++;
		f->first_row = true;
		cut->header = false;
	} else if (more) {
		f->first_row = true;
		*cut = (struct frame_cut){ 0 };
		return false;
	} else {
		f->n_fields = count_fields(f, row.p, row.n);
	}
	return true;
}

bool
frame_next_row(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut)
{
	size_t at = 0;
	bool found;

	if (f->first_row && !see_newline(f, p, n, last))
		return false;
	while ((found = cut_row(f, p + at, n - at, last, cut)) && cut->header &&
	       is_no_header(p + at, cut->n)) {
		at += cut->used;
		f->first_row = true;
		*cut = (struct frame_cut){ 0 };
	}
	if (found && cut->header)
		found = take_header(f, (struct str){ p + at, cut->n },
		    (struct str){ p + at + cut->used, n - at - cut->used },
		    last, cut);
	cut->start += at;
	cut->used += at;
	return found;
}
