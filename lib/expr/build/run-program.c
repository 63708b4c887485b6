/*
 * run-program - what a program on standard input gives, as JSON
 *
 * Run by the Makefile; what it writes is embedded beside the program.  It runs
 * as one of a user's would, so a mistake in it ends the build.
 */

#include <stdio.h>

#include "base/die.h"
#include "expr/expr.h"

enum { BLOCK = 1 << 16 };

int
main(void)
{
	struct expr_error err;
	struct buf text = { 0 }, out = { 0 };
	size_t n;

	program = "run-program";
	do {
		n = fread(buf_reserve(&text, BLOCK), 1, BLOCK, stdin);
		text.n += n;
	} while (n);
	if (!expr_program(buf_view(&text), &out, &err))
		die("%zu:%zu: %s", err.line, err.column, err.detail);
	buf_print(&out);
	buf_free(&text);
	buf_free(&out);
	return 0;
}
