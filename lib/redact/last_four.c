/* The last four digits of a social security number, as they are asked for to
 * tell who calls: "last four of my social 6721", "ssn 4785". */

#include <string.h>

#include "redact/card_told.h"
#include "redact/context.h"
#include "redact/recogniser.h"

/* "2019" */
static bool
is_year(struct str digits)
{
	return memcmp(digits.p, "19", 2) == 0 || memcmp(digits.p, "20", 2) == 0;
}

/* Of the words before token i up to what says so no other number is one;
 * "social" alone may be media. */
static bool
is_told(const struct speech *s, size_t i)
{
	enum { FAR = 8 };
	bool last = false;

	for (size_t k = i; k > 0 && i - k < FAR; k--) {
		if (s->seen[k - 1].has_digit && speech_token(s, k - 1)->n > 1)
			return false;
		if (speech_is(s, k - 1, "ssn") ||
		    speech_is(s, k - 1, "security"))
			return true;
		last |= speech_is(s, k - 1, "last");
	}
	return last;
}

void
last_four_find(struct speech *s, struct spans *out)
{
	if (!speech_has(s, WORDS_social_security))
		return;
	for (size_t i = 0; i < s->words->n_tokens; i++) {
		bool start;
		size_t at;

		if (!speech_is_digits(s, i) ||
		    speech_token(s, i)->n != CARD_GROUP ||
		    is_year(speech_word(s, i)))
			continue;
		at = speech_byte(s, speech_token(s, i)->start);
		if (context_names_here(s->lexicon, s->text, at, &start) ==
			KIND_SSN &&
		    is_told(s, i) &&
		    !(i + 1 < s->words->n_tokens && speech_is_digits(s, i + 1)))
			speech_add(s, out, i, i,
			    (struct finding_of){ KIND_SSN, "last-four", 75 });
	}
}
