/* Streets with a number. */

#include "redact/streets.h"

#include "redact/recogniser.h"
#include "redact/street_plain.h"

enum { LONGEST_STREET = 4, LONGEST_ROMANCE = 6 };

/* A name, or no word of a dictionary. */
static bool
is_proper(const struct speech *s, size_t i)
{
	unsigned names = WORD_FIRST | WORD_LAST | WORD_PLACE;

	return !(s->is[i] & WORD_KNOWN) ||
	       (s->is[i] & names && !(s->is[i] & WORD_COMMON));
}

/* "old mill", "church": everyday words that streets are called. */
static bool
is_word_of_streets(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_street_word);
}

/* One of the words between the number and "Street". */
static bool
is_name_of_street(const struct speech *s, size_t i, bool lone)
{
	if (speech_has_use(s, i, USE_DIRECTION | USE_STREET) ||
	    is_word_of_streets(s, i))
		return true;
	if (i >= s->words->n_tokens || speech_is_held(s, i) ||
	    speech_token(s, i)->class != TEXT_WORD)
		return false;
	if (speech_is_capital(s, i) || lone)
		return true;
	return !(s->is[i] & WORD_COMMON) || s->is[i] & (WORD_LAST | WORD_PLACE);
}

/* "ST-Line": the beginning of a longer word. */
static bool
goes_on_joined(const struct speech *s, size_t i)
{
	return speech_is_mark(s, i + 1, "-") && speech_is_joined(s, i + 1) &&
	       speech_is_joined(s, i + 2) && speech_is_letters(s, i + 2);
}

/* "county road 12", "State Highway 9": the number of the road, or `last`. */
static size_t
road_number_end(const struct speech *s, size_t last)
{
	static const struct str of[] = { { "county", 6 }, { "state", 5 },
		{ "us", 2 }, { "farm", 4 }, { "ranch", 5 }, { "rural", 5 } };

	return last && SPEECH_IS_ONE(s, last - 1, of) &&
		       !speech_ends(s, last) && street_is_house(s, last + 1)
		   ? last + 1
		   : last;
}

/* "42 Larkspur Lane", "1187 Kestrel Ave Apt 4B": the last token, or 0. */
static size_t
english(const struct speech *s, size_t i, bool told)
{
	size_t last = 0;

	if (!(s->all_uses & USE_STREET))
		return 0;
	for (size_t n = 1; n <= LONGEST_STREET + 1; n++) {
		size_t k = i + n;

		if (speech_is_mark(s, k, ".,") && n > 1 &&
		    speech_is_mark(s, k, ","))
			break;
		if (speech_is_mark(s, k, "."))
			continue;
		if (k >= s->words->n_tokens || speech_is_held(s, k))
			break;
		/* "House number: 12\nStreet: Larkhill" */
		if (n > 1 && speech_has_use(s, k, USE_STREET) &&
		    !goes_on_joined(s, k) && !speech_is_mark(s, k + 1, ":") &&
		    (speech_is_capital(s, k) ||
			speech_has_use(s, k, USE_SURE_STREET) || told ||
			is_proper(s, k - 1)))
			last = k;
		else if (!is_name_of_street(s, k, false) &&
			 !(n == 1 &&
			     speech_has_use(s, k + 1, USE_SURE_STREET) &&
			     speech_is_letters(s, k)))
			break;
	}
	return road_number_end(s, last);
}

/* "7 The Mews, Harrow Road": the last token of that, or `last`. */
size_t
street_road_behind(const struct speech *s, size_t last)
{
	size_t i = last + 1;

	if (!speech_is_mark(s, i, ","))
		return last;
	for (size_t k = i + 1; k <= i + 3; k++) {
		if (!speech_is_letters(s, k) || !speech_is_capital(s, k))
			break;
		if (k > i + 1 && speech_has_use(s, k, USE_STREET))
			return k;
	}
	return last;
}

/* "Prins Hendrikkade", "Korte Leidsedwarsstraat": at the first word. */
static bool
is_before_name(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_is_capital(s, i) &&
	       !speech_ends(s, i) && speech_in(s, i, WORDS_street_before);
}

/* "Kerkpad 4,", "Birkenkamp 13 in": a word that no list has. */
static bool
is_soft_street(const struct speech *s, size_t i, size_t house)
{
	if (s->is[i] || !speech_is_capital(s, i) || house != i + 1 ||
	    !street_is_house(s, house) ||
	    !(speech_ends(s, house) || house + 1 >= s->words->n_tokens ||
		speech_is_mark(s, house + 1, ",") ||
		speech_is(s, house + 1, "in")))
		return false;
	return word_lists_end(
	    s->lists, WORDS_soft_street_end, speech_word(s, i), 3);
}

/* "Lindenstrasse", and "Strasse" behind a hyphen. */
static bool
ends_as_street(const struct speech *s, size_t i)
{
	return word_lists_end(
		   s->lists, WORDS_street_end, speech_word(s, i), 3) ||
	       (speech_in(s, i, WORDS_street_end) && i > 1 &&
		   speech_is_mark(s, i - 1, "-") && speech_is_joined(s, i));
}

/* "Lindenstrasse 14", "Goethestr. 8a", "Lange Strasse 5", at the word. */
static bool
germanic(struct speech *s, size_t i, struct spans *out)
{
	size_t first = i, house = i + 1, said;
	bool is_street;

	if (speech_is_mark(s, house, "."))
		house++;
	said = street_said_house_behind(s, house - 1);
	if (!said && (!street_is_house(s, house) ||
			 speech_token(s, house)->n > STREET_LONGEST_HOUSE))
		return false;
	is_street = ends_as_street(s, i);
	if (speech_in(s, i, WORDS_street_end) && i > 0 &&
	    speech_is_letters(s, i - 1) &&
	    (speech_is_capital(s, i - 1) || !(s->is[i - 1] & WORD_COMMON))) {
		is_street = true;
		first = i - 1;
		if (speech_is_mark(s, first - 1, "-") && first > 1)
			first -= 2;
	}
	is_street = is_street || is_soft_street(s, i, house);
	/* "Friedrich-Ebert-Strasse" */
	while (is_street && first > 1 && speech_is_joined(s, first) &&
	       speech_is_mark(s, first - 1, "-") &&
	       speech_is_letters(s, first - 2))
		first -= 2;
	if (!is_street)
		return false;
	/* "Burgemeester de Vlugtlaan" */
	if (first > 1 && speech_is_capital(s, first) &&
	    (speech_is(s, first - 1, "de") || speech_is(s, first - 1, "van")) &&
	    speech_is_letters(s, first - 2) && speech_is_capital(s, first - 2))
		first -= 2;
	while (is_before_name(s, first - 1))
		first--;
	speech_add(s, out, first,
	    street_unit_end(s, said ? said : street_house_end(s, house)),
	    (struct finding_of){ KIND_ADDRESS, "street", 90 });
	return true;
}

/* The last token of a span that token i is of: it ends before the town. */
static size_t
last_of(struct speech *s, size_t i, const struct span *of)
{
	while (i + 1 < s->words->n_tokens &&
	       speech_byte(s, speech_token(s, i + 1)->end) <= of->end)
		i++;
	return i;
}

/* At the number of a house; `next`: the next token that has a digit. */
static void
house_at(struct speech *s, size_t i, size_t next, struct spans *out)
{
	size_t n = out->n;
	size_t last = english(s, street_said_house_end(s, i),
	    i > 0 && speech_is(s, i - 1, "number"));

	if (last) {
		last = street_unit_end(s, street_road_behind(s, last));
		last = street_parts_behind(s, last);
		speech_add(s, out, street_house_name(s, i), last,
		    (struct finding_of){ KIND_ADDRESS, "street", 90 });
	} else {
		if (!street_by_parts(s, i, out) &&
		    !street_by_building(s, i, out) &&
		    !street_by_the(s, i, out) && !street_plain(s, i, next, out))
			return;
		last = last_of(s, i, &out->at[n]);
	}
	postcode_town_behind(s, last, out);
}

/* A word that a number stands behind so soon that it may be a house's. */
static bool
is_before_house(struct speech *s, size_t i, struct spans *out)
{
	return germanic(s, i, out) ||
	       (s->seen[i].lists &&
		   (street_by_parts(s, i, out) || street_by_place(s, i, out) ||
		       street_by_adjective(s, i, out) ||
		       street_by_quarter(s, i, out))) ||
	       (speech_is_digits(s, i + 1) && street_box(s, i, out));
}

static void
street_at(struct speech *s, size_t i, bool near, struct spans *out)
{
	size_t n = out->n;

	if (!speech_is_letters(s, i))
		return;
	if ((street_is_rue(s, i) && street_by_rue(s, i, out)) ||
	    (speech_in(s, i, WORDS_estate) && street_estate(s, i, out)) ||
	    (near && is_before_house(s, i, out)))
		postcode_town_behind(s, last_of(s, i, &out->at[n]), out);
}

/* "Lindenstr" */
static bool
is_short_for_street(struct str word)
{
	return word.n > 5 && memcmp(word.p + word.n - 3, "str", 3) == 0;
}

/* "Av." and "Str." go on. */
static bool
goes_on(const struct speech *s, size_t i)
{
	return speech_is_mark(s, i, "-'") ||
	       (speech_is_mark(s, i, ".") &&
		   (speech_token(s, i - 1)->n <= 3 ||
		       is_short_for_street(speech_word(s, i - 1))));
}

/* A name of a street with a number behind: "im winkel 132". */
static size_t
told_name_end(const struct speech *s, size_t i)
{
	size_t k = i;

	while (k < i + LONGEST_ROMANCE &&
	       (speech_is_letters(s, k) || (k > i && goes_on(s, k))))
		k++;
	if (k == i || !street_is_house(s, k) || street_is_ordinal(s, k) ||
	    speech_token(s, k)->n > STREET_LONGEST_HOUSE ||
	    s->is[k - 1] & WORD_COMMON)
		return 0;
	k = street_house_end(s, k);
	/* "wrong since 3 weeks" */
	return speech_ends(s, k) || speech_is_mark(s, k + 1, ",") ||
		       speech_has_use(s, k + 1, USE_PREPOSITION)
		   ? k
		   : 0;
}

/* "14 Elmwood now": words in capitals behind the number, and a common one. */
static size_t
capitals_end(const struct speech *s, size_t i)
{
	size_t k = i + 1;

	while (k <= i + 2 && speech_is_letters(s, k) &&
	       speech_is_capital(s, k) && speech_token(s, k)->n > 3 &&
	       !speech_has_use(s, k, USE_MONTH) &&
	       !speech_in(s, k, WORDS_counted) &&
	       !(s->is[k] & (WORD_COMMON | WORD_FIRM)))
		k++;
	return k > i + 1 && speech_is_letters(s, k) && s->is[k] & WORD_COMMON &&
		       !speech_is_capital(s, k) &&
		       !speech_in(s, k, WORDS_counted)
		   ? k - 1
		   : 0;
}

/* "61 willow creek close": up to the last word that streets end with, or all
 * of it where no word is one of every day. */
static size_t
told_number_end(const struct speech *s, size_t i)
{
	size_t k = i + 1, street = 0;
	bool common = false;

	for (; k <= i + LONGEST_STREET && speech_is_letters(s, k) &&
	       !speech_is(s, k, "in") && !speech_is(s, k, "and");
	     k++) {
		if (k > i + 1 && speech_has_use(s, k, USE_STREET) &&
		    !speech_has_use(s, k, USE_STATE))
			street = k;
		common |= (s->is[k] & WORD_COMMON) != 0;
	}
	if (!street && capitals_end(s, i))
		return capitals_end(s, i);
	if (street || common || k == i + 1)
		return street;
	return speech_ends(s, k - 1) || speech_is_mark(s, k, ",") ? k - 1 : 0;
}

/* Behind "my address is". */
static void
told(struct speech *s, size_t i, unsigned weight, struct spans *out)
{
	enum plain sure = weight > 1 ? PLAIN_TOLD : PLAIN_SEEN;
	size_t last, from = i;

	while (speech_is_mark(s, i, ":-=") || speech_has_use(s, i, USE_IS) ||
	       speech_in(s, i, WORDS_address_at))
		i++;
	last = !street_is_house(s, i)	 ? told_name_end(s, i)
	       : street_is_ordinal(s, i) ? 0
					 : told_number_end(s, i);
	if (!last) {
		street_told(s, from, sure, out);
		return;
	}
	last = street_unit_end(s, last);
	speech_add(s, out, i, last,
	    (struct finding_of){ KIND_ADDRESS, "address-told", 75 });
	postcode_town_behind(s, last, out);
	/* "from 3 Stonecrop to 81 Nightingales" */
	if (speech_in(s, last + 1, WORDS_address_at))
		street_told(s, last + 2, sure, out);
}

static void
postcode_at(struct speech *s, size_t i, struct spans *out)
{
	enum { LEAST = 2 }; /* letters and digits of "m1"; of digits more */
	size_t n = out->n;

	if (postcode_is_bracketed(s, i)) {
		speech_add(s, out, i, i,
		    (struct finding_of){ KIND_POSTCODE, "postcode-town", 80 });
		/* "Nantes (44000)" */
		if (i > 1 && speech_is_letters(s, i - 2) &&
		    s->is[i - 2] & WORD_PLACE && speech_is_capital(s, i - 2))
			speech_add(s, out, i - 2, i - 2,
			    (struct finding_of){
				KIND_PLACE, "postcode-town", 75 });
	} else if (postcode_is_form(s, i) || postcode_is_small(s, i)) {
		speech_add(s, out, i, i + 1,
		    (struct finding_of){ KIND_POSTCODE, "postcode-form", 80 });
		/* "DN33 1AB number 8" */
		if (speech_in(s, i + 2, WORDS_house_called) &&
		    street_is_house(s, i + 3))
			speech_add(s, out, i + 2, i + 3,
			    (struct finding_of){
				KIND_ADDRESS, "address-number", 75 });
	} else if (speech_is_digits(s, i) || postcode_is_dutch(s, i)) {
		postcode_find(s, i, false, out);
	}
	if (out->n == n && speech_token(s, i)->n >= LEAST &&
	    (!speech_is_digits(s, i) || speech_token(s, i)->n > LEAST + 1))
		postcode_plain(s, i, out);
}

/* Addresses that need no number, at a token of theirs. */
static void
unnumbered_at(struct speech *s, size_t i, struct spans *out)
{
	size_t n = out->n, last;
	char mark = s->seen[i].mark;
	bool found = mark == '-'   ? i > 0 && street_hamlet(s, i - 1, out)
		     : mark == ',' ? i > 0 && street_by_house(s, i - 1, out)
				   : street_corner(s, i, out);

	if (!found)
		return;
	last = last_of(s, i, &out->at[n]);
	postcode_town_behind(s, last, out);
}

/* The first token from `i` on that has a digit, or none near. */
static size_t
next_number(const struct speech *s, size_t i)
{
	size_t n = s->words->n_tokens;

	while (i < n && !s->seen[i].has_digit)
		i++;
	return i < n ? i : SIZE_MAX;
}

/* Any address, or a postcode, may stand in the text: most have no number. */
static bool
may_hold_street(const struct speech *s)
{
	return s->has_digits ||
	       s->all_uses & (USE_NUMERAL | USE_SURE_STREET | USE_RUE) ||
	       speech_has(s, WORDS_estate) ||
	       (s->has_comma && speech_has(s, WORDS_house));
}

/* What was told to be one, or asked for. */
static void
take_told(struct speech *s, struct spans *out)
{
	if (speech_says(s, SPEECH_address_before))
		for (size_t i = 0; i < s->n_hits; i++)
			if (s->hits[i].list == SPEECH_address_before)
				told(s, s->hits[i].last + 1,
				    (unsigned)s->hits[i].weight, out);
	if (speech_asked(s, SPEECH_address_asked) ||
	    speech_asked(s, SPEECH_postcode_asked))
		street_answer(s, out);
}

/* Addresses that were neither, at any token. */
static void
take_all(struct speech *s, struct spans *out)
{
	enum {
		NEAR = 4, /* a house, or a box, stands so soon behind */
		LEAST_GLUED = 6,
	};
	const struct token *tokens = s->words->tokens;
	size_t n = s->words->n_tokens, number = 0;
	bool has_houses = speech_has(s, WORDS_house);
	bool has_streets = s->all_uses & USE_STREET;
	bool has_estates = speech_has(s, WORDS_estate);

	for (size_t i = 0; i < n; i++) {
		const struct seen *x = &s->seen[i];
		bool near;

		if (x->mark) {
			if (x->mark == '-' || (x->mark == ',' && has_houses))
				unnumbered_at(s, i, out);
			continue;
		}
		if (number <= i)
			number = next_number(s, i + 1);
		/* "Bahnhofstrasse fuenfzehn" */
		near =
		    number - i <= NEAR ||
		    (i + 1 < n && (x[1].uses & USE_NUMERAL || x[1].compound));
		if (x->has_digit ? street_is_house(s, i)
				 : street_is_said_house(s, i))
			house_at(s, i, number, out);
		/* Most words are neither near one nor before a street. */
		else if (near || x->uses & USE_RUE || tokens[i].n <= 2 ||
			 (i + 1 < n && x[1].mark == '.') ||
			 (has_estates && speech_in(s, i, WORDS_estate)))
			street_at(s, i, near, out);
		if (has_streets && tokens[i].n == 6)
			unnumbered_at(s, i, out);
		if (x->has_digit) {
			postcode_at(s, i, out);
			if (tokens[i].n > LEAST_GLUED)
				street_glued(s, i, out);
		}
	}
}

void
streets_find(struct speech *s, struct spans *out)
{
	size_t before = out->n;

	take_told(s, out);
	if (may_hold_street(s)) {
		take_all(s, out);
		street_neighbours(s, before, out);
	}
	form_fields_find(s, out);
}
