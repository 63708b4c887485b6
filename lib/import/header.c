/* What the first line of a table calls its columns, for messages. */

#include "import/header.h"

#include <string.h>

#include "base/die.h"
#include "base/near.h"
#include "csv/csv.h"
#include "import/import.h"
#include "import/preset.h"
#include "import/rows.h"

enum { LONGEST = 32, MOST_BLANKS = 2, MOST_BYTES = 400 };

/* A table without a header begins with what somebody said, which is not told:
 * a name is short and of letters. */
static bool
is_name(struct str s)
{
	size_t blanks = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		blanks += c == ' ';
		if (!(c >= 0x80 || (c >= 'A' && c <= 'Z') ||
			(c >= 'a' && c <= 'z') || strchr(" _-.", c)))
			return false;
	}
	return s.n > 0 && s.n <= LONGEST && blanks <= MOST_BLANKS;
}

struct header
header_read(struct str begin, char delimiter, bool windows, struct arena *run)
{
	struct header h = { NULL, 0, true };
	struct csv_rows *rows =
	    csv_rows_new(delimiter ? delimiter : csv_delimiter(begin));
	struct buf decoded = { 0 };
	struct str line = preset_header_line(begin);
	const struct str *fields;
	const char *why;

	if (windows)
		line = import_decode(line, &decoded);
	fields = csv_fields(rows, line, &h.n, &why);
	h.names = arena_array(run, fields ? h.n : 0, sizeof(*h.names));
	if (!fields)
		h.n = 0;
	for (size_t i = 0; i < h.n; i++) {
		h.names[i] = arena_copy(run, str_trimmed(fields[i]));
		h.plain &= is_name(h.names[i]);
	}
	csv_rows_free(rows);
	buf_free(&decoded);
	return h;
}

struct str
header_text(const struct header *h, struct arena *run)
{
	struct buf b = { 0 };
	struct str text;

	if (!h->plain || h->n == 0)
		return arena_printf(run,
		    "it has %zu column%s, and perhaps no "
		    "header",
		    h->n, h->n == 1 ? "" : "s");
	buf_cstr(&b, "its columns are ");
	for (size_t i = 0; i < h->n; i++) {
		if (b.n + h->names[i].n > MOST_BYTES) {
			buf_cstr(&b, " ...");
			break;
		}
		buf_cstr(&b, i ? ", " : "");
		buf_str(&b, h->names[i]);
	}
	text = arena_copy(run, buf_view(&b));
	buf_free(&b);
	return text;
}

static bool
has(const struct header *h, struct str column)
{
	for (size_t i = 0; i < h->n; i++)
		if (str_eq(h->names[i], column))
			return true;
	return false;
}

static struct str
nearest(const struct header *h, struct str column)
{
	struct str near = near_best(column, h->names, h->n);

	return h->plain && near_edits(column, near) <= 1 + column.n / 4
		   ? near
		   : STR("");
}

void
header_must_have(
    const struct header *h, const char *map, const char *file, struct arena *a)
{
	while (h->n && map && *map) {
		const char *value = map + strcspn(map, "=") + 1;
		struct str column = { value, strcspn(value, ",") }, near, all;

		if (!has(h, column)) {
			near = nearest(h, column);
			all = header_text(h, a);
			die("%s: --map: no column '%.*s'%s%.*s%s; %.*s", file,
			    STR_ARG(column), near.n ? " (did you mean '" : "",
			    STR_ARG(near), near.n ? "'?)" : "", STR_ARG(all));
		}
		map = value + column.n;
		map += *map == ',';
	}
}
