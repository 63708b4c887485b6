/* The words that a street, a house or a building is called by. */

#include "redact/street_name.h"

#include "redact/streets.h"

bool
street_is_end(const struct speech *s, size_t i)
{
	return (speech_has_use(s, i, USE_STREET) &&
		   !(speech_has_use(s, i, USE_STATE) &&
		       speech_token(s, i)->n == 2)) ||
	       street_is_house_word(s, i) || speech_in(s, i, WORDS_building) ||
	       speech_in(s, i, WORDS_street_word);
}

/* "Zimmer 12", "platform 9", "Mai 12": what a number behind counts or names,
 * and no house. */
static bool
is_numbered(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_numbered) ||
	       speech_has_use(s, i, USE_MONTH) ||
	       speech_in(s, i, WORDS_german_day) ||
	       word_lists_begin(s->lists, WORDS_day_begin, speech_word(s, i));
}

bool
street_is_counted(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_counted) || is_numbered(s, i);
}

bool
street_is_name_word(const struct speech *s, size_t i, enum plain sure)
{
	if (!speech_is_letters(s, i))
		return false;
	if (street_is_end(s, i))
		return true;
	if (speech_is_capital(s, i))
		return !street_is_counted(s, i) &&
		       !speech_in(s, i, WORDS_address_then) &&
		       !(sure == PLAIN_SEEN && s->is[i] & WORD_FIRM);
	if (sure < PLAIN_TOLD)
		return !(s->is[i] & (WORD_KNOWN | WORD_COMMON));
	return !(s->is[i] & WORD_COMMON) && !street_is_counted(s, i) &&
	       !speech_in(s, i, WORDS_address_then);
}

bool
street_is_link(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_OF) || speech_is(s, i, "the") ||
	       speech_is(s, i, "of") || speech_is(s, i, "de") ||
	       speech_is(s, i, "den") || speech_is(s, i, "het") ||
	       speech_is(s, i, "van") || speech_is(s, i, "san");
}

bool
street_is_whole(const struct speech *s, size_t last)
{
	size_t next = last + 1;

	return speech_ends(s, last) || speech_is_mark(s, next, ",()-\"") ||
	       speech_has_use(s, next, USE_PREPOSITION) ||
	       speech_in(s, next, WORDS_then) ||
	       speech_in(s, next, WORDS_address_then) ||
	       s->seen[next].has_digit ||
	       (s->is[next] & WORD_COMMON && !speech_is_capital(s, next) &&
		   !street_is_counted(s, next));
}

size_t
street_name_end(const struct speech *s, size_t i, enum plain sure)
{
	bool small = !speech_is_letters(s, i) || !speech_is_capital(s, i);
	size_t last = i - 1, words = 0;

	for (size_t k = i; k < s->words->n_tokens; k++) {
		if (k > i && speech_ends(s, k - 1))
			break;
		if (words && speech_is_mark(s, k, "-'.") &&
		    speech_is_joined(s, k) && !speech_ends(s, k) &&
		    speech_is_letters(s, k + 1))
			continue;
		if (street_is_link(s, k) && !speech_ends(s, k) &&
		    !speech_is_mark(s, k + 1, ","))
			continue;
		/* "N Pecan" */
		if (!(speech_has_use(s, k, USE_DIRECTION) &&
			speech_is_capital(s, k)) &&
		    !street_is_name_word(s, k, sure))
			break;
		/* "14 Larkspur and", "2 Kingfishers please" */
		if (words && !small && !speech_is_capital(s, k) &&
		    !street_is_end(s, k) && !speech_is_quarter(s, k))
			break;
		last = k;
		if (++words ==
		    (small ? STREET_LONGEST_NAME_SMALL : STREET_LONGEST_NAME))
			break;
	}
	return last;
}

bool
street_is_everyday(
    const struct speech *s, size_t first, size_t last, enum plain sure)
{
	for (size_t i = first; i <= last; i++)
		if (speech_is_letters(s, i) && speech_token(s, i)->n > 2 &&
		    !(s->is[i] & WORD_COMMON))
			return false;
	return sure < PLAIN_TOLD || !speech_is_capital(s, first);
}
