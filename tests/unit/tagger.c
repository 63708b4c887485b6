/* The built-in tagger: its file is whole, its words are what they are, and it
 * tells people from places. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "tagger/tagger.h"

EMBED(embed_tagger_hoff_tagger);

static int failed;

static void
check(bool ok, const char *what)
{
	if (ok)
		return;
	printf("%s\n", what);
	failed = 1;
}

static unsigned
word(const struct tagger *t, const char *s)
{
	return tagger_word(t, text_hash(str_of(s)));
}

/* The tags of a text as digits. */
static const char *
tags(const struct tagger *t, const char *s, enum asked asked)
{
	static char out[64];
	struct tagging g = { 0 };
	struct text x;
	size_t i;

	text_init(&x);
	text_read(&x, str_of(s));
	tagging_look_up(&g, t, &x);
	tagging_tag(&g, t, &x, asked, NULL);
	for (i = 0; i < g.n && i + 1 < sizeof(out); i++)
		out[i] = (char)('0' + g.tags[i]);
	out[i] = '\0';
	tagging_free(&g);
	text_free(&x);
	return out;
}

/* How much a word of a text leans towards a name. */
static int
lean(const struct tagger *t, const char *s, size_t word)
{
	struct tagging g = { 0 };
	struct text x;
	int much;

	text_init(&x);
	text_read(&x, str_of(s));
	tagging_look_up(&g, t, &x);
	much = tagging_lean(&g, t, &x, ASKED_NOTHING, word);
	tagging_free(&g);
	text_free(&x);
	return much;
}

int
main(void)
{
	struct str model = EMBEDDED(embed_tagger_hoff_tagger);
	char *broken = malloc(model.n);
	struct tagger t;

	tagger_open(&t, model);
	check(model.n <= 3000000, "the model is larger than 3 MB");
	check(tagger_is_whole(model), "the model is not whole");
	memcpy(broken, model.p, model.n);
	broken[model.n / 2] ^= 1;
	check(!tagger_is_whole((struct str){ broken, model.n }),
	    "a broken model is whole");
	free(broken);
	check(memmem(tagger_attribution(&t).p, tagger_attribution(&t).n,
		  "CC-BY-4.0", 9) != NULL,
	    "nobody is attributed");

	check(word(&t, "siobhan") & WORD_FIRST, "siobhan is no first name");
	check(word(&t, "nairobi") == WORD_PLACE, "nairobi is no town");
	check(word(&t, "the") & WORD_COMMON, "the is not common");
	check(word(&t, "qzxv") == 0, "qzxv is something");
	check(word(&t, "nandos") & WORD_FIRM, "nandos is no firm");

	check(strcmp(tags(&t, "my name is Siobhan Doyle", ASKED_NOTHING),
		  "00012") == 0,
	    "a name is not tagged");
	check(strcmp(tags(&t, "i live in nairobi", ASKED_NOTHING), "0003") == 0,
	    "a town in small letters is not tagged");
	check(strcmp(tags(&t, "where is my order", ASKED_NOTHING), "0000") == 0,
	    "a question for an order is tagged");
	check(strcmp(tags(&t, "", ASKED_NAME), "") == 0, "nothing is tagged");
	check(lean(&t, "ask Siobhan about it", 1) > 200,
	    "a name leans towards none");
	check(lean(&t, "the Siobhan sofa is grey", 1) <
		  lean(&t, "ask Siobhan about it", 1),
	    "a sofa leans as far as somebody");
	check(lean(&t, "where is my order", 3) < 0, "an order is a name");
	return failed;
}
