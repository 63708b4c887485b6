#include "import/preset.h"

#include <string.h>

#include "base/die.h"

#include "csv/csv.h"
#include "import/rows.h"

/* What has to show a log's first record.  No more is looked at, so that a pipe
 * that brings it piecemeal is taken for what the file is. */
enum { ENOUGH = 1 << 20, MOST_TRIED = 16 };

static struct str
first_line(struct str s, char newline)
{
	const char *end;

	while (s.n && memchr(" \t\r\n", s.p[0], 4)) {
		s.p++;
		s.n--;
	}
	end = s.n ? memchr(s.p, newline, s.n) : NULL;
	return (struct str){ s.p, end ? (size_t)(end - s.p) : s.n };
}

/* The object that begins at p, as far as its brackets tell; 0: it is not
 * whole. */
static size_t
object_length(const char *p, size_t n)
{
	size_t depth = 0;
	bool in_string = false;

	for (size_t i = 0; i < n; i++) {
		if (in_string) {
			i += p[i] == '\\';
			in_string = i >= n || p[i] != '"';
		} else if (p[i] == '"') {
			in_string = true;
		} else if (p[i] == '{' || p[i] == '[') {
			depth++;
		} else if (p[i] == '}' || p[i] == ']') {
			if (--depth == 0)
				return i + 1;
		}
	}
	return 0;
}

static const struct import_preset *
candidate(const struct json *j, bool row, const struct import_preset *only,
    struct str *way)
{
	if (!only)
		return preset_of(j, row, way);
	return only->n_ways && (!row || only->rows) &&
		       preset_matches(only, j, way)
		   ? only
		   : NULL;
}

/* Any preset, or `only` this; so below. */
static const struct import_preset *
match(struct str text, bool row, const struct import_preset *only,
    struct buf *why)
{
	const struct import_preset *p = NULL;
	struct buf copy = { 0 };
	struct json j;
	struct fault f;
	struct str way;

	json_init(&j);
	buf_str(&copy, text);
	buf_reserve(&copy, JSON_PADDING);
	if (json_index(&j, buf_view(&copy), &f) &&
	    json_kind_of(&j, 0) == JSON_OBJECT &&
	    (p = candidate(&j, row, only, &way)))
		buf_printf(why, "%s %.*s", row ? "its columns are" : "it has",
		    STR_ARG(way));
	json_free(&j);
	buf_free(&copy);
	return p;
}

/* From the first object on, if there is one. */
static struct str
at_object(struct str s)
{
	const char *open = s.n ? memchr(s.p, '{', s.n) : NULL;

	return open ? (struct str){ open, (size_t)(s.p + s.n - open) }
		    : STR("");
}

/* Behind one that is whole, else behind its line. */
static struct str
behind_object(struct str s, size_t n)
{
	const char *end = n ? s.p + n - 1 : memchr(s.p, '\n', s.n);

	return end ? (struct str){ end + 1, (size_t)(s.p + s.n - end) - 1 }
		   : STR("");
}

/* The first records may be bad ones. */
static const struct import_preset *
match_any(struct str s, const struct import_preset *only, struct buf *why)
{
	const struct import_preset *p = NULL;

	for (int i = 0; !p && i < MOST_TRIED && (s = at_object(s)).n; i++) {
		size_t n = object_length(s.p, s.n);

		if (n)
			p = match((struct str){ s.p, n }, false, only, why);
		s = behind_object(s, n);
	}
	return p;
}

/* The first elements of an array that a preset looks inside of. */
static const struct import_preset *
match_inside(struct str s, const struct import_preset *inside_of,
    const struct import_preset *only, struct buf *why)
{
	const struct import_preset *found = NULL;

	for (size_t k = 0; !found && k < inside_of->framing.n_inside; k++) {
		struct str name = inside_of->inside[k];
		const char *at = memmem(s.p, s.n, name.p, name.n);

		if (at)
			found = match_any(
			    (struct str){ at, (size_t)(s.p + s.n - at) }, only,
			    why);
	}
	return found;
}

static const struct import_preset *
match_inside_any(
    struct str s, const struct import_preset *only, struct buf *why)
{
	const struct import_preset *all, *found = NULL;
	size_t n;

	if (only)
		return match_inside(s, only, only, why);
	all = preset_all(&n);
	for (size_t i = 0; !found && i < n; i++)
		found = match_inside(s, &all[i], NULL, why);
	return found;
}

static bool
begins_json(struct str line)
{
	return line.n && (line.p[0] == '{' || line.p[0] == '[');
}

static const struct import_preset *
recognise_json(struct str s, struct str line, bool whole,
    const struct import_preset *only, struct buf *why, bool *more)
{
	const struct import_preset *p = match(line, false, only, why);
	struct str first = at_object(s), ignored;
	size_t n = p ? 0 : object_length(first.p, first.n);

	if (!p && n)
		p = match((struct str){ first.p, n }, false, only, why);
	*more = !p && !whole;
	if (p || *more)
		return p;
	p = match_inside_any(s, only, why);
	if (!p && first.n)
		p = match_any(behind_object(first, n), only, why);
	return p ? p : preset_find(STR("canonical"), &ignored);
}

/* How a column's name is written. */
enum written { AS_IT_IS, AS_OURS, FOLDED, N_WRITTEN };

/* Columns as an object that has them, to be recognised by its members. */
static void
put_columns(
    const struct str *names, size_t n, enum written written, struct buf *object)
{
	struct buf folded = { 0 };

	buf_clear(object);
	buf_char(object, '{');
	for (size_t i = 0; i < n; i++) {
		struct str name = str_trimmed(names[i]);

		if (i)
			buf_char(object, ',');
		if (written == AS_OURS)
			name = rows_column(name);
		if (written == FOLDED) {
			rows_fold(name, &folded);
			name = buf_view(&folded);
		}
		json_put_string(object, name);
		buf_cstr(object, ":\"\"");
	}
	buf_char(object, '}');
	buf_free(&folded);
}

static bool
knows_written(const struct import_preset *p, enum written written)
{
	return written == AS_IT_IS ||
	       (written == AS_OURS ? p->native_row != NULL : p->folded);
}

/* By names as they are; else by ours that are written in another way. */
static const struct import_preset *
recognise_table(struct str line, char delimiter,
    const struct import_preset *only, struct buf *why)
{
	struct csv_rows *rows = csv_rows_new(delimiter);
	const struct import_preset *p = NULL;
	struct buf object = { 0 };
	const char *wrong;
	size_t n = 0;
	const struct str *names = csv_fields(rows, line, &n, &wrong);

	for (int w = 0; names && n > 1 && !p && w < N_WRITTEN; w++) {
		put_columns(names, n, (enum written)w, &object);
		p = match(buf_view(&object), true, only, why);
		if (p && !knows_written(p, (enum written)w)) {
			p = NULL;
			buf_clear(why);
		}
	}
	buf_free(&object);
	csv_rows_free(rows);
	return p;
}

static bool
has_entry(struct str s)
{
	while (s.n) {
		const char *end = memchr(s.p, '\n', s.n);
		size_t n = end ? (size_t)(end - s.p) : s.n;

		if (whatsapp_begins(NULL, (struct str){ s.p, n }))
			return true;
		n += end != NULL;
		s.p += n;
		s.n -= n;
	}
	return false;
}

/* What Excel tells itself stands in front of the header. */
struct str
preset_header_line(struct str begin)
{
	char newline = csv_newline(begin, true);
	struct str line;

	if (begin.n >= 3 && memcmp(begin.p, "\xef\xbb\xbf", 3) == 0)
		begin = (struct str){ begin.p + 3, begin.n - 3 };
	line = first_line(begin, newline);
	if (!csv_is_told(line))
		return line;
	begin.n -= (size_t)(line.p + line.n - begin.p);
	begin.p = line.p + line.n;
	return first_line(begin, newline);
}

/* A log from the line on that it seems to begin with; NULL without *more as of
 * preset_recognise().  Empty `why`: nothing tells. */
static const struct import_preset *
recognise_from(struct str rest, struct str line, bool whole, char delimiter,
    const struct import_preset *only, struct buf *why, bool *more)
{
	const struct import_preset *p;
	struct str ignored;

	if (!delimiter)
		delimiter = csv_delimiter(rest);
	if (only && only->entries ? has_entry(rest) : has_entry(line)) {
		buf_cstr(why, "a line begins with a date and a time");
		return preset_find(STR("whatsapp"), &ignored);
	}
	if (begins_json(line)) {
		rest.n -= (size_t)(line.p - rest.p);
		rest.p = line.p;
		return recognise_json(rest, line, whole, only, why, more);
	}
	if ((p = recognise_table(line, delimiter, only, why)))
		return p;
	return memchr(line.p, delimiter, line.n)
		   ? NULL
		   : preset_find(STR("canonical"), &ignored);
}

/*
 * By the first line that tells, for some exports have a title in front, or what
 * the program that wrote them had to say; by the first one where none does.
 */
static const struct import_preset *
recognise(struct str begin, bool whole, char delimiter,
    const struct import_preset *only, struct buf *why, bool *more,
    const char **from)
{
	const struct import_preset *p, *first = NULL;
	const char *end = begin.p + begin.n;
	struct str rest = begin, line, ignored;

	for (int i = 0; i < PRESET_LINES; i++) {
		line = preset_header_line(rest);
		*more = !whole && (line.n == 0 || line.p + line.n == end);
		if (*more)
			return NULL;
		if (line.n == 0)
			return i ? first
				 : preset_find(STR("canonical"), &ignored);
		line = preset_unstamped(line);
		rest = (struct str){ line.p, (size_t)(end - line.p) };
		p = recognise_from(
		    i ? rest : begin, line, whole, delimiter, only, why, more);
		if (*more || why->n) {
			*from = i ? line.p : *from;
			return p;
		}
		if (i == 0)
			first = p;
		if (begins_json(line)) /* which has looked further */
			return first;
		rest.p += line.n;
		rest.n -= line.n;
	}
	return first;
}

const struct import_preset *
preset_recognise(struct str begin, bool whole, char delimiter,
    const struct import_preset *given, struct buf *why, bool *more,
    size_t *in_front)
{
	const struct import_preset *p;
	const char *from = begin.p, *first = begin.p;

	*more = false;
	*in_front = 0;
	if (given && given->n_ways == 0 && !given->entries)
		return given;
	if (begin.n >= ENOUGH) {
		begin.n = ENOUGH;
		whole = true;
	}
	if (begin.n >= 3 && memcmp(begin.p, "\xef\xbb\xbf", 3) == 0)
		begin = (struct str){ begin.p + 3, begin.n - 3 };
	if (given) {
		p = recognise(begin, whole, delimiter, given, why, more, &from);
		*in_front = (size_t)(from - first);
		if (*more || (p == given && why->n))
			return p;
		buf_clear(why);
	}
	from = first;
	p = recognise(begin, whole, delimiter, NULL, why, more, &from);
	*in_front = (size_t)(from - first);
	return given && !*more && p && why->n == 0 ? given : p;
}

void
import_refuse(struct str begin)
{
	if (begin.n >= 2 && !begin.p[0] != !begin.p[1])
		die("this is UTF-16 without the mark that tells it: convert "
		    "it, as by iconv -f UTF-16%s -t UTF-8",
		    begin.p[0] ? "LE" : "BE");
}
