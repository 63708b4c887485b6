/* When a single word that may be a name is rather a thing's. */

#include <limits.h>

#include "redact/people.h"

/* How much a word must lean towards a name, as speech_lean() tells. */
enum {
	LEAN_LAST = -50, /* a family name that is nothing else */
	LEAN_FIRST = 0,	 /* a first name, perhaps a family name too */
	LEAN_WORD = 100, /* a word too */
	LEAN_NEW = 240,	 /* of no list */
	LEAN_ODD = 400,	 /* things are called so at least as often */
};

/* "Ruby", "Olive", "Rosa": gems, plants, colours and the like, which goods,
 * plans and shades are called after. */
static bool
is_of_thing(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_thing_name);
}

/* "Goya", "Lincoln", "Tesla": whom rooms, plans and machines are called
 * after. */
static bool
is_famous(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_famous);
}

static bool
is_called(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_called);
}

/* "which printer is Bertha", "Angel is our staging cluster": a machine of that
 * name. */
static bool
is_machine(const struct speech *s, size_t i)
{
	size_t k = i + 2;

	if (i > 1 && is_called(s, i - 1) && speech_in(s, i - 2, WORDS_machine))
		return true;
	if (!is_called(s, i + 1) || speech_ends(s, i + 1))
		return false;
	for (size_t end = k + 4; k < end && !speech_ends(s, k - 1); k++)
		if (speech_in(s, k, WORDS_machine))
			return true;
	return false;
}

/* "KeyError", "StepChange"; not "McGregor", "DiMaggio". */
bool
people_is_run_together(struct speech *s, size_t i)
{
	size_t at = speech_byte(s, speech_token(s, i)->start);
	size_t end = speech_byte(s, speech_token(s, i)->end);
	struct str word = speech_word(s, i);

	for (size_t b = at + 1; b < end; b++) {
		size_t n = b - at;

		if (s->text.p[b] < 'A' || s->text.p[b] > 'Z' ||
		    s->text.p[b - 1] < 'a' || s->text.p[b - 1] > 'z')
			continue;
		return !(
		    word.n > n && word_lists_have(s->lists, WORDS_name_prefix,
				      (struct str){ word.p, n }));
	}
	return false;
}

/* "Old Bailey", "Saint Valentin": at the second word. */
static bool
is_of_landmark(const struct speech *s, size_t i)
{
	size_t k = i;

	if (k > 1 && speech_is_mark(s, k - 1, ".-"))
		k--;
	return k > 0 && speech_in(s, k - 1, WORDS_landmark_before) &&
	       speech_is_capital(s, k - 1);
}

/* "Thursday's" */
static bool
is_day(const struct speech *s, size_t i)
{
	return word_lists_begin(s->lists, WORDS_day_begin, speech_word(s, i));
}

/* "Colin the Caterpillar" */
static bool
is_of_fiction(const struct speech *s, size_t i)
{
	return speech_is(s, i + 1, "the") && speech_is_letters(s, i + 2) &&
	       speech_is_capital(s, i + 2) && !speech_is_capital(s, i + 1);
}

/* "Sala Leonardo": some thing in the text has a name, and so may others. */
static bool
names_things(struct speech *s)
{
	if (s->things == THINGS_UNKNOWN) {
		s->things = THINGS_NONE;
		for (size_t i = 0; i < s->words->n_tokens; i++)
			if (speech_is_letters(s, i) &&
			    speech_is_capital(s, i) && !people_is_plain(s, i) &&
			    (speech_names_thing(s, i) || is_machine(s, i)))
				s->things = THINGS_NAMED;
	}
	return s->things == THINGS_NAMED;
}

/* "Kallax and Ekby": beside another word in capitals of no list, for which
 * nobody was found. */
static bool
is_beside_unknown(struct speech *s, size_t i)
{
	for (int side = 0; side < 2; side++) {
		size_t mark = side ? i + 1 : i - 1;
		size_t other = side ? i + 2 : i - 2;

		if (!(side ? other < s->words->n_tokens : i > 1) ||
		    !(speech_has_use(s, mark, USE_THEN) ||
			speech_is_mark(s, mark, ",/") ||
			speech_is(s, mark, "or") || speech_is(s, mark, "o")))
			continue;
		if (speech_is_letters(s, other) &&
		    speech_is_capital(s, other) && s->is[other] == 0 &&
		    !people_is_taken(s, other))
			return true;
	}
	return false;
}

int
people_doubt(struct speech *s, size_t i)
{
	unsigned is = s->is[i];

	if (is_machine(s, i) || people_is_run_together(s, i) ||
	    is_of_landmark(s, i) || is_of_fiction(s, i) || is_day(s, i))
		return INT_MAX;
	if (is_of_thing(s, i) || is_famous(s, i) || names_things(s))
		return LEAN_ODD;
	if (!(is & (WORD_FIRST | WORD_LAST)))
		return is_beside_unknown(s, i) ? LEAN_ODD : LEAN_NEW;
	if (is & WORD_KNOWN)
		return LEAN_WORD;
	return is & WORD_FIRST ? LEAN_FIRST : LEAN_LAST;
}
