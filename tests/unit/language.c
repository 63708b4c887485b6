/* The language room: what is guessed of a text, and where it is not. */

#include <stdio.h>

#include "language/language.h"

static int failures;

static const struct language_words *words;
static struct text text;

static struct tongue
guess(const char *said, struct tongue before)
{
	text_read(&text, str_of(said));
	return language_guess(language_ask(words, &text), before);
}

/* The letters of a code. */
struct name {
	char letters[4];
};

static struct name
name(struct tongue t)
{
	struct name n = { { 0 } };
	size_t at = 0;

	for (int shift = 16; shift >= 0; shift -= 8)
		if (t.code >> shift & 0xff)
			n.letters[at++] = (char)(t.code >> shift);
	return n;
}

static void
expect(const char *said, struct tongue before, struct tongue after)
{
	struct tongue t = guess(said, before);

	if (tongue_is(&t, &after) && t.sure == after.sure)
		return;
	fprintf(stderr, "'%s' is '%s'%s, not '%s'%s\n", said, name(t).letters,
	    t.sure ? ", sure" : "", name(after).letters,
	    after.sure ? ", sure" : "");
	failures++;
}

#define NOBODY \
	(struct tongue) \
	{ \
		LANGUAGE_UNKNOWN, false \
	}
#define SURE(code) \
	(struct tongue) \
	{ \
		str_language_code(STR(code)), true \
	}
#define MAYBE(code) \
	(struct tongue) \
	{ \
		str_language_code(STR(code)), false \
	}

static void
check_guesses(void)
{
	expect("I have not received my parcel yet", NOBODY, SURE("en"));
	expect("ICH MELDE MICH WIEDER", NOBODY, SURE("de"));
	expect("je n'ai pas encore reçu mon colis", NOBODY, SURE("fr"));
	expect("todavía no me ha llegado el paquete", NOBODY, SURE("es"));
	expect("ainda não recebi a minha encomenda", NOBODY, SURE("pt"));
	expect("non ho ancora ricevuto il pacco", NOBODY, SURE("it"));
	expect("ik heb het pakket nog niet gekregen", NOBODY, SURE("nl"));
	expect("jag har inte fått mitt paket", NOBODY, SURE("sv"));
	expect("nie dostałem jeszcze mojej paczki", NOBODY, SURE("pl"));
	expect("jeg har ikke fået min pakke endnu", NOBODY, SURE("mis"));
	expect("ještě jsem nedostal balík, prosím kde je", NOBODY, SURE("mis"));
	expect("mera order kab tak aayega bhai", NOBODY, SURE("mis"));
}

/* What is nobody's word, or everybody's, is no guess. */
static void
check_doubts(void)
{
	expect("", NOBODY, NOBODY);
	expect("12345", NOBODY, NOBODY);
	expect("iPhone 13 Pro Max", NOBODY, NOBODY);
	expect("no", NOBODY, NOBODY);
	expect("Alles fertig", NOBODY, MAYBE("de"));
	expect("Ich will nicht mehr leben, I do not want to live anymore",
	    NOBODY, NOBODY);
}

/* A doubt is left to what was spoken before, unless its words lean away. */
static void
check_carry(void)
{
	expect("12345", SURE("de"), MAYBE("de"));
	expect("no", SURE("es"), MAYBE("es"));
	expect("please", SURE("de"), NOBODY);
	expect("where is my order", SURE("de"), SURE("en"));
}

static void
expect_said(const char *tag, struct tongue after)
{
	struct tongue t = language_said(str_of(tag));

	if (tongue_is(&t, &after) && t.sure == after.sure)
		return;
	fprintf(stderr, "the tag '%s' is '%s'\n", tag, name(t).letters);
	failures++;
}

static void
check_tags(void)
{
	expect_said("de-AT", SURE("de"));
	expect_said("PT_BR", SURE("pt"));
	expect_said("fil", SURE("fil"));
	expect_said("und", NOBODY);
	expect_said("", NOBODY);
	expect_said("english", NOBODY);
	expect_said("e1", NOBODY);
}

/* Votes of a text longer than what is read do not run over. */
static void
check_length(void)
{
	char said[4096] = "";

	for (int i = 0; i < 800; i++)
		strcat(said, "ich ");
	expect(said, NOBODY, SURE("de"));
}

int
main(void)
{
	struct arena run;

	arena_init(&run, 1 << 24);
	text_init(&text);
	words = language_read(&run);
	check_guesses();
	check_doubts();
	check_carry();
	check_tags();
	check_length();
	text_free(&text);
	arena_free(&run);
	return failures != 0;
}
