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
take_field(void *bytes, size_t n, void *arg)
{
	struct csv_rows *r = arg;

	buf_put(&r->bytes, bytes, n);
	buf_put(&r->ends, &r->bytes.n, sizeof(r->bytes.n));
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

/* What stands in quotes, from behind the first; the place behind the last, or
 * NULL when there is none. */
static const char *
take_quoted(struct csv_rows *r, const char *p, const char *end)
{
	const char *quote;

	while ((quote = memchr(p, '"', (size_t)(end - p)))) {
		buf_put(&r->bytes, p, (size_t)(quote - p));
		if (quote + 1 == end || quote[1] != '"')
			return quote + 1;
		buf_char(&r->bytes, '"');
		p = quote + 2;
	}
	return NULL;
}

/* False: it is for libcsv to say what is wrong with it, if anything is. */
static bool
cut_row(struct csv_rows *r, struct str row)
{
	const char *p = row.p, *end = row.p + row.n, *from;

	for (;; p++) {
		if (p < end && *p == '"') {
			if (!(p = take_quoted(r, p + 1, end)))
				return false;
		} else {
			for (from = p; p < end && *p != ','; p++)
				if (*p == '"' || *p == '\r')
					return false;
			buf_put(&r->bytes, from, (size_t)(p - from));
		}
		buf_put(&r->ends, &r->bytes.n, sizeof(r->bytes.n));
		if (p == end)
			return true;
		if (*p != ',')
			return false;
	}
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
	if (row.n == 0 || !cut_row(r, row)) {
		buf_clear(&r->bytes);
		buf_clear(&r->ends);
		if (!parse(r, row, why))
			return NULL;
	}
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
