/*
 * compile-wordbook - what hoff-redact knows of words, ready for use: the
 * phrases that names and secrets stand beside, what members are called, the
 * lists of words.csv, the lexicon or the uses
 *
 * Run by the Makefile; what it writes is embedded.  A mistake in a list ends
 * the build.
 */

#include "base/buf.h"
#include "base/die.h"
#include "base/embed.h"
#include "redact/lexicon.h"
#include "redact/member.h"
#include "redact/redact.h"
#include "redact/uses.h"
#include "redact/view.h"
#include "redact/word_lists.h"
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

EMBED(embed_redact_members_csv);

#define MEMBER_LIST_NAME(name) { #name, sizeof(#name) - 1 },
static const struct str of_members[] = { MEMBER_LISTS(MEMBER_LIST_NAME) };
#undef MEMBER_LIST_NAME

/* Lists are written with accents, which views do not have. */
static struct terms *
read_phrases(struct arena *run)
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

static void
print(struct str image)
{
	struct buf out = { 0 };

	buf_str(&out, image);
	buf_print(&out);
	buf_free(&out);
}

int
main(int argc, char **argv)
{
	struct str what = str_of(argc == 2 ? argv[1] : "");
	struct arena run;

	program = "compile-wordbook";
	arena_init(&run, 1 << 30);
	if (str_eq(what, STR("phrases")))
		terms_print(read_phrases(&run));
	else if (str_eq(what, STR("members")))
		wordlist_print("members.csv",
		    EMBEDDED(embed_redact_members_csv), of_members,
		    N_MEMBER_LISTS, &run);
	else if (str_eq(what, STR("words")))
		print(word_lists_words(word_lists_read(&run)));
	else if (str_eq(what, STR("lists")))
		print(word_lists_image(word_lists_read(&run)));
	else if (str_eq(what, STR("lexicon")))
		print(lexicon_image(lexicon_read(word_lists_read(&run), &run)));
	else if (str_eq(what, STR("uses")))
		print(uses_image(uses_read(word_lists_read(&run), &run)));
	else
		die("usage: compile-wordbook "
		    "phrases|members|words|lists|lexicon|uses");
	arena_free(&run);
	return 0;
}
