#include "import/rows.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/utf8.h"
#include "csv/csv.h"
#include "json/json.h"

enum { MOST_KEYS = 32, NO_COLUMN = -1 };

struct rows {
	const char *map;
	const char *const *known;
	bool folded;
	struct csv_rows *rows;
	struct buf header; /* the one in hand */
	struct arena names_memory;
	struct str *names; /* p NULL: the column gives way to another */
	size_t n_names;
	const struct str *fields;
	int column_of[MOST_KEYS];
	bool picked; /* column_of is of this header */
};

struct rows *
rows_new(const char *map, const char *const *known, bool folded, char delimiter)
{
	struct rows *r = calloc(1, sizeof(*r));

	if (!r)
		die_of_memory();
	r->map = map;
	r->known = known;
	r->folded = folded;
	r->rows = csv_rows_new(delimiter);
	arena_init(&r->names_memory, 1 << 30);
	return r;
}

void
rows_free(struct rows *r)
{
	csv_rows_free(r->rows);
	buf_free(&r->header);
	arena_free(&r->names_memory);
	free(r);
}

/* What --map calls a column, or its own name. */
static struct str
name_column(const char *map, struct str column)
{
	while (map && *map) {
		size_t name = strcspn(map, "="), n;
		const char *value = map + name + 1;

		n = strcspn(value, ",");
		if (n == column.n && memcmp(value, column.p, n) == 0)
			return (struct str){ map, name };
		map = value + n;
		map += *map == ',';
	}
	return column;
}

static bool
is_mapped_name(const char *map, struct str name)
{
	while (map && *map) {
		size_t n = strcspn(map, "=");

		if (n == name.n && memcmp(map, name.p, n) == 0)
			return true;
		map += strcspn(map, ",");
		map += *map == ',';
	}
	return false;
}

static bool
is_bad(struct fault *f, const char *detail)
{
	*f = (struct fault){ BAD_CSV, 0, detail };
	return false;
}

/* Whether the header has every column that --map names. */
static bool
has_mapped(const char *map, const struct str *columns, size_t n_columns)
{
	while (map && *map) {
		const char *value = map + strcspn(map, "=") + 1;
		struct str column = { value, strcspn(value, ",") };
		size_t i = 0;

		while (
		    i < n_columns && !str_eq(str_trimmed(columns[i]), column))
			i++;
		if (i == n_columns)
			return false;
		map = value + column.n;
		map += *map == ',';
	}
	return true;
}

static bool
is_read(const struct rows *r, struct str name)
{
	const char *const *known = r->known;

	while (known && *known && !str_eq(str_of(*known), name))
		known++;
	return name.n && (!known || *known);
}

static int
by_name(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

/* Which of them would it be? */
static bool
has_twins(struct rows *r)
{
	struct str *sorted =
	    arena_array(&r->names_memory, r->n_names, sizeof(*sorted));
	size_t n = 0;

	for (size_t i = 0; i < r->n_names; i++)
		if (r->names[i].p && is_read(r, r->names[i]))
			sorted[n++] = r->names[i];
	qsort(sorted, n, sizeof(*sorted), by_name);
	for (size_t i = 1; i < n; i++)
		if (str_eq(sorted[i - 1], sorted[i]))
			return true;
	return false;
}

/* One of ours that is written in another way, unless another column is it. */
static struct str
own_name(const struct rows *r, const struct str *columns, struct str column)
{
	struct str name = r->known ? rows_column(column) : column;

	for (size_t i = 0; i < r->n_names; i++)
		if (str_eq(str_trimmed(columns[i]), name))
			return column;
	return name;
}

static bool
read_header(struct rows *r, struct str header, struct fault *f)
{
	struct buf folded = { 0 };
	const char *why;
	const struct str *names;

	buf_clear(&r->header);
	r->picked = false;
	names = csv_fields(r->rows, header, &r->n_names, &why);
	if (!names)
		return is_bad(f, why);
	if (!has_mapped(r->map, names, r->n_names))
		return is_bad(f, "the header lacks a column that --map names");
	arena_reset(&r->names_memory);
	r->names = arena_array(&r->names_memory, r->n_names, sizeof(*r->names));
	for (size_t i = 0; i < r->n_names; i++) {
		struct str own = str_trimmed(names[i]),
			   name = name_column(r->map, own);
		bool mapped = name.p != own.p;

		if (!mapped)
			name = own_name(r, names, own);
		if (!mapped && r->folded) {
			rows_fold(name, &folded);
			name = buf_view(&folded);
		}
		/* a column that has another's name gives way to it */
		if (!mapped && is_mapped_name(r->map, name))
			r->names[i] = (struct str){ NULL, 0 };
		else
			r->names[i] = arena_copy(&r->names_memory, name);
	}
	buf_free(&folded);
	if (has_twins(r))
		return is_bad(f, "two columns of the header have the name of "
				 "one that is read");
	buf_str(&r->header, header);
	return true;
}

/* As spreadsheets leave them behind a table. */
static bool
is_empty(const struct str *fields, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (fields[i].n)
			return false;
	return true;
}

bool
rows_read(struct rows *r, struct str header, struct str row, bool *is_new,
    struct fault *f)
{
	const char *why;
	size_t n;

	*is_new = !str_eq(buf_view(&r->header), header);
	if (*is_new && !read_header(r, header, f))
		return false;
	if (!utf8_is_valid(row)) {
		*f = (struct fault){ BAD_UTF8, 0,
			"the row is not UTF-8: save the table so, or say "
			"--encoding windows-1252" };
		return false;
	}
	r->fields = csv_fields(r->rows, row, &n, &why);
	if (!r->fields)
		return is_bad(f, why);
	if (n != r->n_names)
		return is_bad(f, n < r->n_names
				     ? "fewer fields than the header has"
				     : "more fields than the header has");
	if (is_empty(r->fields, n))
		return is_bad(f, "all fields of the row are empty");
	return true;
}

void
rows_object(const struct rows *r, struct buf *out)
{
	buf_char(out, '{');
	for (size_t i = 0; i < r->n_names; i++) {
		if (!r->names[i].p)
			continue;
		if (out->n > 1)
			buf_char(out, ',');
		json_put_string(out, r->names[i]);
		buf_char(out, ':');
		json_put_string(out, r->fields[i]);
	}
	buf_char(out, '}');
	buf_reserve(out, JSON_PADDING);
}

static int
find_column(const struct rows *r, struct str key)
{
	for (size_t i = r->n_names; i-- > 0;)
		if (r->names[i].p && str_eq(r->names[i], key))
			return (int)i;
	return NO_COLUMN;
}

void
rows_pick(
    struct rows *r, const struct str *keys, size_t n_keys, struct str *cells)
{
	if (!r->picked)
		for (size_t k = 0; k < n_keys; k++)
			r->column_of[k] = find_column(r, keys[k]);
	r->picked = true;
	for (size_t k = 0; k < n_keys; k++)
		cells[k] = r->column_of[k] == NO_COLUMN
			       ? STR("")
			       : r->fields[r->column_of[k]];
}
