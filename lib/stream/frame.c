#include "stream/frame.h"

#include <string.h>

/* What has to tell lines from a document that goes over lines, and whether a
 * line begins an entry. */
enum { DECIDE = 64 * 1024 }; /* bytes */

void
frame_begin(struct frame *f, const struct stream_framing *how)
{
	*f = (struct frame){ .how = how, .first_row = how->kind == BY_ROW };
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
	f->quoted = f->closing = f->in_line = false;
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
	size_t from = 0, end;
	const char *newline;
	enum step s;

	while (from < n && is_space(p[from]))
		from++;
	if (from == n)
		return last;
	f->mode = p[from] == '[' ? FRAME_BY_VALUE : FRAME_BY_LINE;
	if (p[from] != '{')
		return true;
	newline = memchr(p + from, '\n', n - from);
	end = newline ? (size_t)(newline - p) : n;
	begin_record(&probe);
	s = scan_value(&probe, p + from, end - from);
	if (s == STEP_ON && !newline && !last && n < DECIDE) {
		f->mode = FRAME_UNDECIDED;
		return false;
	}
	while (end > from && is_space(p[end - 1]))
		end--;
	if (s == STEP_WRAPPER || (s == STEP_ON && newline && !probe.in_string &&
				     is_any_of(p[end - 1], "{[,")))
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

/* Whether a field begins there. */
static bool
opens_field(const struct frame *f, const char *p, size_t i)
{
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

	while (f->scanned < n && (!f->quoted || skip_quoted(f, p, n))) {
		if (end <= f->scanned) {
			const char *newline =
			    memchr(p + f->scanned, '\n', n - f->scanned);

			end = newline ? (size_t)(newline - p) : n;
		}
		quote = find_quoted(f, p, f->scanned, end);
		if (quote == end && end < n)
			return cut_here(f, end, end + 1, cut);
		f->quoted = quote < end;
		f->scanned = quote + f->quoted;
	}
	if (last && n)
		return cut_here(f, n, n, cut);
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

static bool
next_row(
    struct frame *f, const char *p, size_t n, bool last, struct frame_cut *cut)
{
	size_t at = 0;
	bool found;

	while ((found = cut_row(f, p + at, n - at, last, cut)) && cut->header &&
	       is_no_header(p + at, cut->n)) {
		at += cut->used;
		f->first_row = true;
		*cut = (struct frame_cut){ 0 };
	}
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
		    f->how->begins((struct str){ line, length }))
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

	if (end)
		return cut_here(
		    f, (size_t)(end - p), (size_t)(end - p) + 1, cut);
	f->scanned = n;
	if (last && n)
		return cut_here(f, n, n, cut);
	cut->used = 0;
	return false;
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
