#include "score/botline.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

#define FALLBACK_AT 0.5 /* strength of the wording */

enum {
	SLOTS = 2048,
	LONGEST = 232,	    /* bytes of a text that is remembered */
	LANGUAGE = 8,	    /* and of its language */
	ROUTINE_WORDS = 14, /* a longer line says more than its routine */
};

struct known {
	uint16_t n; /* of text; 0: empty */
	uint8_t language_n;
	char language[LANGUAGE];
	char text[LONGEST];
	struct bot_line line;
};

struct bot_lines {
	struct known known[SLOTS];
};

struct bot_lines *
bot_lines_new(void)
{
	struct bot_lines *b = calloc(1, sizeof(*b));

	if (!b)
		die_of_memory();
	return b;
}

void
bot_lines_free(struct bot_lines *b)
{
	free(b);
}

static bool
has_question(const struct text *x)
{
	for (size_t i = x->n_tokens; i-- > 0;)
		if (x->tokens[i].class == TEXT_PUNCT &&
		    x->folded.p[x->tokens[i].at] == '?')
			return true;
	return false;
}

static struct bot_line
read_line(struct reading *r, struct str text, struct str language)
{
	struct bot_line line = { 0 };

	reading_take(r, BOT, text, language);
	line.hash = reading_hash(r, &line.words);
	line.size = (uint32_t)r->text.n_codepoints;
	line.fallback = r->strength[LIST_bot_fallback] >= FALLBACK_AT;
	line.offer = r->strength[LIST_bot_offer] > 0 && has_question(&r->text);
	line.routine =
	    r->strength[LIST_bot_routine] > 0 && line.words <= ROUTINE_WORDS;
	return line;
}

struct bot_line
bot_line(struct bot_lines *b, struct reading *scratch, struct str text,
    struct str language)
{
	struct known *k;

	if (text.n == 0 || text.n > LONGEST || language.n > LANGUAGE)
		return read_line(scratch, text, language);
	k = &b->known[text_hash(text) % SLOTS];
	if (k->n == text.n && memcmp(k->text, text.p, text.n) == 0 &&
	    k->language_n == language.n &&
	    memcmp(k->language, language.p ? language.p : "", language.n) == 0)
		return k->line;
	k->n = (uint16_t)text.n;
	memcpy(k->text, text.p, text.n);
	k->language_n = (uint8_t)language.n;
	if (language.n)
		memcpy(k->language, language.p, language.n);
	k->line = read_line(scratch, text, language);
	return k->line;
}
