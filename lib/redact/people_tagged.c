/* Names that the tagger finds. */

#include <string.h>

#include "redact/people.h"

enum { LONGEST_WORD = 15 };

/* A few words, most of which are the name: "robert", "rose and 5284". */
static bool
is_short(const struct speech *s)
{
	return s->words->n_tokens <= PEOPLE_SHORT_TEXT;
}

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
	if (!is_short(s) || first > 0 ||
	    (first == last && !is_question(speech_before(s))))
		return false;
	for (size_t i = first; i <= last; i++)
		if (!speech_is_letters(s, i) || speech_token(s, i)->n < 3 ||
		    people_is_never(s, i) ||
		    (s->is[i] & WORD_KNOWN && !people_is_name(s, i)))
			return false;
	return true;
}

/* A name in small letters: a first name, if it is not a word as well. */
static bool
is_small_name(const struct speech *s, size_t i)
{
	if (!people_is_name(s, i))
		return false;
	return !(s->is[i] & WORD_KNOWN) ||
	       (is_short(s) && s->is[i] & WORD_FIRST &&
		   !(s->is[i] & WORD_COMMON));
}

static bool
mark(uint8_t *wanted, size_t i)
{
	wanted[i] = 1;
	return true;
}

bool
people_mark(const struct speech *s, uint8_t *wanted)
{
	bool capital_before = false, any = false;

	if (!is_short(s) && !s->may_name)
		return false;
	if (is_short(s) && !(s->is[0] & WORD_KNOWN))
		any = mark(wanted, 0);
	for (size_t i = 0; i < s->words->n_tokens; i++) {
		bool known = s->is[i] & WORD_KNOWN, capital, beside;

		if (!speech_is_letters(s, i) || speech_token(s, i)->n < 3)
			continue;
		capital = speech_is_capital(s, i);
		beside = capital_before || !people_at_start(s, i) ||
			 (speech_is_letters(s, i + 1) &&
			     speech_is_capital(s, i + 1));
		capital_before = capital;
		if (capital ? !people_is_never(s, i) &&
				  (!known || people_is_name(s, i)) &&
				  (beside || (people_is_name(s, i) && !known))
			    : is_small_name(s, i))
			any = mark(wanted, i);
	}
	return any;
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

/* "Jack Daniels", as a make or in fiction: a phrase of that list. */
static bool
is_of_make(const struct speech *s, size_t first)
{
	for (size_t k = 0; k < s->n_hits; k++)
		if (s->hits[k].list == SPEECH_name_not &&
		    s->hits[k].first <= first && first <= s->hits[k].last)
			return true;
	return false;
}

/* "Vanessa's Bistro", "Ashok Vihar": a house or a quarter of that name. */
static bool
is_of_business(const struct speech *s, size_t first, size_t last)
{
	if (speech_is_quarter(s, last) || people_is_company(s, last) ||
	    people_is_company(s, last + 1))
		return true;
	for (size_t i = first; i <= last; i++) {
		struct str word = speech_word(s, i);
		size_t next = i + 1;

		if (word.n > 2 && word.p[word.n - 1] == 's' &&
		    word.p[word.n - 2] == '\'' && speech_is_letters(s, next) &&
		    speech_is_capital(s, next) && people_is_plain(s, next))
			return true;
	}
	return false;
}

/* "die Waschmaschine": a noun that no list has, in a language that begins
 * them all with a capital. */
static bool
is_noun(const struct speech *s, size_t first)
{
	static const struct str before[] = { { "der", 3 }, { "die", 3 },
		{ "das", 3 }, { "dem", 3 }, { "den", 3 }, { "ein", 3 },
		{ "eine", 4 }, { "einen", 5 }, { "einem", 5 }, { "einer", 5 },
		{ "kein", 4 }, { "keine", 5 }, { "mein", 4 }, { "meine", 5 },
		{ "unser", 5 }, { "unsere", 6 }, { "ihre", 4 } };

	return first > 0 && !people_is_name(s, first) &&
	       SPEECH_IS_ONE(s, first - 1, before);
}

/* "een jasmijn", "folha de oliveira": a flower or a tree in small letters,
 * with no name beside it. */
static bool
is_plant(const struct speech *s, size_t first, size_t last)
{
	static const struct str plants[] = { { "camelia", 7 },
		{ "carvalho", 8 }, { "dahlia", 6 }, { "girassol", 8 },
		{ "iris", 4 }, { "jasmijn", 7 }, { "jasmim", 6 },
		{ "jasmin", 6 }, { "laranjeira", 10 }, { "margarida", 9 },
		{ "margarita", 9 }, { "oliveira", 8 }, { "olivier", 7 },
		{ "pereira", 7 }, { "pinheiro", 8 } };

	return !is_short(s) && !speech_is_capital(s, last) &&
	       SPEECH_IS_ONE(s, last, plants) &&
	       (first == last ||
		   (last == first + 1 && people_is_particle(s, first)));
}

/* Does what the tagger took for a name look like one? */
static bool
is_likely(struct speech *s, size_t first, size_t last)
{
	bool alone = first == last, all = true;

	if (is_plant(s, first, last) || is_of_make(s, first) ||
	    is_of_business(s, first, last) ||
	    speech_token(s, last)->n > LONGEST_WORD)
		return false;
	if (is_answer(s, first, last))
		return true;
	if (!speech_is_letters(s, first) ||
	    (last == first + 1 && is_roman(s, last)) ||
	    (alone && first > 0 &&
		(speech_has_use(s, first - 1, USE_THE) ||
		    speech_is(s, first - 1, "my"))) ||
	    is_noun(s, first))
		return false;
	for (size_t i = first; i <= last; i++) {
		bool known = s->is[i] & WORD_KNOWN, name = people_is_name(s, i);
		bool inside = !people_at_start(s, i);

		if (!speech_is_letters(s, i) || people_is_never(s, i)) {
			all &= !speech_has_use(s, i, USE_NEVER);
			continue;
		}
		if (!speech_is_capital(s, i)) {
			if (s->is[i] & WORD_FIRST && is_small_name(s, i))
				return true;
		} else if (name ? !known || !alone || inside
				: !known && (inside || !alone)) {
			return true;
		}
		all &= name && !known;
	}
	return all && !speech_is_capital(s, first);
}

/* "driver Musa": a word in small letters before a name in capitals. */
static size_t
skip_word(const struct speech *s, size_t first, size_t last)
{
	while (first < last && !people_is_name(s, first) &&
	       !speech_is_capital(s, first) && speech_is_capital(s, first + 1))
		first++;
	/* "Beste Daan" */
	if (first < last && speech_begins(s, first, SPEECH_name_greeting))
		first++;
	/* "Ms. Sharma" */
	while (first < last && (speech_has_use(s, first, USE_NEVER) ||
				   speech_begins(s, first, SPEECH_name_title) ||
				   speech_is_mark(s, first, ".,")))
		first++;
	return first;
}

/* What the tagger took for the rest of a name is in the next column of a table:
 * "Jane Miller\tDerby". */
static bool
starts_cell(const struct speech *s, const uint8_t *tags, size_t i)
{
	return tags[i] == TAG_PERSON_ON && i > 0 && speech_ends_cell(s, i - 1);
}

void
people_take_tagged(struct speech *s, struct spans *out)
{
	const uint8_t *tags = speech_tags(s);
	size_t first, last;
	bool cell;

	if (!tags)
		return;
	for (size_t i = 0; i < s->words->n_tokens; i = last + 1) {
		last = i;
		cell = starts_cell(s, tags, i);
		if (tags[i] != TAG_PERSON && !cell)
			continue;
		while (last + 1 < s->words->n_tokens &&
		       tags[last + 1] == TAG_PERSON_ON &&
		       !speech_ends_cell(s, last))
			last++;
		first = skip_word(s, i, last);
		if ((cell || is_likely(s, first, last)) &&
		    !people_is_taken(s, first))
			speech_add(s, out, first, last,
			    (struct finding_of){
				KIND_NAME, "name-tagged", 70 });
	}
}
