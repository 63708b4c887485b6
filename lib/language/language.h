#ifndef LANGUAGE_LANGUAGE_H
#define LANGUAGE_LANGUAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/text.h"

/*
 * Which language a text is in, guessed for logs that do not say.
 *
 * Everyday words vote, each for the languages that have it: twice where it
 * can hardly be missed ("nicht", "you"), once where it is short or common in a
 * neighbour too ("die", "a").  The first 31 tokens of a text are asked.
 * Words that nobody knows say nothing, so a name, a number or a single word
 * makes no guess of its own: then what was heard before is asked.
 *
 * Known are English, German, French, Spanish, Portuguese, Italian, Dutch,
 * Swedish and Polish, for which there are term lists, and as "mis" (ISO 639:
 * another one) a handful of others in Latin script, so that they pass for none
 * of these.
 */
struct language_words; /* read-only, for all threads */

const struct language_words *language_read(struct arena *run);

/* Votes of ten languages, six bits for each. */
struct language_votes {
	uint64_t each;
};

struct language_votes language_ask(
    const struct language_words *w, const struct text *x);

/* As str_language_code() gives them. */
enum language {
	LANGUAGE_UNKNOWN = 0,
	LANGUAGE_EN = 'e' << 8 | 'n',
	LANGUAGE_DE = 'd' << 8 | 'e',
	LANGUAGE_FR = 'f' << 8 | 'r',
	LANGUAGE_ES = 'e' << 8 | 's',
	LANGUAGE_PT = 'p' << 8 | 't',
	LANGUAGE_IT = 'i' << 8 | 't',
	LANGUAGE_NL = 'n' << 8 | 'l',
	LANGUAGE_SV = 's' << 8 | 'v',
	LANGUAGE_PL = 'p' << 8 | 'l',
	LANGUAGE_MIS = 'm' << 16 | 'i' << 8 | 's',
};

/* What a text is taken to be in. */
struct tongue {
	uint32_t code; /* enum language, or another one that a log names */
	bool sure;     /* its own words say so, or the log does */
};

static inline bool
tongue_is(const struct tongue *t, const struct tongue *other)
{
	return t->code == other->code;
}

/* What a log says: "de-AT" is {LANGUAGE_DE, sure}; what is no code, or the one
 * of unknown languages, is {LANGUAGE_UNKNOWN, not sure}. */
struct tongue language_said(struct str tag);

/* By a text's own votes; where they leave a doubt, what was spoken before,
 * unless they lean to another language. */
struct tongue language_guess(struct language_votes v, struct tongue before);

#endif
