/* What articles before a word say: a thing follows, and nobody. */

#include "redact/people_articles.h"

bool
people_behind_german_article(const struct speech *s, size_t first)
{
	if (first == 0)
		return false;
	if (speech_in(s, first - 1, WORDS_german_one))
		return !(s->is[first] & WORD_FIRST) ||
		       s->is[first] & WORD_KNOWN;
	return (!people_is_name(s, first) || s->is[first] & WORD_KNOWN) &&
	       speech_in(s, first - 1, WORDS_german_the);
}

/* Most words of German that others do not have. */
bool
people_speak_german(struct speech *s)
{
	size_t n = 0;

	if (s->german == GERMAN_UNKNOWN) {
		for (size_t i = 0; n < 2 && i < s->words->n_tokens; i++)
			n += speech_in(s, i, WORDS_german_word);
		s->german = n < 2 ? GERMAN_NOT : GERMAN_IS;
	}
	return s->german == GERMAN_IS;
}

/* A word of French or Italian that Spanish and Portuguese do not have. */
static bool
is_french_or_italian(const struct speech *s)
{
	for (size_t i = 0; i < s->words->n_tokens; i++)
		if (speech_in(s, i, WORDS_french_or_italian_word))
			return true;
	return false;
}

bool
people_behind_foreign_article(const struct speech *s, size_t i)
{
	static const struct str of[] = { { "au", 2 }, { "du", 2 } };

	if (speech_in(s, i - 1, WORDS_one_of_goods) ||
	    (!(s->is[i] & WORD_FIRST) && SPEECH_IS_ONE(s, i - 1, of)))
		return true;
	return !(s->is[i] & (WORD_FIRST | WORD_LAST)) &&
	       (speech_in(s, i - 1, WORDS_the_of_goods) ||
		   (speech_is(s, i - 1, "la") && is_french_or_italian(s)));
}

static bool
is_english(const struct speech *s)
{
	for (size_t i = 0; i < s->words->n_tokens; i++)
		if (speech_in(s, i, WORDS_english_word))
			return true;
	return false;
}

bool
people_behind_article(const struct speech *s, size_t i)
{
	if (i == 0)
		return false;
	if (speech_is(s, i - 1, "a"))
		return s->is[i] & WORD_KNOWN || !speech_is_capital(s, i) ||
		       (!(s->is[i] & (WORD_FIRST | WORD_LAST)) &&
			   is_english(s));
	return speech_has_use(s, i - 1, USE_THE) || speech_is(s, i - 1, "my") ||
	       people_behind_foreign_article(s, i);
}

bool
people_behind_german_the(const struct speech *s, size_t i)
{
	return i > 0 && !(s->is[i] & WORD_FIRST) &&
	       speech_in(s, i - 1, WORDS_german_before_thing);
}
