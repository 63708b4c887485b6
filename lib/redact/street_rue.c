/* Streets whose word stands before the name: "27 rue des Lilas", "Calle Mayor
 * 23", "Via Garibaldi 12". */

#include "redact/recogniser.h"
#include "redact/streets.h"

enum { LONGEST_ROMANCE = 6 };

/* "C.so", "V.le", "pl.", "imp.": short for what stands before a street; the
 * token that it ends with, or `i`. */
static size_t
short_rue_end(const struct speech *s, size_t i)
{
	static const struct str ends[] = { { "so", 2 }, { "le", 2 },
		{ "zza", 3 }, { "go", 2 }, { "lo", 2 } };
	static const struct str dotted[] = { { "pl", 2 }, { "imp", 3 },
		{ "all", 3 }, { "rte", 3 }, { "ch", 2 }, { "ctra", 4 },
		{ "pza", 3 }, { "trav", 4 }, { "estr", 4 } };

	if (!speech_is_mark(s, i + 1, "."))
		return i;
	/* "pl. send 3" */
	if (SPEECH_IS_ONE(s, i, dotted))
		return speech_is_letters(s, i + 2) &&
			       (speech_is_capital(s, i + 2) ||
				   speech_has_use(s, i + 2, USE_OF))
			   ? i + 1
			   : i;
	return speech_token(s, i)->n == 1 && speech_is_joined(s, i + 1) &&
		       speech_is_joined(s, i + 2) &&
		       SPEECH_IS_ONE(s, i + 2, ends)
		   ? i + 2
		   : i;
}

bool
street_is_rue_at(const struct speech *s, size_t i)
{
	if (short_rue_end(s, i) > i)
		return true;
	if (speech_token(s, i)->n > 2)
		return false;
	return (speech_is(s, i, "c") && speech_is_mark(s, i + 1, "/")) ||
	       ((speech_is(s, i, "r") || speech_is(s, i, "al")) &&
		   speech_is_mark(s, i + 1, ".") && speech_is_joined(s, i + 1));
}

/* "rue des Teinturiers. La facture", at the stop; not "rue St. Jean". */
static bool
is_end_of_sentence(const struct speech *s, size_t i)
{
	return speech_is_mark(s, i, ".") && !speech_is_joined(s, i + 1) &&
	       speech_token(s, i - 1)->n > 4 && speech_is_letters(s, i + 1) &&
	       (s->is[i + 1] & WORD_COMMON ||
		   speech_has_use(s, i + 1, USE_NEVER));
}

/* The words of a name behind "rue", "calle", "via". */
static size_t
romance_name(const struct speech *s, size_t rue, bool numbered)
{
	size_t i = short_rue_end(s, rue), last = i;

	for (size_t k = i + 1; k <= i + LONGEST_ROMANCE; k++) {
		bool link = speech_has_use(s, k, USE_OF);

		if (is_end_of_sentence(s, k))
			break;
		if (speech_is_mark(s, k, ".'-") ||
		    (k == i + 1 && speech_is_mark(s, k, "/")))
			continue;
		/* "rue du 8 mai 1945" */
		if (speech_is_digits(s, k) &&
		    speech_has_use(s, k + 1, USE_MONTH)) {
			last = ++k;
			if (speech_is_digits(s, k + 1) &&
			    speech_token(s, k + 1)->n == 4)
				last = ++k;
			break;
		}
		if (!speech_is_letters(s, k) || speech_ends(s, k - 1) ||
		    street_numberless_end(s, k))
			break;
		if (link)
			continue;
		if (speech_token(s, k)->n == 1)
			break;
		if (numbered && last > i && !speech_is_capital(s, k) &&
		    s->is[k] & WORD_COMMON)
			break;
		last = k;
	}
	return last > i ? last : rue;
}

/* "via email", "place on 2 June": words of English behind a word of English. */
static bool
is_talk(const struct speech *s, size_t i, size_t last)
{
	/* "via marktplaats opgelicht voor 450": no Italian */

	if (!speech_is(s, i, "via") && !speech_is(s, i, "place") &&
	    !speech_is(s, i, "route"))
		return false;
	for (size_t k = i + 1; k <= last; k++)
		if (speech_has_use(s, k, USE_TALK) ||
		    (speech_in(s, k, WORDS_not_italian) &&
			speech_is(s, i, "via")))
			return true;
	return false;
}

/* "2a via da conta": of Brazil, another copy. */
static bool
is_copy(const struct speech *s, size_t i)
{
	struct str w;

	if (i == 0 || !speech_is(s, i, "via") || !s->seen[i - 1].has_digit)
		return false;
	w = speech_word(s, i - 1);
	return w.n == 2 && w.p[1] == 'a';
}

/* "via roma ventidue": nothing that is counted stands behind the number. */
static bool
is_said_alone(const struct speech *s, size_t house)
{
	size_t next = house + 1;

	return speech_ends(s, house) || speech_is_mark(s, next, ",") ||
	       speech_has_use(s, next, USE_UNIT | USE_PREPOSITION) ||
	       speech_in(s, next, WORDS_unit_behind);
}

/* "via Padova centotrentuno": the number was taken for a word of the name. */
static size_t
said_behind(const struct speech *s, size_t i, size_t last)
{
	for (size_t k = i + 1; k <= last; k++) {
		size_t house = street_said_house_behind(s, k);

		/* "via mail due volte", "place pour deux" */
		if (house &&
		    (speech_is_capital(s, k) ||
			(is_said_alone(s, house) &&
			    (!(s->is[k] & WORD_COMMON) || house > k + 1 ||
				s->seen[house].compound))))
			return house;
	}
	return 0;
}

/* "Gran Via 71": its name stands before "via". */
static bool
is_great(const struct speech *s, size_t i)
{
	return i > 0 && speech_is(s, i, "via") && speech_is(s, i - 1, "gran");
}

bool
street_by_rue(struct speech *s, size_t i, struct spans *out)
{
	size_t first = i, last, house;

	last = romance_name(s, i, false);
	if (is_talk(s, i, last) || is_copy(s, i))
		return false;
	if (last == i && is_great(s, i)) {
		house = street_house_behind(s, i);
		if (!house)
			return false;
		speech_add(s, out, i - 1, street_unit_end(s, house),
		    (struct finding_of){ KIND_ADDRESS, "street", 90 });
		return true;
	}
	house = last > i && !(i > 0 && street_is_house(s, i - 1))
		    ? street_house_behind(s, last)
		    : 0;
	/* "129, quai de la Republique 43673 Rouen" */
	if (house && speech_token(s, house)->n > STREET_LONGEST_HOUSE &&
	    street_house_before(s, i) < i)
		house = 0;
	if (!house && street_house_before(s, i) == i)
		house = said_behind(s, i, last);
	if (house) {
		last = house;
	} else {
		first = street_house_before(s, i);
		last = romance_name(s, i, true);
		if (first == i || last == i)
			return false;
	}
	speech_add(s, out, first, street_unit_end(s, last),
	    (struct finding_of){ KIND_ADDRESS, "street", 90 });
	return true;
}
