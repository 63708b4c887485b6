#include "cli/files.h"

#include <string.h>

#include "cli/table.h"

enum { CEILING = 1 << 20 }; /* bytes of a list of what the options name */

struct files {
	struct arena room;
	struct buf all; /* of struct stream_file */
};

/* "-o", "--stats": as the help calls it. */
static const char *
call(struct files *f, const struct opt *o)
{
	struct str name = o->key ? arena_printf(&f->room, "-%c", o->key)
				 : arena_printf(&f->room, "--%s", o->name);

	return arena_cstr(&f->room, name);
}

/* What an option offers ("default") comes before a file of that name. */
static bool
is_offered(const struct opt *o, const char *name)
{
	for (const char *const *c = o->offers; c && *c; c++)
		if (!strcmp(*c, name))
			return true;
	return false;
}

static void
add(struct files *f, const struct opt *o, const char *name)
{
	struct stream_file file = { NULL, name, o->written };

	if (!name || !*name || is_offered(o, name))
		return;
	file.option = call(f, o);
	buf_put(&f->all, &file, sizeof(file));
}

static void
add_values(struct files *f, const struct opt *o, const void *field)
{
	const struct list *l = field;

	if (o->kind != OPT_FILES) {
		add(f, o, *(const char *const *)field);
		return;
	}
	for (size_t i = 0; i < l->n; i++)
		add(f, o, l->at[i]);
}

void
files_check(const struct spec *spec, const void *opts,
    const struct common *common, char **operands)
{
	struct files f = { 0 };

	arena_init(&f.room, CEILING);
	for (const struct opt *o = NULL; (o = table_next(spec, o));)
		if (table_wants_files(o))
			add_values(&f, o,
			    (table_is_common(o) ? (const char *)common
						: (const char *)opts) +
				o->at);
	stream_check((const struct stream_file *)f.all.p,
	    f.all.n / sizeof(struct stream_file), operands);
	buf_free(&f.all);
	arena_free(&f.room);
}
