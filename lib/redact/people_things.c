/* What looks like a name and is a thing's. */

#include "redact/people_things.h"

#include "redact/people_articles.h"
#include "redact/people_tagged.h"

/* "Colin Furze's book", "Charlie Bigham's pie": of whom everybody knows. */
static bool
is_work(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_work);
}

bool
people_is_of_business(const struct speech *s, size_t first, size_t last)
{
	if (speech_is_quarter(s, last) || people_is_company(s, last) ||
	    people_is_company(s, last + 1))
		return true;
	for (size_t i = first; i <= last; i++) {
		struct str word = speech_word(s, i);
		size_t next = i + 1;

		if (word.n > 2 && word.p[word.n - 1] == 's' &&
		    word.p[word.n - 2] == '\'' && speech_is_letters(s, next) &&
		    (speech_is_capital(s, next) ? people_is_plain(s, next)
						: is_work(s, next)))
			return true;
	}
	return false;
}

/* "een jasmijn", "folha de oliveira": a flower or a tree in small letters,
 * with no name beside it. */
static bool
is_plant(const struct speech *s, size_t first, size_t last)
{
	return !people_is_short(s) && speech_is_plant(s, last) &&
	       (first == last ||
		   (last == first + 1 && people_is_particle(s, first)));
}

/* Somebody's full name, whoever makes things of that name. */
static bool
is_full_name(const struct speech *s, size_t first, size_t last)
{
	return last > first && s->is[first] & WORD_FIRST &&
	       !(s->is[first] & (WORD_FIRM | WORD_KNOWN)) &&
	       s->is[last] & WORD_LAST && !(s->is[last] & WORD_KNOWN);
}

bool
people_is_of_firm(const struct speech *s, size_t first, size_t last)
{
	if (is_full_name(s, first, last))
		return false;
	for (size_t i = first; i <= last; i++)
		if (s->is[i] & WORD_FIRM)
			return true;
	return first > 0 && s->is[first - 1] & WORD_FIRM &&
	       speech_is_capital(s, first - 1) && !speech_ends(s, first - 1);
}

bool
people_is_numbered(const struct speech *s, size_t first, size_t last)
{
	size_t next = last + 1;

	return first == last && !speech_ends(s, last) &&
	       next < s->words->n_tokens &&
	       speech_token(s, next)->class == TEXT_WORD &&
	       s->seen[next].has_digit && speech_token(s, next)->n < 5;
}

bool
people_is_german_noun(struct speech *s, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (s->is[i] & (WORD_FIRST | WORD_LAST))
			return false;
	return people_speak_german(s);
}

bool
people_is_abstract(const struct speech *s, size_t i)
{
	struct str word = speech_word(s, i);

	return word.n > 7 && !(s->is[i] & (WORD_FIRST | WORD_LAST)) &&
	       (word_lists_end(s->lists, WORDS_abstract_end, word, 1) ||
		   word_lists_end(s->lists, WORDS_medicine_end, word, 1));
}

bool
people_is_thing(const struct speech *s, size_t i)
{
	return speech_names_thing(s, i) || people_is_abstract(s, i) ||
	       (!(s->is[i] & WORD_FIRST) && speech_is_several(s, i)) ||
	       (speech_is_capital(s, i) && i > 0 &&
		   people_behind_foreign_article(s, i));
}

/* "Raum Schiller", at the first word. */
static bool
is_thing_itself(const struct speech *s, size_t i)
{
	return s->is[i] & WORD_KNOWN && !(s->is[i] & WORD_FIRST) &&
	       speech_names_thing(s, i + 1);
}

bool
people_is_thing_of_name(const struct speech *s, size_t first, size_t last)
{
	return last > first && people_is_plain(s, last) &&
	       (s->is[first] & WORD_FIRST ? speech_token(s, last)->n > 3 &&
						!speech_is_capital(s, last) &&
						speech_is_capital(s, first) &&
						speech_is_mark(s, last - 1, "-")
					  : speech_token(s, last)->n > 2);
}

bool
people_is_of_goods(const struct speech *s, size_t first, size_t last)
{
	if (first > 0 && speech_begins(s, first - 1, SPEECH_name_title))
		first--;
	return last > first && first > 0 &&
	       speech_has_use(s, first - 1, USE_THE) &&
	       speech_names_thing(s, last) && speech_is_letters(s, last + 1) &&
	       !speech_is_capital(s, last + 1);
}

/* "un Xiaomi Redmi", "the Airwrap Styler": a make that no list has. */
static bool
is_make_behind_article(const struct speech *s, size_t first, size_t last)
{
	return last > first && first > 0 && speech_is_capital(s, first) &&
	       !(s->is[first] & WORD_FIRST) &&
	       (people_behind_foreign_article(s, first) ||
		   (!(s->is[first] & WORD_LAST) &&
		       people_behind_article(s, first)));
}

/* "Liefertermin Freitag": a day behind a word that is nobody's name. */
static bool
is_of_day(const struct speech *s, size_t first, size_t last)
{
	return last == first + 1 && speech_in(s, last, WORDS_german_day) &&
	       !(s->is[first] & WORD_FIRST);
}

/* "la PosteMobile": no word of it is a name, and one is of two words. */
static bool
is_run_together(struct speech *s, size_t first, size_t last)
{
	bool together = false;

	for (size_t i = first; i <= last; i++) {
		if (s->is[i] & (WORD_FIRST | WORD_LAST) &&
		    !people_is_particle(s, i))
			return false;
		together |= people_is_run_together(s, i);
	}
	return together;
}

bool
people_are_a_thing(struct speech *s, size_t first, size_t last)
{
	return is_plant(s, first, last) ||
	       people_is_of_business(s, first, last) ||
	       people_is_of_firm(s, first, last) ||
	       people_is_numbered(s, first, last) ||
	       (first == last && people_is_thing(s, first)) ||
	       (last == first + 1 && is_thing_itself(s, first)) ||
	       people_is_thing_of_name(s, first, last) ||
	       is_make_behind_article(s, first, last) ||
	       people_is_german_noun(s, first, last) ||
	       is_of_day(s, first, last) || is_run_together(s, first, last) ||
	       people_is_of_goods(s, first, last);
}
