#include "import/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/hash.h"
#include "conv/conv.h"
#include "doubts/doubts.h"
#include "import/ids.h"

struct finding {
	const char *file;
	uint64_t line;
	struct buf *out;
};

static void
put_problem(
    const struct finding *f, const char *name, const char *what, size_t at)
{
	buf_cstr(f->out, "{\"file\":");
	json_put_string(f->out, str_of(f->file));
	json_member_count(f->out, "line", f->line);
	json_member_string(f->out, "problem", name);
	if (what)
		json_member_count(f->out, what, at);
	buf_cstr(f->out, "}\n");
}

static void
put_doubt(void *arg, enum doubt d, const char *what, size_t at)
{
	put_problem(arg, doubt_names[d], what, at);
}

/* What a worker says of a record: whether its id is new is for who sees all of
 * them, in their order. */
struct verdict {
	uint64_t id;		 /* hashed */
	size_t n_again, n_found; /* bytes: what to say if not, and what else */
};

void
import_validate(
    const struct conv *c, const char *file, uint64_t line, struct buf *out)
{
	struct verdict v = { .id = hash_str(c->id) };
	struct finding f = { file, line, out };
	size_t at = out->n, body = at + sizeof(v);

	buf_put(out, &v, sizeof(v));
	put_problem(&f, "conversation_id-again", NULL, 0);
	v.n_again = out->n - body;
	doubts_find(c, put_doubt, &f);
	v.n_found = out->n - body - v.n_again;
	memcpy(out->p + at, &v, sizeof(v));
}

struct import_verdicts {
	struct ids *ids;
};

struct import_verdicts *
import_verdicts_new(size_t memory)
{
	struct import_verdicts *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	s->ids = ids_new(memory);
	return s;
}

bool
import_verdicts_free(struct import_verdicts *s)
{
	bool all = !ids_is_full(s->ids);

	ids_free(s->ids);
	free(s);
	return all;
}

void
import_verdicts_take(
    struct import_verdicts *s, struct str verdicts, struct buf *out)
{
	while (verdicts.n) {
		struct verdict v;
		const char *again = verdicts.p + sizeof(v), *found;

		memcpy(&v, verdicts.p, sizeof(v));
		found = again + v.n_again;
		if (ids_add(s->ids, v.id))
			buf_put(out, again, v.n_again);
		buf_put(out, found, v.n_found);
		verdicts.n -= (size_t)(found + v.n_found - verdicts.p);
		verdicts.p = found + v.n_found;
	}
}
