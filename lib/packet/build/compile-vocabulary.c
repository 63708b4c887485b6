/*
 * compile-vocabulary gist|matters|promises|words - a built-in table of phrases
 * or of words, ready for use
 *
 * Run by the Makefile; what it writes is embedded.  It reads the table as it
 * would one of a user, so a mistake in one ends the build.
 */

#include "base/die.h"
#include "base/embed.h"
#include "packet/gist.h"
#include "packet/matter_lists.h"
#include "packet/word_lists.h"

EMBED(embed_packet_gist_csv);
EMBED(embed_packet_matters_csv);
EMBED(embed_packet_promises_csv);
EMBED(embed_packet_words_csv);

static const struct str of_gist[] = { GIST_LISTS };
static const struct str of_matters[] = { MATTER_LISTS };

#define WORDS_NAME(name) { #name, sizeof(#name) - 1 },
static const struct str of_words[] = { PACKET_WORDS(WORDS_NAME) };
#undef WORDS_NAME

int
main(int argc, char **argv)
{
	struct str what = str_of(argc == 2 ? argv[1] : "");
	const struct terms *t = NULL;
	struct arena run;

	program = "compile-vocabulary";
	arena_init(&run, 1 << 30);
	if (str_eq(what, STR("gist")))
		t = vocabulary_read("gist.csv", EMBEDDED(embed_packet_gist_csv),
		    of_gist, sizeof(of_gist) / sizeof(*of_gist), &run);
	else if (str_eq(what, STR("matters")))
		t = vocabulary_read("matters.csv",
		    EMBEDDED(embed_packet_matters_csv), of_matters,
		    sizeof(of_matters) / sizeof(*of_matters), &run);
	else if (str_eq(what, STR("promises")))
		t = phrases_read("promise", "promises.csv",
		    EMBEDDED(embed_packet_promises_csv), &run);
	else if (str_eq(what, STR("words")))
		wordlist_print("words.csv", EMBEDDED(embed_packet_words_csv),
		    of_words, N_PACKET_WORDS, &run);
	else
		die("usage: compile-vocabulary gist|matters|promises|words");
	if (t)
		terms_print(t);
	arena_free(&run);
	return 0;
}
