/* Numbers of houses, and of flats in them. */

#include "redact/streets.h"

#include "redact/recogniser.h"

bool
street_is_house(const struct speech *s, size_t i)
{
	struct str w;
	size_t digits = 0;

	if (i >= s->words->n_tokens || !s->seen[i].has_digit)
		return false;
	w = speech_word(s, i);
	while (digits < w.n && is_digit(w.p[digits]))
		digits++;
	return digits > 0 && digits <= 5 &&
	       (digits == w.n || (digits + 1 == w.n && is_alpha(w.p[digits])));
}

/* "nineteen", "honderdtwaalf" */
static bool
is_said(const struct speech *s, size_t i)
{
	const struct seen *x = &s->seen[i];

	return i < s->words->n_tokens &&
	       (x->uses & USE_NUMERAL || x->compound ||
		   (x->is_long && speech_token(s, i)->n > 8));
}

/* "six", "nine C": the last token, at the number. */
static size_t
behind_said_unit(const struct speech *s, size_t i)
{
	size_t letter;

	i = street_said_house_end(s, i);
	letter = i + 1;
	return speech_is_letters(s, letter) &&
		       speech_token(s, letter)->n == 1 && !speech_ends(s, i) &&
		       (speech_is_capital(s, letter) || speech_ends(s, letter))
		   ? letter
		   : i;
}

static bool
is_unit(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_UNIT);
}

/* Behind the number of a floor. */
static bool
is_door(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_door);
}

/* "segundo", "primera", "drie": of a floor, in words. */
static bool
is_ordinal(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_floor_ordinal);
}

/* "hoog", "Stock": behind the number of a floor. */
static bool
is_floor(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_floor) || is_door(s, i);
}

/* "r/c esq", "rés do chão", "fundos": the ground floor and the back; the last
 * token, or 0. */
static size_t
ground_end(const struct speech *s, size_t i)
{
	size_t last = 0;

	if (speech_in(s, i, WORDS_ground_floor))
		last = i;
	else if (speech_is(s, i, "r") && speech_is_mark(s, i + 1, "/") &&
		 speech_is(s, i + 2, "c"))
		last = i + 2;
	else if (speech_is(s, i, "res") && speech_is(s, i + 1, "do") &&
		 speech_is(s, i + 2, "chao"))
		last = i + 2;
	else if (speech_is(s, i, "res") && speech_is(s, i + 2, "do") &&
		 speech_is(s, i + 4, "chao"))
		last = i + 4;
	if (last && is_door(s, last + 1))
		last++;
	return last;
}

/* "2o", "5to", "3ra" */
static bool
is_spanish_floor(const struct speech *s, size_t i)
{
	struct str w;

	if (i >= s->words->n_tokens || !s->seen[i].has_digit)
		return false;
	w = speech_word(s, i);
	return w.n > 1 && w.n < 5 && is_digit(w.p[0]) &&
	       (w.p[w.n - 1] == 'o' || w.p[w.n - 1] == 'a');
}

/* "4oD", "1oizq": a floor and its door in one word. */
static bool
is_floor_and_door(const struct speech *s, size_t i)
{
	struct str w;
	size_t n = 0;

	if (i >= s->words->n_tokens || !s->seen[i].has_digit)
		return false;
	w = speech_word(s, i);
	while (n < w.n && is_digit(w.p[n]))
		n++;
	if (n == 0 || n > 2 || w.n < n + 2 || w.n > n + 5 ||
	    (w.p[n] != 'o' && w.p[n] != 'a'))
		return false;
	while (++n < w.n)
		if (!is_alpha(w.p[n]))
			return false;
	return true;
}

/* "71 3A": a floor and its door right behind a house.  "5h", "2e" are none. */
static bool
is_short_door(const struct speech *s, size_t i)
{
	struct str w;
	char door;

	if (i >= s->words->n_tokens || !s->seen[i].has_digit ||
	    !s->seen[i - 1].has_digit)
		return false;
	w = speech_word(s, i);
	door = w.p[w.n - 1];
	return w.n > 1 && w.n < 4 && is_digit(w.p[w.n - 2]) && door >= 'a' &&
	       door <= 'f' && door != 'e' && speech_ends(s, i);
}

/* "bloco b", "esc. B": the letter of a unit.  A small one may be a word. */
static bool
is_letter_of_unit(const struct speech *s, size_t i)
{
	if (!speech_is_letters(s, i) || speech_token(s, i)->n != 1)
		return false;
	return speech_is_capital(s, i) || speech_ends(s, i) ||
	       speech_is_mark(s, i + 1, ",") ||
	       !memchr("aeiouy", speech_word(s, i).p[0], 6);
}

/* "." and the sign of a degree, behind the number of a floor: 1, or 0. */
static size_t
nth_sign(const struct speech *s, size_t i)
{
	return speech_is_mark(s, i, ".") || speech_is(s, i, "\xc2\xb0");
}

/* "apt 4b", "#12", "2o Esq" behind a house: the last token, or `last`. */
static size_t
one_unit_end(const struct speech *s, size_t last)
{
	size_t i = last + 1;
	bool apart = speech_is_mark(s, i, ",-");

	if (speech_is_mark(s, i, "#") && street_is_house(s, i + 1))
		return i + 1;
	/* "214 - 3o Esq" */
	if (speech_is_mark(s, i, ",#") ||
	    (speech_is_mark(s, i, "-") && !speech_is_joined(s, i)))
		i++;
	if (is_unit(s, i) || speech_in(s, i, WORDS_unit_behind)) {
		if (speech_is_mark(s, i + 1, ".#"))
			i++;
		if (i + 1 < s->words->n_tokens && street_is_house(s, i + 1))
			return i + 1;
		if (is_said(s, i + 1))
			return behind_said_unit(s, i + 1);
		/* "scala B" */
		if (is_letter_of_unit(s, i + 1))
			return i + 1;
	}
	if (speech_is_mark(s, i, "#") && street_is_house(s, i + 1))
		return i + 1;
	/* ", 2o Esq" */
	if (apart && street_is_house(s, i) && speech_token(s, i)->n <= 3 &&
	    is_door(s, i + 1))
		return i + 1;
	if (is_floor_and_door(s, i) || (!apart && is_short_door(s, i)))
		return i;
	/* "pral. 1a" */
	if (is_ordinal(s, i) && is_spanish_floor(s, i + 1 + nth_sign(s, i + 1)))
		return i + 1 + nth_sign(s, i + 1);
	/* ", 2o B", " 5to B" */
	if (is_spanish_floor(s, i) && speech_is_letters(s, i + 1) &&
	    speech_token(s, i + 1)->n == 1)
		return i + 1;
	/* "3 hoog", "2e gche" */
	if ((street_is_house(s, i) || is_said(s, i) || is_ordinal(s, i)) &&
	    speech_token(s, i)->n <= 10 &&
	    is_floor(s, i + 1 + nth_sign(s, i + 1)))
		return i + 1 + nth_sign(s, i + 1);
	/* "segundo primera" */
	if (is_ordinal(s, i) && is_ordinal(s, i + 1))
		return i + 1;
	/* what is left of "drie hoog" behind "honderdtwaalf drie" */
	if (!apart && (speech_is(s, i, "hoog") || speech_is(s, i, "hg")))
		return i;
	return ground_end(s, i) ? ground_end(s, i) : last;
}

/* "St NE", "Avenue West" behind a street: the last token, or `last`. */
static size_t
direction_end(const struct speech *s, size_t last)
{
	size_t i = last + 1;

	return speech_has_use(s, i, USE_DIRECTION) && !speech_ends(s, last) &&
		       speech_is_capital(s, i) &&
		       (speech_token(s, i)->n > 2 ||
			   speech_token(s, i)->upper == speech_token(s, i)->n)
		   ? i
		   : last;
}

size_t
street_unit_end(const struct speech *s, size_t last)
{
	enum { MOST = 3 };

	last = direction_end(s, last);
	for (int n = 0; n < MOST && last + 1 < s->words->n_tokens &&
			!speech_ends_cell(s, last);
	     n++) {
		size_t end = one_unit_end(s, last);

		/* "2. OG links" */
		if (end == last && n > 0 && is_floor(s, last + 1))
			end++;
		if (end == last)
			break;
		last = end;
	}
	return last;
}

/* "III", "hs": a floor. */
static bool
is_roman(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);

	for (size_t b = 0; b < w.n; b++)
		if (w.p[b] != 'i' && w.p[b] != 'v')
			return str_eq(w, STR("hs"));
	return w.n < 4;
}

size_t
street_house_end(const struct speech *s, size_t house)
{
	size_t i = house + 1;

	if (speech_is_mark(s, i, "-/") && speech_is_joined(s, i) &&
	    speech_is_joined(s, i + 1) &&
	    (street_is_house(s, i + 1) ||
		(speech_is_letters(s, i + 1) &&
		    (speech_token(s, i + 1)->n == 1 || is_roman(s, i + 1) ||
			speech_is(s, i + 1, "bis") ||
			speech_is(s, i + 1, "ter")))))
		return i + 1;
	if (i < s->words->n_tokens && speech_token(s, i)->n == 1 &&
	    speech_is_letters(s, i) && !speech_ends(s, house))
		return i;
	return house;
}

/* "no107": the sign for a number is letters here. */
static bool
is_numbered_house(const struct speech *s, size_t i)
{
	struct str w;
	size_t n;

	if (i >= s->words->n_tokens || speech_is_held(s, i))
		return false;
	w = speech_word(s, i);
	n = w.n > 2 && w.p[0] == 'n' && w.p[1] == 'o' ? 2 : 0;
	while (n < w.n && is_digit(w.p[n]))
		n++;
	return w.n > 2 && w.p[0] == 'n' && n == w.n && n <= 6;
}

size_t
street_numberless_end(const struct speech *s, size_t i)
{
	static const struct str none[] = { { "snc", 3 }, { "sn", 2 } };
	static const struct str stone[] = { { "km", 2 }, { "kilometro", 9 },
		{ "quilometro", 10 } };

	if (SPEECH_IS_ONE(s, i, none) &&
	    (speech_ends(s, i) || speech_is_mark(s, i + 1, ",")))
		return i;
	if (speech_is(s, i, "s") && speech_is_mark(s, i + 1, "/") &&
	    speech_is(s, i + 2, "n"))
		return i + 2;
	if (!SPEECH_IS_ONE(s, i, stone))
		return 0;
	i += 1 + speech_is_mark(s, i + 1, ".");
	if (street_is_house(s, i))
		return street_house_end(s, i);
	return is_said(s, i) ? street_said_house_end(s, i) : 0;
}

size_t
street_house_behind(const struct speech *s, size_t last)
{
	size_t house = last + 1;
	bool apart = speech_is_mark(s, house, ",");
	size_t numberless = street_numberless_end(s, house + apart);

	if (numberless)
		return numberless;
	while (speech_is_mark(s, house, ",.") || speech_is(s, house, "n") ||
	       speech_is(s, house, "no") || speech_is(s, house, "numero") ||
	       /* "n° 5", "n.o 4" */
	       (house > last + 1 && (speech_is(s, house, "\xc2\xb0") ||
					(speech_is(s, house, "o") &&
					    speech_is_joined(s, house)))))
		house++;
	/* "avenue Foch, 75008 Paris" */
	if (!is_numbered_house(s, house) &&
	    (!street_is_house(s, house) ||
		(apart && speech_token(s, house)->n > STREET_LONGEST_HOUSE)))
		return 0;
	last = house;
	if (street_house_end(s, house) > house + 1)
		return street_house_end(s, house);
	if (speech_is_mark(s, last + 1, ",") && last + 3 < s->words->n_tokens &&
	    speech_word(s, last + 2).n <= 4 &&
	    is_digit(speech_word(s, last + 2).p[0]) &&
	    speech_token(s, last + 3)->n == 1 && speech_is_letters(s, last + 3))
		last += 3;
	return last;
}

size_t
street_house_before(const struct speech *s, size_t i)
{
	size_t k = i;

	if (k > 0 && speech_is_mark(s, k - 1, ","))
		k--;
	if (k > 0 && (speech_is(s, k - 1, "bis") || speech_is(s, k - 1, "ter")))
		k--;
	return k > 0 && street_is_house(s, k - 1) &&
		       speech_token(s, k - 1)->n <= STREET_LONGEST_HOUSE
		   ? k - 1
		   : i;
}

size_t
street_said_house_end(const struct speech *s, size_t i)
{
	for (;; i++) {
		/* "mil e quarenta", "cento y dos" */
		bool joint = speech_is(s, i + 1, "e") ||
			     speech_is(s, i + 1, "y") ||
			     speech_is(s, i + 1, "and");

		/* "nonante-quatre" */
		joint |= speech_is_mark(s, i + 1, "-") &&
			 speech_is_joined(s, i + 1) &&
			 speech_is_joined(s, i + 2);
		if (joint && is_said(s, i + 2))
			i++;
		else if (!is_said(s, i + 1))
			return i;
	}
}

size_t
street_said_house_behind(const struct speech *s, size_t last)
{
	size_t house = last + 1;
	bool called;

	if (speech_is_mark(s, house, ","))
		house++;
	called = speech_is(s, house, "numero") ||
		 speech_is(s, house, "nummer") || speech_is(s, house, "number");
	house += called;
	if (!is_said(s, house) && !speech_is(s, house, "mil"))
		return 0;
	last = street_said_house_end(s, house);
	/* "siebzehn b" */
	if (speech_is_letters(s, last + 1) &&
	    speech_token(s, last + 1)->n == 1 && !speech_ends(s, last) &&
	    (speech_ends(s, last + 1) || speech_is_mark(s, last + 2, ",")))
		return last + 1;
	/* "one of them" */
	return called || speech_ends(s, last) ||
		       speech_is_mark(s, last + 1, ",") || last > house ||
		       speech_has_use(s, last + 1, USE_PREPOSITION) ||
		       s->seen[house].compound
		   ? last
		   : 0;
}

/* "unit 5/18 Marine Parade", at 18: the first token of it. */
static size_t
first_of_house(const struct speech *s, size_t i)
{
	if (i > 1 && speech_is_mark(s, i - 1, "/") &&
	    speech_is_joined(s, i - 1) && street_is_house(s, i - 2))
		i -= 2;
	/* "D-12 Gulmohar Park" */
	if (i > 1 && speech_is_mark(s, i - 1, "-") && speech_is_joined(s, i) &&
	    speech_is_joined(s, i - 1) && speech_is_letters(s, i - 2) &&
	    speech_token(s, i - 2)->n == 1)
		i -= 2;
	/* "Unit 9, 400 Colfax Avenue" */
	if (i > 2 && speech_is_mark(s, i - 1, ",") &&
	    street_is_house(s, i - 2) && is_unit(s, i - 3))
		i -= 2;
	return i > 0 && is_unit(s, i - 1) && !speech_is(s, i - 1, "no") ? i - 1
									: i;
}

bool
street_is_house_word(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_house);
}

/* "c/o " before token i. */
static bool
is_care_of(const struct speech *s, size_t i)
{
	return i > 2 && speech_is(s, i - 1, "o") &&
	       speech_is_mark(s, i - 2, "/") && speech_is(s, i - 3, "c");
}

/* "The Old Forge, ", "Rose Cottage, ", "c/o Haldane, ": before the number of a
 * street. */
size_t
street_house_name(const struct speech *s, size_t i)
{
	size_t first = i;

	i = first_of_house(s, i);
	if (i < 3 || !speech_is_mark(s, i - 1, ",") ||
	    !speech_is_letters(s, i - 2) || !speech_is_capital(s, i - 2))
		return i;
	first = i - 2;
	while (first > 0 && i - first < 6 && speech_is_letters(s, first - 1) &&
	       speech_is_capital(s, first - 1) && !speech_ends(s, first - 1))
		first--;
	if (is_care_of(s, first))
		return first - 3;
	return first < i - 2 && (street_is_house_word(s, i - 2) ||
				    (first > 0 && speech_is(s, first, "the")))
		   ? first
		   : i;
}

bool
street_is_said_house_at(const struct speech *s, size_t i)
{
	if (!is_said(s, i) || (i > 0 && is_said(s, i - 1)))
		return false;
	return street_said_house_end(s, i) > i ||
	       (i > 0 && (speech_is(s, i - 1, "at") ||
			     speech_is(s, i - 1, "number")));
}
