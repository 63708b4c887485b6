/* Names behind who somebody is to the writer: "my daughter grace", "unsere
 * Kinder Mia und Ben". */

#include "redact/people.h"

/* "my", "unsere": what says so begins with it. */
static bool
is_possessive(const struct speech *s, size_t i)
{
	static const struct str words[] = { { "my", 2 }, { "our", 3 },
		{ "his", 3 }, { "her", 3 }, { "their", 5 }, { "mein", 4 },
		{ "meine", 5 }, { "meinen", 6 }, { "meinem", 6 },
		{ "meiner", 6 }, { "unser", 5 }, { "unsere", 6 },
		{ "unseren", 7 }, { "unserem", 7 }, { "unserer", 7 },
		{ "mon", 3 }, { "ma", 2 }, { "mes", 3 }, { "notre", 5 },
		{ "nos", 3 }, { "mi", 2 }, { "mis", 3 }, { "nuestro", 7 },
		{ "nuestra", 7 }, { "meu", 3 }, { "minha", 5 }, { "meus", 4 },
		{ "nosso", 5 }, { "nossa", 5 }, { "mijn", 4 }, { "onze", 4 },
		{ "mio", 3 }, { "mia", 3 }, { "nostro", 6 }, { "nostra", 6 },
		{ "mera", 4 }, { "mere", 4 }, { "meri", 4 } };

	return SPEECH_IS_ONE(s, i, words);
}

/* "a nome di mia madre" */
bool
people_is_my(const struct speech *s, size_t i)
{
	return is_possessive(s, i) && !speech_is_capital(s, i) &&
	       !speech_ends(s, i) && speech_is_letters(s, i + 1) &&
	       s->is[i + 1] & WORD_COMMON && !speech_is_capital(s, i + 1);
}

static bool
is_first_name(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && s->is[i] & WORD_FIRST &&
	       speech_token(s, i)->n > 2 && !people_is_never(s, i);
}

/* "Mia und Ben", "leo and theo": two first names, at the first. */
static bool
is_pair(const struct speech *s, size_t i)
{
	return is_first_name(s, i) && people_is_and(s, i + 1) &&
	       is_first_name(s, i + 2) &&
	       speech_is_capital(s, i) == speech_is_capital(s, i + 2);
}

/* "grace" before the rest of a sentence: a word too, but no verb. */
static bool
is_small_name(const struct speech *s, size_t i)
{
	size_t next = i + 1;

	return people_is_small_first(s, i) && !people_is_never(s, i) &&
	       (speech_ends(s, i) || speech_is_mark(s, next, ",)") ||
		   (s->is[next] & WORD_COMMON &&
		       !speech_has_use(s, next, USE_THE)));
}

void
people_take_kin(struct speech *s, const struct term_hit *h, struct spans *out)
{
	static const struct finding_of kin = { KIND_NAME, "name-kin", 75 };
	size_t i = h->last + 1;

	if (h->last == h->first || !is_possessive(s, h->first))
		return;
	if (speech_is_mark(s, i, ",(:"))
		i++;
	if (is_pair(s, i)) {
		speech_add(s, out, i, i, kin);
		speech_add(s, out, i + 2, i + 2, kin);
	} else if (is_small_name(s, i) && !people_is_taken(s, i)) {
		speech_add(s, out, i, people_name_end(s, i), kin);
	}
}
