#include "import/preset.h"

#include <string.h>

#include "base/die.h"

enum { MAPPING_CEILING = 1 << 20, PEEK = 64 << 10 };

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

/* What the beginning of a log tells it is, and why. */
static const struct import_preset *
look(struct stream *s, const struct import_choice *c,
    const struct import_preset *given, struct str *begin, struct buf *why)
{
	const struct import_preset *p;
	size_t want = 1;
	bool more = true;

	do {
		*begin = stream_peek(s, want);
		p = preset_recognise(
		    *begin, begin->n < want, c->delimiter, given, why, &more);
		want = begin->n + 1;
	} while (more);
	return p;
}

static const struct import_preset *
recognise(struct stream *s, const struct import_choice *c, struct str *begin)
{
	struct buf why = { 0 };
	const struct import_preset *p = look(s, c, NULL, begin, &why);

	if (!p && c->map)
		return import_named("csv");
	if (!p)
		die("these columns are not known: say which is what, as in "
		    "--from csv --map role=sender,text=message");
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
    const struct import_preset *given, struct str *begin)
{
	struct buf why = { 0 };
	const struct import_preset *p = look(s, c, given, begin, &why);
	struct str name = given->name;

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
	       (!p->entries && memchr(begin.p, '\n', begin.n));
}

const struct import_preset *
import_choose(struct stream *s, const struct import_choice *c,
    struct str *begin, struct arena *run)
{
	const struct import_preset *p;
	size_t want;

	*begin = STR("");
	if (c->validate)
		p = import_named("canonical");
	else if (c->mapping)
		p = preset_own(stream_slurp(c->mapping, MAPPING_CEILING, run),
		    c->mapping, run);
	else if (strcmp(c->from, "auto"))
		p = import_named(c->from);
	else
		return recognise(s, c, begin);
	if (!c->map)
		doubt(s, c, p, begin);
	do {
		want = begin->n + 1;
		*begin = stream_peek(s, want);
	} while (begin->n >= want && !shows_enough(p, *begin));
	return p;
}
