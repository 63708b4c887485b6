#include "csv/csv.h"

#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/die.h"

struct csv_rows {
	struct csv_parser parser;
	struct buf bytes, ends; /* of all fields; size_t where each ends */
	struct str *fields;
	size_t room, n_rows;
};

static int
is_no_space(unsigned char c)
{
	(void)c;
	return 0;
}

struct csv_rows *
csv_rows_new(void)
{
	struct csv_rows *r = calloc(1, sizeof(*r));

	if (!r || csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI))
		die_of_memory();
	csv_set_space_func(&r->parser, is_no_space);
	csv_set_blk_size(&r->parser, 4096);
	return r;
}

void
csv_rows_free(struct csv_rows *r)
{
	if (!r)
		return;
	csv_free(&r->parser);
	buf_free(&r->bytes);
	buf_free(&r->ends);
	free(r->fields);
	free(r);
}

static void
add_field(struct csv_rows *r, const char *bytes, size_t n)
{
	buf_put(&r->bytes, bytes, n);
	buf_put(&r->ends, &r->bytes.n, sizeof(r->bytes.n));
}

static void
take_field(void *bytes, size_t n, void *arg)
{
	add_field(arg, bytes, n);
}

static void
take_row(int end, void *arg)
{
	struct csv_rows *r = arg;

	(void)end;
	r->n_rows++;
}

static void
start_again(struct csv_rows *r)
{
	csv_free(&r->parser);
	if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI))
		die_of_memory();
	csv_set_space_func(&r->parser, is_no_space);
	csv_set_blk_size(&r->parser, 4096);
}

static bool
parse(struct csv_rows *r, struct str row, const char **why)
{
	if (csv_parse(&r->parser, row.p, row.n, take_field, take_row, r) !=
	    row.n)
		*why = "a stray quote: a field with quotes stands in quotes, "
		       "and each is doubled";
	else if (csv_fini(&r->parser, take_field, take_row, r))
		*why = "a quote is never closed";
	else
		return true;
	if (csv_error(&r->parser) == CSV_ENOMEM)
		die_of_memory();
	start_again(r);
	return false;
}

/* Without quotes there is nothing to be strict about. */
static bool
is_plain(struct str row)
{
	return !memchr(row.p, '"', row.n) && !memchr(row.p, '\r', row.n);
}

static void
cut_at_commas(struct csv_rows *r, struct str row)
{
	const char *comma;

	while ((comma = memchr(row.p, ',', row.n))) {
		size_t n = (size_t)(comma - row.p);

		add_field(r, row.p, n);
		row.p += n + 1;
		row.n -= n + 1;
	}
	add_field(r, row.p, row.n);
}

const struct str *
csv_fields(struct csv_rows *r, struct str row, size_t *n, const char **why)
{
	size_t from = 0, end;

	buf_clear(&r->bytes);
	buf_clear(&r->ends);
	r->n_rows = 0;
	while (row.n && row.p[row.n - 1] == '\r')
		row.n--;
	if (row.n && is_plain(row))
		cut_at_commas(r, row);
	else if (!parse(r, row, why))
		return NULL;
	*n = r->ends.n / sizeof(end);
	if (*n > r->room) {
		r->room = *n;
		r->fields =
		    reallocarray(r->fields, r->room, sizeof(*r->fields));
		if (!r->fields)
			die_of_memory();
	}
	for (size_t i = 0; i < *n; i++) {
		memcpy(&end, r->ends.p + i * sizeof(end), sizeof(end));
		r->fields[i] = (struct str){ r->bytes.p + from, end - from };
		from = end;
	}
	return r->fields;
}
