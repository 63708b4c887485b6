#ifndef REDACT_PEOPLE_TAGGED_H
#define REDACT_PEOPLE_TAGGED_H

#include "redact/people.h"

/*
 * Private to the files of people_take_tagged(): what makes a name of words that
 * only the tagger, or nobody, knows as one.
 */

/* A few words, most of which are the name: "robert", "rose and 5284". */
static inline bool
people_is_short(const struct speech *s)
{
	return s->words->n_tokens <= PEOPLE_SHORT_TEXT;
}

/* A name in small letters: a first name, if it is not a word as well. */
bool people_is_small_name(const struct speech *s, size_t i);

/* A word in capitals of which nothing is known but that it may be a name. */
bool people_is_stranger(const struct speech *s, size_t i);

/* The tagger alone says so, and not loud enough. */
bool people_is_doubtful(struct speech *s, size_t first, size_t last);

/* "Egregio Avv.", "Estimada Lic.": the name follows. */
bool people_ends_with_title(const struct speech *s, size_t first, size_t last);

/* "Mirembe Nakato", "Jelto Harms": two words in capitals, of which the
 * tagger knows nothing either. */
void people_take_strangers(struct speech *s, struct spans *out);

#endif
