#include "csv/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/die.h"

struct csv_rows {
	struct csv_parser parser;
	char delimiter;
	bool stops[256];	/* bytes that a bare field does not go over */
	struct buf plain;	/* what libcsv is given */
	struct buf bytes, ends; /* of all fields; size_t where each ends */
	struct str *fields;
	size_t n_fields, room;
	size_t n_rows; /* that libcsv saw end */
};

static int
is_no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
start(struct csv_rows *r)
{
	if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI))
		die_of_memory();
	csv_set_delim(&r->parser, (unsigned char)r->delimiter);
	csv_set_space_func(&r->parser, is_no_space);
	csv_set_blk_size(&r->parser, 4096);
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
add_field(struct csv_rows *r, struct str field)
{
	if (r->n_fields == r->room) {
		r->room = r->room ? r->room * 2 : 32;
		r->fields =
		    reallocarray(r->fields, r->room, sizeof(*r->fields));
		if (!r->fields)
			die_of_memory();
	}
	r->fields[r->n_fields++] = field;
}

struct csv_rows *
csv_rows_new(char delimiter)
{
	struct csv_rows *r = calloc(1, sizeof(*r));

	if (!r)
		die_of_memory();
	r->delimiter = delimiter;
	r->stops[(uint8_t)delimiter] = r->stops['"'] = true;
	r->stops['\r'] = r->stops['\n'] = true;
	start(r);
	add_field(r, STR("")); /* `fields` is never NULL */
	return r;
}

void
csv_rows_free(struct csv_rows *r)
{
	if (!r)
		return;
	csv_free(&r->parser);
	buf_free(&r->plain);
	buf_free(&r->bytes);
	buf_free(&r->ends);
	free(r->fields);
	free(r);
}

/* Whatever it is, by libcsv. */
static bool
parse(struct csv_rows *r, struct str row, const char **why)
{
	size_t from = 0, end;

	buf_clear(&r->bytes);
	buf_clear(&r->ends);
	r->n_fields = r->n_rows = 0;
	if (csv_parse(&r->parser, row.p, row.n, take_field, take_row, r) !=
	    row.n)
		*why = "a stray quote: a field with quotes stands in quotes, "
		       "and each is doubled";
	else if (csv_fini(&r->parser, take_field, take_row, r))
		*why = "a quote is never closed";
	else if (r->n_rows > 1) /* to libcsv a bare CR ends one */
		*why = "a carriage return within a row stands outside of "
		       "quotes";
	else
		*why = NULL;
	if (*why) {
		if (csv_error(&r->parser) == CSV_ENOMEM)
			die_of_memory();
		csv_free(&r->parser);
		start(r);
		return false;
	}
	for (size_t i = 0; i < r->ends.n; i += sizeof(end)) {
		memcpy(&end, r->ends.p + i, sizeof(end));
		add_field(r, (struct str){ r->bytes.p + from, end - from });
		from = end;
	}
	return true;
}

/* What stands in quotes, from behind the first, is put where it is, or, where
 * quotes in it are doubled, into `bytes`.  The place behind the last quote, or
 * NULL when there is none. */
static const char *
take_quoted(struct csv_rows *r, const char *p, const char *end)
{
	const char *quote = memchr(p, '"', (size_t)(end - p));
	size_t from = r->bytes.n;

	if (!quote)
		return NULL;
	if (quote + 1 == end || quote[1] != '"') {
		add_field(r, (struct str){ p, (size_t)(quote - p) });
		return quote + 1;
	}
	for (; quote; quote = memchr(p, '"', (size_t)(end - p))) {
		buf_put(&r->bytes, p, (size_t)(quote - p));
		if (quote + 1 == end || quote[1] != '"') {
			add_field(r, (struct str){ r->bytes.p + from,
					 r->bytes.n - from });
			return quote + 1;
		}
		buf_char(&r->bytes, '"');
		p = quote + 2;
	}
	return NULL;
}

/* Blanks in front of the quotes that a field stands in are none of it. */
static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && *p == ' ')
		p++;
	return p;
}

/*
 * A row without a fault, cut where its fields stand: what libcsv, which copies
 * byte by byte, takes six times the instructions for.  False: it is for libcsv
 * to say what is wrong with it, if anything is.
 */
static bool
cut_row(struct csv_rows *r, struct str row)
{
	const char *p = row.p, *end = row.p + row.n, *from;

	buf_clear(&r->bytes);
	buf_reserve(&r->bytes, row.n); /* fields point into it */
	r->n_fields = 0;
	for (;; p++) {
		for (from = p; p < end && !r->stops[(uint8_t)*p]; p++)
			;
		if (p == end || *p != '"')
			add_field(r, (struct str){ from, (size_t)(p - from) });
		else if ((p > from && skip_blanks(from, p) != p) ||
			 !(p = take_quoted(r, p + 1, end)))
			return false;
		if (p == end)
			return true;
		if (*p != r->delimiter)
			return false;
	}
}

static struct str
without_end(struct str row)
{
	while (row.n && row.p[row.n - 1] == '\r')
		row.n--;
	return row;
}

const struct str *
csv_fields(struct csv_rows *r, struct str row, size_t *n, const char **why)
{
	row = without_end(row);
	if (row.n == 0 || !cut_row(r, row))
		return csv_fields_by_library(r, row, n, why);
	*n = r->n_fields;
	return r->fields;
}

/* As libcsv is to see it, which takes such blanks for text. */
static struct str
without_indents(struct csv_rows *r, struct str row)
{
	const char *end = row.p + row.n, *p = row.p, *behind;
	bool quoted = false, begins = true;

	buf_clear(&r->plain);
	for (; p < end; p++) {
		behind = begins ? skip_blanks(p, end) : p;
		if (behind < end && *behind == '"')
			p = behind;
		buf_char(&r->plain, *p);
		quoted ^= *p == '"';
		begins = !quoted && *p == r->delimiter;
	}
	return buf_view(&r->plain);
}

const struct str *
csv_fields_by_library(
    struct csv_rows *r, struct str row, size_t *n, const char **why)
{
	if (!parse(r, without_indents(r, without_end(row)), why))
		return NULL;
	*n = r->n_fields;
	return r->fields;
}

char
csv_newline(struct str begin, bool whole)
{
	bool quoted = false;
	size_t i = 0;

	while (i < begin.n && memchr("\r\n", begin.p[i], 2))
		i++;
	for (; i < begin.n; i++) {
		quoted ^= begin.p[i] == '"';
		if (!quoted && memchr("\r\n", begin.p[i], 2))
			break;
	}
	while (i < begin.n && begin.p[i] == '\r')
		i++;
	if (i == begin.n)
		return whole ? '\n' : 0;
	return i && begin.p[i] != '\n' && begin.p[i - 1] == '\r' ? '\r' : '\n';
}

/* Outside of quotes, in the first line. */
static size_t
count_outside(struct str text, char c)
{
	bool quoted = false;
	size_t n = 0;

	for (size_t i = 0;
	     i < text.n && (quoted || !memchr("\r\n", text.p[i], 2)); i++) {
		quoted ^= text.p[i] == '"';
		n += !quoted && text.p[i] == c;
	}
	return n;
}

char
csv_delimiter(struct str begin)
{
	static const char known[] = ",;\t|";
	size_t most = 0, n;
	char best = ',';

	if (begin.n >= 3 && memcmp(begin.p, "\xef\xbb\xbf", 3) == 0)
		begin = (struct str){ begin.p + 3, begin.n - 3 };
	while (begin.n && memchr("\r\n", begin.p[0], 2)) {
		begin.p++;
		begin.n--;
	}
	if (csv_is_told(begin))
		return begin.p[4];
	for (const char *c = known; *c; c++)
		if ((n = count_outside(begin, *c)) > most) {
			most = n;
			best = *c;
		}
	return best;
}

bool
csv_is_told(struct str line)
{
	return line.n >= 5 && memcmp(line.p, "sep=", 4) == 0 &&
	       (line.n == 5 || line.p[5] == '\r' || line.p[5] == '\n');
}
