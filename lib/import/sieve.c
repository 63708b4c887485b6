#include "import/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "expr/expr.h"
#include "json/json.h"

enum { SCRATCH = 256 << 20 };

struct import_sieve {
	const struct expr *select; /* NULL: all */
	struct json json;
	struct arena scratch;
	struct buf copy;
};

struct import_sieve *
import_sieve_new(const struct expr *select)
{
	struct import_sieve *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	s->select = select;
	json_init(&s->json);
	arena_init(&s->scratch, SCRATCH);
	return s;
}

void
import_sieve_free(struct import_sieve *s)
{
	json_free(&s->json);
	arena_free(&s->scratch);
	buf_free(&s->copy);
	free(s);
}

static bool
takes(struct import_sieve *s, struct str line)
{
	long steps = expr_steps(line.n);
	struct fault f;

	arena_reset(&s->scratch);
	buf_clear(&s->copy);
	buf_str(&s->copy, line);
	buf_reserve(&s->copy, JSON_PADDING);
	return json_index(&s->json, buf_view(&s->copy), &f) &&
	       expr_test_within(s->select, expr_json(&s->json, 0), &s->scratch,
		   &steps) == EXPR_YES;
}

bool
import_sieve_take(struct import_sieve *s, struct str lines, struct buf *out)
{
	size_t before = out->n;

	if (!s->select) {
		buf_str(out, lines);
		return lines.n > 0;
	}
	while (lines.n) {
		const char *end = memchr(lines.p, '\n', lines.n);
		struct str line = { lines.p, (size_t)(end - lines.p) + 1 };

		if (takes(s, line))
			buf_str(out, line);
		lines.p += line.n;
		lines.n -= line.n;
	}
	return out->n > before;
}
