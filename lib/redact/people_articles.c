/* What articles before a word say: a thing follows, and nobody. */

#include "redact/people_articles.h"

/* "im Keller", which is "I'm" in English. */
static bool
is_german_in(struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_german_in) && people_speak_german(s);
}

bool
people_behind_german_article(struct speech *s, size_t first)
{
	if (first == 0)
		return false;
	if (speech_in(s, first - 1, WORDS_german_one))
		return !(s->is[first] & WORD_FIRST) ||
		       s->is[first] & WORD_KNOWN;
	return (!people_is_name(s, first) || s->is[first] & WORD_KNOWN) &&
	       (speech_in(s, first - 1, WORDS_german_the) ||
		   is_german_in(s, first - 1));
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

static bool
has_any(const struct speech *s, enum word_list list)
{
	for (size_t i = 0; i < s->words->n_tokens; i++)
		if (speech_in(s, i, list))
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
		   /* Spanish and Portuguese have none of those words */
		   (speech_is(s, i - 1, "la") &&
		       has_any(s, WORDS_french_or_italian_word)));
}

bool
people_behind_article(const struct speech *s, size_t i)
{
	if (i == 0)
		return false;
	if (speech_is(s, i - 1, "a"))
		return s->is[i] & WORD_KNOWN || !speech_is_capital(s, i) ||
		       (!(s->is[i] & (WORD_FIRST | WORD_LAST)) &&
			   has_any(s, WORDS_english_word));
	return speech_has_use(s, i - 1, USE_THE) || speech_is(s, i - 1, "my") ||
	       people_behind_foreign_article(s, i);
}

/* "no le dejan", "que se pasan". */
static bool
is_behind_clitic(const struct speech *s, size_t i)
{
	return i > 1 && !speech_is_capital(s, i) &&
	       speech_in(s, i - 1, WORDS_clitic) &&
	       speech_in(s, i - 2, WORDS_before_clitic) &&
	       !speech_ends(s, i - 1);
}

/* "Dejan el paquete", "Debes comprar", where a sentence begins. */
static bool
is_before_object(const struct speech *s, size_t i)
{
	static const struct str articles[] = { { "el", 2 }, { "la", 2 },
		{ "los", 3 }, { "las", 3 }, { "un", 2 }, { "una", 3 } };

	return speech_in(s, i, WORDS_small_word) && people_at_start(s, i) &&
	       !speech_ends(s, i) && !speech_is_capital(s, i + 1) &&
	       (SPEECH_IS_ONE(s, i + 1, articles) ||
		   people_is_infinitive(s, i + 1));
}

/* "refund nahi mila": it was not got, and Mila is somebody elsewhere. */
static bool
is_behind_nahi(const struct speech *s, size_t i)
{
	static const struct str no[] = { { "nahi", 4 }, { "nahin", 5 } };

	return i > 0 && !speech_is_capital(s, i) && SPEECH_IS_ONE(s, i - 1, no);
}

bool
people_is_verb(const struct speech *s, size_t i)
{
	return is_behind_clitic(s, i) || is_before_object(s, i) ||
	       is_behind_nahi(s, i);
}

bool
people_is_infinitive(const struct speech *s, size_t i)
{
	struct str word;

	if (!speech_is_letters(s, i) || !people_is_plain(s, i))
		return false;
	word = speech_word(s, i);
	return word.n > 4 && word.p[word.n - 1] == 'r' &&
	       (word.p[word.n - 2] == 'a' || word.p[word.n - 2] == 'i');
}

bool
people_behind_german_the(const struct speech *s, size_t i)
{
	return i > 0 && !(s->is[i] & WORD_FIRST) &&
	       speech_in(s, i - 1, WORDS_german_before_thing);
}
