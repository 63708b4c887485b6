/* Addresses around the number of a house that nobody told of or asked for: what
 * stands beside it says that it is one. */

#include "redact/street_name.h"
#include "redact/street_plain.h"
#include "redact/streets.h"

/* "its 36 Fairholme", "my mother's house, 15 Glebelands,": before the number,
 * and a name in capitals that is no everyday word. */
static bool
is_seen_before(const struct speech *s, size_t house, size_t last)
{
	static const struct str its[] = { { "im", 2 }, { "i'm", 3 },
		{ "its", 3 }, { "it's", 4 }, { "we're", 5 } };
	bool proper = street_is_end(s, last) ||
		      !(s->is[house + 1] & (WORD_KNOWN | WORD_FIRST));

	if (house == 0 || !speech_is_letters(s, house + 1) ||
	    !speech_is_capital(s, house + 1) || !street_is_whole(s, last))
		return false;
	if (SPEECH_IS_ONE(s, house - 1, its))
		return proper && last > house;
	/* "pick me up at 31 Foxglove", "from 4 Trevose" */
	if (house > 1 && speech_is(s, house - 1, "at"))
		return speech_token(s, house + 1)->n > 3 &&
		       !(s->is[house + 1] & (WORD_FIRM | WORD_COMMON));
	if (speech_is(s, house - 1, "from") || speech_is(s, house - 1, "to") ||
	    speech_is(s, house - 1, "outside"))
		return proper && !(s->is[house + 1] & WORD_FIRM) &&
		       speech_token(s, house + 1)->n > 3;
	return house > 1 && speech_is_mark(s, house - 1, ",") &&
	       (street_is_house_word(s, house - 2) ||
		   street_is_dwelling(s, house - 2)) &&
	       !speech_is_capital(s, house - 2);
}

/* "1400 SW 5th", "901 N Pecan": a number, and where it is on the grid. */
static bool
is_of_grid(const struct speech *s, size_t house)
{
	size_t way = house + 1, name = way + 1;

	return speech_token(s, house)->n > 2 &&
	       speech_has_use(s, way, USE_DIRECTION) &&
	       speech_token(s, way)->n < 3 && speech_is_capital(s, way) &&
	       speech_is_letters(s, name) && speech_is_capital(s, name);
}

/* "14 larkspur didsbury m20 6xx": a postcode so near behind that all before it
 * is an address. */
static bool
code_ahead(const struct speech *s, size_t house, size_t next)
{
	enum { NEAR = 6 };

	if (next < house + 2 || next > house + NEAR ||
	    speech_is_digits(s, next) || !postcode_is_pair(s, next))
		return false;
	for (size_t k = house + 1; k < next; k++)
		if (!speech_is_letters(s, k) && !speech_is_mark(s, k, ","))
			return false;
	return true;
}

/* "789, Anna Salai", "45, ram nagar", "10, Gandhi Street": behind the number
 * the name of a quarter, or of a street behind a comma. */
static bool
road_ahead(const struct speech *s, size_t house)
{
	enum { MOST_WORDS = 4 };
	bool comma = speech_is_mark(s, house + 1, ",");
	size_t first = house + 1 + comma;

	if (!speech_has(s, WORDS_quarter) &&
	    !(comma && s->all_uses & USE_SURE_STREET))
		return false;
	for (size_t k = first;
	     k < first + MOST_WORDS && speech_is_letters(s, k); k++) {
		if (k > first &&
		    (speech_is_quarter(s, k) ||
			(comma && speech_has_use(s, k, USE_SURE_STREET))))
			return true;
		if (!speech_is_capital(s, k) && s->is[k] & WORD_COMMON)
			return false;
	}
	return false;
}

/* "flat 3", "flat C, 12", at the number: the word before, or `house`. */
static size_t
unit_before(const struct speech *s, size_t house)
{
	size_t k = house;

	/* Most words are nothing of the kind. */
	if (house == 0 ||
	    (speech_is_letters(s, house - 1) && !s->seen[house - 1].lists &&
		!speech_has_use(s, house - 1, USE_UNIT) &&
		speech_token(s, house - 1)->n > 1))
		return house;
	if (k > 1 && speech_is_mark(s, k - 1, "."))
		k--;
	if (k > 1 && speech_is_mark(s, k - 1, ","))
		k--;
	if (k > 1 && speech_is_letters(s, k - 1) &&
	    speech_token(s, k - 1)->n == 1)
		k--;
	else if (speech_is_mark(s, k, ","))
		return house;
	return k > 0 && (street_is_dwelling(s, k - 1) ||
			    speech_in(s, k - 1, WORDS_plot) ||
			    (speech_has_use(s, k - 1, USE_UNIT) &&
				!speech_is(s, k - 1, "room") &&
				!speech_is(s, k - 1, "no")))
		   ? k - 1
		   : house;
}

/* "14 Larkspur, Didsbury", "flat 21 Windermere house", at the number. */
static size_t
free_numbered(const struct speech *s, size_t *i, size_t next)
{
	size_t house = *i, last;
	size_t unit = unit_before(s, house);
	enum plain sure = code_ahead(s, house, next) || road_ahead(s, house)
			      ? PLAIN_TOLD
			      : PLAIN_FREE;

	/* Most numbers stand before an everyday word. */
	if (unit == house && sure == PLAIN_FREE &&
	    (!speech_is_letters(s, house + 1) ||
		(!speech_is_capital(s, house + 1) &&
		    s->is[house + 1] & (WORD_KNOWN | WORD_COMMON) &&
		    !street_is_bis(s, house + 1))))
		return 0;

	if (unit < house) {
		*i = unit;
		last = street_numbered_end(s, unit, sure);
		return last && (street_is_dwelling(s, unit) ||
				   sure > PLAIN_FREE ||
				   (speech_is_mark(s, house + 1, ",") &&
				       street_is_plain_house(s, house + 2)) ||
				   street_is_end(s, last) ||
				   street_is_before_town(s, last, unit == 0))
			   ? last
			   : 0;
	}
	if (sure == PLAIN_FREE && house > 0 && !speech_ends(s, house - 1) &&
	    speech_is_letters(s, house - 1) &&
	    !speech_in(s, house - 1, WORDS_address_at) &&
	    !speech_has_use(s, house - 1, USE_PREPOSITION) &&
	    !(s->is[house - 1] & WORD_COMMON))
		return 0;
	last = street_numbered_end(s, house, sure);
	if (!last)
		return 0;
	if (sure > PLAIN_FREE || is_of_grid(s, house) ||
	    is_seen_before(s, house, last))
		return last;
	/* "12 bis Victor Hugo" */
	if (street_is_bis(s, house + 1) && speech_is_capital(s, house + 2))
		return last;
	return street_is_before_town(s, last, house == 0) ? last : 0;
}

/* ", 28001 Madrid", " - 10121 Torino" behind the number of a house. */
static bool
is_before_code(const struct speech *s, size_t house)
{
	size_t next = house + 1;

	next += speech_is_mark(s, next, ",-");
	return speech_is_digits(s, next) &&
	       (speech_token(s, next)->n == 5 ||
		   (next > house + 1 && speech_token(s, next)->n == 4)) &&
	       speech_is_letters(s, next + 1) && speech_is_capital(s, next + 1);
}

/* ", 2o B", " puerta 4", ", 28001 Madrid": behind the number of a house. */
static bool
is_sure_behind(const struct speech *s, size_t house)
{
	if (street_unit_end(s, house) > house)
		return !speech_is(
		    s, house + 1, "bis"); /* of hours, in German */
	return is_before_code(s, house);
}

/* "Mayor 14, 2o B", "Goya 55 bajo, 28001 Madrid", at the number. */
static size_t
free_named(const struct speech *s, size_t *i)
{
	size_t house = *i, last;
	bool comma = house > 1 && speech_is_mark(s, house - 1, ",");
	size_t end = house - comma, first = end;

	if (end == 0 || !speech_is_letters(s, end - 1) ||
	    !speech_is_capital(s, end - 1) ||
	    speech_token(s, house)->n > STREET_LONGEST_HOUSE)
		return 0;
	/* "Garibaldi, 9 - 10121 Torino" */
	last = street_house_end(s, house);
	if (comma ? s->is[end - 1] & WORD_FIRST || !is_before_code(s, last)
		  : !is_sure_behind(s, last))
		return 0;
	while (first > 0 && house - first < STREET_LONGEST_NAME &&
	       speech_is_letters(s, first - 1) && !speech_ends(s, first - 1) &&
	       (speech_is_capital(s, first - 1) ||
		   (first < end && street_is_link(s, first - 1))))
		first--;
	while (first < end && !speech_is_capital(s, first))
		first++;
	if (first == end || street_is_counted(s, end - 1) ||
	    speech_names_thing(s, house))
		return 0;
	*i = first;
	return last;
}

/* "carrera 7 # 45-99", of Colombia, at the first number. */
static bool
crossing(struct speech *s, size_t i, struct spans *out)
{
	if (i == 0 || !speech_is_mark(s, i + 1, "#") ||
	    !(speech_has_use(s, i - 1, USE_RUE) || speech_is(s, i - 1, "cra") ||
		speech_is(s, i - 1, "cl")) ||
	    !street_is_house(s, i + 2))
		return false;
	speech_add(s, out, i - 1,
	    street_unit_end(s, street_house_end(s, i + 2)),
	    (struct finding_of){ KIND_ADDRESS, "street", 85 });
	return true;
}

/* "4/24", "8-2-293", "#20", at the last number of it: where it begins. */
static size_t
chain_start(const struct speech *s, size_t i)
{
	while (
	    i > 1 && speech_is_joined(s, i) && speech_is_mark(s, i - 1, "/-") &&
	    speech_is_joined(s, i - 1) &&
	    (street_is_house(s, i - 2) || (speech_is_letters(s, i - 2) &&
					      speech_token(s, i - 2)->n == 1)))
		i -= 2;
	return i > 0 && speech_is_mark(s, i - 1, "#") ? i - 1 : i;
}

bool
street_plain(struct speech *s, size_t i, size_t next, struct spans *out)
{
	size_t first = i, last;

	if (crossing(s, i, out))
		return true;
	last = free_numbered(s, &first, next);
	if (!last) {
		first = i;
		last = free_named(s, &first);
	}
	if (!last)
		return false;
	last = street_parts_behind(s, street_unit_end(s, last));
	speech_add(s, out, chain_start(s, first), last,
	    (struct finding_of){ KIND_ADDRESS, "street-plain", 70 });
	return true;
}
