#include "stream/frame_kinds.h"

#include <string.h>

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
		if (frame_is_space(p[i]) || p[i] == ':')
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
		    (frame_is_space(p[i]) || is_any_of(p[i], ",]}{[\"")))
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

bool
frame_decide(struct frame *f, const char *p, size_t n, bool last)
{
	struct frame probe = *f;
	size_t from = 0, end, next;
	const char *newline;
	enum step s;

	while (from < n && frame_is_space(p[from]))
		from++;
	if (from == n)
		return last;
	f->mode = p[from] == '[' ? FRAME_BY_VALUE : FRAME_BY_LINE;
	f->noise = !is_any_of(p[from], "[{") && f->n_noise++ < FRAME_NOISE;
	if (p[from] != '{')
		return true;
	newline = memchr(p + from, '\n', n - from);
	end = newline ? (size_t)(newline - p) : n;
	frame_restart(&probe);
	s = scan_value(&probe, p + from, end - from);
	next = from + probe.scanned;
	while (s == STEP_END && next < end && frame_is_space(p[next]))
		next++;
	if (!newline && !last && n < FRAME_DECIDE &&
	    (s == STEP_ON || (s == STEP_END && next == end))) {
		f->mode = FRAME_UNDECIDED;
		return false;
	}
	while (end > from && frame_is_space(p[end - 1]))
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
		if (frame_is_space(p[i]) || p[i] == ',')
			continue;
		if (f->inside && p[i] == ']') {
			f->inside = false;
			f->rest = f->wrapped;
			f->wrapped = false;
			if (f->rest) {
				frame_restart(f);
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

	if (!f->in_rest)
		around_resume(&f->around);
	f->in_rest = true;
	for (; i < n && !end; i++) {
		if (f->in_string)
			step_string(f, i, p[i]);
		else
			end = step_plain(f, p, i) == STEP_END;
		f->key_ended = false;
	}
	f->rest = !end;
	around_read(&f->around, f->how, p, i);
	if (end) {
		f->in_rest = false;
		f->n_around++;
		if (around_goes_on(&f->around) && f->n_going_on++ == 0)
			memcpy(f->member, f->around.member, sizeof(f->member));
		frame_restart(f);
		f->inside = f->paged;
		f->paged = false;
	}
	return i;
}

bool
frame_next_value(
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
			around_begin(&f->around);
			if (!f->forgotten)
				around_read(
				    &f->around, f->how, p + at, f->scanned);
			at += f->scanned;
			frame_restart(f);
			f->paged = f->inside;
			f->inside = f->wrapped = true;
			continue;
		}
		if (s == STEP_END || last) {
			f->cut_short =
			    s != STEP_END && (f->depth || f->in_string);
			*cut = (struct frame_cut){ at, f->scanned,
				at + f->scanned, false };
			frame_restart(f);
			return true;
		}
		break;
	}
	cut->used = at;
	return false;
}
