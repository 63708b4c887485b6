/* Addresses that no word for a street says: "14 Larkspur, Didsbury", "flat 3
 * hazelmere", "Mayor 14, 2o B".  What was told or asked, and what stands around
 * them, says that they are some. */

#include "redact/street_plain.h"

#include "redact/recogniser.h"
#include "redact/streets.h"

enum { LONGEST_NAME = 5, LONGEST_NAME_SMALL = 3 };

/* "way", "cottage", "towers": what a street, a house or a building ends with */
static bool
ends_address(const struct speech *s, size_t i)
{
	return (speech_has_use(s, i, USE_STREET) &&
		   !(speech_has_use(s, i, USE_STATE) &&
		       speech_token(s, i)->n == 2)) ||
	       street_is_house_word(s, i) || speech_in(s, i, WORDS_building) ||
	       speech_in(s, i, WORDS_street_word);
}

/* "Zimmer 12", "platform 9", "Mai 12": what a number behind counts or names,
 * and no house. */
static bool
is_numbered(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_numbered) ||
	       speech_has_use(s, i, USE_MONTH) ||
	       speech_in(s, i, WORDS_german_day) ||
	       word_lists_begin(s->lists, WORDS_day_begin, speech_word(s, i));
}

/* "2 bedrooms", "15 Euro", "3 weeks": what is counted or measured. */
static bool
is_counted(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_counted) || is_numbered(s, i);
}

/* A word of the name of a street, of which more follow where it is a link. */
static bool
is_word_of_name(const struct speech *s, size_t i, enum plain sure)
{
	if (!speech_is_letters(s, i))
		return false;
	if (ends_address(s, i))
		return true;
	if (speech_is_capital(s, i))
		return !is_counted(s, i) &&
		       !speech_in(s, i, WORDS_address_then) &&
		       !(sure == PLAIN_SEEN && s->is[i] & WORD_FIRM);
	if (sure < PLAIN_TOLD)
		return !(s->is[i] & (WORD_KNOWN | WORD_COMMON));
	return !(s->is[i] & WORD_COMMON) && !is_counted(s, i) &&
	       !speech_in(s, i, WORDS_address_then);
}

/* "of", "les", "the": inside of a name, before a word of it. */
static bool
is_link(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_OF) || speech_is(s, i, "the") ||
	       speech_is(s, i, "of") || speech_is(s, i, "de") ||
	       speech_is(s, i, "den") || speech_is(s, i, "het") ||
	       speech_is(s, i, "van") || speech_is(s, i, "san");
}

/* What may stand behind an address, in the same sentence. */
static bool
is_behind(const struct speech *s, size_t last)
{
	size_t next = last + 1;

	return speech_ends(s, last) || speech_is_mark(s, next, ",()-\"") ||
	       speech_has_use(s, next, USE_PREPOSITION) ||
	       speech_in(s, next, WORDS_then) ||
	       speech_in(s, next, WORDS_address_then) ||
	       s->seen[next].has_digit ||
	       (s->is[next] & WORD_COMMON && !speech_is_capital(s, next) &&
		   !is_counted(s, next));
}

/* The last token of a name that begins at `i`, or `i` - 1. */
static size_t
name_end(const struct speech *s, size_t i, enum plain sure)
{
	bool small = !speech_is_letters(s, i) || !speech_is_capital(s, i);
	size_t last = i - 1, words = 0;

	for (size_t k = i; k < s->words->n_tokens; k++) {
		if (k > i && speech_ends(s, k - 1))
			break;
		if (words && speech_is_mark(s, k, "-'.") &&
		    speech_is_joined(s, k) && !speech_ends(s, k) &&
		    speech_is_letters(s, k + 1))
			continue;
		if (is_link(s, k) && !speech_ends(s, k) &&
		    !speech_is_mark(s, k + 1, ","))
			continue;
		/* "N Pecan" */
		if (!(speech_has_use(s, k, USE_DIRECTION) &&
			speech_is_capital(s, k)) &&
		    !is_word_of_name(s, k, sure))
			break;
		/* "14 Larkspur and", "2 Kingfishers please" */
		if (words && !small && !speech_is_capital(s, k) &&
		    !ends_address(s, k))
			break;
		last = k;
		if (++words == (small ? LONGEST_NAME_SMALL : LONGEST_NAME))
			break;
	}
	return last;
}

/* Everyday words alone: "3 old", "2 double rooms". */
static bool
is_everyday(const struct speech *s, size_t first, size_t last, enum plain sure)
{
	for (size_t i = first; i <= last; i++)
		if (speech_is_letters(s, i) && speech_token(s, i)->n > 2 &&
		    !(s->is[i] & WORD_COMMON))
			return false;
	return sure < PLAIN_TOLD || !speech_is_capital(s, first);
}

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

/* A dwelling: not "room 12", "int 5". */
static bool
is_dwelling(const struct speech *s, size_t i)
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

static bool
is_house(const struct speech *s, size_t i)
{
	return street_is_house(s, i) &&
	       speech_token(s, i)->n <= STREET_LONGEST_HOUSE + 1 &&
	       !street_is_ordinal(s, i);
}

/* "12 bis" */
static bool
is_bis(const struct speech *s, size_t i)
{
	return speech_is(s, i, "bis") || speech_is(s, i, "ter");
}

/* "14", "12 bis", "forty two": the last token, or SIZE_MAX. */
static size_t
house_end(const struct speech *s, size_t i, enum plain sure)
{
	size_t last;

	if (is_house(s, i)) {
		last = street_house_end(s, i);
		if (is_bis(s, last + 1))
			last++;
		return last;
	}
	if (sure >= PLAIN_TOLD && speech_has_use(s, i, USE_NUMERAL))
		return street_said_house_end(s, i);
	return SIZE_MAX;
}

/* "14 Larkspur", "flat 3, the foundry", "12 bis Victor Hugo". */
static size_t
numbered_end(const struct speech *s, size_t i, enum plain sure)
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
	if (unit && is_house(s, name) &&
	    (name > house + 1 || !s->seen[unit].has_digit))
		name = street_house_end(s, name) + 1;
	last = name_end(s, name, sure);
	if (last < name || is_everyday(s, name, last, sure) ||
	    (!is_behind(s, last) &&
		(sure < PLAIN_TOLD ||
		    !(speech_is_capital(s, last) || ends_address(s, last)))))
		return 0;
	return last;
}

/* ", 5", "12", "nummer 8": the last token of the number behind a name. */
static size_t
house_behind(const struct speech *s, size_t last, enum plain sure)
{
	size_t house = last + 1;

	if (speech_is_mark(s, house, ","))
		house++;
	if (house > last + 1 &&
	    (sure < PLAIN_TOLD || speech_is_mark(s, house + 1, "/")))
		return 0;
	if (speech_in(s, house, WORDS_house_called))
		house++;
	if (!is_house(s, house) ||
	    speech_token(s, house)->n > STREET_LONGEST_HOUSE)
		return 0;
	return street_house_end(s, house);
}

/* "Mayor 14", "Sete de Setembro 430", "Rowan Bank, 31". */
static size_t
named_end(const struct speech *s, size_t i, enum plain sure)
{
	size_t last = i, n = 0, house;

	for (size_t k = i; k < s->words->n_tokens && n <= LONGEST_NAME; k++) {
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
	if (n == 0 || n > LONGEST_NAME)
		return 0;
	/* "for order 12", "the same, 14 Elm" */
	if (n > 1 && sure < PLAIN_ASKED && !speech_is_capital(s, i) &&
	    s->is[i] & WORD_COMMON && !is_link(s, i))
		return 0;
	if (speech_is_mark(s, last + 1, ",") && !speech_is_capital(s, last) &&
	    s->is[last] & WORD_COMMON)
		return 0;
	house = house_behind(s, last, sure);
	if (!house || is_link(s, last) ||
	    /* "Sete de Setembro" */
	    (is_counted(s, last) && !(n > 2 && is_link(s, last - 1))) ||
	    speech_in(s, last, WORDS_address_then))
		return 0;
	/* "wrong since 3 weeks" */
	if (!speech_is_capital(s, i) && s->is[last] & WORD_COMMON &&
	    !ends_address(s, last) && !(sure == PLAIN_ASKED && n == 1))
		return 0;
	if (n > 1 && speech_is_capital(s, i) && !speech_is_capital(s, last))
		return 0;
	if (street_unit_end(s, house) > house)
		return house;
	return is_behind(s, house) ||
		       (sure == PLAIN_ASKED && s->is[house + 1] & WORD_PLACE)
		   ? house
		   : 0;
}

/* "The Gables", "Rose Cottage": a house that has no number. */
static size_t
house_name_end(const struct speech *s, size_t i, enum plain sure)
{
	size_t last = i;

	if (!speech_is_letters(s, i) || !speech_is_capital(s, i))
		return 0;
	while (last < i + 3 && !speech_ends(s, last) &&
	       speech_is_letters(s, last + 1) &&
	       (speech_is_capital(s, last + 1) || speech_is(s, last + 1, "of")))
		last++;
	if (last == i || !speech_is_capital(s, last) || !is_behind(s, last) ||
	    is_counted(s, last))
		return 0;
	if (street_is_house_word(s, last) || speech_in(s, last, WORDS_building))
		return last;
	return sure == PLAIN_ASKED && (speech_is(s, i, "the") ||
					  speech_has_use(s, last, USE_STREET))
		   ? last
		   : 0;
}

size_t
street_plain_end(const struct speech *s, size_t i, enum plain sure)
{
	size_t last;

	if (i >= s->words->n_tokens)
		return 0;
	last = numbered_end(s, i, sure);
	if (!last && sure >= PLAIN_TOLD)
		last = named_end(s, i, sure);
	if (!last && sure >= PLAIN_TOLD)
		last = house_name_end(s, i, sure);
	return last;
}

size_t
street_unnumbered_end(const struct speech *s, size_t i)
{
	enum { MOST_WORDS = 3 };
	size_t last = i;

	if (speech_has_use(s, i, USE_RUE) || speech_in(s, i, WORDS_estate)) {
		last = name_end(s, i + 1, PLAIN_TOLD);
		return last > i && is_behind(s, last) ? last : 0;
	}
	for (size_t k = i; k <= i + MOST_WORDS && speech_is_letters(s, k) &&
			   !(k > i && speech_ends(s, k - 1));
	     k++) {
		if (k > i && speech_has_use(s, k, USE_SURE_STREET) &&
		    speech_is_capital(s, k) <= speech_is_capital(s, i))
			return k;
		if (!is_word_of_name(s, k, PLAIN_TOLD))
			break;
	}
	return speech_has_use(s, i, USE_STRASSE) &&
		       (speech_is_capital(s, i) || s->small)
		   ? i
		   : 0;
}

/* A town that a list has, or unknown and told of: its last token, or 0. */
size_t
street_plain_town(struct speech *s, size_t last, struct spans *out)
{
	size_t town = last + 1;

	if (speech_is_mark(s, town, ",") || speech_is(s, town, "in"))
		town++;
	if (town == last + 1 || !speech_is_letters(s, town) ||
	    (s->is[town] & (WORD_KNOWN | WORD_COMMON) &&
		!speech_in(s, town, WORDS_town_word)) ||
	    speech_token(s, town)->n < 4 || !is_behind(s, town))
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
	       is_behind(s, town);
}

/* "its 36 Fairholme", "my mother's house, 15 Glebelands,": before the number,
 * and a name in capitals that is no everyday word. */
static bool
is_seen_before(const struct speech *s, size_t house, size_t last)
{
	static const struct str its[] = { { "im", 2 }, { "i'm", 3 },
		{ "its", 3 }, { "it's", 4 }, { "we're", 5 } };
	bool proper = ends_address(s, last) ||
		      !(s->is[house + 1] & (WORD_KNOWN | WORD_FIRST));

	if (house == 0 || !speech_is_letters(s, house + 1) ||
	    !speech_is_capital(s, house + 1) || !is_behind(s, last))
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
		   is_dwelling(s, house - 2)) &&
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
	return k > 0 && (is_dwelling(s, k - 1) ||
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
	enum plain sure = code_ahead(s, house, next) ? PLAIN_TOLD : PLAIN_FREE;

	/* Most numbers stand before an everyday word. */
	if (unit == house && sure == PLAIN_FREE &&
	    (!speech_is_letters(s, house + 1) ||
		(!speech_is_capital(s, house + 1) &&
		    s->is[house + 1] & (WORD_KNOWN | WORD_COMMON) &&
		    !is_bis(s, house + 1))))
		return 0;

	if (unit < house) {
		*i = unit;
		last = numbered_end(s, unit, sure);
		return last && (is_dwelling(s, unit) || sure > PLAIN_FREE ||
				   (speech_is_mark(s, house + 1, ",") &&
				       is_house(s, house + 2)) ||
				   ends_address(s, last) ||
				   street_is_before_town(s, last, unit == 0))
			   ? last
			   : 0;
	}
	if (house > 0 && !speech_ends(s, house - 1) &&
	    speech_is_letters(s, house - 1) &&
	    !speech_in(s, house - 1, WORDS_address_at) &&
	    !speech_has_use(s, house - 1, USE_PREPOSITION) &&
	    !(s->is[house - 1] & WORD_COMMON))
		return 0;
	last = numbered_end(s, house, sure);
	if (!last)
		return 0;
	if (sure > PLAIN_FREE || is_of_grid(s, house) ||
	    is_seen_before(s, house, last))
		return last;
	/* "12 bis Victor Hugo" */
	if (is_bis(s, house + 1) && speech_is_capital(s, house + 2))
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
	while (first > 0 && house - first < LONGEST_NAME &&
	       speech_is_letters(s, first - 1) && !speech_ends(s, first - 1) &&
	       (speech_is_capital(s, first - 1) ||
		   (first < end && is_link(s, first - 1))))
		first--;
	while (first < end && !speech_is_capital(s, first))
		first++;
	if (first == end || is_counted(s, end - 1) ||
	    speech_names_thing(s, house))
		return 0;
	*i = first;
	return last;
}

/* "Residence les Mimosas, bat B, apt 12", "14 clos des Vignes", "Borgo Vecchio
 * 6", at the word of the estate: its name has a capital. */
bool
street_estate(struct speech *s, size_t i, struct spans *out)
{
	size_t first = street_house_before(s, i), last = i, house;

	for (size_t k = i + 1; k <= i + LONGEST_NAME; k++) {
		if (!speech_is_letters(s, k) || speech_ends(s, k - 1))
			break;
		if (speech_is_capital(s, k))
			last = k;
		else if (!is_link(s, k))
			break;
	}
	if (last == i)
		return false;
	house = house_behind(s, last, PLAIN_TOLD);
	if (house)
		last = house;
	else if (first == i && street_unit_end(s, last) == last)
		return false;
	speech_add(s, out, first, street_unit_end(s, last),
	    (struct finding_of){ KIND_ADDRESS, "street", 80 });
	return true;
}

/* "kerkstraat12" */
bool
street_glued(struct speech *s, size_t i, struct spans *out)
{
	struct str w = speech_word(s, i);
	size_t n = w.n;

	while (n > 0 && is_digit(w.p[n - 1]))
		n--;
	if (n < 6 || w.n - n > STREET_LONGEST_HOUSE || w.n == n)
		return false;
	for (size_t k = 0; k < n; k++)
		if (!is_alpha(w.p[k]))
			return false;
	w.n = n;
	if (!word_lists_end(s->lists, WORDS_street_end, w, 3))
		return false;
	speech_add(s, out, i, street_unit_end(s, i),
	    (struct finding_of){ KIND_ADDRESS, "street", 80 });
	return true;
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
	speech_add(s, out, first, street_unit_end(s, last),
	    (struct finding_of){ KIND_ADDRESS, "street-plain", 70 });
	return true;
}
