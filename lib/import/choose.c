#include "import/header.h"
#include "import/preset.h"

#include <string.h>

#include "base/die.h"
#include "csv/csv.h"

enum { MAPPING_CEILING = 1 << 20, PEEK = 1 << 20 };

const struct import_preset *
import_named(const char *name)
{
	struct str near;
	const struct import_preset *p = preset_find(str_of(name), &near);

	if (!p)
		die("no preset '%s' (did you mean '%.*s'?); --list names all",
		    name, STR_ARG(near));
	return p;
}

/* What the beginning of a log tells it is, and why; and how much of it is in
 * front of the log. */
static const struct import_preset *
look(struct stream *s, const struct import_choice *c,
    const struct import_preset *given, struct str *begin, struct buf *why,
    size_t *in_front)
{
	const struct import_preset *p;
	size_t want = 1;
	bool more = true;

	do {
		*begin = stream_peek(s, want);
		p = preset_recognise(*begin, begin->n < want, c->delimiter,
		    given, why, &more, in_front);
		want = begin->n + 1;
	} while (more);
	return p;
}

static noreturn void
die_of_columns(struct stream *s, const struct import_choice *c,
    const struct import_preset *given, struct str begin, struct arena *run)
{
	struct header h = header_read(begin, c->delimiter, c->windows, run);
	struct str columns = header_text(&h, run);

	if (given && given->native_row == NULL)
		die("%s: a table, but the columns of %.*s are not in it; %.*s",
		    stream_peeked(s), STR_ARG(given->name), STR_ARG(columns));
	die("%s: a table whose columns are not known: say which is what, as in "
	    "--from csv --map role=sender,text=message; %.*s",
	    stream_peeked(s), STR_ARG(columns));
}

static const struct import_preset *
recognise(struct stream *s, const struct import_choice *c, struct str *begin,
    size_t *in_front, struct arena *run)
{
	struct buf why = { 0 };
	const struct import_preset *p = look(s, c, NULL, begin, &why, in_front);

	if (!p && c->map)
		return import_named("csv");
	if (!p)
		die_of_columns(s, c, NULL, *begin, run);
	if (p->canonical && why.n == 0 && begin->n)
		warning("read as canonical, for want of what tells any other "
			"(see --from)");
	else if (!p->canonical)
		warning(
		    "read as %.*s: %.*s", STR_ARG(p->name), (int)why.n, why.p);
	buf_free(&why);
	return p;
}

/* It is read as it was asked for, but who asked may have erred. */
static void
doubt(struct stream *s, const struct import_choice *c,
    const struct import_preset *given, struct str *begin, size_t *in_front,
    struct arena *run)
{
	struct buf why = { 0 };
	const struct import_preset *p =
	    look(s, c, given, begin, &why, in_front);
	struct str name = given->name;

	if (!p && given->rows)
		die_of_columns(s, c, given, *begin, run);
	if (!p)
		warning("the log looks like a table, not like %.*s: try --from "
			"csv --map role=sender,text=message",
		    STR_ARG(name));
	else if (p != given)
		warning("the log looks like %.*s, not like %.*s (%.*s): %s "
			"--from %.*s%s",
		    STR_ARG(p->name), STR_ARG(name), (int)why.n, why.p,
		    c->validate ? "validate what" : "try", STR_ARG(p->name),
		    c->validate ? " makes" : "");
	buf_free(&why);
}

/* Of a log that is known: how a table is cut, in what order dates stand. */
static bool
shows_enough(const struct import_preset *p, struct str begin)
{
	return begin.n >= PEEK ||
	       (!p->entries && memchr(begin.p, '\n', begin.n)) ||
	       (p->rows && csv_newline(begin, false));
}

/* No more than a pipe would have brought by then, either. */
static void
see_enough(struct stream *s, const struct import_preset *p, struct str *begin)
{
	while (!shows_enough(p, *begin)) {
		size_t want = begin->n + 1;

		*begin = stream_peek(s, want);
		if (begin->n < want)
			break;
	}
	if (begin->n > PEEK)
		begin->n = PEEK;
}

/* NULL: nobody says. */
static const struct import_preset *
asked_for(const struct import_choice *c, struct arena *run)
{
	if (c->validate)
		return import_named("canonical");
	if (c->mapping)
		return preset_own(
		    stream_slurp(c->mapping, MAPPING_CEILING, run), c->mapping,
		    run);
	return strcmp(c->from, "auto") ? import_named(c->from) : NULL;
}

/* Bytes in front of the header that has what --map names; 0: no line of those
 * that may be one has. */
static size_t
before_mapped(
    const struct import_choice *c, struct str begin, struct arena *run)
{
	struct str rest = begin, line;

	for (int i = 0; i < PRESET_LINES; i++) {
		struct header h =
		    header_read(rest, c->delimiter, c->windows, run);

		if (header_has_mapped(&h, c->map))
			return (size_t)(rest.p - begin.p);
		line = preset_header_line(rest);
		rest.n -= (size_t)(line.p + line.n - rest.p);
		rest.p = line.p + line.n;
	}
	return 0;
}

static struct str
behind(struct str s, size_t n)
{
	return (struct str){ s.p + n, s.n - n };
}

const struct import_preset *
import_choose(struct stream *s, const struct import_choice *c,
    struct str *begin, struct arena *run)
{
	const struct import_preset *p = asked_for(c, run);
	size_t in_front = 0;

	*begin = STR("");
	if (!p)
		p = recognise(s, c, begin, &in_front, run);
	else if (!c->map)
		doubt(s, c, p, begin, &in_front, run);
	see_enough(s, p, begin);
	if (c->map && preset_reads_rows(p, *begin)) {
		struct header h;

		in_front = before_mapped(c, *begin, run);
		h = header_read(
		    behind(*begin, in_front), c->delimiter, c->windows, run);
		header_must_have(&h, c->map, stream_peeked(s), run);
	}
	*begin = behind(*begin, in_front);
	if (p->native_row && preset_reads_rows(p, *begin)) {
		struct header h =
		    header_read(*begin, c->delimiter, c->windows, run);

		header_tell_lacking(&h, c->map, stream_peeked(s), run);
	}
	return p;
}
