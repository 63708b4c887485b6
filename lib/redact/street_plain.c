/* Addresses that no word for a street says: "14 Larkspur, Didsbury", "flat 3
 * hazelmere", "Mayor 14, 2o B".  What was told or asked, and what stands around
 * them, says that they are some. */

#include "redact/street_plain.h"

#include "redact/street_name.h"
#include "redact/streets.h"

/* "flat", "hausnummer", at the word: the number behind it, or 0. */
static size_t
number_behind_unit(const struct speech *s, size_t i)
{
	size_t k = i + 1;

	if (!speech_has_use(s, i, USE_UNIT) && !speech_in(s, i, WORDS_plot) &&
	    !speech_in(s, i, WORDS_house_called))
		return 0;
	while (speech_is_mark(s, k, ".:#") || speech_is(s, k, "no"))
		k++;
	if (k < s->words->n_tokens && street_is_house(s, k))
		return k;
	/* "flat C, 12 Brookside" */
	return speech_is_letters(s, k) && speech_token(s, k)->n == 1 &&
		       street_is_house(s, k + 1 + speech_is_mark(s, k + 1, ","))
		   ? k
		   : 0;
}

bool
street_is_dwelling(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_dwelling);
}

bool
street_is_ordinal(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);
	char last = w.p[w.n - 1];

	return w.n > 1 && (last == 'e' || last == 'h' || last == 'o');
}

bool
street_is_plain_house(const struct speech *s, size_t i)
{
	return street_is_house(s, i) &&
	       speech_token(s, i)->n <= STREET_LONGEST_HOUSE + 1 &&
	       !street_is_ordinal(s, i);
}

bool
street_is_bis(const struct speech *s, size_t i)
{
	return speech_is(s, i, "bis") || speech_is(s, i, "ter");
}

/* "14", "12 bis", "forty two": the last token, or SIZE_MAX. */
static size_t
house_end(const struct speech *s, size_t i, enum plain sure)
{
	size_t last;

	if (street_is_plain_house(s, i)) {
		last = street_house_end(s, i);
		if (street_is_bis(s, last + 1))
			last++;
		return last;
	}
	if (sure >= PLAIN_TOLD && speech_has_use(s, i, USE_NUMERAL))
		return street_said_house_end(s, i);
	return SIZE_MAX;
}

size_t
street_numbered_end(const struct speech *s, size_t i, enum plain sure)
{
	size_t unit = number_behind_unit(s, i);
	size_t house = !unit			 ? house_end(s, i, sure)
		       : s->seen[unit].has_digit ? street_house_end(s, unit)
						 : unit;
	size_t name, last;

	if (house == SIZE_MAX || speech_ends(s, house))
		return 0;
	/* "apto 302 bloco B, Condominio Jatoba" */
	if (unit && s->seen[unit].has_digit)
		house = street_unit_end(s, house);
	name = house + 1;
	if ((unit || sure >= PLAIN_TOLD) && speech_is_mark(s, name, ","))
		name++;
	/* "Flat 2/1, 40 Novar" */
	if (unit && street_is_plain_house(s, name) &&
	    (name > house + 1 || !s->seen[unit].has_digit))
		name = street_house_end(s, name) + 1;
	last = street_name_end(s, name, sure);
	if (last < name || street_is_everyday(s, name, last, sure) ||
	    (!street_is_whole(s, last) &&
		(sure < PLAIN_TOLD ||
		    !(speech_is_capital(s, last) || street_is_end(s, last)))))
		return 0;
	return last;
}

size_t
street_plain_house_behind(const struct speech *s, size_t last, enum plain sure)
{
	size_t house = last + 1;

	if (speech_is_mark(s, house, ","))
		house++;
	if (house > last + 1 &&
	    (sure < PLAIN_TOLD || speech_is_mark(s, house + 1, "/")))
		return 0;
	if (speech_in(s, house, WORDS_house_called))
		house++;
	if (!street_is_plain_house(s, house) ||
	    speech_token(s, house)->n > STREET_LONGEST_HOUSE)
		return 0;
	return street_house_end(s, house);
}

/* "Mayor 14", "Sete de Setembro 430", "Rowan Bank, 31". */
static size_t
named_end(const struct speech *s, size_t i, enum plain sure)
{
	size_t last = i, n = 0, house;

	for (size_t k = i; k < s->words->n_tokens && n <= STREET_LONGEST_NAME;
	     k++) {
		if (k > i && speech_ends(s, k - 1))
			break;
		if (speech_is_mark(s, k, "-'.") && k > i &&
		    speech_is_joined(s, k) && speech_is_letters(s, k + 1))
			continue;
		if (!speech_is_letters(s, k) ||
		    (n > 0 && speech_in(s, k, WORDS_house_called)))
			break;
		last = k;
		n++;
	}
	if (n == 0 || n > STREET_LONGEST_NAME)
		return 0;
	/* "for order 12", "the same, 14 Elm" */
	if (n > 1 && sure < PLAIN_ASKED && !speech_is_capital(s, i) &&
	    s->is[i] & WORD_COMMON && !street_is_link(s, i))
		return 0;
	if (speech_is_mark(s, last + 1, ",") && !speech_is_capital(s, last) &&
	    s->is[last] & WORD_COMMON)
		return 0;
	house = street_plain_house_behind(s, last, sure);
	if (!house || street_is_link(s, last) ||
	    /* "Sete de Setembro" */
	    (street_is_counted(s, last) &&
		!(n > 2 && street_is_link(s, last - 1))) ||
	    speech_in(s, last, WORDS_address_then))
		return 0;
	/* "wrong since 3 weeks" */
	if (!speech_is_capital(s, i) && s->is[last] & WORD_COMMON &&
	    !street_is_end(s, last) && !(sure == PLAIN_ASKED && n == 1))
		return 0;
	if (n > 1 && speech_is_capital(s, i) && !speech_is_capital(s, last))
		return 0;
	if (street_unit_end(s, house) > house)
		return house;
	return street_is_whole(s, house) ||
		       (sure == PLAIN_ASKED && s->is[house + 1] & WORD_PLACE)
		   ? house
		   : 0;
}

size_t
street_plain_end(const struct speech *s, size_t i, enum plain sure)
{
	size_t last;

	if (i >= s->words->n_tokens)
		return 0;
	last = street_numbered_end(s, i, sure);
	if (!last && sure >= PLAIN_TOLD)
		last = named_end(s, i, sure);
	if (!last && sure >= PLAIN_TOLD)
		last = street_house_name_end(s, i, sure);
	return last;
}

size_t
street_plain_town(struct speech *s, size_t last, struct spans *out)
{
	size_t town = last + 1;

	if (speech_is_mark(s, town, ",") || speech_is(s, town, "in"))
		town++;
	if (town == last + 1 || !speech_is_letters(s, town) ||
	    (s->is[town] & (WORD_KNOWN | WORD_COMMON) &&
		!speech_in(s, town, WORDS_town_word)) ||
	    speech_token(s, town)->n < 4 || !street_is_whole(s, town))
		return 0;
	speech_add(s, out, town, town,
	    (struct finding_of){ KIND_PLACE, "street-town", 75 });
	return town;
}

bool
street_is_before_town(const struct speech *s, size_t last, bool starts_line)
{
	size_t town = last + 1;
	unsigned is;

	if (speech_is_mark(s, town, ","))
		town++;
	else if (!speech_ends_cell(s, last) && !speech_is_digits(s, town))
		return postcode_is_pair(s, town);
	if (town >= s->words->n_tokens)
		return false;
	if (postcode_is_pair(s, town))
		return true;
	/* "73370 Le Bourget" */
	if (speech_is_digits(s, town) && speech_token(s, town)->n > 3 &&
	    speech_token(s, town)->n < 6 && speech_is_letters(s, town + 1) &&
	    speech_is_capital(s, town + 1))
		return true;
	if (!speech_is_letters(s, town) ||
	    speech_is_capital(s, last) != speech_is_capital(s, town))
		return false;
	/* "Kokomo, IN 46902" */
	if (speech_is_mark(s, town + 1, ",") &&
	    speech_has_use(s, town + 2, USE_STATE) &&
	    speech_token(s, town + 2)->upper == 2)
		return true;
	/* "Blewbury, OX11 9QD" */
	if (postcode_is_pair(s, town + 1 + speech_is_mark(s, town + 1, ",")))
		return true;
	is = s->is[town];
	if (!(is & WORD_PLACE) && speech_is_letters(s, town + 1) &&
	    tagger_words(&s->tagger, s->words, town, 2) & WORD_PLACE) {
		town++;
		is = WORD_PLACE;
	}
	return is & WORD_PLACE &&
	       !(is & (starts_line ? WORD_COMMON : WORD_FIRST | WORD_KNOWN)) &&
	       street_is_whole(s, town);
}
