/* What single words say of those beside them. */

#include "redact/speech.h"

bool
speech_is_quarter(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_quarter);
}

bool
speech_is_plant(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_plant) && !speech_is_capital(s, i);
}

/* A word of a list of kinds. */
static bool
is_kind(const struct speech *s, size_t i, enum word_list kinds)
{
	return speech_is_letters(s, i) && speech_in(s, i, kinds);
}

/* "una confezione di", before token i. */
static bool
is_packed(const struct speech *s, size_t i)
{
	static const struct str of[] = { { "de", 2 }, { "di", 2 }, { "of", 2 },
		{ "da", 2 } };

	return i > 1 && SPEECH_IS_ONE(s, i - 1, of) &&
	       is_kind(s, i - 2, WORDS_pack);
}

/* "Kleiderschrank", "Saugroboter": what kinds end with in German and Dutch. */
static bool
is_compound_kind(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) &&
	       word_lists_end(s->lists, WORDS_kind_end, speech_word(s, i), 3);
}

/* "Kaffeevollautomat von Jura", "the sofa by Nolte": who makes it, before
 * token i. */
static bool
is_made_by(const struct speech *s, size_t i)
{
	static const struct str by[] = { { "von", 3 }, { "by", 2 },
		{ "van", 3 } };

	return i > 1 && SPEECH_IS_ONE(s, i - 1, by) &&
	       (is_compound_kind(s, i - 2) ||
		   is_kind(s, i - 2, WORDS_kind_before) ||
		   is_kind(s, i - 2, WORDS_kind_behind));
}

/* "2x" */
static bool
is_times(const struct speech *s, size_t i)
{
	struct str word = speech_word(s, i);

	return s->seen[i].has_digit && word.n < 4 && word.p[word.n - 1] == 'x';
}

bool
speech_is_several(const struct speech *s, size_t i)
{
	return i > 0 && !speech_ends(s, i - 1) &&
	       ((speech_has_use(s, i - 1, USE_ONES) &&
		    !(i > 1 && speech_has_use(s, i - 2, USE_NUMERAL))) ||
		   is_times(s, i - 1));
}

bool
speech_is_make(const struct speech *s, size_t i)
{
	if (!speech_says(s, SPEECH_name_not))
		return false;
	for (size_t k = 0; k < s->n_hits; k++)
		if (s->hits[k].list == SPEECH_name_not &&
		    s->hits[k].first <= i && i <= s->hits[k].last)
			return true;
	return false;
}

bool
speech_names_thing(const struct speech *s, size_t i)
{
	return (i > 0 && (is_kind(s, i - 1, WORDS_kind_before) ||
			     is_compound_kind(s, i - 1))) ||
	       is_packed(s, i) || is_made_by(s, i) ||
	       (!speech_ends(s, i) && is_kind(s, i + 1, WORDS_kind_behind));
}
