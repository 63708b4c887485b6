#include "model/train/table.h"

#include <string.h>

#include "base/die.h"
#include "stream/stream.h"

enum { CEILING = 64 << 20 };

static size_t
count(struct str s, char what)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == what;
	return n;
}

/* Up to `end`, which is stepped over. */
static struct str
cut(struct str *rest, char end)
{
	const char *at = memchr(rest->p, end, rest->n);
	struct str s = { rest->p, at ? (size_t)(at - rest->p) : rest->n };
	size_t n = s.n + (at != NULL);

	*rest = (struct str){ rest->p + n, rest->n - n };
	return s;
}

void
table_read(
    struct table *t, const char *folder, const char *name, struct arena *a)
{
	struct str path = arena_printf(a, "%s/%s", folder, name);
	const char *file = arena_cstr(a, path);
	struct str rest = stream_slurp(file, CEILING, a), line = rest;
	size_t lines = count(rest, '\n');

	line = cut(&line, '\n');
	t->n_columns = count(line, '\t') + 1;
	t->n_rows = 0;
	t->cells =
	    arena_array(a, (lines + 1) * t->n_columns, sizeof(*t->cells));
	for (size_t row = 0; rest.n; row++) {
		line = cut(&rest, '\n');
		if (count(line, '\t') + 1 != t->n_columns)
			die("%s:%zu: not as many columns as names", file,
			    row + 1);
		for (size_t i = 0; i < t->n_columns; i++)
			t->cells[row * t->n_columns + i] = cut(&line, '\t');
		t->n_rows = row;
	}
}

size_t
table_column(const struct table *t, const char *name)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (str_eq(t->cells[i], str_of(name)))
			return i;
	die("no column '%s'", name);
}
