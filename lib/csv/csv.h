#ifndef CSV_CSV_H
#define CSV_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/*
 * CSV with a header row (RFC 4180; a UTF-8 byte order mark, CRLF and blank
 * lines are taken, and for commas, where the header has none, semicolons or
 * tabs).  For tables that fit in memory: terms, rosters.
 */
struct csv {
	struct str *header; /* names of the columns, trimmed */
	size_t n_columns;
	struct str **rows;   /* rows[i][column] */
	size_t *row_numbers; /* line of the file each row starts on */
	size_t n_rows;
	char delimiter; /* a comma, a semicolon or a tab */
};

/*
 * Parse into `a`.  Dies with "FILE:LINE: ..." on a stray quote, an unclosed
 * quote, a row with more or fewer fields than the header, two columns of one
 * name, or bytes that are not UTF-8.
 */
void csv_read(
    struct csv *c, const char *file, struct str bytes, struct arena *a);

/* The column called `name`, or -1. */
int csv_column(const struct csv *c, const char *name);

/* A field without the blanks around it; empty when `column` is -1. */
struct str csv_cell(const struct csv *c, size_t row, int column);

/* As csv_column(), but dies: "FILE: no column 'name'". */
size_t csv_need(const struct csv *c, const char *file, const char *name);

/* Dies, naming the nearest known one, or all where none is near, on a column
 * that is not among `known` (NULL-terminated): a typo must not be ignored. */
void csv_only(const struct csv *c, const char *file, const char *const *known);

/*
 * Tables of any size, a row at a time: who reads them has found where rows end.
 * csv_fields() is strict as csv_read() is, but that blanks may stand in front
 * of a field's quotes; and it does not die: NULL, and *why in a fixed phrase.
 * What it returns stays until the next call.
 */
struct csv_rows;

struct csv_rows *csv_rows_new(char delimiter);
void csv_rows_free(struct csv_rows *r);
const struct str *csv_fields(
    struct csv_rows *r, struct str row, size_t *n, const char **why);

/* The same, slowly: for tests that hold the two equal. */
const struct str *csv_fields_by_library(
    struct csv_rows *r, struct str row, size_t *n, const char **why);

/*
 * What ends the lines of a table that begins so: a newline, or a carriage
 * return alone, as on old Macintoshes.  0: that cannot be told yet; `whole`:
 * nothing follows.
 */
char csv_newline(struct str begin, bool whole);

/*
 * What stands between the fields of a table that begins so: a comma, a
 * semicolon, a tab or a bar, whichever its first line has most of; or what that
 * line tells Excel, "sep=;" and nothing else, in which case it is no row
 * (csv_is_told).
 */
char csv_delimiter(struct str begin);
bool csv_is_told(struct str line);

/*
 * Append one field, quoted where needed, a comma before it unless it is the
 * first of its row.  Text that a spreadsheet would run as a formula (it starts
 * with = + - @ TAB or CR, after blanks too) gets a leading apostrophe.
 */
void csv_put(struct buf *b, struct str field, bool first);

/* A number we formatted ourselves: never guarded. */
void csv_put_number(struct buf *b, const char *number, bool first);

const char *csv_library(void); /* "libcsv 3.0.3" */

#endif
