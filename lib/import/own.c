#include "import/import.h"

#include "conv/conv.h"
#include "import/notes.h"

/* The annotations of other filters, by name. */
size_t
import_foreign(const struct conv *c, struct arena *a, struct str *names)
{
	size_t n = 0;

	for (uint32_t i = json_first(c->json, c->hoff); i && c->hoff;
	     i = json_after(c->json, c->hoff, i)) {
		if (json_is(c->json, i, STR("import")))
			continue;
		if (names)
			names[n] = json_string(c->json, i, a);
		n++;
	}
	return n;
}

void
import_own_annotation(const struct conv *c, struct arena *a, struct buf *out)
{
	size_t n = import_foreign(c, a, NULL);
	struct str *names = arena_array(a, n + 1, sizeof(*names));
	struct notes notes;

	notes_init(&notes, a);
	import_foreign(c, a, names);
	for (size_t i = 0; i < n; i++)
		notes_warn(&notes,
		    arena_printf(a, "it came with hoff.%.*s (see --fresh)",
			STR_ARG(names[i])));
	notes_write(&notes, STR("canonical"), 1, out);
}

/* Every member "hoff", should there be several, becomes the same. */
void
import_fresh(const struct conv *c, struct arena *a, struct buf *out)
{
	const struct json *j = c->json;
	uint32_t own = conv_annotation(c, "import");
	struct buf hoff = { 0 };
	struct notes notes;
	size_t from = 0;

	buf_cstr(&hoff, "{\"import\":");
	if (own) {
		buf_str(&hoff, json_raw(j, own));
	} else {
		notes_init(&notes, a);
		notes_write(&notes, STR("canonical"), 1, &hoff);
	}
	buf_char(&hoff, '}');
	for (uint32_t i = json_first(j, 0); i; i = json_after(j, 0, i)) {
		if (!json_is(j, i, STR("hoff")))
			continue;
		buf_put(out, j->text.p + from, j->values[i + 1].start - from);
		buf_str(out, buf_view(&hoff));
		from = j->values[i + 1].end;
	}
	buf_put(out, j->text.p + from, j->text.n - from);
	buf_free(&hoff);
}
