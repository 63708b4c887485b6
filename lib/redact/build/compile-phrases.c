/*
 * compile-phrases - the phrases that names and secrets stand beside, ready for
 * use
 *
 * Run by the Makefile; what it writes is embedded.  A mistake in a list ends
 * the build.
 */

#include "base/die.h"
#include "base/embed.h"
#include "redact/redact.h"
#include "redact/view.h"
#include "terms/terms.h"

#define LIST_EMBED(name, help) EMBED(embed_redact_##name##_csv);
REDACT_LISTS(LIST_EMBED)
#undef LIST_EMBED

static const struct list_file {
	const char *name, *file, *begin, *end;
} files[] = {
#define LIST_FILE(name, help) \
	{ #name, #name ".csv", embed_redact_##name##_csv, \
		embed_redact_##name##_csv_end },
	REDACT_LISTS(LIST_FILE)
#undef LIST_FILE
};

/* Lists are written with accents, which views do not have. */
static struct terms *
read_lists(struct arena *run)
{
	struct terms *t = terms_new(run);
	struct view view = { 0 };

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		view_open(&view, embed_str(files[i].begin, files[i].end));
		terms_add(t, files[i].name, files[i].file,
		    arena_copy(run, view.text));
	}
	view_free(&view);
	terms_build(t);
	return t;
}

int
main(void)
{
	struct arena run;

	program = "compile-phrases";
	arena_init(&run, 1 << 30);
	terms_print(read_lists(&run));
	arena_free(&run);
	return 0;
}
