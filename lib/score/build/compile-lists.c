/*
 * compile-lists customer|bot|words - the built-in lists, ready for use
 *
 * Run by the Makefile; what it writes is embedded.  It reads the lists as it
 * would those of a user, so a mistake in one ends the build.
 */

#include "base/die.h"
#include "base/embed.h"
#include "csv/csv.h"
#include "score/lists.h"
#include "score/word_lists.h"

#define LIST_EMBED(name, help) EMBED(embed_score_##name##_csv);
SCORE_LISTS(LIST_EMBED)
EMBED(embed_score_stopwords_csv);
EMBED(embed_score_words_csv);

static const struct list_file {
	const char *name, *file, *begin, *end;
} files[] = {
#define LIST_FILE(name, help) \
	{ #name, #name ".csv", embed_score_##name##_csv, \
		embed_score_##name##_csv_end },
	SCORE_LISTS(LIST_FILE)
#undef LIST_FILE
};

static enum stop
read_stop(struct str weight)
{
	if (str_eq(weight, STR("2")))
		return STOP_QUESTION;
	return str_eq(weight, STR("3")) ? STOP_BUT : STOP_YES;
}

/* Of a row of two words the first is one. */
static void
mark_stops(struct terms *t, struct arena *run)
{
	const char *file = "stopwords.csv";
	struct csv c;
	size_t term, weight;

	csv_read(&c, file, EMBEDDED(embed_score_stopwords_csv), run);
	term = csv_need(&c, file, "term");
	weight = csv_need(&c, file, "weight");
	for (size_t i = 0; i < c.n_rows; i++)
		terms_mark(t, c.rows[i][term], read_stop(c.rows[i][weight]));
}

static void
compile_lists(size_t from, size_t to, struct arena *run)
{
	struct terms *t = terms_new(run);

	for (size_t i = from; i < to; i++)
		terms_add(t, files[i].name, files[i].file,
		    embed_str(files[i].begin, files[i].end));
	mark_stops(t, run);
	terms_build(t);
	terms_print(t);
}

static void
print_words(struct arena *run)
{
#define WORDS_NAME(name) { #name, sizeof(#name) - 1 },
	static const struct str names[] = { SCORE_WORDS(WORDS_NAME) };
#undef WORDS_NAME

	wordlist_print("words.csv", EMBEDDED(embed_score_words_csv), names,
	    N_SCORE_WORDS, run);
}

int
main(int argc, char **argv)
{
	struct str what = str_of(argc == 2 ? argv[1] : "");
	struct arena run;

	program = "compile-lists";
	arena_init(&run, 1 << 30);
	if (str_eq(what, STR("customer")))
		compile_lists(0, LISTS_OF_CUSTOMER, &run);
	else if (str_eq(what, STR("bot")))
		compile_lists(LISTS_OF_CUSTOMER, N_LISTS, &run);
	else if (str_eq(what, STR("words")))
		print_words(&run);
	else
		die("usage: compile-lists customer|bot|words");
	arena_free(&run);
	return 0;
}
