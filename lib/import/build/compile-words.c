/*
 * compile-words - the words of exports, ready for use
 *
 * Run by the Makefile; what it writes is embedded.  A mistake in the table ends
 * the build.
 */

#include "base/die.h"
#include "import/word_lists.h"

EMBED(embed_import_words_csv);

#define WORDS_NAME(name) { #name, sizeof(#name) - 1 },
static const struct str names[] = { IMPORT_WORDS(WORDS_NAME) };
#undef WORDS_NAME

int
main(void)
{
	struct arena run;

	program = "compile-words";
	arena_init(&run, 1 << 30);
	wordlist_print("words.csv", EMBEDDED(embed_import_words_csv), names,
	    N_IMPORT_WORDS, &run);
	arena_free(&run);
	return 0;
}
