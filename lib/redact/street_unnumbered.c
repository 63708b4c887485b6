/* Streets and houses that have no number. */

#include "redact/street_name.h"
#include "redact/street_plain.h"
#include "redact/streets.h"

size_t
street_house_name_end(const struct speech *s, size_t i, enum plain sure)
{
	size_t last = i;

	if (!speech_is_letters(s, i) || !speech_is_capital(s, i))
		return 0;
	while (last < i + 3 && !speech_ends(s, last) &&
	       speech_is_letters(s, last + 1) &&
	       (speech_is_capital(s, last + 1) || speech_is(s, last + 1, "of")))
		last++;
	if (last == i || !speech_is_capital(s, last) ||
	    !street_is_whole(s, last) || street_is_counted(s, last))
		return 0;
	if (street_is_house_word(s, last) || speech_in(s, last, WORDS_building))
		return last;
	return sure == PLAIN_ASKED && (speech_is(s, i, "the") ||
					  speech_has_use(s, last, USE_STREET))
		   ? last
		   : 0;
}

size_t
street_unnumbered_end(const struct speech *s, size_t i)
{
	enum { MOST_WORDS = 3 };
	size_t last = i;

	if (speech_has_use(s, i, USE_RUE) || speech_in(s, i, WORDS_estate)) {
		last = street_name_end(s, i + 1, PLAIN_TOLD);
		return last > i && street_is_whole(s, last) ? last : 0;
	}
	for (size_t k = i; k <= i + MOST_WORDS && speech_is_letters(s, k) &&
			   !(k > i && speech_ends(s, k - 1));
	     k++) {
		if (k > i &&
		    (speech_has_use(s, k, USE_SURE_STREET) ||
			speech_is_quarter(s, k)) &&
		    speech_is_capital(s, k) <= speech_is_capital(s, i))
			return k;
		if (!street_is_name_word(s, k, PLAIN_TOLD))
			break;
	}
	return speech_has_use(s, i, USE_STRASSE) &&
		       (speech_is_capital(s, i) || s->small)
		   ? i
		   : 0;
}

/* Behind `last`: ", Rhuddlan". */
static bool
is_before_some_town(const struct speech *s, size_t last)
{
	size_t town = last + 2;

	return speech_is_mark(s, last + 1, ",") && speech_is_letters(s, town) &&
	       speech_is_capital(s, town) && !(s->is[town] & WORD_COMMON);
}

/* Of the words of a name, how many are in capitals and none of every day. */
static size_t
count_proper(const struct speech *s, size_t first, size_t last)
{
	size_t n = 0;

	for (size_t i = first; i <= last; i++)
		n += speech_is_letters(s, i) && speech_is_capital(s, i) &&
		     !(s->is[i] & WORD_COMMON) &&
		     !speech_has_use(s, i, USE_NEVER | USE_THE);
	return n;
}

/* "I live in the United States": a country or a town, at its name. */
static bool
is_in(const struct speech *s, size_t i)
{
	if (i > 0 && speech_has_use(s, i - 1, USE_THE))
		i--;
	return i > 0 && speech_has_use(s, i - 1, USE_PREPOSITION) &&
	       !speech_is(s, i - 1, "at");
}

size_t
street_bare_name_end(const struct speech *s, size_t i, enum plain sure)
{
	bool town;
	size_t last, proper;

	if (!speech_is_letters(s, i) || !speech_is_capital(s, i) || is_in(s, i))
		return 0;
	last = street_name_end(s, i, PLAIN_TOLD);
	if (last + 1 <= i ||
	    tagger_words(&s->tagger, s->words, i, last + 1 - i) & WORD_PLACE)
		return 0;
	town = is_before_some_town(s, last);
	proper = count_proper(s, i, last);
	if (last == i)
		return town && proper && !(s->is[i] & (WORD_KNOWN | WORD_FIRST))
			   ? last
			   : 0;
	if (proper == 0 || (proper == 1 && !town))
		return 0;
	return town || (sure == PLAIN_TOLD && street_is_whole(s, last)) ? last
									: 0;
}
