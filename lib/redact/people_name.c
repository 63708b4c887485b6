/* What may be a name, and where it ends. */

#include <string.h>

#include "redact/people.h"

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
	capital = speech_is_capital(s, i);
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

	if (i + 2 < s->words->n_tokens && speech_is_mark(s, i + 1, "-") &&
	    tagger_words(&s->tagger, s->words, i, 3) & WORD_PLACE)
		return true;
	return i < s->words->n_tokens && s->is[i] & WORD_PLACE &&
	       !(s->is[i] & (WORD_FIRST | WORD_LAST));
}

/* "Ortega y Gasset", "Castro e Sousa": at the word between surnames. */
static bool
is_between_surnames(const struct speech *s, size_t i)
{
	return (speech_is(s, i, "y") || speech_is(s, i, "e") ||
		   speech_is(s, i, "i")) &&
	       !(s->is[i - 1] & WORD_FIRST) && speech_is_letters(s, i + 1) &&
	       speech_is_capital(s, i + 1) && !people_is_never(s, i + 1) &&
	       !(s->is[i + 1] & (WORD_FIRST | WORD_KNOWN));
}

/* "d'Hautefort" */
static bool
is_elided(const struct speech *s, size_t i)
{
	return speech_is(s, i, "d") && speech_is_mark(s, i + 1, "'") &&
	       speech_is_joined(s, i + 1) && speech_is_joined(s, i + 2) &&
	       speech_is_letters(s, i + 2) && speech_is_capital(s, i + 2);
}

/* "Lo Presti", "Le Goff": a particle in capitals before what may be a word. */
static bool
is_capital_particle(const struct speech *s, size_t i)
{
	return people_is_particle(s, i) && speech_is_capital(s, i) &&
	       speech_is_letters(s, i + 1) && speech_is_capital(s, i + 1) &&
	       !speech_ends(s, i) && !people_is_never(s, i + 1);
}

/* "van 't Hoff", "v. d. Heyden": at what stands behind the first name, the last
 * word; or 0. */
static size_t
behind_short_words(const struct speech *s, size_t i)
{
	size_t k = i;

	if (speech_is_mark(s, k, "'") && speech_is(s, k + 1, "t"))
		k += 2;
	else if (speech_is(s, k, "v") && speech_is_mark(s, k + 1, "."))
		k += speech_is(s, k + 2, "d") && speech_is_mark(s, k + 3, ".")
			 ? 4
			 : 2;
	return k > i && speech_is_letters(s, k) && speech_is_capital(s, k) ? k
									   : 0;
}

/* The first word behind "van", "de la", "van 't" and the like. */
size_t
people_skip_particles(const struct speech *s, size_t i)
{
	size_t from = i;

	while (people_is_particle(s, i))
		i++;
	return i > from && behind_short_words(s, i) ? behind_short_words(s, i)
						    : i;
}

/* "Xiomara D.", "ekaterina v dubrovskaya", "deshawn t.": at the one letter. */
static bool
is_initial(const struct speech *s, size_t i, bool capital)
{
	bool dot = speech_is_mark(s, i + 1, ".");

	if (capital != speech_is_capital(s, i) ||
	    (!dot && strchr("aeiouy", speech_word(s, i).p[0])))
		return false;
	if (capital &&
	    (dot || speech_ends(s, i) || speech_is_mark(s, i + 1, "),:-")))
		return true;
	if (dot)
		return i + 2 >= s->words->n_tokens;
	return speech_is_letters(s, i + 1) && !(s->is[i + 1] & WORD_KNOWN) &&
	       speech_token(s, i + 1)->n > 3 &&
	       speech_is_capital(s, i + 1) == capital;
}

/* "Frau Nowotny von der Reklamation", "Karim de la compta": where somebody
 * works, at the particle. */
static bool
is_office(const struct speech *s, size_t particle)
{
	size_t i = particle;

	while (people_is_particle(s, i) || speech_is_mark(s, i, "'"))
		i++;
	return speech_in(s, i, WORDS_office);
}

static size_t goes_on(const struct speech *s, size_t i, bool capital);

/* "de Vries", "al-sayed": what a particle belongs to. */
static bool
behind_particle(const struct speech *s, size_t particle, bool capital)
{
	size_t word = goes_on(s, particle, capital);

	/* "ahmed el-masry": of no list */
	return word && !is_of_town(s, particle) && !is_office(s, particle) &&
	       (capital || s->is[word] & WORD_LAST || word > particle + 1);
}

/* 'Bartholomew "Barty" Nkemelu': at the quote, the last word; or 0. */
static size_t
behind_nickname(const struct speech *s, size_t i)
{
	return speech_is_mark(s, i, "\"") && speech_is_letters(s, i + 1) &&
		       speech_is_capital(s, i + 1) &&
		       speech_is_mark(s, i + 2, "\"") &&
		       speech_is_letters(s, i + 3) &&
		       speech_is_capital(s, i + 3) && !people_is_plain(s, i + 3)
		   ? i + 3
		   : 0;
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
	if (capital && behind_nickname(s, next))
		return behind_nickname(s, next);
	if (capital && behind_short_words(s, next))
		return behind_short_words(s, next);
	if (next >= s->words->n_tokens || !speech_is_letters(s, next) ||
	    speech_ends(s, next - 1))
		return 0;
	if (joined)
		return next;
	if (capital && i > 0 && is_capital_particle(s, i))
		return next;
	if (capital && is_capital_particle(s, next) && !is_of_town(s, next))
		return next;
	if (people_is_particle(s, next)) {
		/* "Jeroen van Dam": a word, and a name behind "van" */
		if (s->is[i] & WORD_FIRST && speech_is(s, next, "van") &&
		    speech_is_letters(s, next + 1) &&
		    speech_is_capital(s, next + 1) == capital &&
		    !(s->is[next + 1] & WORD_COMMON))
			return next;
		return behind_particle(s, next, capital) ? next : 0;
	}
	if (speech_is(s, i, "van") && speech_token(s, next)->n > 2 &&
	    !people_is_never(s, next) && speech_is_capital(s, next) == capital)
		return next;
	if (people_is_never(s, next))
		return 0;
	if (capital && is_between_surnames(s, next))
		return next;
	if (i > 0 && capital && is_between_surnames(s, i))
		return next;
	if (capital && is_elided(s, next))
		return next;
	if (speech_token(s, next)->n == 1)
		return is_initial(s, next, capital) ||
			       (capital && speech_is_capital(s, next) &&
				   goes_on(s, next, capital))
			   ? next
			   : 0;
	if (capital && !speech_is_capital(s, next))
		return 0;
	if (speech_is_capital(s, next))
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
	bool capital = speech_is_capital(s, first);
	size_t last = first, n = 1, next;

	while (n < PEOPLE_LONGEST_NAME &&
	       (next = goes_on(s, last, capital)) != 0) {
		last = next;
		n++;
	}
	return last;
}

size_t
people_surname_end(const struct speech *s, size_t first, size_t last)
{
	size_t i = last + 1;

	return last == first && s->is[first] & WORD_FIRST &&
		       !speech_ends(s, last) && speech_is_letters(s, i) &&
		       speech_is_capital(s, i) &&
		       speech_token(s, i)->upper == 1 &&
		       speech_token(s, i)->n > 2 && !(s->is[i] & WORD_COMMON) &&
		       !people_is_never(s, i) && !speech_in(s, i, WORDS_role) &&
		       !speech_in(s, i, WORDS_office)
		   ? i
		   : last;
}

/* "R J Pemberton", "D. O. Eze": the first initial before a name. */
static size_t
first_initial(const struct speech *s, size_t first)
{
	while (first > 0) {
		bool dot = speech_is_mark(s, first - 1, ".");
		size_t i = first - 1 - dot;

		if (first < 1 + (size_t)dot || !speech_is_letters(s, i) ||
		    speech_token(s, i)->n != 1 || !speech_is_capital(s, i) ||
		    speech_ends_cell(s, first - 1) ||
		    (!dot && strchr("aeiouy", speech_word(s, i).p[0])) ||
		    (i > 0 && speech_is_joined(s, i) &&
			!speech_is_mark(s, i - 1, ".")))
			return first;
		first = i;
	}
	return first;
}

static bool
is_count(const struct speech *s, size_t i)
{
	return speech_is_digits(s, i) && speech_token(s, i)->n < 4;
}

bool
people_is_counted(const struct speech *s, size_t first)
{
	size_t i = first;

	/* "1 Dona Benta" */
	if (i > 0 && speech_begins(s, i - 1, SPEECH_name_title))
		first = --i;
	if (i > 0 && is_count(s, i - 1) &&
	    !(i > 1 && speech_token(s, i - 2)->class != TEXT_WORD))
		return !(i > 1 && (speech_is(s, i - 2, "at") ||
				      speech_has_use(s, i - 2, USE_UNIT)));
	/* "12 bags of", "2 Becher", "6 de Casera" */
	if (i > 0 && speech_in(s, i - 1, WORDS_counted_of))
		i--;
	if (i < first && i > 0 && is_count(s, i - 1))
		return true;
	return i > 1 && speech_is_letters(s, i - 1) &&
	       s->is[i - 1] & WORD_KNOWN && is_count(s, i - 2) &&
	       (i < first || speech_is_capital(s, i - 1));
}

/* "Jane Miller": a word too, behind a first name alone. */
static bool
is_family_name(const struct speech *s, size_t first, size_t last, size_t next)
{
	return first == last && s->is[first] & WORD_FIRST &&
	       speech_token(s, first)->upper == 1 &&
	       speech_token(s, next)->upper == 1 && s->is[next] & WORD_LAST &&
	       !(s->is[next] & (WORD_COMMON | WORD_FIRM | WORD_PLACE));
}

/* Where what was taken for the end of a name is none: "Tattersall" in
 * "Tattersall-Okafor", "Xiomara" in "Xiomara D.", and words of no list. */
size_t
people_round_off(const struct speech *s, size_t first, size_t last)
{
	bool capital = speech_is_capital(s, first);
	size_t n = last - first, next;

	while (n++ < PEOPLE_LONGEST_NAME &&
	       (next = goes_on(s, last, capital)) != 0) {
		bool sure = next > last + 1 || speech_token(s, next)->n == 1 ||
			    (people_is_particle(s, next) &&
				speech_is_mark(s, next + 1, "-")) ||
			    is_family_name(s, first, last, next);

		if (!sure &&
		    (!capital ||
			s->is[next] & (WORD_KNOWN | WORD_FIRM | WORD_PLACE)))
			break;
		last = next;
	}
	return last;
}

/* "Big Dave", "lil dee" */
bool
people_is_byname(const struct speech *s, size_t i)
{
	static const struct str words[] = { { "big", 3 }, { "lil", 3 },
		{ "wee", 3 } };
	size_t next = i + 1;

	return speech_is_letters(s, next) && s->is[next] & WORD_FIRST &&
	       SPEECH_IS_ONE(s, i, words) && !speech_ends(s, i) &&
	       (speech_is_capital(s, next) || !(s->is[next] & WORD_COMMON)) &&
	       speech_is_capital(s, i) == speech_is_capital(s, next);
}

void
people_add(struct speech *s, struct spans *out, size_t first, size_t last,
    struct finding_of what)
{
	if (speech_is_capital(s, first))
		first = first_initial(s, first);
	if (first > 0 && people_is_byname(s, first - 1))
		first--;
	speech_add(s, out, first, last, what);
}

/* "Mueller GmbH" */
bool
people_is_company(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_company);
}

/* Places are known by then: "in Jena" is no Jena. */
bool
people_is_taken(struct speech *s, size_t first)
{
	return s->found[speech_byte(s, speech_token(s, first)->start)] & FOUND;
}
