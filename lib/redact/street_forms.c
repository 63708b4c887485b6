/* Addresses that no word for a street says: by what stands around them. */

#include "redact/recogniser.h"
#include "redact/street_name.h"
#include "redact/street_plain.h"
#include "redact/streets.h"

/* "an Am Alten Deich 14b in Husum", "statt Zur Neuen Schmiede 9": "Am" has a
 * capital in the middle of a sentence, and so has every word before the house.
 */
static bool
is_proper_place(const struct speech *s, size_t i, size_t house)
{
	size_t first = i;

	/* "Stoerung Im Netz 5 seit gestern" */
	if (i == 0 || speech_ends(s, i - 1) || !street_is_whole(s, house) ||
	    (speech_is_letters(s, i - 1) && speech_is_capital(s, i - 1)))
		return false;
	for (; speech_is_letters(s, i); i++)
		if (!speech_is_capital(s, i) &&
		    (i == first || !speech_in(s, i, WORDS_german_the)))
			return false;
	return speech_is_capital(s, i - 1) && !street_is_counted(s, i - 1);
}

/* "Am alten Bahnhof 7": all of a line, more than a noun. */
static bool
is_line(const struct speech *s, size_t i, size_t house)
{
	size_t noun = house;

	while (noun > i && s->seen[noun].has_digit)
		noun--;
	return (i == 0 || speech_ends_cell(s, i - 1)) &&
	       (house + 1 >= s->words->n_tokens ||
		   speech_ends_cell(s, house)) &&
	       noun > i + 1 && speech_is_letters(s, noun) &&
	       speech_is_capital(s, i) && speech_is_capital(s, noun) &&
	       !street_is_counted(s, noun) && !speech_in(s, noun, WORDS_floor);
}

/* "Lange Reihe 17a", "Neuer Wall 5": at the first word. */
bool
street_by_adjective(struct speech *s, size_t i, struct spans *out)
{
	size_t house = i + 2;

	if (!speech_in(s, i, WORDS_street_adjective) ||
	    !speech_is_letters(s, i + 1) ||
	    (!speech_is_capital(s, i) && !s->small) ||
	    speech_is_capital(s, i) != speech_is_capital(s, i + 1) ||
	    !street_is_house(s, house) ||
	    speech_token(s, house)->n > STREET_LONGEST_HOUSE)
		return false;
	house = street_house_end(s, house);
	if (!speech_ends(s, house) && !speech_is_mark(s, house + 1, ",") &&
	    !speech_is(s, house + 1, "in"))
		return false;
	speech_add(s, out, i, house,
	    (struct finding_of){ KIND_ADDRESS, "street", 80 });
	return true;
}

/* "Am Muehlbach 9b, 28948 Graz", at "Am": sure by the postcode. */
bool
street_by_place(struct speech *s, size_t i, struct spans *out)
{
	size_t k, last = i + 1;

	if (!speech_in(s, i, WORDS_street_at))
		return false;
	while (last < i + 4 && speech_is_letters(s, last))
		last++;
	if (last == i + 1 || !street_is_house(s, last))
		return false;
	last = street_house_end(s, last);
	k = last + 1 + speech_is_mark(s, last + 1, ",");
	if (!is_proper_place(s, i, last) && !is_line(s, i, last) &&
	    (!speech_is_digits(s, k) ||
		(speech_token(s, k)->n != 5 && speech_token(s, k)->n != 4) ||
		!speech_is_letters(s, k + 1)))
		return false;
	speech_add(
	    s, out, i, last, (struct finding_of){ KIND_ADDRESS, "street", 85 });
	return true;
}

/* "Plot 7, Meadow Way,": at "Way". */
static bool
is_last_of_road(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_STREET) && speech_is_capital(s, i) &&
	       speech_is_letters(s, i - 1) && speech_is_capital(s, i - 1) &&
	       (speech_ends(s, i) || speech_is_mark(s, i + 1, ","));
}

/* "Flat 302, Lajpat Nagar", "Plot 88, Sector 21", at "Flat". */
bool
street_by_quarter(struct speech *s, size_t i, struct spans *out)
{
	size_t k = i + 1, last = 0;

	if (!speech_in(s, i, WORDS_plot))
		return false;
	while (speech_is(s, k, "no") || speech_is(s, k, "number") ||
	       speech_is_mark(s, k, ".:#"))
		k++;
	if (k >= s->words->n_tokens || !street_is_house(s, k))
		return false;
	k = street_house_end(s, k) + 1;
	k += speech_is_mark(s, k, ",");
	for (size_t n = 0; n < 7 && k < s->words->n_tokens; n++, k++) {
		if (speech_is(s, k, "sector") || speech_is(s, k, "phase") ||
		    speech_is(s, k, "block"))
			last = k + (k + 1 < s->words->n_tokens &&
				       street_is_house(s, k + 1));
		else if (n > 0 && (speech_is_quarter(s, k) ||
				      speech_has_use(s, k, USE_SURE_STREET) ||
				      is_last_of_road(s, k)))
			last = k;
		else if (!speech_is_letters(s, k) &&
			 !speech_is_mark(s, k, ",") && !s->seen[k].has_digit)
			break;
	}
	if (!last)
		return false;
	speech_add(
	    s, out, i, last, (struct finding_of){ KIND_ADDRESS, "street", 80 });
	return true;
}

/* "Flat 12, Nelson Mandela House", "B-1204, Sai Krupa Towers", at the number:
 * a building with a name. */
bool
street_by_building(struct speech *s, size_t i, struct spans *out)
{
	size_t first = i, last, k;

	/* Most numbers stand behind a word that is nothing of the kind. */
	if (i == 0 ||
	    !(s->seen[i - 1].uses & USE_UNIT || s->seen[i - 1].mark == '-') ||
	    !street_is_house(s, i))
		return false;
	if (speech_has_use(s, i - 1, USE_UNIT) && !speech_is(s, i - 1, "no"))
		first = i - 1;
	else if (i > 1 && speech_is_mark(s, i - 1, "-") &&
		 speech_is_joined(s, i) && speech_is_joined(s, i - 1) &&
		 speech_token(s, i - 2)->n == 1 && speech_is_letters(s, i - 2))
		first = i - 2;
	else
		return false;
	last = street_house_end(s, i);
	k = last + 1 + speech_is_mark(s, last + 1, ",");
	for (size_t n = 0; n < 4; n++, k++) {
		if (!speech_is_letters(s, k) ||
		    (!speech_is_capital(s, k) && !s->small) ||
		    (n > 0 && speech_ends(s, k - 1)))
			return false;
		if (n > 0 && speech_in(s, k, WORDS_building))
			break;
	}
	if (!speech_in(s, k, WORDS_building))
		return false;
	speech_add(s, out, first, street_road_behind(s, k),
	    (struct finding_of){ KIND_ADDRESS, "street", 80 });
	return true;
}

/* "apartado de correos 215", "boite postale 12", "caixa postal 9", "BP 40217,
 * 31003 Toulouse", at the word before the number: its first, or SIZE_MAX. */
static size_t
foreign_box(const struct speech *s, size_t i)
{
	static const struct str last[] = { { "correos", 7 }, { "postal", 6 },
		{ "postale", 7 } };
	static const struct str first[] = { { "apartado", 8 }, { "boite", 5 },
		{ "caixa", 5 }, { "casella", 7 } };

	if (speech_is(s, i, "bp") && speech_token(s, i)->upper == 2 &&
	    speech_is_mark(s, i + 2, ",") && speech_is_digits(s, i + 3) &&
	    speech_token(s, i + 3)->n == 5)
		return i;
	if (!SPEECH_IS_ONE(s, i, last))
		return SIZE_MAX;
	for (size_t k = i; k > 0 && i - k < 2; k--)
		if (SPEECH_IS_ONE(s, k - 1, first))
			return k - 1;
	return SIZE_MAX;
}

/* "P.O. Box 4471", "Postfach 12 34 56", "Apartado 77". */
bool
street_box(struct speech *s, size_t i, struct spans *out)
{
	size_t last = i, first = i;

	if (!speech_is_digits(s, i + 1))
		return false;
	if (speech_is(s, i, "box")) {
		while (first > 0 && i - first < 5 &&
		       (speech_is_mark(s, first - 1, ".") ||
			   speech_is(s, first - 1, "p") ||
			   speech_is(s, first - 1, "o") ||
			   speech_is(s, first - 1, "po")))
			first--;
		/* "RR 2 Box 31" */
		if (first == i && i > 1 && street_is_house(s, i - 1) &&
		    (speech_is(s, i - 2, "rr") || speech_is(s, i - 2, "hc")))
			first = i - 2;
		if (first == i)
			return false;
	} else if (foreign_box(s, i) != SIZE_MAX) {
		first = foreign_box(s, i);
	} else if (!speech_is(s, i, "postfach") &&
		   !speech_is(s, i, "postbus") &&
		   !speech_is(s, i, "apartado") && !speech_is(s, i, "pobox")) {
		return false;
	}
	while (speech_is_digits(s, last + 1) && last - i < 4)
		last++;
	if (last == i)
		return false;
	speech_add(s, out, first, last,
	    (struct finding_of){ KIND_ADDRESS, "street-box", 85 });
	return true;
}

/* "8 The Old Creamery, Nether Stowey", at the number: words in capitals up to a
 * comma or the end, where somebody goes or something is sent. */
bool
street_by_the(struct speech *s, size_t i, struct spans *out)
{
	enum { MOST_WORDS = 3 };
	size_t k = i + 2;

	if (!speech_is(s, i + 1, "the") || !speech_is_capital(s, i + 1) ||
	    !street_is_house(s, i) ||
	    !(i == 0 || speech_in(s, i - 1, WORDS_address_at) ||
		speech_is_mark(s, i - 1, ",:")))
		return false;
	for (; k < i + 2 + MOST_WORDS && speech_is_letters(s, k); k++)
		if (!speech_is_capital(s, k) || s->is[k] & WORD_FIRM ||
		    speech_ends(s, k - 1))
			break;
	if (k == i + 2 || !(speech_ends(s, k - 1) || speech_is_mark(s, k, ",")))
		return false;
	speech_add(s, out, i, k - 1,
	    (struct finding_of){ KIND_ADDRESS, "street", 80 });
	return true;
}

/* "Ludd Lane", "3rd", "Elm": the last token of one road of a corner, from its
 * first; 0: none.  *named: a word says that it is one. */
static size_t
road_of_corner(const struct speech *s, size_t i, bool *named)
{
	enum { MOST_WORDS = 3 };
	size_t k = i;

	while (k < i + MOST_WORDS && k < s->words->n_tokens &&
	       (s->seen[k].has_digit ||
		   (speech_is_letters(s, k) && speech_is_capital(s, k))) &&
	       !(k > i && speech_ends(s, k - 1))) {
		if (speech_has_use(s, k, USE_STREET)) {
			*named = true;
			return k;
		}
		k++;
	}
	return k > i ? k - 1 : 0;
}

/* "corner of Ludd Lane and 3rd, no. 60", at "corner". */
bool
street_corner(struct speech *s, size_t i, struct spans *out)
{
	bool named = false;
	size_t last, next;

	if (!speech_is(s, i, "corner") || !speech_is(s, i + 1, "of"))
		return false;
	last = road_of_corner(s, i + 2, &named);
	if (!last || !(speech_is(s, last + 1, "and") ||
			 speech_is_mark(s, last + 1, "&")))
		return false;
	last = road_of_corner(s, last + 2, &named);
	if (!last || !named)
		return false;
	next = last + 1 + speech_is_mark(s, last + 1, ",");
	if (speech_is(s, next, "no") || speech_is(s, next, "number")) {
		next += 1 + speech_is_mark(s, next + 1, ".");
		if (street_is_house(s, next))
			last = next;
	}
	speech_add(
	    s, out, i, last, (struct finding_of){ KIND_ADDRESS, "street", 80 });
	return true;
}

/* "at the old forge, mill lane", "lives at rose cottage, church lane", at the
 * word of the house. */
static bool
small_house(struct speech *s, size_t i, struct spans *out)
{
	enum { MOST_WORDS = 3 };
	size_t first = i, last = i + 2;

	while (first > 0 && i - first < MOST_WORDS &&
	       speech_is_letters(s, first - 1) && !speech_ends(s, first - 1) &&
	       !speech_in(s, first - 1, WORDS_address_at))
		first--;
	if (first == 0 || first == i ||
	    !speech_in(s, first - 1, WORDS_address_at))
		return false;
	while (last < i + 2 + MOST_WORDS && speech_is_letters(s, last) &&
	       !speech_has_use(s, last, USE_STREET | USE_THE))
		last++;
	if (last == i + 2 || !speech_has_use(s, last, USE_SURE_STREET))
		return false;
	first += speech_has_use(s, first, USE_THE);
	speech_add(s, out, first, last,
	    (struct finding_of){ KIND_ADDRESS, "street", 75 });
	return true;
}

/* "Rose Cottage, Mill Lane", "Tobar Lodge, Ballymahon Road", at the word of the
 * house: a house with a name, and no number. */
bool
street_by_house(struct speech *s, size_t i, struct spans *out)
{
	size_t first = i, last;

	if (!speech_is_mark(s, i + 1, ",") || !street_is_house_word(s, i))
		return false;
	if (!speech_is_capital(s, i))
		return small_house(s, i, out);
	while (first > 0 && i - first < 3 && speech_is_letters(s, first - 1) &&
	       speech_is_capital(s, first - 1) && !speech_ends(s, first - 1))
		first--;
	last = street_road_behind(s, i);
	if (first == i ||
	    (last == i && !street_is_before_town(s, i, first == 0)))
		return false;
	/* "204 Lotus Tower, Link Road" */
	first = street_house_before(s, first);
	speech_add(s, out, first, last,
	    (struct finding_of){ KIND_ADDRESS, "street", 80 });
	return true;
}

/* "lieu-dit Le Bourg Neuf", at "lieu": the words in capitals behind it. */
bool
street_hamlet(struct speech *s, size_t i, struct spans *out)
{
	enum { MOST_WORDS = 4 };
	size_t first, last;

	if (!speech_is(s, i, "lieu") || !speech_is_mark(s, i + 1, "-") ||
	    !(speech_is(s, i + 2, "dit") || speech_is(s, i + 2, "dits")))
		return false;
	first = i + 3 + speech_is_mark(s, i + 3, ":\"");
	last = first;
	while (
	    last < first + MOST_WORDS && speech_is_letters(s, last) &&
	    (speech_is_capital(s, last) || speech_has_use(s, last, USE_OF)) &&
	    !speech_ends(s, last - 1))
		last++;
	if (last == first)
		return false;
	speech_add(s, out, first, last - 1,
	    (struct finding_of){ KIND_ADDRESS, "street", 80 });
	return true;
}

/* "Residence les Mimosas, bat B, apt 12", "14 clos des Vignes", "Borgo Vecchio
 * 6", at the word of the estate: its name has a capital. */
bool
street_estate(struct speech *s, size_t i, struct spans *out)
{
	size_t first = street_house_before(s, i), last = i, house;

	for (size_t k = i + 1; k <= i + STREET_LONGEST_NAME; k++) {
		if (!speech_is_letters(s, k) || speech_ends(s, k - 1))
			break;
		/* "urbanizacion los olivos parcela 7" */
		if (speech_is_capital(s, k) ||
		    (k > i + 1 && street_unit_end(s, k) > k + 1 &&
			!speech_is_mark(s, k + 1, ",")))
			last = k;
		else if (!street_is_link(s, k))
			break;
	}
	if (last == i)
		return false;
	house = street_plain_house_behind(s, last, PLAIN_TOLD);
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
