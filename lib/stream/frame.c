#include "stream/frame.h"

#include <string.h>

#include "csv/csv.h"

enum {
	/* bytes: what has to tell lines from a document that goes over lines,
	   whether a line begins an entry, and what ends rows */
	DECIDE = 64 * 1024,
	MOST_BEHIND = 16, /* lines looked at behind a quote */
	MOST_NOISE = 16,  /* lines in front of what a file holds */
};

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

static void
begin_record(struct frame *f)
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
		if (begun >= DECIDE) {
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

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_inside(const struct frame *f, struct str key)
{
	for (size_t i = 0; i < f->how->n_inside; i++)
		if (str_eq(f->how->inside[i], key))
			return true;
	return false;
}

/* One byte of a string, without its opening quote. */
static void
step_string(struct frame *f, size_t i, char c)
{
	if (f->escaped) {
		f->escaped = false;
	} else if (c == '\\') {
		f->escaped = true;
	} else if (c == '"' || c == '\n') {
		/* no string of JSON goes over lines: one that seems to has
		 * lost its end, and what follows need not be lost with it */
		f->in_string = false;
		f->n_key = i - f->key;
		f->key_ended = f->depth == 1;
	}
}

enum step { STEP_ON, STEP_END, STEP_WRAPPER };

/* One byte outside of strings. */
static enum step
step_plain(struct frame *f, const char *p, size_t i)
{
	switch (p[i]) {
	case '"':
		f->in_string = true;
		f->key = i + 1;
		break;
	case '[':
		if (f->key_ended &&
		    is_inside(f, (struct str){ p + f->key, f->n_key }))
			return STEP_WRAPPER;
		/* fall through */
	case '{':
		f->depth++;
		break;
	case ']':
	case '}':
		f->depth -= f->depth > 0;
		return f->depth ? STEP_ON : STEP_END;
	default:
		if (is_space(p[i]) || p[i] == ':')
			return STEP_ON;
	}
	if (p[i] != '"')
		f->key_ended = false;
	return STEP_ON;
}

/*
 * Scan the value that begins at p[0].  STEP_END: it is whole, `scanned` bytes.
 * STEP_WRAPPER: it is an object around the records; the array's bracket has
 * been seen.
 */
static enum step
scan_value(struct frame *f, const char *p, size_t n)
{
	if (!f->open)
		f->scalar = p[0] != '{' && p[0] != '[' && p[0] != '"';
	f->open = true;
	while (f->scanned < n) {
		size_t i = f->scanned;
		enum step s = STEP_ON;

		if (f->scalar && f->depth == 0 && i > 0 &&
		    (is_space(p[i]) || is_any_of(p[i], ",]}{[\"")))
			return STEP_END;
		f->scanned++;
		if (f->in_string) {
			step_string(f, i, p[i]);
			if (!f->in_string && f->depth == 0)
				return STEP_END;
		} else {
			s = step_plain(f, p, i);
			if (s == STEP_END && f->scalar && i > 0)
				f->scanned--;
		}
		if (s != STEP_ON)
			return s;
	}
	return STEP_ON;
}

/* Whether records are lines, or parts of a document: false needs more bytes. */
static bool
decide(struct frame *f, const char *p, size_t n, bool last)
{
	struct frame probe = *f;
	size_t from = 0, end, next;
	const char *newline;
	enum step s;

	while (from < n && is_space(p[from]))
		from++;
	if (from == n)
		return last;
	f->mode = p[from] == '[' ? FRAME_BY_VALUE : FRAME_BY_LINE;
	f->noise = !is_any_of(p[from], "[{") && f->n_noise++ < MOST_NOISE;
	if (p[from] != '{')
		return true;
	newline = memchr(p + from, '\n', n - from);
	end = newline ? (size_t)(newline - p) : n;
	begin_record(&probe);
	s = scan_value(&probe, p + from, end - from);
	next = from + probe.scanned;
	while (s == STEP_END && next < end && is_space(p[next]))
		next++;
	if (!newline && !last && n < DECIDE &&
	    (s == STEP_ON || (s == STEP_END && next == end))) {
		f->mode = FRAME_UNDECIDED;
		return false;
	}
	while (end > from && is_space(p[end - 1]))
		end--;
	if (s == STEP_WRAPPER ||
	    (s == STEP_ON && newline && !probe.in_string &&
		is_any_of(p[end - 1], "{[,")) ||
	    (s == STEP_END && next < end && p[next] == '{'))
		f->mode = FRAME_BY_VALUE;
	return true;
}

/* Bytes between records: blanks, commas, brackets of what is around them. */
static size_t
skip_between(struct frame *f, const char *p, size_t n)
{
	size_t i = 0;

	for (; i < n; i++) {
		if (is_space(p[i]) || p[i] == ',')
			continue;
		if (f->inside && p[i] == ']') {
			f->inside = false;
			f->rest = f->wrapped;
			f->wrapped = false;
			if (f->rest) {
				begin_record(f);
				f->depth = 1;
				return i + 1;
			}
		} else if (!f->inside && p[i] == '[') {
			f->inside = true;
		} else {
			break;
		}
	}
	return i;
}

/* What stands behind the records in the object around them. */
static size_t
skip_rest(struct frame *f, const char *p, size_t n)
{
	bool end = false;
	size_t i = 0;

	for (; i < n && !end; i++) {
		if (f->in_string)
			step_string(f, i, p[i]);
		else
			end = step_plain(f, p, i) == STEP_END;
		f->key_ended = false;
	}
	f->rest = !end;
	if (end)
		begin_record(f);
	return i;
}

static bool
next_value(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut)
{
	size_t at = 0;

	while (at < n) {
		enum step s;

		if (f->rest)
			at += skip_rest(f, p + at, n - at);
		if (!f->rest && !f->open)
			at += skip_between(f, p + at, n - at);
		if (f->rest)
			continue;
		if (at == n)
			break;
		s = scan_value(f, p + at, n - at);
		if (s == STEP_WRAPPER) {
			at += f->scanned;
			begin_record(f);
			f->inside = f->wrapped = true;
			continue;
		}
		if (s == STEP_END || last) {
			f->cut_short =
			    s != STEP_END && (f->depth || f->in_string);
			*cut = (struct frame_cut){ at, f->scanned,
				at + f->scanned, false };
			begin_record(f);
			return true;
		}
		break;
	}
	cut->used = at;
	return false;
}

/* A record is cut to its content: without the newline it ends in. */
static bool
cut_here(struct frame *f, size_t n, size_t used, struct frame_cut *cut)
{
	*cut = (struct frame_cut){ 0, n, used, f->first_row };
	f->first_row = false;
	begin_record(f);
	return true;
}

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

	while (i < n && is_space(p[i]))
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

	return end < n && cut_here(f, end, end + 1, cut);
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
		return cut_here(f, f->cut_at, f->cut_at + 1, cut);
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
			return cut_here(f, end, end + 1, cut);
		if ((f->quoted = quote < end))
			f->opened = quote;
		f->scanned = quote + f->quoted;
	}
	if (last && n)
		return (f->quoted && !f->closing &&
			   cut_at_quote(f, p, n, cut)) ||
		       cut_here(f, n, n, cut);
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

	while (i < n && is_space(p[i]))
		i++;
	n -= n && p[n - 1] == '\r';
	return i >= n || (n == 5 && memcmp(p, "sep=", 4) == 0);
}

/* In what rows end; false: that needs more bytes. */
static bool
see_newline(struct frame *f, const char *p, size_t n, bool last)
{
	char newline = csv_newline((struct str){ p, n }, last || n >= DECIDE);

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
	while (n++ < MOST_NOISE && take_line(f, &rest, last, &line))
		if (how->begins(how->arg, line))
			return true;
	*more = n <= MOST_NOISE && !last && seen < DECIDE;
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

static bool
next_row(
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

/* An entry is a line that begins one, with the lines behind it that do not. */
static bool
next_entry(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut)
{
	while (f->scanned < n) {
		const char *line = p + f->scanned,
			   *end = memchr(line, '\n', n - f->scanned);
		size_t length = end ? (size_t)(end - line) : n - f->scanned;

		if (!end && !last && length < DECIDE)
			break;
		if ((f->scanned || f->open) && !f->in_line &&
		    f->how->begins(f->how->arg, (struct str){ line, length }))
			return cut_here(
			    f, f->scanned - (f->scanned > 0), f->scanned, cut);
		if (!end && !last)
			break;
		f->in_line = false;
		f->scanned += length + (end != NULL);
	}
	if (last && n)
		return cut_here(f, n, n, cut);
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
	return end ? cut_here(f, (size_t)(end - p), (size_t)(end - p) + 1, cut)
		   : cut_here(f, n, n, cut);
}

static bool
next_of_any(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut)
{
	if (n == 0 || (f->mode == FRAME_UNDECIDED && !decide(f, p, n, last)))
		return false;
	switch (f->mode) {
	case FRAME_BY_VALUE:
		return next_value(f, p, n, last, cut);
	case FRAME_BY_ROW:
		return next_row(f, p, n, last, cut);
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
