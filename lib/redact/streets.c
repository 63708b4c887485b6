/* Streets with a number, and the postcode and town beside them. */

#include "redact/speech.h"

#include "redact/recogniser.h"

enum { LONGEST_STREET = 4, LONGEST_ROMANCE = 6, LONGEST_TOWN = 4 };

/* German and Dutch, the end of the name. */
static const char *const endings[] = { "strasse", "straße", "str", "weg",
	"platz", "gasse", "allee", "damm", "ufer", "chaussee", "steig",
	"straat", "laan", "plein", "gracht", "kade", "singel", "dijk", "hof",
	"markt", "steenweg" };

static bool
is_capital(const struct speech *s, size_t i)
{
	return speech_token(s, i)->upper > 0 && !s->capitals;
}

/* "42", "221b", "8a": at most five digits and a letter. */
static bool
is_house(const struct speech *s, size_t i)
{
	struct str w;
	size_t digits = 0;

	if (i >= s->words->n_tokens || speech_is_held(s, i))
		return false;
	w = speech_word(s, i);
	while (digits < w.n && is_digit(w.p[digits]))
		digits++;
	return digits > 0 && digits <= 5 &&
	       (digits == w.n || (digits + 1 == w.n && is_alpha(w.p[digits])));
}

static bool
ends_with(struct str word, const char *end)
{
	size_t n = strlen(end);

	return word.n > n + 2 && memcmp(word.p + word.n - n, end, n) == 0;
}

static bool
is_unit(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_UNIT);
}

/* "Apt 4B", "Suite 210", ", 4º B", "/ 12": the last token of it, or `last`. */
static size_t
unit_end(const struct speech *s, size_t last)
{
	size_t i = last + 1;

	if (speech_is_mark(s, i, ",#"))
		i++;
	if (is_unit(s, i)) {
		if (speech_is_mark(s, i + 1, ".#"))
			i++;
		if (i + 1 < s->words->n_tokens && is_house(s, i + 1))
			return i + 1;
	}
	if (speech_is_mark(s, i, "#") && is_house(s, i + 1))
		return i + 1;
	return last;
}

/* A name, or no word of a dictionary. */
static bool
is_proper(const struct speech *s, size_t i)
{
	unsigned names = WORD_FIRST | WORD_LAST | WORD_PLACE;

	return !(s->is[i] & WORD_KNOWN) ||
	       (s->is[i] & names && !(s->is[i] & WORD_COMMON));
}

/* One of the words between the number and "Street". */
static bool
is_name_of_street(const struct speech *s, size_t i, bool lone)
{
	if (speech_has_use(s, i, USE_DIRECTION | USE_STREET))
		return true;
	if (i >= s->words->n_tokens || speech_is_held(s, i) ||
	    speech_token(s, i)->class != TEXT_WORD)
		return false;
	if (is_capital(s, i) || lone)
		return true;
	return !(s->is[i] & WORD_COMMON) || s->is[i] & (WORD_LAST | WORD_PLACE);
}

/* "42 Larkspur Lane", "1187 Kestrel Ave Apt 4B": the last token, or 0. */
static size_t
english(const struct speech *s, size_t i)
{
	size_t last = 0;

	for (size_t n = 1; n <= LONGEST_STREET + 1; n++) {
		size_t k = i + n;

		if (speech_is_mark(s, k, ".,") && n > 1 &&
		    speech_is_mark(s, k, ","))
			break;
		if (speech_is_mark(s, k, "."))
			continue;
		if (k >= s->words->n_tokens || speech_is_held(s, k))
			break;
		if (n > 1 && speech_has_use(s, k, USE_STREET) &&
		    (is_capital(s, k) ||
			speech_has_use(s, k, USE_SURE_STREET) ||
			is_proper(s, k - 1)))
			last = k;
		else if (!is_name_of_street(s, k, false) &&
			 !(n == 1 &&
			     speech_has_use(s, k + 1, USE_SURE_STREET) &&
			     speech_is_letters(s, k)))
			break;
	}
	return last;
}

/* "7 The Mews, Harrow Road": the last token of that, or `last`. */
static size_t
second_street(const struct speech *s, size_t last)
{
	size_t i = last + 1;

	if (!speech_is_mark(s, i, ","))
		return last;
	for (size_t k = i + 1; k <= i + 3; k++) {
		if (!speech_is_letters(s, k) || !is_capital(s, k))
			break;
		if (k > i + 1 && speech_has_use(s, k, USE_STREET))
			return k;
	}
	return last;
}

static bool
is_ahead(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_RUE);
}

/* The words of a name behind "rue", "calle", "via". */
static size_t
romance_name(const struct speech *s, size_t i, bool numbered)
{
	size_t last = i;

	for (size_t k = i + 1; k <= i + LONGEST_ROMANCE; k++) {
		bool link = speech_has_use(s, k, USE_OF);

		if (speech_is_mark(s, k, ".'-"))
			continue;
		if (!speech_is_letters(s, k) || speech_ends(s, k - 1))
			break;
		if (link)
			continue;
		if (speech_token(s, k)->n == 1)
			break;
		if (numbered && last > i && !is_capital(s, k) &&
		    s->is[k] & WORD_COMMON)
			break;
		last = k;
	}
	return last;
}

/* The number behind a street, and ", 4 B" for floor and door; or 0. */
static size_t
house_behind(const struct speech *s, size_t last)
{
	size_t house = last + 1;

	while (speech_is_mark(s, house, ",.") || speech_is(s, house, "n") ||
	       speech_is(s, house, "no") || speech_is(s, house, "numero"))
		house++;
	if (!is_house(s, house))
		return 0;
	last = house;
	if (speech_is_mark(s, last + 1, ",") && last + 3 < s->words->n_tokens &&
	    speech_word(s, last + 2).n <= 4 &&
	    is_digit(speech_word(s, last + 2).p[0]) &&
	    speech_token(s, last + 3)->n == 1 && speech_is_letters(s, last + 3))
		last += 3;
	return last;
}

/* The number before a street, "27", "3 bis", "12,"; or `i`. */
static size_t
house_before(const struct speech *s, size_t i)
{
	size_t k = i;

	if (k > 0 && speech_is_mark(s, k - 1, ","))
		k--;
	if (k > 0 && (speech_is(s, k - 1, "bis") || speech_is(s, k - 1, "ter")))
		k--;
	return k > 0 && is_house(s, k - 1) && speech_token(s, k - 1)->n <= 4
		   ? k - 1
		   : i;
}

/* "27 rue des Lilas", "Calle Mayor 23", "Via Garibaldi 12", at "rue". */
static bool
romance(struct speech *s, size_t i, struct spans *out)
{
	size_t first = i, last, house;

	last = romance_name(s, i, false);
	house = last > i && !(i > 0 && is_house(s, i - 1))
		    ? house_behind(s, last)
		    : 0;
	if (house) {
		last = house;
	} else {
		first = house_before(s, i);
		last = romance_name(s, i, true);
		if (first == i || last == i)
			return false;
	}
	speech_add(s, out, first, unit_end(s, last),
	    (struct finding_of){ KIND_ADDRESS, "street", 90 });
	return true;
}

/* "Lindenstrasse 14", "Goethestr. 8a", "Lange Strasse 5", at the word. */
static bool
germanic(struct speech *s, size_t i, struct spans *out)
{
	size_t first = i, house = i + 1;
	struct str w = speech_word(s, i);
	bool is_street = false;

	if (speech_is_mark(s, house, "."))
		house++;
	if (!is_house(s, house) || speech_token(s, house)->n > 4)
		return false;
	for (size_t k = 0; k < sizeof(endings) / sizeof(*endings); k++) {
		is_street |= ends_with(w, endings[k]);
		if (str_eq(w, str_of(endings[k])) && i > 0 &&
		    speech_is_letters(s, i - 1) &&
		    (is_capital(s, i - 1) || !(s->is[i - 1] & WORD_COMMON))) {
			is_street = true;
			first = i - 1;
			if (speech_is_mark(s, first - 1, "-") && first > 1)
				first -= 2;
		}
	}
	if (!is_street)
		return false;
	if (house + 1 < s->words->n_tokens &&
	    speech_token(s, house + 1)->n == 1 &&
	    speech_is_letters(s, house + 1) && !speech_ends(s, house))
		house++;
	speech_add(s, out, first, house,
	    (struct finding_of){ KIND_ADDRESS, "street", 90 });
	return true;
}

/* "P.O. Box 4471", "Postfach 12 34 56", "Apartado 77". */
static bool
box(struct speech *s, size_t i, struct spans *out)
{
	size_t last = i, first = i;

	if (speech_is(s, i, "box")) {
		while (first > 0 && i - first < 5 &&
		       (speech_is_mark(s, first - 1, ".") ||
			   speech_is(s, first - 1, "p") ||
			   speech_is(s, first - 1, "o") ||
			   speech_is(s, first - 1, "po")))
			first--;
		if (first == i)
			return false;
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

/* "2011hm" as one word. */
static bool
is_dutch(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);

	return speech_token(s, i)->class == TEXT_WORD && w.n == 6 &&
	       is_digit(w.p[0]) && is_digit(w.p[1]) && is_digit(w.p[2]) &&
	       is_digit(w.p[3]) && is_alpha(w.p[4]) && is_alpha(w.p[5]);
}

static bool
is_town(const struct speech *s, size_t i)
{
	return speech_is_letters(s, i) && speech_token(s, i)->n > 2 &&
	       (is_capital(s, i) || s->is[i] & WORD_PLACE) &&
	       !(s->is[i] & WORD_COMMON && !(s->is[i] & WORD_PLACE));
}

static size_t
town_end(const struct speech *s, size_t i)
{
	for (size_t n = 0; n < 4; n++) {
		if (speech_is_mark(s, i + 1, "-") &&
		    speech_is_joined(s, i + 1) && speech_is_joined(s, i + 2) &&
		    speech_is_letters(s, i + 2))
			i += 2;
		else if (speech_is_letters(s, i + 1) && !speech_ends(s, i) &&
			 is_capital(s, i) && is_capital(s, i + 1) &&
			 !(s->is[i + 1] & WORD_COMMON))
			i++;
		else if (tagger_words(&s->tagger, s->words, i,
			     i + 1 < s->words->n_tokens ? 2 : 1) &
			     WORD_PLACE &&
			 speech_is_letters(s, i + 1) && n == 0)
			i++;
		else
			break;
	}
	return i;
}

/* "93047 Regensburg", "2011 HM Haarlem", at the number. */
static void
postcode(struct speech *s, size_t i, bool behind_street, struct spans *out)
{
	size_t last = i, town, n = speech_token(s, i)->n;
	bool dutch = false;

	if (n == 4 && i + 1 < s->words->n_tokens &&
	    speech_token(s, i + 1)->n == 2 && speech_is_letters(s, i + 1) &&
	    speech_token(s, i + 1)->upper == 2) {
		dutch = true;
		last++;
	}
	dutch |= is_dutch(s, i);
	/* "80010-000" */
	if (n == 5 && speech_is_mark(s, i + 1, "-") &&
	    speech_is_joined(s, i + 1) && speech_is_digits(s, i + 2) &&
	    speech_token(s, i + 2)->n == 3) {
		last += 2;
		if (i > 0 && speech_is(s, i - 1, "cep"))
			speech_add(s, out, i, last,
			    (struct finding_of){
				KIND_POSTCODE, "postcode-form", 85 });
	}
	if (n != 5 && !dutch && !(n == 4 && behind_street))
		return;
	town = last + 1;
	if (town >= s->words->n_tokens || !is_town(s, town))
		return;
	/* "12345 Berlin": what is no town of the list may be a product. */
	if (!behind_street && !dutch && !(s->is[town] & WORD_PLACE))
		return;
	speech_add(s, out, i, last,
	    (struct finding_of){ KIND_POSTCODE, "postcode-town", 85 });
	speech_add(s, out, town, town_end(s, town),
	    (struct finding_of){ KIND_PLACE, "postcode-town", 85 });
}

/* Two words of capitals and digits. */
static bool
is_code_pair(const struct speech *s, size_t i)
{
	size_t from, to;

	if (i + 1 >= s->words->n_tokens || speech_is_held(s, i) ||
	    speech_token(s, i + 1)->n != 3)
		return false;
	from = speech_byte((struct speech *)s, speech_token(s, i)->start);
	to = speech_byte((struct speech *)s, speech_token(s, i + 1)->end);
	for (; from < to; from++)
		if (s->text.p[from] >= 'a' && s->text.p[from] <= 'z')
			return false;
	return true;
}

/* "SW1A 1AA": the shape is enough. */
static bool
is_british(const struct speech *s, size_t i)
{
	static const char letters[] = "abdefghjlnpqrstuwxyz";
	struct str a, b;
	size_t n = 0;

	if (!is_code_pair(s, i))
		return false;
	a = speech_word(s, i);
	b = speech_word(s, i + 1);
	while (n < a.n && is_alpha(a.p[n]))
		n++;
	if (n < 1 || n > 2 || a.n - n < 1 || a.n - n > 2 || !is_digit(a.p[n]) ||
	    b.n != 3 || !is_digit(b.p[0]))
		return false;
	return strchr(letters, b.p[1]) && strchr(letters, b.p[2]) && b.p[1] &&
	       b.p[2];
}

/* "M5V 2T6". */
static bool
is_canadian(const struct speech *s, size_t i)
{
	struct str a, b;

	if (!is_code_pair(s, i))
		return false;
	a = speech_word(s, i);
	b = speech_word(s, i + 1);
	return a.n == 3 && b.n == 3 && is_alpha(a.p[0]) && is_digit(a.p[1]) &&
	       is_alpha(a.p[2]) && is_digit(b.p[0]) && is_alpha(b.p[1]) &&
	       is_digit(b.p[2]);
}

/* "commack ny 45869": words in small letters, perhaps a state, five digits. */
static bool
town_and_code(struct speech *s, size_t town, struct spans *out)
{
	size_t i = town, last;

	while (i < town + LONGEST_TOWN && speech_is_letters(s, i) &&
	       !(s->is[i] & WORD_COMMON && i > town &&
		   !speech_has_use(s, i, USE_STATE)))
		i++;
	last = i - 1;
	if (i == town || !speech_is_digits(s, i) || speech_token(s, i)->n != 5)
		return false;
	speech_add(s, out, town, last,
	    (struct finding_of){ KIND_PLACE, "street-town", 75 });
	speech_add(s, out, i, i,
	    (struct finding_of){ KIND_POSTCODE, "street-town", 80 });
	return true;
}

/* What stands behind a street: ", Toledo, OH 43604". */
static void
town_behind(struct speech *s, size_t i, struct spans *out)
{
	size_t town = i + 1, last;

	if (speech_is_mark(s, town, ",") || speech_is(s, town, "in"))
		town++;
	while (speech_is(s, town, "a") || speech_is(s, town, "em"))
		town++;
	if (speech_is_digits(s, town) ||
	    (town < s->words->n_tokens && is_dutch(s, town))) {
		postcode(s, town, true, out);
		return;
	}
	if (town_and_code(s, town, out))
		return;
	if (!is_town(s, town) ||
	    (!is_capital(s, town) && s->is[town] & WORD_KNOWN))
		return;
	last = town_end(s, town);
	speech_add(s, out, town, last,
	    (struct finding_of){ KIND_PLACE, "street-town", 80 });
	for (size_t k = last + 1; k < s->words->n_tokens && k <= last + 4; k++)
		if (speech_is_digits(s, k) && speech_token(s, k)->n == 5)
			speech_add(s, out, k, k,
			    (struct finding_of){
				KIND_POSTCODE, "street-town", 80 });
		else if (speech_token(s, k)->upper == 2 &&
			 speech_token(s, k)->n == 2)
			speech_add(s, out, k, k,
			    (struct finding_of){
				KIND_PLACE, "street-town", 80 });
		else if (!speech_is_mark(s, k, ","))
			break;
}

static void
street_at(struct speech *s, size_t i, struct spans *out)
{
	size_t n = out->n, last;

	if (is_house(s, i)) {
		last = english(s, i);
		if (!last)
			return;
		last = unit_end(s, second_street(s, last));
		speech_add(s, out, i, last,
		    (struct finding_of){ KIND_ADDRESS, "street", 90 });
		town_behind(s, last, out);
		return;
	}
	if (!speech_is_letters(s, i))
		return;
	if ((is_ahead(s, i) && romance(s, i, out)) || germanic(s, i, out) ||
	    box(s, i, out)) {
		/* The span ends before the town. */
		size_t end = out->at[n].end;

		for (last = i;
		     last + 1 < s->words->n_tokens &&
		     speech_byte(s, speech_token(s, last + 1)->end) <= end;)
			last++;
		town_behind(s, last, out);
	}
}

void
streets_find(struct speech *s, struct spans *out)
{
	for (size_t i = 0; i < s->words->n_tokens; i++) {
		if (speech_token(s, i)->class != TEXT_WORD)
			continue;
		street_at(s, i, out);
		if (is_british(s, i) || is_canadian(s, i))
			speech_add(s, out, i, i + 1,
			    (struct finding_of){
				KIND_POSTCODE, "postcode-form", 80 });
		else if (speech_is_digits(s, i) || is_dutch(s, i))
			postcode(s, i, false, out);
	}
}
