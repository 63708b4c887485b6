/*
 * Any bytes as a table (libFuzzer).  It is refused, or every row has as many
 * fields as the header; then what csv_put() writes of it reads back the same,
 * but for the guard.  die() is ours here: it comes back to the target.
 */
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/die.h"
#include "csv/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

const char *program = "fuzz";

static jmp_buf refused;

void
warning(const char *fmt, ...)
{
	(void)fmt;
}

void
die(const char *fmt, ...)
{
	(void)fmt;
	longjmp(refused, 1);
}

void
die_of_memory(void)
{
	abort();
}

void
die_first(void (*cleanup)(void))
{
	(void)cleanup;
}

static void
demand(bool ok)
{
	if (!ok)
		abort();
}

static void
write_table(const struct csv *c, struct buf *b)
{
	for (size_t k = 0; k < c->n_columns; k++) {
		char name[24];

		snprintf(name, sizeof(name), "%zu", k);
		csv_put_number(b, name, k == 0);
	}
	buf_char(b, '\n');
	for (size_t i = 0; i < c->n_rows; i++) {
		for (size_t k = 0; k < c->n_columns; k++)
			csv_put(b, c->rows[i][k], k == 0);
		buf_char(b, '\n');
	}
}

static void
demand_same(struct str got, struct str field)
{
	if (got.n == field.n + 1 && got.p[0] == '\'') {
		got.p++;
		got.n--;
	}
	demand(str_eq(got, field));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct arena a;
	static struct buf b;
	struct csv c, again;
	size_t line = 0;

	if (!a.ceiling)
		arena_init(&a, (size_t)1 << 30);
	arena_reset(&a);
	buf_clear(&b);
	if (setjmp(refused))
		return 0;
	csv_read(&c, "fuzz", (struct str){ (const char *)data, n }, &a);
	for (size_t i = 0; i < c.n_rows; i++) {
		demand(c.row_numbers[i] > line);
		line = c.row_numbers[i];
	}
	write_table(&c, &b);
	if (setjmp(refused))
		abort();
	csv_read(&again, "fuzz", buf_view(&b), &a);
	demand(again.n_rows == c.n_rows && again.n_columns == c.n_columns);
	for (size_t i = 0; i < c.n_rows; i++)
		for (size_t k = 0; k < c.n_columns; k++)
			demand_same(again.rows[i][k], c.rows[i][k]);
	return 0;
}
