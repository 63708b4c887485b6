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
		return !is_of_town(s, next) && goes_on(s, next, capital) &&
			       (capital || s->is[next + 1] & WORD_LAST)
			   ? next
			   : 0;
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
		return capital && speech_is_capital(s, next) &&
			       (speech_is_mark(s, next + 1, ".") ||
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

/* "Mueller GmbH" */
bool
people_is_company(const struct speech *s, size_t i)
{
	static const struct str forms[] = { { "ag", 2 }, { "bv", 2 },
		{ "corp", 4 }, { "gmbh", 4 }, { "inc", 3 }, { "kg", 2 },
		{ "ltd", 3 }, { "ltda", 4 }, { "llc", 3 }, { "nv", 2 },
		{ "ohg", 3 }, { "plc", 3 }, { "sarl", 4 }, { "spa", 3 },
		{ "srl", 3 } };

	return SPEECH_IS_ONE(s, i, forms);
}

/* Places are known by then: "in Jena" is no Jena. */
bool
people_is_taken(struct speech *s, size_t first)
{
	return s->found[speech_byte(s, speech_token(s, first)->start)] & FOUND;
}
