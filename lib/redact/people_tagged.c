/* Names that the tagger finds. */

#include <string.h>

#include "redact/people_tagged.h"

#include "redact/people_articles.h"
#include "redact/people_things.h"

enum { LONGEST_WORD = 15 };

static bool
is_question(struct str text)
{
	return text.n > 0 && memchr(text.p, '?', text.n);
}

/* Words of small letters that no dictionary has, as a whole answer: two of
 * them, or one to a question. */
static bool
is_answer(struct speech *s, size_t first, size_t last)
{
	if (!people_is_short(s) || first > 0)
		return false;
	for (size_t i = first; i <= last; i++)
		if (!speech_is_letters(s, i) || speech_token(s, i)->n < 3 ||
		    people_is_never(s, i) ||
		    (s->is[i] & WORD_KNOWN && !people_is_name(s, i)))
			return false;
	return first < last || is_question(speech_before(s));
}

/* "Mark III": a make. */
static bool
is_roman(const struct speech *s, size_t i)
{
	struct str word = speech_word(s, i);

	if (speech_token(s, i)->upper != 2)
		return false;
	for (size_t b = 0; b < word.n; b++)
		if (!strchr("ivx", word.p[b]))
			return false;
	return true;
}

bool
people_ends_with_title(const struct speech *s, size_t first, size_t last)
{
	return last > first && speech_begins(s, last, SPEECH_name_title) &&
	       speech_is_mark(s, last + 1, ".");
}

/* "sao paulo", at the second word. */
static bool
is_in_town(const struct speech *s, size_t i)
{
	return i > 0 && speech_is_letters(s, i - 1) &&
	       tagger_words(&s->tagger, s->words, i - 1, 2) & WORD_PLACE;
}

/* "Konrad-Zuse-Zentrum", at the first word or the last: three and more words
 * joined, in German. */
static bool
is_joined_thrice(struct speech *s, size_t first, size_t last)
{
	while (first > 1 && speech_is_joined(s, first) &&
	       speech_is_mark(s, first - 1, "-") &&
	       speech_is_joined(s, first - 1))
		first -= 2;
	while (speech_is_mark(s, last + 1, "-") &&
	       speech_is_joined(s, last + 1) && speech_is_joined(s, last + 2))
		last += 2;
	return last >= first + 4 && speech_is_mark(s, first + 1, "-") &&
	       speech_is_mark(s, first + 3, "-") && people_speak_german(s);
}

/* "Kontoinhaber": it says that a name follows. */
static bool
is_cue(const struct speech *s, size_t i)
{
	if (!speech_begins(s, i, SPEECH_name_before) ||
	    s->is[i] & (WORD_FIRST | WORD_LAST))
		return false;
	for (size_t k = 0; k < s->n_hits; k++)
		if (s->hits[k].list == SPEECH_name_before &&
		    s->hits[k].first == i && s->hits[k].last == i &&
		    s->hits[k].weight > 2)
			return true;
	return false;
}

/* "rua Augusta": a street that is talked of. */
static bool
is_of_street(const struct speech *s, size_t first)
{
	return first > 0 && speech_has_use(s, first - 1, USE_RUE) &&
	       !speech_ends(s, first - 1);
}

/* Does what the tagger took for a name look like one? */
static bool
is_likely(struct speech *s, size_t first, size_t last)
{
	bool alone = first == last, all = true;

	if (is_in_town(s, first) || is_of_street(s, first) ||
	    speech_is_make(s, first) || people_is_counted(s, first) ||
	    people_ends_with_title(s, first, last) ||
	    speech_token(s, last)->n > LONGEST_WORD ||
	    people_is_verb(s, first) || people_are_a_thing(s, first, last))
		return false;
	if (is_answer(s, first, last))
		return true;
	if (!speech_is_letters(s, first) ||
	    (last == first + 1 && is_roman(s, last)) ||
	    (alone && is_cue(s, first)) ||
	    (alone && people_behind_article(s, first)) ||
	    people_behind_german_article(s, first))
		return false;
	for (size_t i = first; i <= last; i++) {
		bool known = s->is[i] & WORD_KNOWN, name = people_is_name(s, i);
		bool inside = !people_at_start(s, i);

		if (!speech_is_letters(s, i) || people_is_never(s, i)) {
			all &= !speech_has_use(s, i, USE_NEVER);
			continue;
		}
		if (!speech_is_capital(s, i)) {
			if (s->is[i] & WORD_FIRST && people_is_small_name(s, i))
				return true;
		} else if (name ? !known || !alone || inside
				: !known && (inside || !alone)) {
			return true;
		}
		all &= name && !known;
	}
	return all && !speech_is_capital(s, first) &&
	       (!alone || s->is[first] & WORD_FIRST);
}

/* "driver Musa": a word in small letters before a name in capitals. */
static size_t
skip_word(const struct speech *s, size_t first, size_t last)
{
	while (first < last && !people_is_name(s, first) &&
	       !speech_is_capital(s, first) && speech_is_capital(s, first + 1))
		first++;
	/* "Unser Keller" */
	while (first < last && speech_in(s, first, WORDS_german_one))
		first++;
	/* "Beste Daan" */
	if (first < last && speech_begins(s, first, SPEECH_name_greeting))
		first++;
	/* "Kontoinhaber Hüseyin" */
	while (first < last && is_cue(s, first))
		first++;
	/* "Ms. Sharma" */
	while (first < last && (speech_has_use(s, first, USE_NEVER) ||
				   speech_begins(s, first, SPEECH_name_title) ||
				   speech_is_mark(s, first, ".,")))
		first++;
	return first;
}

bool
people_is_stranger(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_token(s, i)->upper == 1 &&
	       speech_token(s, i)->n > 2 &&
	       !(s->is[i] & (WORD_KNOWN | WORD_FIRM | WORD_PLACE)) &&
	       !people_is_never(s, i);
}

/* What the tagger took for a town that no list has: somebody, rather. */
static bool
is_somewhere_unknown(struct speech *s, const uint8_t *tags, size_t i)
{
	return tags[i] == TAG_PLACE &&
	       !(i + 1 < s->words->n_tokens && tags[i + 1] == TAG_PLACE_ON) &&
	       people_is_stranger(s, i) && !people_at_start(s, i) &&
	       !people_behind_article(s, i) &&
	       !people_behind_german_article(s, i) && !people_is_taken(s, i) &&
	       !people_is_counted(s, i) && !people_is_of_firm(s, i, i) &&
	       !people_is_numbered(s, i, i) && !people_is_thing(s, i) &&
	       !speech_is_make(s, i) && !is_cue(s, i) &&
	       !people_is_german_noun(s, i, i);
}

/* "from Wagga", "c'est a Ixelles": some town, then. */
static bool
is_behind_preposition(const struct speech *s, size_t i)
{
	return i > 0 && (speech_in(s, i - 1, WORDS_preposition) ||
			    (i > 1 && speech_is(s, i - 1, "a") &&
				(speech_is(s, i - 2, "est") ||
				    speech_is(s, i - 2, "sta") ||
				    speech_is(s, i - 2, "habite"))));
}

bool
people_is_doubtful(struct speech *s, size_t first, size_t last)
{
	enum { SEVERAL = 160, SEVERAL_NEW = 290 };

	if (!speech_is_capital(s, first))
		return false;
	if (people_is_thing_of_name(s, first, last) ||
	    is_joined_thrice(s, first, last))
		return true;
	if (first == last)
		return speech_lean(s, first) < people_doubt(s, first);
	if (!s->is[first] && !s->is[last])
		return speech_lean(s, first) < SEVERAL_NEW;
	return s->is[first] & WORD_FIRST &&
	       speech_token(s, first)->upper == 1 &&
	       !(s->is[last] & WORD_LAST && !(s->is[last] & WORD_FIRST)) &&
	       speech_lean(s, first) < SEVERAL;
}

/* "thibault": a first name in small letters that is nothing else. */
static bool
is_small_stranger(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && !speech_is_capital(s, i) &&
	       speech_token(s, i)->n > 3 && s->is[i] & WORD_FIRST &&
	       !(s->is[i] & (WORD_KNOWN | WORD_FIRM | WORD_PLACE)) &&
	       !people_is_never(s, i);
}

/* "is Saskia the one with the dog?": a name of the list alone, of which the
 * tagger is not sure. */
static bool
is_unsure(struct speech *s, const uint8_t *tags, size_t i)
{
	enum { FIRST = 0, LAST = 150, SMALL = 220 };
	int lean;

	if (tags[i] != TAG_OTHER || !(s->is[i] & (WORD_FIRST | WORD_LAST)) ||
	    !s->marked[i] || people_is_taken(s, i) ||
	    !(people_is_stranger(s, i) || is_small_stranger(s, i)) ||
	    !is_likely(s, i, i) || people_behind_german_the(s, i))
		return false;
	lean = speech_lean(s, i);
	return lean >= (!speech_is_capital(s, i)   ? SMALL
			   : s->is[i] & WORD_FIRST ? FIRST
						   : LAST) &&
	       lean >= people_doubt(s, i);
}

static const struct finding_of unknown = { KIND_NAME, "name-unknown", 60 };

/* "in Nachtblau" */
static bool
is_colour(const struct speech *s, size_t i)
{
	return word_lists_end(s->lists, WORDS_colour_end, speech_word(s, i), 3);
}

/* What the tagger took for a town and the list knows nothing of. */
static void
take_unknown_place(struct speech *s, size_t i, struct spans *out)
{
	enum { FAR_FROM_NAME = -300 };

	if (is_colour(s, i))
		return;
	if (is_behind_preposition(s, i))
		speech_add(s, out, i, i,
		    (struct finding_of){ KIND_PLACE, "place-unknown", 60 });
	else if (speech_lean(s, i) > FAR_FROM_NAME)
		people_add(s, out, i, i, unknown);
}

/* What the tagger took for the rest of a name is in the next column of a table:
 * "Jane Miller\tDerby". */
static bool
starts_cell(const struct speech *s, const uint8_t *tags, size_t i)
{
	return tags[i] == TAG_PERSON_ON && i > 0 && people_is_name(s, i) &&
	       speech_ends_cell(s, i - 1);
}

void
people_take_tagged(struct speech *s, struct spans *out)
{
	const uint8_t *tags = speech_tags(s);
	size_t first, last;
	bool cell;

	for (size_t i = 0; tags && i < s->words->n_tokens; i = last + 1) {
		last = i;
		if (is_somewhere_unknown(s, tags, i)) {
			take_unknown_place(s, i, out);
			continue;
		}
		if (is_unsure(s, tags, i)) {
			last = people_round_off(s, i, i);
			people_add(s, out, i, last, unknown);
			continue;
		}
		cell = starts_cell(s, tags, i);
		if (tags[i] != TAG_PERSON && !cell)
			continue;
		while (last + 1 < s->words->n_tokens &&
		       tags[last + 1] == TAG_PERSON_ON &&
		       !speech_ends_cell(s, last))
			last++;
		first = skip_word(s, i, last);
		if ((cell || is_likely(s, first, last)) &&
		    !people_is_taken(s, first)) {
			size_t end = people_round_off(s, first, last);

			if (!cell && people_is_doubtful(s, first, end))
				continue;
			people_add(s, out, first, end,
			    (struct finding_of){
				KIND_NAME, "name-tagged", 70 });
		}
	}
	people_take_strangers(s, out);
}
