/* Addresses and postcodes that were asked for, or told as such. */

#include "redact/recogniser.h"
#include "redact/street_plain.h"
#include "redact/streets.h"

enum { MOST_TOLD = 2 };

/* Before what is told: ":", "is", "uh". */
static size_t
skip_links(const struct speech *s, size_t i)
{
	while (speech_is_mark(s, i, ":-=,(\"") ||
	       speech_has_use(s, i, USE_IS | USE_UH) ||
	       speech_in(s, i, WORDS_address_at))
		i++;
	return i;
}

/* Add the address from `first` to `last`, and the town behind it. */
static void
add(struct speech *s, size_t first, size_t last, const char *rule,
    struct spans *out)
{
	size_t n = out->n;

	last = street_parts_behind(s, street_unit_end(s, last));
	speech_add(
	    s, out, first, last, (struct finding_of){ KIND_ADDRESS, rule, 75 });
	postcode_town_behind(s, last, out);
	if (out->n == n + 1)
		street_plain_town(s, last, out);
}

/* "112 a", "number 8" and nothing else, from `i` on: its last token, or
 * SIZE_MAX. */
static size_t
bare_house_end(const struct speech *s, size_t i)
{
	size_t last;

	if (speech_in(s, i, WORDS_house_called))
		i++;
	if (i >= s->words->n_tokens || !street_is_house(s, i) ||
	    street_is_ordinal(s, i) ||
	    speech_token(s, i)->n > STREET_LONGEST_HOUSE)
		return SIZE_MAX;
	last = street_house_end(s, i);
	/* "im 3. Stock" */
	if (speech_is_mark(s, last + 1, ".") && speech_is_letters(s, last + 2))
		return SIZE_MAX;
	return speech_ends(s, last) || speech_is_mark(s, last + 1, ",")
		   ? last
		   : SIZE_MAX;
}

/* "chemin des Pins", "Tan y Bryn": without a number, its last token; or 0. */
static size_t
alone_end(const struct speech *s, size_t i, enum plain sure)
{
	size_t last = street_unnumbered_end(s, i);

	return last ? last : street_bare_name_end(s, i, sure);
}

/* What is told at *i: its last token, or 0. */
static size_t
told_end(const struct speech *s, size_t *i, enum plain sure)
{
	size_t last = street_plain_end(s, *i, sure), next = *i;

	if (last || sure < PLAIN_TOLD)
		return last;
	last = bare_house_end(s, *i);
	if (last != SIZE_MAX)
		return last;
	while (speech_has_use(s, *i, USE_THE) || speech_is(s, *i, "la"))
		(*i)++;
	last = alone_end(s, *i, sure);
	if (last)
		return last;
	next = *i;
	/* "Sassuolo, Matteotti 19" */
	while (next < *i + 2 && speech_is_letters(s, next) &&
	       speech_is_capital(s, next))
		next++;
	if (next == *i || !speech_is_mark(s, next, ",") ||
	    !speech_is_letters(s, next + 1) || !speech_is_capital(s, next + 1))
		return 0;
	last = street_plain_end(s, next + 1, sure);
	if (last)
		*i = next + 1;
	return last;
}

/* A word that says that an address goes on, whatever else it is. */
static bool
is_of_address(const struct speech *s, size_t i)
{
	return speech_has_use(
		   s, i, USE_STREET | USE_RUE | USE_UNIT | USE_DIRECTION) ||
	       speech_in(s, i, WORDS_unit_behind) ||
	       speech_in(s, i, WORDS_plot) || speech_in(s, i, WORDS_part) ||
	       speech_in(s, i, WORDS_part_later) ||
	       speech_in(s, i, WORDS_part_behind) ||
	       speech_in(s, i, WORDS_part_of_place) ||
	       speech_in(s, i, WORDS_house) ||
	       speech_in(s, i, WORDS_building) ||
	       speech_in(s, i, WORDS_house_called) ||
	       speech_in(s, i, WORDS_street_word);
}

/* "andar", "Etage": alone no address. */
static bool
is_of_floor(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_door) || speech_in(s, i, WORDS_floor);
}

/* "order 12", "2 weeks": a number that is no house, at the number. */
static bool
is_other_number(const struct speech *s, size_t i)
{
	return (i > 0 && speech_in(s, i - 1, WORDS_numbered) &&
		   !speech_has_use(s, i - 1, USE_UNIT) &&
		   !speech_in(s, i - 1, WORDS_unit_behind)) ||
	       (i > 0 && speech_has_use(s, i - 1, USE_MONTH)) ||
	       speech_has_use(s, i + 1, USE_MONTH) ||
	       (speech_in(s, i + 1, WORDS_counted) && !is_of_address(s, i + 1));
}

/* A sentence ended right before token i: not behind "st.". */
static bool
starts_sentence(const struct speech *s, size_t i)
{
	return i > 1 && speech_is_mark(s, i - 1, ".") &&
	       !speech_is_joined(s, i) &&
	       (!speech_is_letters(s, i - 2) || speech_token(s, i - 2)->n > 4);
}

/* An address goes on to token k, a word that is not of one: its street, up to
 * a town. */
static bool
is_name_in_address(const struct speech *s, size_t k, bool streets)
{
	if (!speech_is_capital(s, k) && s->is[k] & WORD_COMMON)
		return false;
	return !(streets && s->is[k] & WORD_PLACE);
}

/*
 * "qtr no 12 type 3 railway colony", "B-14, Sector 62": whatever is told or
 * answers a question for an address and has the number of a house, up to a word
 * of another sentence, and without the town behind a comma; the last token, or
 * 0.  `from`: before that it is one.
 */
static size_t
whole_answer_end(
    const struct speech *s, size_t first, size_t from, enum plain sure)
{
	enum { MOST_TOKENS = 20 };
	size_t last = 0;
	bool number = from > first, word = number, streets = false;
	bool apart = number; /* a comma stands behind the number */

	for (size_t k = from; k < s->words->n_tokens && k < first + MOST_TOKENS;
	     k++) {
		bool of = is_of_address(s, k) || speech_is_quarter(s, k);

		if (speech_is_mark(s, k, ",")) {
			if (!number && sure < PLAIN_ASKED)
				break;
			apart |= number;
			continue;
		}
		if (speech_is_mark(s, k, ".-/#'()") ||
		    speech_is(s, k, "\xc2\xb0"))
			continue;
		if (starts_sentence(s, k) || speech_is_held(s, k) ||
		    speech_in(s, k, WORDS_then) ||
		    speech_in(s, k, WORDS_address_then))
			break;
		if (s->seen[k].has_digit) {
			if (speech_token(s, k)->n > STREET_LONGEST_HOUSE ||
			    is_other_number(s, k) || postcode_is_pair(s, k))
				break;
			number = true;
			last = k;
			continue;
		}
		if (!speech_is_letters(s, k) ||
		    (!of && !is_of_floor(s, k) &&
			!is_name_in_address(s, k, streets)) ||
		    (k == first && !of && !speech_is_capital(s, k) &&
			s->is[k] & WORD_KNOWN))
			break;
		streets |= of;
		of |= is_of_floor(s, k);
		word |= streets || (!(s->is[k] & WORD_COMMON) && !of);
		if (of || !apart)
			last = k;
	}
	return number && word ? last : 0;
}

/* What is told or answered at `i` and ends at `last` (0: it is not known where
 * to), with the rest of it. */
static size_t
with_rest(const struct speech *s, size_t i, size_t last, enum plain sure)
{
	size_t end;

	if (i >= s->words->n_tokens)
		return 0;
	end = whole_answer_end(s, i, last ? last + 1 : i, sure);
	return end > last ? end : last;
}

void
street_told(struct speech *s, size_t i, enum plain sure, struct spans *out)
{
	size_t last;

	for (int n = 0; n < MOST_TOLD; n++) {
		i = skip_links(s, i);
		last = told_end(s, &i, sure);
		if (sure >= PLAIN_TOLD)
			last = with_rest(s, i, last, sure);
		if (!last)
			return;
		add(s, i, last, "address-told", out);
		/* "moved from 3 Stonecrop to 81 Nightingales" */
		if (!speech_in(s, last + 1, WORDS_address_at))
			return;
		i = last + 2;
	}
}

/* "yes it's", "to", "um": before an answer. */
static size_t
skip_fillers(const struct speech *s)
{
	size_t i = 0;

	while (i < s->words->n_tokens &&
	       (speech_is_mark(s, i, ",.:-") ||
		   (!(speech_is_capital(s, i) && speech_is(s, i, "the")) &&
		       (speech_has_use(s, i,
			    USE_YES | USE_PREPOSITION | USE_UH | USE_IS) ||
			   speech_in(s, i, WORDS_address_at) ||
			   speech_in(s, i, WORDS_told_link)))))
		i++;
	return i;
}

/* "cv12ne" */
static bool
is_glued_british(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);
	size_t n = 0, digits = 0;

	while (n < w.n && is_alpha(w.p[n]))
		n++;
	if (n < 1 || n > 2 || w.n < n + 4 || w.n > 7)
		return false;
	for (size_t k = n; k < w.n; k++)
		digits += is_digit(w.p[k]);
	return digits >= 2 && is_digit(w.p[n]) && is_digit(w.p[w.n - 3]) &&
	       is_alpha(w.p[w.n - 2]) && is_alpha(w.p[w.n - 1]);
}

/* "-071", "-2901": the last token of a postcode whose digits are token i. */
static size_t
code_end(const struct speech *s, size_t i)
{
	size_t n;

	if (!speech_is_mark(s, i + 1, "-") || !speech_is_joined(s, i + 1) ||
	    !speech_is_digits(s, i + 2) || !speech_is_joined(s, i + 2))
		return i;
	n = speech_token(s, i + 2)->n;
	return n == 3 || n == 4 ? i + 2 : i;
}

/* A postcode at token i that was asked for: its last token, or SIZE_MAX. */
static size_t
asked_code_end(const struct speech *s, size_t i)
{
	size_t n = speech_token(s, i)->n;

	if (!s->seen[i].has_digit)
		return SIZE_MAX;
	if (postcode_is_pair(s, i))
		return i + 1;
	if (is_glued_british(s, i) || postcode_is_dutch(s, i))
		return i;
	if (!speech_is_digits(s, i))
		return SIZE_MAX;
	if (n == 4 && speech_is_letters(s, i + 1) &&
	    speech_token(s, i + 1)->n == 2 && !speech_ends(s, i) &&
	    !(s->is[i + 1] & WORD_COMMON && speech_token(s, i + 1)->upper < 2))
		return i + 1;
	return (n >= 4 && n <= 6) || n == 8 ? code_end(s, i) : SIZE_MAX;
}

/* "80331 münchen", at the town: it ends the answer. */
static void
town_at(struct speech *s, size_t i, struct spans *out)
{
	if (speech_is_mark(s, i, ",") || speech_is(s, i, "in"))
		i++;
	if (speech_is_letters(s, i) && speech_ends(s, i) &&
	    speech_token(s, i)->n > 2 &&
	    !(s->is[i] & WORD_COMMON && !(s->is[i] & WORD_PLACE)))
		speech_add(s, out, i, i,
		    (struct finding_of){ KIND_PLACE, "postcode-town", 75 });
}

/* The last token of the code at `i`, which is added; or `i` - 1. */
static size_t
take_code(struct speech *s, size_t i, struct spans *out)
{
	size_t last = asked_code_end(s, i);

	if (last == SIZE_MAX)
		return i - 1;
	speech_add(s, out, i, last,
	    (struct finding_of){ KIND_POSTCODE, "postcode-asked", 85 });
	town_at(s, last + 1, out);
	return last;
}

/* Of a question for a postcode: the code, and the house before or behind it. */
static void
answer_code(struct speech *s, size_t i, struct spans *out)
{
	size_t house;
	bool found = false;

	for (; i < s->words->n_tokens; i++) {
		size_t last = found ? SIZE_MAX : asked_code_end(s, i);

		if (last != SIZE_MAX) {
			i = take_code(s, i, out);
			found = true;
			continue;
		}
		house = bare_house_end(s, i);
		if (found && house != SIZE_MAX) {
			speech_add(s, out, i, house,
			    (struct finding_of){
				KIND_ADDRESS, "address-asked", 75 });
			return;
		}
	}
}

/* No number of something else. */
static bool
is_sure_code(const struct speech *s, size_t i)
{
	return i < s->words->n_tokens &&
	       !(speech_is_digits(s, i) && speech_token(s, i)->n < 5 &&
		   code_end(s, i) == i);
}

/* "new york 10011", "1200-095 lisboa", "thane": the town alone, where the
 * street was told before. */
static void
answer_town(struct speech *s, size_t i, struct spans *out)
{
	enum { MOST_WORDS = 3 };
	size_t first = i, last = i, code;

	if (is_sure_code(s, i) && take_code(s, i, out) >= i)
		return;
	while (last < first + MOST_WORDS && speech_is_letters(s, last) &&
	       !(s->is[last] & WORD_COMMON &&
		   !(s->is[last] & WORD_PLACE && speech_is_capital(s, last))) &&
	       !speech_in(s, last, WORDS_address_then))
		last++;
	if (last == first)
		return;
	code = last + speech_is_mark(s, last, ",");
	if (is_sure_code(s, code) && take_code(s, code, out) >= code)
		code = 0;
	if (code && !(speech_ends(s, last - 1) ||
			speech_in(s, last, WORDS_address_then)))
		return;
	speech_add(s, out, first, last - 1,
	    (struct finding_of){ KIND_PLACE, "place-answer", 75 });
}

void
street_answer(struct speech *s, struct spans *out)
{
	bool code = speech_asked(s, SPEECH_postcode_asked);
	size_t i = skip_fillers(s), last;

	if (i >= s->words->n_tokens)
		return;
	if (code)
		answer_code(s, i, out);
	if (!speech_asked(s, SPEECH_address_asked))
		return;
	if (speech_token(s, i)->n == 4 && code_end(s, i) > i) {
		answer_town(s, i, out);
		return;
	}
	last = street_plain_end(s, i, PLAIN_ASKED);
	if (last) {
		last = with_rest(s, i, last, PLAIN_ASKED);
		add(s, i, last, "address-asked", out);
		return;
	}
	last = bare_house_end(s, i);
	if (last != SIZE_MAX) {
		if (!(code && asked_code_end(s, i) == last))
			speech_add(s, out, i, last,
			    (struct finding_of){
				KIND_ADDRESS, "address-asked", 75 });
		return;
	}
	if (code)
		return;
	last = with_rest(s, i, 0, PLAIN_ASKED);
	/* "The street address is", but "The Gables" was taken before */
	if (!last && !speech_has_use(s, i, USE_THE))
		last =
		    with_rest(s, i, alone_end(s, i, PLAIN_ASKED), PLAIN_ASKED);
	if (last)
		add(s, i, last, "address-asked", out);
	else
		answer_town(s, i, out);
}
