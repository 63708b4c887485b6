#include <stdio.h>
#include <stdlib.h>

#include "base/die.h"
#include "expr/expr.h"

/*
 * expr PROGRAM <FACTS		native: each output of each line of FACTS, or
 *				"error LINE:COLUMN: ..." behind them
 * expr -p FILE			expr_program()
 */
static void
native(const char *text, struct str facts)
{
	struct arena run, scratch;
	struct expr_error err;
	struct buf out = { 0 };
	struct expr *e;
	struct json j;
	struct fault f;

	arena_init(&run, 1 << 28);
	arena_init(&scratch, 1 << 28);
	json_init(&j);
	e = expr_compile(str_of(text), NULL, &run, &err);
	if (!e) {
		printf(
		    "refused %zu:%zu: %s\n", err.line, err.column, err.detail);
		exit(NEGATIVE);
	}
	while (facts.n) {
		const char *end = memchr(facts.p, '\n', facts.n);
		struct str line = { facts.p, (size_t)(end - facts.p) };
		size_t n;

		facts.p += line.n + 1;
		facts.n -= line.n + 1;
		if (!json_index(&j, line, &f))
			die("the facts are not JSON");
		if (!expr_run(e, expr_json(&j, 0), &scratch, &out, &n, &err))
			buf_printf(&out, "error %zu:%zu: %s\n", err.line,
			    err.column, err.detail);
		fwrite(out.p, 1, out.n, stdout);
		buf_clear(&out);
		arena_reset(&scratch);
	}
}

static void
slurp(FILE *f, struct buf *b)
{
	size_t n;

	while ((n = fread(buf_reserve(b, 1 << 16), 1, 1 << 16, f)) > 0)
		b->n += n;
	buf_reserve(b, JSON_PADDING);
	memset(b->p + b->n, 0, JSON_PADDING);
}

static void
program_file(const char *name)
{
	struct buf text = { 0 }, out = { 0 };
	struct expr_error err;
	FILE *f = fopen(name, "r");

	if (!f)
		die("%s cannot be opened", name);
	slurp(f, &text);
	if (!expr_program(buf_view(&text), &out, &err))
		die("%s:%zu:%zu: %s", name, err.line, err.column, err.detail);
	fwrite(out.p, 1, out.n, stdout);
}

int
main(int argc, char **argv)
{
	struct buf facts = { 0 };

	if (argc < 2)
		return ALL_GOOD;
	if (argc == 3) {
		program_file(argv[2]);
		return ALL_GOOD;
	}
	slurp(stdin, &facts);
	native(argv[1], buf_view(&facts));
	return ALL_GOOD;
}
