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
		if (k > i && speech_has_use(s, k, USE_SURE_STREET) &&
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
