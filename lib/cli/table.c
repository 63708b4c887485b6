#include "cli/table.h"

#include <string.h>

const struct opt *
table_next(const struct spec *spec, const struct opt *o)
{
	o = o ? o + 1 : spec->options;
	if (!o->name && !table_is_common(o))
		o = cli_common;
	return o->name ? o : NULL;
}

/* The END of the common table counts, so that table_next() can stop there. */
bool
table_is_common(const struct opt *o)
{
	const struct opt *c = cli_common;

	while (c != o && c->name)
		c++;
	return c == o;
}

const struct opt *
table_by_name(const struct spec *spec, struct str name)
{
	for (const struct opt *o = NULL; (o = table_next(spec, o));)
		if (str_eq(str_of(o->name), name) ||
		    (o->was && str_eq(str_of(o->was), name)))
			return o;
	return NULL;
}

const struct opt *
table_by_key(const struct spec *spec, char key)
{
	for (const struct opt *o = NULL; key && (o = table_next(spec, o));)
		if (o->key == key)
			return o;
	return NULL;
}

bool
table_takes_value(const struct opt *o)
{
	return o->kind == OPT_DEFAULTS || o->kind == OPT_MAYBE ||
	       table_needs_value(o);
}

bool
table_needs_value(const struct opt *o)
{
	return o->kind != OPT_FLAG && o->kind != OPT_HELP &&
	       o->kind != OPT_VERSION && o->kind != OPT_DEFAULTS &&
	       o->kind != OPT_MAYBE;
}

bool
table_repeats(const struct opt *o)
{
	return o->kind == OPT_LIST || o->kind == OPT_FILES;
}

bool
table_wants_files(const struct opt *o)
{
	return o->kind == OPT_FILE || o->kind == OPT_FILES ||
	       o->kind == OPT_MAYBE;
}

size_t
table_words(const struct spec *spec, const struct opt *o, const char **names,
    size_t room)
{
	const struct default_file *d = spec->defaults;
	size_t n = 0;

	for (const char *const *c = o->choices; c && *c && n < room; c++)
		names[n++] = *c;
	for (const char *const *c = o->offers; c && *c && n < room; c++)
		names[n++] = *c;
	if (o->kind == OPT_DEFAULTS)
		for (; d && d->name && n < room; d++)
			names[n++] = d->name;
	return n;
}

static bool
is_plain(const char *name)
{
	return *name &&
	       !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")];
}

static const char *
row_fault(const struct spec *spec, const struct opt *o)
{
	size_t n = o->help ? strlen(o->help) : 0;

	if (!is_plain(o->name))
		return "is not spelled with a-z, 0-9 and -";
	if (table_by_name(spec, str_of(o->name)) != o ||
	    (o->was && table_by_name(spec, str_of(o->was)) != o))
		return "has the name of another option";
	if (o->key && table_by_key(spec, o->key) != o)
		return "has the letter of another option";
	if (!n || o->help[n - 1] == '.')
		return "needs a help without full stop";
	if (table_takes_value(o) && !o->arg)
		return "has no name for its value";
	if (o->kind == OPT_CHOICE && !(o->choices && *o->choices))
		return "has no choices";
	if (table_repeats(o) && o->value)
		return "may be repeated and so has no default";
	return NULL;
}

const char *
table_fault(const struct spec *spec, const struct opt **culprit)
{
	const char *why;

	for (const struct opt *o = NULL; (o = table_next(spec, o));)
		if ((why = row_fault(spec, o))) {
			*culprit = o;
			return why;
		}
	return NULL;
}
