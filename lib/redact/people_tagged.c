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

/* "robrt", where a name must stand. */
static bool
may_be_misspelt(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_token(s, i)->n > 3 &&
	       !(s->is[i] & WORD_KNOWN);
}

/* What stands behind a cue. */
static bool
mark_told(const struct speech *s, uint8_t *wanted)
{
	bool any = false;

	for (size_t k = 0; k < s->n_hits; k++) {
		size_t i = s->hits[k].last + 1;

		if (s->hits[k].list == SPEECH_name_before &&
		    (people_is_small_first(s, i) ||
			(s->hits[k].weight > 2 && may_be_misspelt(s, i))))
			any = mark(wanted, i);
	}
	return any;
}

bool
people_mark(const struct speech *s, uint8_t *wanted)
{
	bool capital_before = false, any = mark_told(s, wanted);

	if (!is_short(s) && !s->may_name)
		return any;
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

/* "Colin Furze's book", "Charlie Bigham's pie": of whom everybody knows. */
static bool
is_work(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_work);
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
		    (speech_is_capital(s, next) ? people_is_plain(s, next)
						: is_work(s, next)))
			return true;
	}
	return false;
}

/* "die Waschmaschine": a noun that no list has, in a language that begins
 * them all with a capital; "eine Bosch", but not "der Bosch". */
static bool
is_noun(const struct speech *s, size_t first)
{
	if (first == 0)
		return false;
	if (speech_in(s, first - 1, WORDS_german_one))
		return !(s->is[first] & WORD_FIRST) ||
		       s->is[first] & WORD_KNOWN;
	return (!people_is_name(s, first) || s->is[first] & WORD_KNOWN) &&
	       speech_in(s, first - 1, WORDS_german_the);
}

/* "een jasmijn", "folha de oliveira": a flower or a tree in small letters,
 * with no name beside it. */
static bool
is_plant(const struct speech *s, size_t first, size_t last)
{
	return !is_short(s) && speech_is_plant(s, last) &&
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

/* "the Dulux", "Bosch Series", "Redmi Note": what a firm makes, or a firm. */
static bool
is_of_firm(const struct speech *s, size_t first, size_t last)
{
	if (is_full_name(s, first, last))
		return false;
	for (size_t i = first; i <= last; i++)
		if (s->is[i] & WORD_FIRM)
			return true;
	return first > 0 && s->is[first - 1] & WORD_FIRM &&
	       speech_is_capital(s, first - 1) && !speech_ends(s, first - 1);
}

/* "Clio 1.5", "Octavia 2": a number of a model right behind one word. */
static bool
is_numbered(const struct speech *s, size_t first, size_t last)
{
	size_t next = last + 1;

	return first == last && !speech_ends(s, last) &&
	       next < s->words->n_tokens &&
	       speech_token(s, next)->class == TEXT_WORD &&
	       s->seen[next].has_digit && speech_token(s, next)->n < 5;
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

/* "Zustellung": a word that no list has, where all nouns have capitals. */
static bool
is_german_noun(struct speech *s, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (s->is[i] & (WORD_FIRST | WORD_LAST))
			return false;
	return people_speak_german(s);
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

/* "un Perrier", "una Margherita", "le Cookeo": an article before nobody; not
 * "la Paqui" or "o Chico", nor "il Rossi", nor "bist du Markus". */
static bool
is_behind_foreign_article(const struct speech *s, size_t i)
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

/* "the Picasso", "my emma", "a rose"; not "a Mamadou", which is French. */
static bool
is_behind_article(const struct speech *s, size_t i)
{
	if (i == 0)
		return false;
	if (speech_is(s, i - 1, "a"))
		return s->is[i] & WORD_KNOWN || !speech_is_capital(s, i) ||
		       (!(s->is[i] & (WORD_FIRST | WORD_LAST)) &&
			   is_english(s));
	return speech_has_use(s, i - 1, USE_THE) || speech_is(s, i - 1, "my") ||
	       is_behind_foreign_article(s, i);
}

/* "Facturación", "Spedizione", "Omeprazol": no name ends so. */
static bool
is_abstract(const struct speech *s, size_t i)
{
	struct str word = speech_word(s, i);

	return word.n > 7 && !(s->is[i] & (WORD_FIRST | WORD_LAST)) &&
	       (word_lists_end(s->lists, WORDS_abstract_end, word, 1) ||
		   word_lists_end(s->lists, WORDS_medicine_end, word, 1));
}

/* One word that stands where a thing does. */
static bool
is_thing(const struct speech *s, size_t i)
{
	return speech_names_thing(s, i) || is_abstract(s, i) ||
	       (!(s->is[i] & WORD_FIRST) && speech_is_several(s, i)) ||
	       (speech_is_capital(s, i) && i > 0 &&
		   is_behind_foreign_article(s, i));
}

/* "Raum Schiller", at the first word. */
static bool
is_thing_itself(const struct speech *s, size_t i)
{
	return s->is[i] & WORD_KNOWN && !(s->is[i] & WORD_FIRST) &&
	       speech_names_thing(s, i + 1);
}

/* "Tobar Lodge", "Braun-Rasierer", "Elsa-jurk": what its last word says. */
static bool
is_thing_of_name(const struct speech *s, size_t first, size_t last)
{
	return last > first && people_is_plain(s, last) &&
	       (s->is[first] & WORD_FIRST ? speech_token(s, last)->n > 3 &&
						!speech_is_capital(s, last) &&
						speech_is_capital(s, first) &&
						speech_is_mark(s, last - 1, "-")
					  : speech_token(s, last)->n > 2);
}

/* "the Oliver Bonas cushion", "the Sir Francis Drake pub" */
static bool
is_of_goods(const struct speech *s, size_t first, size_t last)
{
	if (first > 0 && speech_begins(s, first - 1, SPEECH_name_title))
		first--;
	return last > first && first > 0 &&
	       speech_has_use(s, first - 1, USE_THE) &&
	       speech_names_thing(s, last) && speech_is_letters(s, last + 1) &&
	       !speech_is_capital(s, last + 1);
}

/* "Egregio Avv.", "Estimada Lic.": the name follows. */
static bool
ends_with_title(const struct speech *s, size_t first, size_t last)
{
	return last > first && speech_begins(s, last, SPEECH_name_title) &&
	       speech_is_mark(s, last + 1, ".");
}

/* "un Xiaomi Redmi", "the Airwrap Styler": a make that no list has. */
static bool
is_make_behind_article(const struct speech *s, size_t first, size_t last)
{
	return last > first && first > 0 && speech_is_capital(s, first) &&
	       !(s->is[first] & WORD_FIRST) &&
	       (is_behind_foreign_article(s, first) ||
		   (!(s->is[first] & WORD_LAST) &&
		       is_behind_article(s, first)));
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

/* "mein Mann Detlef": at "Mann", the end of such a cue. */
static bool
ends_cue(const struct speech *s, size_t i)
{
	for (size_t k = 0; k < s->n_hits; k++)
		if (s->hits[k].list == SPEECH_name_before &&
		    s->hits[k].last == i && s->hits[k].first < i &&
		    s->hits[k].weight > 1)
			return true;
	return false;
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

/* Does what the tagger took for a name look like one? */
static bool
is_likely(struct speech *s, size_t first, size_t last)
{
	bool alone = first == last, all = true;

	if (is_plant(s, first, last) || is_in_town(s, first) ||
	    speech_is_make(s, first) || is_of_business(s, first, last) ||
	    is_of_firm(s, first, last) || is_numbered(s, first, last) ||
	    people_is_counted(s, first) ||
	    (first == last && is_thing(s, first)) ||
	    (last == first + 1 && is_thing_itself(s, first)) ||
	    is_thing_of_name(s, first, last) ||
	    is_make_behind_article(s, first, last) ||
	    is_german_noun(s, first, last) || is_of_day(s, first, last) ||
	    is_run_together(s, first, last) || is_of_goods(s, first, last) ||
	    ends_with_title(s, first, last) ||
	    speech_token(s, last)->n > LONGEST_WORD)
		return false;
	if (is_answer(s, first, last))
		return true;
	if (!speech_is_letters(s, first) ||
	    (last == first + 1 && is_roman(s, last)) ||
	    (alone && is_cue(s, first)) ||
	    (alone && is_behind_article(s, first)) || is_noun(s, first))
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

/* "R J Pemberton", "W. Braak": a word in capitals behind initials. */
static bool
is_behind_initial(const struct speech *s, size_t i)
{
	size_t letter = i - 1;

	if (i == 0 || !speech_is_letters(s, i) || !speech_is_capital(s, i) ||
	    speech_token(s, i)->upper != 1 ||
	    s->is[i] & (WORD_KNOWN | WORD_FIRM) || !people_is_name(s, i) ||
	    speech_ends_cell(s, i - 1))
		return false;
	if (speech_is_mark(s, letter, ".") && i > 1)
		letter--;
	return speech_is_letters(s, letter) &&
	       speech_token(s, letter)->n == 1 &&
	       speech_is_capital(s, letter) &&
	       (letter < i - 1
		       ? !speech_is_joined(s, letter)
		       : !strchr("aeiouy", speech_word(s, letter).p[0]));
}

/* A word in capitals of which nothing is known but that it may be a name. */
static bool
is_stranger(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_token(s, i)->upper == 1 &&
	       speech_token(s, i)->n > 2 &&
	       !(s->is[i] & (WORD_KNOWN | WORD_FIRM | WORD_PLACE)) &&
	       !people_is_never(s, i);
}

/* "Tom Okafor,": a first name, a word too, and a family name that begin a line
 * of a table. */
static bool
is_first_cell(const struct speech *s, size_t i)
{
	size_t last = i + 1;

	return s->has_cells && (i == 0 || speech_ends_cell(s, i - 1)) &&
	       speech_is_letters(s, last) && s->is[i] & WORD_FIRST &&
	       s->is[last] & WORD_LAST && speech_token(s, i)->upper == 1 &&
	       speech_token(s, last)->upper == 1 &&
	       !(s->is[last] & (WORD_COMMON | WORD_FIRM)) &&
	       speech_is_mark(s, i + 2, ",;|") && speech_is_joined(s, i + 2) &&
	       speech_is_joined(s, i + 3);
}

/* "Jane Miller": a first name that is no word, and a family name. */
static bool
is_first_and_last(const struct speech *s, size_t i)
{
	return is_stranger(s, i) && s->is[i] & WORD_FIRST &&
	       speech_is_letters(s, i + 1) &&
	       speech_token(s, i + 1)->upper == 1 && s->is[i + 1] & WORD_LAST &&
	       !(s->is[i + 1] & (WORD_COMMON | WORD_FIRM | WORD_PLACE)) &&
	       !people_is_never(s, i + 1);
}

/* What the tagger took for a town that no list has: somebody, rather. */
static bool
is_somewhere_unknown(struct speech *s, const uint8_t *tags, size_t i)
{
	return tags[i] == TAG_PLACE &&
	       !(i + 1 < s->words->n_tokens && tags[i + 1] == TAG_PLACE_ON) &&
	       is_stranger(s, i) && !people_at_start(s, i) &&
	       !is_behind_article(s, i) && !is_noun(s, i) &&
	       !people_is_taken(s, i) && !people_is_counted(s, i) &&
	       !is_of_firm(s, i, i) && !is_numbered(s, i, i) &&
	       !is_thing(s, i) && !speech_is_make(s, i) && !is_cue(s, i) &&
	       !is_german_noun(s, i, i);
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

/* "Jane <jane@example.com>" */
static bool
is_of_address(const struct speech *s, size_t i)
{
	return is_stranger(s, i) && s->is[i] & WORD_FIRST &&
	       speech_is_mark(s, i + 1, "<") && !speech_is_held(s, i + 2);
}

/* The tagger alone says so, and not loud enough. */
static bool
is_doubtful(struct speech *s, size_t first, size_t last)
{
	enum { SEVERAL = 160, SEVERAL_NEW = 290 };

	if (!speech_is_capital(s, first))
		return false;
	if (is_thing_of_name(s, first, last) ||
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

/* Is every second word written in capitals, as in a title? */
static bool
is_title(const struct speech *s)
{
	size_t capital = 0, small = 0;

	for (size_t i = 0; i < s->words->n_tokens; i++) {
		capital += s->seen[i].letters && speech_token(s, i)->upper > 0;
		small += s->seen[i].letters && speech_token(s, i)->upper == 0;
	}
	return capital > small;
}

/* "Mirembe Nakato", "Jelto Harms": two words in capitals, of which the
 * tagger knows nothing either. */
static void
take_strangers(struct speech *s, struct spans *out)
{
	int title = -1; /* not known */

	if (s->capitals || s->small || !s->may_name)
		return;
	for (size_t i = 0; i + 1 < s->words->n_tokens; i++) {
		size_t last = i + 1;

		if ((is_behind_initial(s, i) || is_of_address(s, i) ||
			is_first_cell(s, i)) &&
		    !people_is_taken(s, i)) {
			people_add(s, out, i, people_name_end(s, i),
			    (struct finding_of){
				KIND_NAME, "name-beside", 70 });
			continue;
		}
		if (!(is_stranger(s, i) && is_stranger(s, last)) &&
		    !is_first_and_last(s, i))
			continue;
		if (title < 0)
			title = is_title(s);
		if (title && !is_first_and_last(s, i))
			continue;
		if (speech_ends(s, i) || people_is_taken(s, i) ||
		    people_is_taken(s, last) || ends_cue(s, i) ||
		    is_of_goods(s, i, last) || ends_with_title(s, i, last) ||
		    (is_first_and_last(s, i) && is_doubtful(s, i, last)) ||
		    is_german_noun(s, i, last) || speech_is_make(s, i) ||
		    is_of_business(s, i, last) || is_of_firm(s, i, last) ||
		    people_is_counted(s, i))
			continue;
		last = people_name_end(s, i);
		people_add(s, out, i, last,
		    (struct finding_of){ KIND_NAME, "name-unknown", 65 });
		i = last;
	}
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

/* "den Reiter": a family name that is a word of German, behind an article. */
static bool
is_german_thing(const struct speech *s, size_t i)
{
	return i > 0 && !(s->is[i] & WORD_FIRST) &&
	       speech_in(s, i - 1, WORDS_german_before_thing);
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
	    !(is_stranger(s, i) || is_small_stranger(s, i)) ||
	    !is_likely(s, i, i) || is_german_thing(s, i))
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

			if (!cell && is_doubtful(s, first, end))
				continue;
			people_add(s, out, first, end,
			    (struct finding_of){
				KIND_NAME, "name-tagged", 70 });
		}
	}
	take_strangers(s, out);
}
