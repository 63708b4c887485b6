/* Names of people by what is said around them; people_speaker.c,
 * people_tagged.c and people_beside.c find others. */

#include <string.h>

#include "redact/people_articles.h"
#include "redact/people_things.h"

/* "Hi Will," ends a greeting: "Hi, Will you" goes on with a word. */
static bool
is_called(const struct speech *s, size_t first)
{
	size_t last = people_name_end(s, first);

	return !(s->is[first] & (WORD_KNOWN | WORD_COMMON)) ||
	       (speech_is_capital(s, first) && s->is[first] & WORD_FIRST &&
		   !(s->is[first] & WORD_COMMON)) ||
	       last > first || last + 1 == s->words->n_tokens ||
	       speech_ends(s, last) || speech_is_mark(s, last + 1, ",.!?;:-");
}

/* "je suis Maxence Fontenay": two words with capitals that no dictionary has,
 * behind what people say of themselves. */
static bool
is_own_name(const struct speech *s, size_t i)
{
	if (i == 0 || i + 1 >= s->words->n_tokens || speech_ends(s, i))
		return false;
	for (size_t k = i; k <= i + 1; k++)
		if (!speech_is_letters(s, k) || !speech_is_capital(s, k) ||
		    (k == i && people_is_plain(s, k)) ||
		    s->is[k] & WORD_COMMON || people_is_never(s, k))
			return false;
	return speech_in(s, i - 1, WORDS_i_am) ||
	       (i > 2 && speech_is(s, i - 1, "est") &&
		   speech_is(s, i - 3, "c"));
}

/* "Sjoukje Hoekstra uit Dokkum": where one is from, behind the name. */
static void
take_home(struct speech *s, size_t last, struct spans *out)
{
	static const struct str from[] = { { "aus", 3 }, { "da", 2 },
		{ "de", 2 }, { "uit", 3 } };
	size_t i = last + 2;

	if (speech_ends(s, last) || !SPEECH_IS_ONE(s, last + 1, from) ||
	    !speech_is_letters(s, i) || !speech_is_capital(s, i) ||
	    speech_token(s, i)->n < 3 || people_is_never(s, i) ||
	    (s->is[i] & WORD_KNOWN && !(s->is[i] & WORD_PLACE)))
		return;
	last = i;
	while (speech_is_mark(s, last + 1, "-") &&
	       speech_is_joined(s, last + 1) && speech_is_joined(s, last + 2) &&
	       speech_is_letters(s, last + 2))
		last += 2;
	speech_add(s, out, i, last,
	    (struct finding_of){ KIND_PLACE, "place-of-name", 75 });
}

/* "W.F. van der Meer", "J R van der Meer", at the first initial; not "A
 * Morgan", which is one of a make. */
static bool
is_initials(const struct speech *s, size_t i)
{
	size_t from = i;
	bool dots = false;

	while (i + 1 < s->words->n_tokens && speech_token(s, i)->n == 1 &&
	       speech_is_letters(s, i) && speech_is_capital(s, i)) {
		dots |= speech_is_mark(s, i + 1, ".");
		i += 1 + speech_is_mark(s, i + 1, ".");
	}
	if (i == from || (i == from + 1 && !dots &&
			     strchr("aeiouy", speech_word(s, from).p[0])))
		return false;
	i = people_skip_particles(s, i);
	return i < s->words->n_tokens && speech_is_letters(s, i) &&
	       speech_is_capital(s, i) && speech_token(s, i)->n > 2 &&
	       (people_is_particle(s, i - 1) || people_fits(s, i, SURE_FAIR));
}

/* "van Houten", "De Smet": at the first particle. */
static bool
is_behind_particles(const struct speech *s, size_t i)
{
	size_t word = people_skip_particles(s, i);

	return word > i && word < s->words->n_tokens &&
	       (people_fits(s, word, SURE_FAIR) ||
		   (speech_is_capital(s, i) && speech_is_letters(s, word) &&
		       speech_is_capital(s, word) &&
		       !(s->is[word] & WORD_COMMON)));
}

/* "teuila fonoti": two words in small letters that no dictionary has, one of
 * which is a name. */
static bool
is_small_pair(const struct speech *s, size_t i)
{
	for (size_t k = i; k <= i + 1; k++)
		if (!speech_is_letters(s, k) || speech_is_capital(s, k) ||
		    s->is[k] & WORD_KNOWN || speech_token(s, k)->n < 4 ||
		    people_is_never(s, k))
			return false;
	return (s->is[i] | s->is[i + 1]) & (WORD_FIRST | WORD_LAST) &&
	       !speech_ends(s, i);
}

/* "its oonagh, ...": a name in small letters, and nothing else behind it. */
static bool
is_complement(const struct speech *s, size_t i)
{
	size_t next = i + 1;

	return i > 0 && i < s->words->n_tokens && s->is[i] & WORD_LAST &&
	       !(s->is[i] & (WORD_KNOWN | WORD_FIRM | WORD_PLACE)) &&
	       speech_token(s, i)->n > 3 &&
	       (speech_ends(s, i) || speech_is_mark(s, next, ",") ||
		   speech_is(s, next, "here") || speech_is(s, next, "again") ||
		   speech_is(s, next, "from"));
}

/* What is said before it is little, but the tagger says so too. */
static bool
is_tagged_name(struct speech *s, size_t i)
{
	const uint8_t *tags;

	if (i >= s->words->n_tokens || speech_is_capital(s, i) ||
	    !people_is_name(s, i) ||
	    (s->is[i] & WORD_KNOWN && !people_is_small_first(s, i)))
		return false;
	tags = speech_tags(s);
	return tags && tags[i] == TAG_PERSON;
}

/* What the tagger takes for the rest of the name that ends at `last`. */
static size_t
tagged_end(struct speech *s, size_t last)
{
	const uint8_t *tags = speech_tags(s);

	while (tags && last + 1 < s->words->n_tokens &&
	       tags[last + 1] == TAG_PERSON_ON && !speech_ends(s, last) &&
	       speech_is_letters(s, last + 1) &&
	       !people_is_never(s, last + 1) && tags[last] != TAG_OTHER)
		last++;
	return last;
}

/* "la hija de Encarnacion": it is no part of the name. */
static bool
is_of(const struct speech *s, size_t i)
{
	static const struct str words[] = { { "da", 2 }, { "de", 2 },
		{ "do", 2 }, { "di", 2 } };

	return speech_is_letters(s, i + 1) && speech_is_capital(s, i + 1) &&
	       SPEECH_IS_ONE(s, i, words) && !speech_is_capital(s, i) &&
	       !speech_ends(s, i);
}

/* "frag mal den Uwe", "pregunta por el Manolo", "mein mann, der juergen": an
 * article before a first name. */
static bool
is_article_of(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_article_of_name) &&
	       !speech_is_capital(s, i) && !speech_ends(s, i) &&
	       speech_is_letters(s, i + 1) && s->is[i + 1] & WORD_FIRST &&
	       (speech_is_capital(s, i + 1) || !(s->is[i + 1] & WORD_KNOWN));
}

/* "ask for Mother's Maiden Name" */
static bool
is_kin(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_kin);
}

/* "talk to Philips" */
static bool
is_firm_alone(const struct speech *s, size_t i)
{
	return i < s->words->n_tokens && s->is[i] & WORD_FIRM &&
	       !(s->is[i] & WORD_FIRST) && speech_is_capital(s, i) &&
	       people_name_end(s, i) == i;
}

/* "Cardholder name: must it match", "in dads name, can we": two frequent words
 * in small letters. */
static bool
is_mere_word(const struct speech *s, size_t i)
{
	size_t next = i + 1;

	return next < s->words->n_tokens && s->is[i] & WORD_COMMON &&
	       !(s->is[i] & WORD_FIRST && !speech_is(s, i, "can")) &&
	       speech_token(s, i)->upper == 0 && !speech_ends(s, i) &&
	       speech_is_letters(s, next) && s->is[next] & WORD_COMMON &&
	       !(s->is[next] & (WORD_FIRST | WORD_LAST)) &&
	       !people_is_particle(s, i);
}

/* "maja", which is a name elsewhere, in small letters. */
static bool
is_small_word(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_small_word) && !speech_is_capital(s, i);
}

/* "senorita haga el favor", "bonjour jai recu", "titular debes comprar": such a
 * word before others of a sentence, or before an infinitive. */
static bool
is_in_sentence(const struct speech *s, size_t i, enum sure sure)
{
	static const struct str english[] = { { "dear", 4 }, { "hello", 5 },
		{ "hey", 3 }, { "hi", 2 } };
	size_t next = people_skip_particles(s, i + 1);

	/* "gracias maja", "hi jai here" */
	if (sure == SURE_GREETED && i > 0 && speech_is(s, i - 1, "gracias"))
		return true;
	if (sure == SURE_GREETED && i > 0 && SPEECH_IS_ONE(s, i - 1, english))
		return false;
	if (speech_ends(s, i) || !speech_is_letters(s, next) ||
	    speech_is_capital(s, next) || speech_has_use(s, next, USE_THEN) ||
	    !(people_is_plain(s, next) || speech_has_use(s, next, USE_NEVER)))
		return false;
	return sure == SURE_TITLED || sure == SURE_GREETED ||
	       people_is_infinitive(s, next);
}

/* "mein Name, wohnhaft ...", "Hola. Elige: 1 ...": no list has it for a name,
 * and behind a comma it has no capital either. */
static bool
is_new_word(const struct speech *s, size_t i, bool small)
{
	return i < s->words->n_tokens &&
	       !(s->is[i] & (WORD_FIRST | WORD_LAST)) &&
	       !(small && speech_is_capital(s, i)) && !(small && s->capitals);
}

/* "a table for August 9th", "for Sunday" */
static bool
is_day(const struct speech *s, size_t i)
{
	if (i >= s->words->n_tokens || !speech_is_letters(s, i))
		return false;
	if (speech_has_use(s, i, USE_MONTH))
		return i + 1 < s->words->n_tokens && s->seen[i + 1].has_digit;
	return s->is[i] & WORD_KNOWN &&
	       word_lists_begin(s->lists, WORDS_day_begin, speech_word(s, i));
}

/* "my name is teh wei ling", at "teh": names are all that is behind it. */
static bool
is_before_names(const struct speech *s, size_t i)
{
	enum { SHORT = 4, MOST_NAMES = 2 };
	size_t k = i;

	if (!speech_is_letters(s, i) || speech_token(s, i)->n > SHORT ||
	    speech_token(s, i)->n < 2 || s->is[i] & WORD_COMMON ||
	    people_is_never(s, i))
		return false;
	while (k < i + MOST_NAMES && !speech_ends(s, k) &&
	       speech_is_letters(s, k + 1) && people_is_name(s, k + 1) &&
	       !(s->is[k + 1] & WORD_COMMON))
		k++;
	return k > i && (speech_ends(s, k) || speech_is_mark(s, k + 1, ","));
}

size_t
people_behind_initials(const struct speech *s, size_t i)
{
	enum { MOST_INITIALS = 3 };
	size_t k = i;

	for (size_t n = 0;
	     n < MOST_INITIALS && speech_is_letters(s, k) &&
	     speech_token(s, k)->n == 1 && !speech_is_capital(s, k);
	     n++)
		k += 1 + speech_is_mark(s, k + 1, ".");
	return k > i && speech_is_letters(s, k) && people_is_name(s, k) &&
		       !(s->is[k] & (WORD_KNOWN | WORD_COMMON))
		   ? k
		   : i;
}

/* Where the name itself begins, which stands where one must be. */
static size_t
behind_first_sign(const struct speech *s, size_t i)
{
	size_t k = people_behind_initials(s, i);

	return k > i ? k : i + is_before_names(s, i);
}

/* Take the name at token i, behind titles and marks; false: none is there. */
static bool
take(struct speech *s, size_t i, enum sure sure, const char *rule,
    unsigned char score, struct spans *out)
{
	size_t skipped = 0, last;
	bool comma = false, stop = false;

	for (; i < s->words->n_tokens && skipped < 4; i++, skipped++) {
		comma |= speech_is_mark(s, i, ",");
		stop |=
		    speech_is_mark(s, i, ".") && !speech_is_joined(s, i + 1);
		if (speech_begins(s, i, SPEECH_name_title))
			sure = SURE_TITLED;
		else if (sure < SURE_STRONG && is_of(s, i))
			continue;
		else if (sure == SURE_FAIR && is_article_of(s, i))
			continue;
		else if (people_is_byname(s, i))
			continue;
		else if (!speech_is_mark(s, i, ",:-=.\"'*"))
			break;
	}
	if (is_kin(s, i) && sure < SURE_STRONG)
		return false;
	/* "my reservation. Can you" */
	if (stop && sure <= SURE_FAIR && i < s->words->n_tokens &&
	    s->is[i] & WORD_KNOWN && !speech_ends(s, i))
		return false;
	if ((sure <= SURE_FAIR && is_firm_alone(s, i)) || is_mere_word(s, i) ||
	    (is_small_word(s, i) && is_in_sentence(s, i, sure)) ||
	    ((comma || (stop && sure == SURE_GREETED)) &&
		is_new_word(s, i, comma)))
		return false;
	if (sure == SURE_GREETED && is_small_word(s, i))
		sure = SURE_STRONG;
	if (sure == SURE_WEAK && is_own_name(s, i))
		sure = SURE_FAIR;
	if (sure <= SURE_FAIR && is_tagged_name(s, i))
		sure = SURE_STRONG;
	if (sure == SURE_WEAK && is_complement(s, i))
		sure = SURE_FAIR;
	if (sure <= SURE_FAIR && is_small_pair(s, i))
		sure = SURE_STRONG;
	if (i >= s->words->n_tokens || !people_fits(s, i, sure)) {
		/* "J. Doe", "van Houten", "De Santis" */
		if (i + 1 >= s->words->n_tokens || sure < SURE_FAIR ||
		    !speech_is_letters(s, i))
			return false;
		if (!is_initials(s, i) && !is_behind_particles(s, i) &&
		    !(sure == SURE_STRONG && behind_first_sign(s, i) > i) &&
		    !(speech_token(s, i)->n == 1 &&
			speech_is_mark(s, i + 1, "'") &&
			people_fits(s, i + 2, sure)) &&
		    !(speech_token(s, i)->n == 1 &&
			speech_is_mark(s, i + 1, ".") &&
			i + 2 < s->words->n_tokens &&
			(speech_is_capital(s, i) || s->is[i + 2] & WORD_LAST) &&
			people_fits(s, i + 2, sure)))
			return false;
	}
	if ((sure == SURE_GREETED &&
		(!is_called(s, i) || people_is_abstract(s, i))) ||
	    people_is_company(s, people_name_end(s, i) + 1))
		return false;
	/* "thanks agent", "shukriya bhai" */
	if (people_is_my(s, i) || is_day(s, i) ||
	    (sure == SURE_GREETED && speech_in(s, i, WORDS_role)))
		return false;
	last =
	    people_name_end(s, sure == SURE_STRONG && !people_fits(s, i, sure)
				   ? behind_first_sign(s, i)
				   : i);
	/* "my boss Helen Trott": in German any noun has a capital */
	if (sure >= SURE_TITLED ||
	    (sure == SURE_FAIR && !people_speak_german(s)))
		last = people_surname_end(s, i, last);
	last = tagged_end(s, last);
	people_add(
	    s, out, i, last, (struct finding_of){ KIND_NAME, rule, score });
	take_home(s, last, out);
	return true;
}

/* "you can call me Bear": a frequent word, with a capital, behind "me". */
static bool
is_nickname(const struct speech *s, const struct term_hit *h)
{
	size_t i = h->last + 1;

	return h->last > 0 && speech_is(s, h->last, "me") &&
	       !speech_in(s, i, WORDS_when) &&
	       (speech_is(s, h->last - 1, "call") ||
		   speech_is(s, h->last - 1, "calls")) &&
	       speech_is_letters(s, i) && speech_token(s, i)->upper == 1 &&
	       speech_is_capital(s, i) && speech_token(s, i)->n > 2 &&
	       !speech_has_use(s, i, USE_NEVER | USE_THE | USE_MONTH) &&
	       (speech_ends(s, i) || speech_is_mark(s, i + 1, ","));
}

static void
take_hit(struct speech *s, const struct term_hit *h, struct spans *out)
{
	bool told =
	    h->list == SPEECH_name_before || h->list == SPEECH_name_title;

	/* "Dr. Oetker", "Tio João"; "steht im Keller"; "believes me. What" */
	if (told &&
	    (speech_is_make(s, h->first) ||
		(h->first == h->last && speech_is(s, h->first, "im") &&
		    people_speak_german(s)) ||
		(h->list == SPEECH_name_title && speech_is(s, h->first, "me") &&
		    !speech_is_capital(s, h->first))))
		return;
	switch (h->list) {
	case SPEECH_name_before:
		if (is_nickname(s, h))
			speech_add(s, out, h->last + 1, h->last + 1,
			    (struct finding_of){
				KIND_NAME, "name-introduced", 85 });
		else
			take(s, h->last + 1,
			    h->weight > 2   ? SURE_STRONG
			    : h->weight > 1 ? SURE_FAIR
					    : SURE_WEAK,
			    "name-introduced", 90, out);
		if (h->weight == 2)
			people_take_kin(s, h, out);
		break;
	case SPEECH_name_title:
		/* "574 Station Dr": that title ends a street */
		if (!people_is_taken(s, h->first) &&
		    !people_is_counted(s, h->first))
			take(
			    s, h->last + 1, SURE_TITLED, "name-title", 90, out);
		break;
	case SPEECH_name_greeting:
		/* "Hi Alexa set a timer" */
		if (speech_is_make(s, h->last + 1))
			break;
		take(s, h->last + 1, SURE_GREETED, "name-greeted", 85, out);
		break;
	case SPEECH_name_signoff:
		people_take_signoff(s, h->last + 1, out);
		break;
	case SPEECH_name_after:
		people_take_speaker(
		    s, h->first, h->weight > 1 ? SURE_FAIR : SURE_WEAK, out);
		break;
	default:
		break;
	}
}

static bool
is_owned(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_owned);
}

/* "in Dale Hollis's name": at the word with 's. */
static void
take_whose(struct speech *s, size_t i, struct spans *out)
{
	struct str word;
	size_t first = i;

	if (!is_owned(s, i + 1))
		return;
	/* "in hannah's name" */
	if (!speech_is_capital(s, i) &&
	    !(i > 0 && s->is[i] & WORD_FIRST && speech_is(s, i + 1, "name")))
		return;
	word = speech_word(s, i);
	if (word.n < 5 || word.p[word.n - 1] != 's' ||
	    word.p[word.n - 2] != '\'')
		return;
	while (first > 0 && i - first < PEOPLE_LONGEST_NAME &&
	       speech_is_letters(s, first - 1) && !people_at_start(s, first) &&
	       speech_is_capital(s, first - 1) &&
	       !people_is_plain(s, first - 1))
		first--;
	if ((first < i || people_is_name(s, i)) &&
	    people_fits(s, first, SURE_FAIR) && !people_is_taken(s, first))
		speech_add(s, out, first, i,
		    (struct finding_of){ KIND_NAME, "name-whose", 80 });
}

void
people_find(struct speech *s, struct spans *out)
{
	size_t from = out->n;

	if (speech_asked(s, SPEECH_name_asked))
		people_take_answer(s, out);
	for (size_t i = 0; i < s->n_hits; i++)
		take_hit(s, &s->hits[i], out);
	for (size_t i = 1; s->has_hyphen && i < s->words->n_tokens; i++)
		if (s->seen[i].mark == '-')
			people_take_hyphened(s, i, out);
	if (speech_has(s, WORDS_owned) && memchr(s->text.p, '\'', s->text.n))
		for (size_t i = 0; i + 1 < s->words->n_tokens; i++)
			take_whose(s, i, out);
	if (speech_has(s, WORDS_vietnamese_family))
		people_take_vietnamese(s, out);
	if (s->has_comma)
		people_take_turned(s, out);
	if (speech_has(s, WORDS_not) || speech_has(s, WORDS_with))
		people_take_corrected(s, out);
	people_take_tagged(s, out);
	if (out->n == from)
		return;
	people_take_listed(s, out);
	if (speech_has(s, WORDS_born))
		people_take_born(s, out);
	if (s->has_digits)
		people_take_ages(s, out);
}
