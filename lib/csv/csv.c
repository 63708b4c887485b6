#include "csv/csv.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/die.h"
#include "base/near.h"
#include "base/utf8.h"

/*
 * libcsv tells neither where a row starts nor where it broke off; so it is fed
 * one line of the file at a time, and we count.
 */
struct reading {
	struct csv_parser parser;
	const char *file;
	char delimiter;
	size_t line;	  /* the one being fed, from 1 */
	bool in_row;	  /* a row began and has not ended */
	size_t row_line;  /* where it began */
	size_t n_columns; /* 0 before the header */
	size_t n_fields;  /* of the row so far */
	size_t n_rows;
	struct buf bytes;   /* of all fields, row after row */
	struct buf lengths; /* size_t, one a field */
	struct buf lines;   /* size_t, one a row */
	size_t wrong_line;  /* of the first row with too many or
			       too few fields, 0: none */
	size_t wrong_fields;
};

static int
is_no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
release(struct reading *r)
{
	csv_free(&r->parser);
	buf_free(&r->bytes);
	buf_free(&r->lengths);
	buf_free(&r->lines);
}

__attribute__((format(printf, 3, 4))) static noreturn void
fail(struct reading *r, size_t line, const char *fmt, ...)
{
	char what[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	release(r);
	die("%s:%zu: %s", r->file, line, what);
}

static void
take_field(void *bytes, size_t n, void *arg)
{
	struct reading *r = arg;

	buf_put(&r->bytes, bytes, n);
	buf_put(&r->lengths, &n, sizeof(n));
	r->n_fields++;
}

/* No dying here: libcsv is in the middle of its work. */
static void
take_row(int end, void *arg)
{
	struct reading *r = arg;

	(void)end;
	if (!r->n_columns)
		r->n_columns = r->n_fields;
	else if (r->n_fields != r->n_columns && !r->wrong_line) {
		r->wrong_line = r->row_line;
		r->wrong_fields = r->n_fields;
	}
	buf_put(&r->lines, &r->row_line, sizeof(r->row_line));
	r->n_rows++;
	r->n_fields = 0;
	r->in_row = false;
}

static void
check_row(struct reading *r)
{
	if (r->wrong_line)
		fail(r, r->wrong_line, "%zu field%s where the header has %zu",
		    r->wrong_fields, r->wrong_fields == 1 ? "" : "s",
		    r->n_columns);
}

/* Up to and with the line end: LF, CRLF, or a lone CR. */
static struct str
next_line(struct str *rest)
{
	size_t n = 0;
	struct str line;

	while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r')
		n++;
	if (n < rest->n)
		n += rest->p[n] == '\r' && n + 1 < rest->n &&
			     rest->p[n + 1] == '\n'
			 ? 2
			 : 1;
	line = (struct str){ rest->p, n };
	rest->p += n;
	rest->n -= n;
	return line;
}

static bool
is_blank(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (!memchr(" \t\r\n", line.p[i], 4))
			return false;
	return true;
}

static void
check_bytes(struct reading *r, struct str line)
{
	const unsigned char *p = (const unsigned char *)line.p;
	size_t n;

	for (size_t i = 0; i < line.n; i += n) {
		if (utf8_decode(p + i, line.n - i, &n) < 0)
			fail(r, r->line, "byte %zu is not UTF-8", i + 1);
		if (p[i] == '\0')
			fail(r, r->line, "byte %zu is NUL", i + 1);
	}
}

static void
feed(struct reading *r, struct str line)
{
	check_bytes(r, line);
	if (!r->in_row) {
		if (is_blank(line))
			return;
		r->in_row = true;
		r->row_line = r->line;
	}
	if (csv_parse(&r->parser, line.p, line.n, take_field, take_row, r) !=
	    line.n) {
		if (csv_error(&r->parser) == CSV_EPARSE)
			fail(r, r->line,
			    "a stray quote: a field with quotes "
			    "stands in quotes, and each is "
			    "doubled");
		die_of_memory();
	}
	check_row(r);
}

/* Where the comma is the decimal sign, spreadsheets write semicolons. */
static char
find_delimiter(struct str bytes)
{
	struct str line = STR("");

	while (bytes.n && is_blank(line))
		line = next_line(&bytes);
	if (memchr(line.p, ',', line.n))
		return ',';
	if (memchr(line.p, ';', line.n))
		return ';';
	return memchr(line.p, '\t', line.n) ? '\t' : ',';
}

static void
feed_all(struct reading *r, struct str bytes)
{
	static const struct str mark = { "\xef\xbb\xbf", 3 };

	if (bytes.n >= 2 && ((bytes.p[0] == '\xff' && bytes.p[1] == '\xfe') ||
				(bytes.p[0] == '\xfe' && bytes.p[1] == '\xff')))
		fail(r, 1, "UTF-16: save it as UTF-8");
	if (bytes.n >= mark.n && memcmp(bytes.p, mark.p, mark.n) == 0) {
		bytes.p += mark.n;
		bytes.n -= mark.n;
	}
	r->delimiter = find_delimiter(bytes);
	csv_set_delim(&r->parser, (unsigned char)r->delimiter);
	while (bytes.n) {
		r->line++;
		feed(r, next_line(&bytes));
	}
	if (csv_fini(&r->parser, take_field, take_row, r) != 0) {
		if (csv_error(&r->parser) == CSV_EPARSE)
			fail(r, r->row_line,
			    "a quote is never closed in the "
			    "row that starts here");
		die_of_memory();
	}
	check_row(r);
	if (r->n_rows == 0)
		fail(r, 1, "empty: a header row is needed");
}

static struct str
trimmed(struct str s)
{
	while (s.n && memchr(" \t\r\n", s.p[0], 4)) {
		s.p++;
		s.n--;
	}
	while (s.n && memchr(" \t\r\n", s.p[s.n - 1], 4))
		s.n--;
	return s;
}

static void
check_header(struct csv *c, struct reading *r)
{
	size_t line;

	memcpy(&line, r->lines.p, sizeof(line));
	for (size_t i = 0; i < c->n_columns; i++) {
		c->header[i] = trimmed(c->header[i]);
		for (size_t j = 0; j < i; j++)
			if (str_eq(c->header[i], c->header[j]))
				fail(r, line,
				    "columns %zu and %zu are both '%.*s'",
				    j + 1, i + 1, STR_ARG(c->header[i]));
	}
}

static void
take_table(struct csv *c, struct reading *r, struct arena *a)
{
	const size_t *lengths = (const size_t *)(void *)r->lengths.p;
	size_t n_fields = r->lengths.n / sizeof(*lengths);
	struct str *fields = arena_array(a, n_fields, sizeof(*fields));
	const char *p = arena_copy(a, buf_view(&r->bytes)).p;

	for (size_t i = 0; i < n_fields; p += lengths[i++])
		fields[i] = (struct str){ p, lengths[i] };
	*c = (struct csv){
		.header = fields,
		.n_columns = r->n_columns,
		.n_rows = r->n_rows - 1,
		.delimiter = r->delimiter,
	};
	c->rows = arena_array(a, c->n_rows, sizeof(*c->rows));
	for (size_t i = 0; i < c->n_rows; i++)
		c->rows[i] = fields + (i + 1) * c->n_columns;
	c->row_numbers = arena_array(a, c->n_rows, sizeof(*c->row_numbers));
	memcpy(c->row_numbers, r->lines.p + sizeof(size_t),
	    c->n_rows * sizeof(size_t));
}

void
csv_read(struct csv *c, const char *file, struct str bytes, struct arena *a)
{
	struct reading r = { .file = file };

	if (csv_init(&r.parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		die_of_memory();
	csv_set_space_func(&r.parser, is_no_space);
	csv_set_blk_size(&r.parser, 4096);
	feed_all(&r, bytes);
	take_table(c, &r, a);
	check_header(c, &r);
	release(&r);
}

int
csv_column(const struct csv *c, const char *name)
{
	for (size_t i = 0; i < c->n_columns; i++)
		if (str_eq(c->header[i], str_of(name)))
			return (int)i;
	return -1;
}

struct str
csv_cell(const struct csv *c, size_t row, int column)
{
	if (column < 0)
		return (struct str){ "", 0 };
	return trimmed(c->rows[row][column]);
}

size_t
csv_need(const struct csv *c, const char *file, const char *name)
{
	int i = csv_column(c, name);

	if (i >= 0)
		return (size_t)i;
	die("%s: no column '%s'", file, name);
}

static noreturn void
fail_unknown(const char *file, struct str column, const char *const *known)
{
	struct buf all = { 0 };
	struct str names[16], best;
	size_t n = 0;

	for (; n < sizeof(names) / sizeof(*names) && known[n]; n++) {
		names[n] = str_of(known[n]);
		buf_printf(&all, "%s%s", n ? ", " : "", known[n]);
	}
	best = near_best(column, names, n);
	/* a word of another language is like none of them */
	if (2 * near_edits(column, best) > column.n)
		die("%s: unknown column '%.*s' (known: %.*s)", file,
		    STR_ARG(column), STR_ARG(buf_view(&all)));
	die("%s: unknown column '%.*s' (did you mean '%.*s'?)", file,
	    STR_ARG(column), STR_ARG(best));
}

void
csv_only(const struct csv *c, const char *file, const char *const *known)
{
	for (size_t i = 0; i < c->n_columns; i++) {
		const char *const *k = known;

		while (*k && !str_eq(c->header[i], str_of(*k)))
			k++;
		if (!*k)
			fail_unknown(file, c->header[i], known);
	}
}

/* Bytes of blanks, and of what shows as nothing, that s starts with. */
static size_t
leading_blanks(struct str s)
{
	static const char *const blanks[] = { " ", "\t", "\r", "\n", "\v", "\f",
		"\xc2\xa0" /* no-break space */,
		"\xe2\x80\x8b" /* zero width space */,
		"\xe3\x80\x80" /* ideographic space */,
		"\xef\xbb\xbf" /* byte order mark */ };
	size_t i = 0, k = 0;

	while (k < sizeof(blanks) / sizeof(*blanks)) {
		size_t n = strlen(blanks[k]);

		if (s.n - i >= n && memcmp(s.p + i, blanks[k], n) == 0) {
			i += n;
			k = 0;
		} else {
			k++;
		}
	}
	return i;
}

static bool
is_formula(struct str s)
{
	static const char *const starts[] = { "=", "+", "-", "@",
		"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
		"\xef\xbc\xa0" /* the same, full width */ };
	size_t i = leading_blanks(s);

	if (s.n && memchr("\t\r\n", s.p[0], 3))
		return true;
	for (size_t k = 0; k < sizeof(starts) / sizeof(*starts); k++) {
		size_t n = strlen(starts[k]);

		if (s.n - i >= n && memcmp(s.p + i, starts[k], n) == 0)
			return true;
	}
	return false;
}

/* An empty first field could be a blank line, which readers skip. */
static bool
needs_quotes(struct str s, bool first)
{
	if (s.n == 0)
		return first;
	if (s.p[0] == ' ' || s.p[s.n - 1] == ' ')
		return true;
	for (size_t i = 0; i < s.n; i++)
		if (memchr(",\"\r\n\t", s.p[i], 5))
			return true;
	return false;
}

void
csv_put(struct buf *b, struct str field, bool first)
{
	bool quotes = needs_quotes(field, first);

	if (!first)
		buf_char(b, ',');
	if (quotes)
		buf_char(b, '"');
	if (is_formula(field))
		buf_char(b, '\'');
	for (size_t i = 0; i < field.n; i++) {
		if (field.p[i] == '"')
			buf_char(b, '"');
		buf_char(b, field.p[i]);
	}
	if (quotes)
		buf_char(b, '"');
}

void
csv_put_number(struct buf *b, const char *number, bool first)
{
	if (!first)
		buf_char(b, ',');
	buf_cstr(b, number);
}

const char *
csv_library(void)
{
	/* libcsv has no call that tells the version it was built as. */
#define QUOTE(x) #x
#define VALUE(x) QUOTE(x)
	return "libcsv " VALUE(CSV_MAJOR) "." VALUE(CSV_MINOR) "." VALUE(
	    CSV_RELEASE);
#undef VALUE
#undef QUOTE
}
