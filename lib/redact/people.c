/* Names of people: by what is said around them, then by the tagger. */

#include <string.h>

#include "redact/people.h"

enum { LONGEST_NAME = 5, SKIPPED = 2, SHORT_TEXT = 4, LONGEST_WORD = 15 };

static bool
is_particle(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_PARTICLE);
}

/* "I'd", "they're", "can't": a word and a piece of a verb. */
static bool
is_contracted(const struct speech *s, size_t i)
{
	static const char *const pieces[] = { "'d", "'ll", "'m", "'re", "'ve",
		"'t" };
	struct str word = text_token(s->words, speech_token(s, i));

	if (word.n < 3 ||
	    (word.p[word.n - 2] != '\'' && word.p[word.n - 3] != '\''))
		return false;
	for (size_t k = 0; k < sizeof(pieces) / sizeof(*pieces); k++) {
		size_t n = strlen(pieces[k]);

		if (word.n > n && !memcmp(word.p + word.n - n, pieces[k], n))
			return true;
	}
	return false;
}

/* "8 GB RAM", which is somebody's name elsewhere. */
static bool
is_memory(const struct speech *s, size_t i)
{
	struct str word, unit;

	if (i == 0)
		return false;
	word = text_token(s->words, speech_token(s, i));
	unit = text_token(s->words, speech_token(s, i - 1));
	return str_eq(word, STR("ram")) && unit.n >= 2 &&
	       str_eq((struct str){ unit.p + unit.n - 2, 2 }, STR("gb"));
}

/* Nobody's name, in any case. */
bool
people_is_never(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_NEVER | USE_THE) ||
	       is_contracted(s, i) || is_memory(s, i) ||
	       (s->is[i] & WORD_COMMON && !people_is_name(s, i) &&
		   speech_token(s, i)->upper == 0);
}

/* "victor lowe": a first name that is a word too, and one that is none. */
static bool
has_surname(const struct speech *s, size_t first)
{
	size_t i = first + 1;

	return !(s->is[first] & WORD_COMMON) && speech_is_letters(s, i) &&
	       s->is[i] & WORD_LAST && !(s->is[i] & WORD_COMMON) &&
	       speech_token(s, i)->n > 3;
}

/* Could token i begin a name, where so much says that one stands here? */
bool
people_fits(const struct speech *s, size_t i, enum sure sure)
{
	bool known, capital;

	if (!speech_is_letters(s, i) || people_is_never(s, i) ||
	    speech_token(s, i)->n < 2)
		return false;
	/* "im August" */
	if (i > 0 && speech_has_use(s, i, USE_MONTH) &&
	    speech_is(s, i - 1, "im"))
		return false;
	known = s->is[i] & WORD_KNOWN;
	capital = people_is_capital(s, i);
	switch (sure) {
	case SURE_TITLED:
		if (!capital && s->is[i] & WORD_COMMON)
			return false;
		return people_fits(s, i, SURE_STRONG);
	case SURE_STRONG:
		return people_is_name(s, i) || !known ||
		       (capital && !(s->is[i] & WORD_COMMON));
	case SURE_GREETED:
		if (s->is[i] & WORD_FIRST && !(s->is[i] & WORD_COMMON))
			return people_is_name(s, i);
		return people_fits(s, i, SURE_FAIR);
	case SURE_FAIR:
		return (people_is_name(s, i) && !known) ||
		       (capital && (people_is_name(s, i) || !known));
	default:
		return (s->is[i] & WORD_FIRST && people_is_name(s, i) &&
			   (capital || !known || has_surname(s, i))) ||
		       (capital && s->is[i] & WORD_LAST && !known);
	}
}

/* "sono Rita Gatti da Firenze": a town that is nobody's name. */
static bool
is_of_town(const struct speech *s, size_t particle)
{
	size_t i = particle + 1;

	return i < s->words->n_tokens && s->is[i] & WORD_PLACE &&
	       !(s->is[i] & (WORD_FIRST | WORD_LAST));
}

/* Where a name goes on behind token i: the next token of it, or 0. */
static size_t
goes_on(const struct speech *s, size_t i, bool capital)
{
	size_t next = i + 1;
	bool joined = false;

	if (speech_is_mark(s, next, "-'") && speech_is_joined(s, next) &&
	    speech_is_joined(s, next + 1)) {
		next++;
		joined = true;
	} else if (speech_is_mark(s, next, ".") && speech_is_joined(s, next) &&
		   speech_token(s, i)->n == 1) {
		next++;
	}
	if (next >= s->words->n_tokens || !speech_is_letters(s, next) ||
	    speech_ends(s, next - 1))
		return 0;
	if (joined)
		return next;
	if (is_particle(s, next)) {
		/* "Jeroen van Dam": a word, and a name behind "van" */
		if (s->is[i] & WORD_FIRST && speech_is(s, next, "van") &&
		    speech_is_letters(s, next + 1) &&
		    people_is_capital(s, next + 1) == capital &&
		    !(s->is[next + 1] & WORD_COMMON))
			return next;
		return !is_of_town(s, next) && goes_on(s, next, capital) &&
			       (capital || s->is[next + 1] & WORD_LAST)
			   ? next
			   : 0;
	}
	if (speech_is(s, i, "van") && speech_token(s, next)->n > 2 &&
	    !people_is_never(s, next) && people_is_capital(s, next) == capital)
		return next;
	if (people_is_never(s, next))
		return 0;
	if (speech_token(s, next)->n == 1)
		return capital && people_is_capital(s, next) &&
			       (speech_is_mark(s, next + 1, ".") ||
				   goes_on(s, next, capital))
			   ? next
			   : 0;
	if (capital && !people_is_capital(s, next))
		return 0;
	if (people_is_capital(s, next))
		return !people_is_plain(s, next) ? next : 0;
	return (people_is_name(s, next) &&
		   (!(s->is[next] & WORD_COMMON) ||
		       (s->is[i] & WORD_FIRST && speech_ends(s, next)))) ||
		       (!(s->is[next] & WORD_KNOWN) &&
			   speech_token(s, next)->n > 3)
		   ? next
		   : 0;
}

/* The last token of the name that begins at `first`. */
size_t
people_name_end(const struct speech *s, size_t first)
{
	bool capital = people_is_capital(s, first);
	size_t last = first, n = 1, next;

	while (n < LONGEST_NAME && (next = goes_on(s, last, capital)) != 0) {
		last = next;
		n++;
	}
	return last;
}

/* "Hi Will," ends a greeting: "Hi, Will you" goes on with a word. */
static bool
is_called(const struct speech *s, size_t first)
{
	size_t last = people_name_end(s, first);

	return !(s->is[first] & (WORD_KNOWN | WORD_COMMON)) ||
	       (people_is_capital(s, first) && s->is[first] & WORD_FIRST &&
		   !(s->is[first] & WORD_COMMON)) ||
	       last > first || last + 1 == s->words->n_tokens ||
	       speech_ends(s, last) || speech_is_mark(s, last + 1, ",.!?;:-");
}

/* "Mueller GmbH" */
static bool
is_company(const struct speech *s, size_t i)
{
	static const struct str forms[] = { { "ag", 2 }, { "bv", 2 },
		{ "corp", 4 }, { "gmbh", 4 }, { "inc", 3 }, { "kg", 2 },
		{ "ltd", 3 }, { "ltda", 4 }, { "llc", 3 }, { "nv", 2 },
		{ "ohg", 3 }, { "plc", 3 }, { "sarl", 4 }, { "spa", 3 },
		{ "srl", 3 } };

	return SPEECH_IS_ONE(s, i, forms);
}

/* "je suis Maxence Fontenay": two words with capitals that no dictionary has,
 * behind what people say of themselves. */
static bool
is_own_name(const struct speech *s, size_t i)
{
	static const struct str verbs[] = { { "am", 2 }, { "bin", 3 },
		{ "ben", 3 }, { "i'm", 3 }, { "im", 2 }, { "sono", 4 },
		{ "sou", 3 }, { "soy", 3 }, { "suis", 4 } };

	if (i == 0 || i + 1 >= s->words->n_tokens || speech_ends(s, i))
		return false;
	for (size_t k = i; k <= i + 1; k++)
		if (!speech_is_letters(s, k) || !people_is_capital(s, k) ||
		    people_is_plain(s, k) || people_is_never(s, k))
			return false;
	return SPEECH_IS_ONE(s, i - 1, verbs) ||
	       (i > 2 && speech_is(s, i - 1, "est") &&
		   speech_is(s, i - 3, "c"));
}

/* Take the name at token i, behind titles and marks; false: none is there. */
static bool
take(struct speech *s, size_t i, enum sure sure, const char *rule,
    unsigned char score, struct spans *out)
{
	size_t skipped = 0;

	for (; i < s->words->n_tokens && skipped < 4; i++, skipped++) {
		if (speech_begins(s, i, SPEECH_name_title))
			sure = SURE_TITLED;
		else if (!speech_is_mark(s, i, ",:-=.\"'*"))
			break;
	}
	if (sure == SURE_WEAK && is_own_name(s, i))
		sure = SURE_FAIR;
	if (i >= s->words->n_tokens || !people_fits(s, i, sure)) {
		/* "J. Doe", "van Houten", "De Santis" */
		if (i + 1 >= s->words->n_tokens || sure < SURE_FAIR ||
		    !speech_is_letters(s, i))
			return false;
		if (!(is_particle(s, i) &&
			people_fits(
			    s, i + 1 + is_particle(s, i + 1), SURE_FAIR)) &&
		    !(speech_token(s, i)->n == 1 &&
			speech_is_mark(s, i + 1, "'") &&
			people_fits(s, i + 2, sure)) &&
		    !(speech_token(s, i)->n == 1 && people_is_capital(s, i) &&
			speech_is_mark(s, i + 1, ".") &&
			i + 2 < s->words->n_tokens &&
			people_fits(s, i + 2, sure)))
			return false;
	}
	if ((sure == SURE_GREETED && !is_called(s, i)) ||
	    is_company(s, people_name_end(s, i) + 1))
		return false;
	speech_add(s, out, i, people_name_end(s, i),
	    (struct finding_of){ KIND_NAME, rule, score });
	return true;
}

static bool
at_start(const struct speech *s, size_t i)
{
	return i == 0 || speech_ends(s, i - 1) ||
	       speech_is_mark(s, i - 1, ".!?;");
}

/* "Regards, Jane": the name ends the line. */
static void
take_signoff(struct speech *s, size_t i, struct spans *out)
{
	size_t skipped = 0, last;

	while (speech_is_mark(s, i, ",.!-") && skipped++ < SKIPPED)
		i++;
	if (i >= s->words->n_tokens || !people_fits(s, i, SURE_FAIR))
		return;
	last = people_name_end(s, i);
	/* "Ihre Kundennummer?" */
	if (speech_is_mark(s, last + 1, "?"))
		return;
	if (speech_ends(s, last) ||
	    speech_token(s, last + 1)->class != TEXT_WORD)
		speech_add(s, out, i, last,
		    (struct finding_of){ KIND_NAME, "name-signoff", 85 });
}

/* "Sarah here". */
static void
take_before(struct speech *s, size_t i, struct spans *out)
{
	for (size_t n = 1; n <= 3 && n <= i; n++) {
		size_t first = i - n;

		if (!people_fits(s, first, SURE_WEAK) ||
		    !(at_start(s, first) ||
			speech_is_mark(s, first - 1, ",")) ||
		    people_name_end(s, first) != i - 1)
			continue;
		speech_add(s, out, first, i - 1,
		    (struct finding_of){ KIND_NAME, "name-speaking", 85 });
		return;
	}
}

/* "What is your name?" - all of a short answer, but for "yes it's". */
static void
take_answer(struct speech *s, struct spans *out)
{
	size_t first = 0, n = s->words->n_tokens, last;

	while (first < n && (speech_has_use(s, first, USE_YES) ||
				speech_is_mark(s, first, ",.:'")))
		first++;
	if (first >= n)
		return;
	last = first;
	/* "van den Berg" */
	if (is_particle(s, first) && n - first > 1 && n - first <= SHORT_TEXT &&
	    speech_is_letters(s, n - 1) && !people_is_never(s, n - 1) &&
	    (people_is_capital(s, n - 1) || !(s->is[n - 1] & WORD_COMMON))) {
		speech_add(s, out, first, n - 1,
		    (struct finding_of){ KIND_NAME, "name-answer", 85 });
		return;
	}
	while (last + 1 < n && last - first < LONGEST_NAME &&
	       speech_is_letters(s, last + 1) &&
	       ((is_particle(s, last + 1) && last + 2 < n) ||
		   (!people_is_never(s, last + 1) &&
		       !people_is_plain(s, last + 1))))
		last++;
	if (!speech_is_letters(s, first) || people_is_never(s, first) ||
	    (people_is_plain(s, first) && last == first &&
		!(people_is_capital(s, first) &&
		    !(s->is[first] & WORD_COMMON))) ||
	    speech_token(s, first)->n < 2)
		return;
	/* A sentence is no answer of that kind. */
	if (last + 1 < n && !speech_is_mark(s, last + 1, ".,!;-") &&
	    speech_token(s, last + 1)->class == TEXT_WORD &&
	    !people_is_name(s, first))
		return;
	speech_add(s, out, first, last,
	    (struct finding_of){ KIND_NAME, "name-answer", 90 });
}

static void
take_hit(struct speech *s, const struct term_hit *h, struct spans *out)
{
	switch (h->list) {
	case SPEECH_name_before:
		take(s, h->last + 1,
		    h->weight > 2   ? SURE_STRONG
		    : h->weight > 1 ? SURE_FAIR
				    : SURE_WEAK,
		    "name-introduced", 90, out);
		break;
	case SPEECH_name_title:
		/* "574 Station Dr": that title ends a street */
		if (!people_is_taken(s, h->first))
			take(
			    s, h->last + 1, SURE_TITLED, "name-title", 90, out);
		break;
	case SPEECH_name_greeting:
		take(s, h->last + 1, SURE_GREETED, "name-greeted", 85, out);
		break;
	case SPEECH_name_signoff:
		take_signoff(s, h->last + 1, out);
		break;
	case SPEECH_name_after:
		take_before(s, h->first, out);
		break;
	default:
		break;
	}
}

static bool
is_owned(const struct speech *s, size_t i)
{
	return speech_is(s, i, "name") || speech_is(s, i, "account") ||
	       speech_is(s, i, "phone") || speech_is(s, i, "email");
}

/* "in Dale Hollis's name": at the word with 's. */
static void
take_whose(struct speech *s, size_t i, struct spans *out)
{
	struct str word;
	size_t first = i;

	if (!people_is_capital(s, i) || !is_owned(s, i + 1))
		return;
	word = speech_word(s, i);
	if (word.n < 5 || word.p[word.n - 1] != 's' ||
	    word.p[word.n - 2] != '\'')
		return;
	while (first > 0 && i - first < LONGEST_NAME &&
	       speech_is_letters(s, first - 1) && !at_start(s, first) &&
	       people_is_capital(s, first - 1) &&
	       !people_is_plain(s, first - 1))
		first--;
	if ((first < i || people_is_name(s, i)) &&
	    people_fits(s, first, SURE_FAIR) && !people_is_taken(s, first))
		speech_add(s, out, first, i,
		    (struct finding_of){ KIND_NAME, "name-whose", 80 });
}

/* A few words, most of which are the name: "robert", "rose and 5284". */
static bool
is_short(const struct speech *s)
{
	return s->words->n_tokens <= SHORT_TEXT;
}

static bool
is_question(struct str text)
{
	return text.n > 0 && memchr(text.p, '?', text.n);
}

/* Words of small letters that no dictionary has, as a whole answer: two of
 * them, or one to a question. */
static bool
is_answer(const struct speech *s, size_t first, size_t last)
{
	if (!is_short(s) || first > 0 ||
	    (first == last && !is_question(s->before)))
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

	if (is_short(s) && !(s->is[0] & WORD_KNOWN))
		any = mark(wanted, 0);
	for (size_t i = 0; i < s->words->n_tokens; i++) {
		bool known = s->is[i] & WORD_KNOWN, capital, beside;

		if (!speech_is_letters(s, i) || speech_token(s, i)->n < 3)
			continue;
		capital = people_is_capital(s, i);
		beside = capital_before || !at_start(s, i) ||
			 (speech_is_letters(s, i + 1) &&
			     people_is_capital(s, i + 1));
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
	if (speech_is_quarter(s, last) || is_company(s, last) ||
	    is_company(s, last + 1))
		return true;
	for (size_t i = first; i <= last; i++) {
		struct str word = speech_word(s, i);
		size_t next = i + 1;

		if (word.n > 2 && word.p[word.n - 1] == 's' &&
		    word.p[word.n - 2] == '\'' && speech_is_letters(s, next) &&
		    people_is_capital(s, next) && people_is_plain(s, next))
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

/* Does what the tagger took for a name look like one? */
static bool
is_likely(const struct speech *s, size_t first, size_t last)
{
	bool alone = first == last, all = true;

	if (is_of_make(s, first) || is_of_business(s, first, last) ||
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
		bool inside = !at_start(s, i);

		if (!speech_is_letters(s, i) || people_is_never(s, i)) {
			all &= !speech_has_use(s, i, USE_NEVER);
			continue;
		}
		if (!people_is_capital(s, i)) {
			if (s->is[i] & WORD_FIRST && is_small_name(s, i))
				return true;
		} else if (name ? !known || !alone || inside
				: !known && (inside || !alone)) {
			return true;
		}
		all &= name && !known;
	}
	return all && !people_is_capital(s, first);
}

/* Places are known by then: "in Jena" is no Jena. */
bool
people_is_taken(struct speech *s, size_t first)
{
	return s->found[speech_byte(s, speech_token(s, first)->start)] & FOUND;
}

/* "driver Musa": a word in small letters before a name in capitals. */
static size_t
skip_word(const struct speech *s, size_t first, size_t last)
{
	while (first < last && !people_is_name(s, first) &&
	       !people_is_capital(s, first) && people_is_capital(s, first + 1))
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

static void
take_tagged(struct speech *s, struct spans *out)
{
	const uint8_t *tags = speech_tags(s);
	size_t first, last;

	if (!tags)
		return;
	for (size_t i = 0; i < s->words->n_tokens; i = last + 1) {
		last = i;
		if (tags[i] != TAG_PERSON)
			continue;
		while (last + 1 < s->words->n_tokens &&
		       tags[last + 1] == TAG_PERSON_ON)
			last++;
		first = skip_word(s, i, last);
		if (is_likely(s, first, last) && !people_is_taken(s, first))
			speech_add(s, out, first, last,
			    (struct finding_of){
				KIND_NAME, "name-tagged", 70 });
	}
}

void
people_find(struct speech *s, struct spans *out)
{
	size_t from = out->n;

	if (speech_asked(s, SPEECH_name_asked))
		take_answer(s, out);
	for (size_t i = 0; i < s->n_hits; i++)
		take_hit(s, &s->hits[i], out);
	for (size_t i = 1; s->has_hyphen && i < s->words->n_tokens; i++)
		if (s->seen[i].mark == '-')
			people_take_hyphened(s, i, out);
	if (memchr(s->text.p, '\'', s->text.n))
		for (size_t i = 0; i + 1 < s->words->n_tokens; i++)
			take_whose(s, i, out);
	take_tagged(s, out);
	if (out->n == from)
		return;
	people_take_listed(s, out);
	if (s->has_digits)
		people_take_ages(s, out);
}
