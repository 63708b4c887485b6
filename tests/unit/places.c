#include <stdio.h>

#include "base/die.h"
#include "expr/expr.h"

/*
 * places FILE: evaluate a program and print, for every value and every
 * member's name ("=") of what it gives, where in FILE it is written, and for
 * strings where their first and last characters are.
 */
static void
slurp(const char *name, struct buf *b)
{
	FILE *f = fopen(name, "r");
	size_t n;

	if (!f)
		die("%s: cannot be opened", name);
	while ((n = fread(buf_reserve(b, 1 << 16), 1, 1 << 16, f)) > 0)
		b->n += n;
	fclose(f);
}

struct printer {
	const struct expr_source *source;
	const struct json *j;
	struct arena *run;
};

static void
put_place(struct expr_place p)
{
	printf(" %zu:%zu", p.line, p.column);
}

/* Where the last character of a string of one line is. */
static void
put_ends(const struct printer *p, uint32_t at)
{
	struct str s = json_string(p->j, at, p->run);
	struct expr_place end = { 1, 0 };

	for (size_t i = 0; i < s.n;)
		if (json_codepoint(s.p, s.n, &i) == '\n')
			end = (struct expr_place){ end.line + 1, 0 };
		else
			end.column++;
	put_place(expr_place_inside(
	    p->source, p->j, at, (struct expr_place){ 1, 1 }));
	put_place(expr_place_inside(p->source, p->j, at, end));
}

static void
put_value(const struct printer *p, uint32_t at, const char *path)
{
	bool object = json_kind_of(p->j, at) == JSON_OBJECT;
	char inner[512];
	size_t n = 0;

	printf("%s", path[0] ? path : ".");
	put_place(expr_place(p->source, p->j, at));
	if (json_kind_of(p->j, at) == JSON_STRING)
		put_ends(p, at);
	putchar('\n');
	for (uint32_t i = json_first(p->j, at); i;
	     i = json_after(p->j, at, i), n++) {
		if (object) {
			snprintf(inner, sizeof(inner), "%s.%.*s", path,
			    STR_ARG(json_string(p->j, i, p->run)));
			printf("%s=", inner);
			put_place(expr_place(p->source, p->j, i));
			putchar('\n');
		} else {
			snprintf(inner, sizeof(inner), "%s[%zu]", path, n);
		}
		put_value(p, object ? i + 1 : i, inner);
	}
}

static void
put_places(const char *file)
{
	struct buf text = { 0 }, out = { 0 };
	struct expr_error err;
	struct arena run;
	struct json j;
	struct fault f;

	slurp(file, &text);
	arena_init(&run, 1 << 28);
	if (!expr_program(buf_view(&text), &out, &err))
		die("%s:%zu:%zu: %s", file, err.line, err.column, err.detail);
	memset(buf_reserve(&out, JSON_PADDING), 0, JSON_PADDING);
	json_init(&j);
	if (!json_index(&j, buf_view(&out), &f))
		die("%s: %s", file, f.detail);
	put_value(
	    &(struct printer){ expr_source(buf_view(&text), &run), &j, &run },
	    0, "");
	json_free(&j);
	arena_free(&run);
	buf_free(&text);
	buf_free(&out);
}

int
main(int argc, char **argv)
{
	if (argc == 2)
		put_places(argv[1]);
	return ALL_GOOD;
}
