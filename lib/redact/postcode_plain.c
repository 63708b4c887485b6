/* Postcodes that neither a capital nor a street says: "bs3 4qq", "in 70565",
 * "1010 wien", "Portland OR 97214". */

#include <string.h>

#include "redact/recogniser.h"
#include "redact/streets.h"

/* "bs" of "bs3": an area of the United Kingdom. */
static bool
is_area(struct str w, size_t n)
{
	static const char areas[] =
	    " ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw"
	    " da dd de dg dh dl dn dt dy e ec eh en ex fk fy g gl gu gy ha hd"
	    " hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls"
	    " lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh"
	    " rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr"
	    " ts tw ub w wa wc wd wf wn wr ws wv yo ze ";
	char key[4] = { ' ', w.p[0], n > 1 ? w.p[1] : ' ', n > 1 ? ' ' : '\0' };

	return memmem(areas, sizeof(areas) - 1, key, n + 2) != NULL;
}

/* "8gb", "4th": what "m1" and "q3" stand before, too. */
static bool
is_measure(struct str w)
{
	static const char units[] = "ad bd dr ed ft gb gs hd hr hz lb ld nd nt"
				    " pg ps pt px rd sd st tb th tr up us yd";

	for (size_t i = 0; i + 2 < sizeof(units); i += 3)
		if (memcmp(units + i, w.p + w.n - 2, 2) == 0)
			return true;
	return false;
}

/* "bs3 4qq" */
static bool
is_small_british(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);
	size_t n = 0;

	if (w.n > 4 || !is_alpha(w.p[0]) || !postcode_is_pair(s, i))
		return false;
	while (n < w.n && is_alpha(w.p[n]))
		n++;
	return n <= 2 && is_area(w, n) && !is_measure(speech_word(s, i + 1));
}

/* Five digits that count nothing: not "10000". */
static bool
is_five(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);

	return speech_is_digits(s, i) && w.n == 5 &&
	       !(w.p[3] == '0' && w.p[4] == '0');
}

/* Four digits that are no year, and count nothing. */
static bool
is_four(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);

	return speech_is_digits(s, i) && w.n == 4 &&
	       !(w.p[0] == '1' && w.p[1] == '9') &&
	       !(w.p[0] == '2' && w.p[1] == '0');
}

static bool
is_end(const struct speech *s, size_t i)
{
	return speech_ends(s, i) || speech_is_mark(s, i + 1, ",);?!") ||
	       speech_in(s, i + 1, WORDS_then) || speech_is(s, i + 1, "area") ||
	       speech_has_use(s, i + 1, USE_PREPOSITION | USE_THEN);
}

/* "in 70565", "dans le 59140", "en el 28009" */
static bool
is_behind_in(const struct speech *s, size_t i)
{
	size_t k = i;

	if (k > 1 && (speech_is(s, k - 1, "the") || speech_is(s, k - 1, "le") ||
			 speech_is(s, k - 1, "el")))
		k--;
	/* "the account ending in 29309" */
	if (k > 1 &&
	    (speech_is(s, k - 2, "ending") || speech_is(s, k - 2, "ends") ||
		speech_is(s, k - 2, "finishing")))
		return false;
	return k > 0 && !speech_ends(s, k - 1) &&
	       (speech_is(s, k - 1, "in") || speech_is(s, k - 1, "nach") ||
		   speech_is(s, k - 1, "near") || speech_is(s, k - 1, "dans") ||
		   (k < i && speech_is(s, k - 1, "en")));
}

/* A town and no word: the last token of it, or 0. */
static size_t
town_end(const struct speech *s, size_t i)
{
	if (!speech_is_letters(s, i))
		return 0;
	if (s->is[i] & WORD_PLACE && !(s->is[i] & (WORD_KNOWN | WORD_FIRST)))
		return i;
	return speech_is_letters(s, i + 1) &&
		       tagger_words(&s->tagger, s->words, i, 2) & WORD_PLACE
		   ? i + 1
		   : 0;
}

/* "OR 97214", ", or 97214", at the number: two letters, which may be a word. */
static bool
is_behind_letters(const struct speech *s, size_t i)
{
	return i > 1 && speech_has_use(s, i - 1, USE_STATE) &&
	       speech_token(s, i - 1)->n == 2;
}

/* In capitals, no word. */
static bool
is_behind_state(const struct speech *s, size_t i)
{
	return is_behind_letters(s, i) && speech_token(s, i - 1)->upper == 2;
}

/* "portland", "Portland OR", "new york": the town right before token i and its
 * state, from its first token to its last; false: there is none. */
static bool
town_before(const struct speech *s, size_t i, size_t *first, size_t *last)
{
	size_t k = i;
	bool state = is_behind_state(s, k) ||
		     (is_behind_letters(s, k) && speech_is_mark(s, k - 2, ","));

	if (state) {
		k--;
		k -= speech_is_mark(s, k - 1, ",");
	}
	if (k > 1 && speech_is_mark(s, k - 1, ","))
		k--;
	*first = k - 1;
	*last = state && k + 1 == i ? i - 1 : k - 1;
	if (k > 1 && speech_is_letters(s, k - 1) &&
	    speech_is_letters(s, k - 2) && !speech_ends(s, k - 2) &&
	    tagger_words(&s->tagger, s->words, k - 2, 2) & WORD_PLACE) {
		*first = k - 2;
		return true;
	}
	return k > 0 && s->is[k - 1] & WORD_PLACE &&
	       !(s->is[k - 1] &
		   (state ? WORD_COMMON : WORD_KNOWN | WORD_FIRST));
}

static bool
is_behind_town(const struct speech *s, size_t i)
{
	size_t first, last;

	return town_before(s, i, &first, &last);
}

/* The code at token i, and the town right before it, which hardly any other
 * word says. */
static void
take_behind_town(
    struct speech *s, size_t i, struct finding_of code, struct spans *out)
{
	size_t first, last;

	speech_add(s, out, i, i, code);
	if (town_before(s, i, &first, &last))
		speech_add(s, out, first, last,
		    (struct finding_of){ KIND_PLACE, "postcode-town", 75 });
}

/* "Gurugram 122002", "Indore - 452001": of India, at six digits. */
static bool
is_indian(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);
	size_t k = i;

	if (!speech_is_digits(s, i) || w.n != 6 || w.p[0] == '0' ||
	    w.p[0] == '9' || memcmp(w.p + 3, "000", 3) == 0)
		return false;
	if (speech_is_mark(s, k - 1, "-"))
		k--;
	return is_behind_town(s, k);
}

/* "CH-", "A-": the country before a postcode, at its digits. */
static bool
is_behind_country(const struct speech *s, size_t i)
{
	static const struct str countries[] = { { "a", 1 }, { "b", 1 },
		{ "ch", 2 }, { "d", 1 }, { "f", 1 }, { "l", 1 }, { "nl", 2 } };

	return i > 1 && speech_is_mark(s, i - 1, "-") &&
	       speech_is_joined(s, i) && speech_is_joined(s, i - 1) &&
	       SPEECH_IS_ONE(s, i - 2, countries) &&
	       speech_is_capital(s, i - 2);
}

/* "1010 wien", "4450-208 matosinhos": the town behind, and what stands before
 * does not count it. */
static bool
take_before_town(struct speech *s, size_t i, size_t last, struct spans *out)
{
	size_t town = town_end(s, last + 1);

	/* "4050-032 Porto": a word too */
	if (!town && last > i && (i == 0 || speech_ends(s, i - 1)) &&
	    speech_is_letters(s, last + 1) && speech_is_capital(s, last + 1) &&
	    speech_token(s, last + 1)->n > 3)
		town = last + 1;
	if (!town || !is_end(s, town) ||
	    !(i == 0 || speech_ends(s, i - 1) ||
		speech_is_mark(s, i - 1, ",:") || is_behind_in(s, i) ||
		is_behind_country(s, i) || last > i))
		return false;
	speech_add(s, out, i, last,
	    (struct finding_of){ KIND_POSTCODE, "postcode-town", 75 });
	speech_add(s, out, last + 1, town,
	    (struct finding_of){ KIND_PLACE, "postcode-town", 75 });
	return true;
}

/* "1012 VC 12", "1012vc 12", of the Netherlands, with the house behind: the
 * last token of the code, or 0. */
static size_t
dutch_end(const struct speech *s, size_t i)
{
	size_t last = i;

	if (!postcode_is_dutch(s, i)) {
		last = i + 1;
		if (!is_four(s, i) || !speech_is_letters(s, last) ||
		    speech_token(s, last)->upper != 2 ||
		    speech_token(s, last)->n != 2)
			return 0;
	}
	return street_is_house(s, last + 1) &&
		       speech_token(s, last + 1)->n <= STREET_LONGEST_HOUSE &&
		       (speech_ends(s, last + 1) ||
			   speech_is_mark(s, last + 2, ","))
		   ? last
		   : 0;
}

void
postcode_plain(struct speech *s, size_t i, struct spans *out)
{
	static const struct finding_of code = { KIND_POSTCODE, "postcode-plain",
		70 };
	size_t last = i;

	if (!s->seen[i].digits) {
		if (is_small_british(s, i)) {
			speech_add(s, out, i, i + 1, code);
			return;
		}
		last = dutch_end(s, i);
	} else if (is_five(s, i)) {
		bool town = is_behind_town(s, i);

		if ((town && is_behind_state(s, i)) ||
		    ((town || is_behind_in(s, i)) && is_end(s, i)))
			take_behind_town(s, i, code, out);
		return;
	} else if (i > 0 && is_indian(s, i)) {
		take_behind_town(s, i, code, out);
		return;
	} else if (is_four(s, i)) {
		/* "4450-208" */
		if (speech_is_mark(s, i + 1, "-") &&
		    speech_is_joined(s, i + 1) && speech_is_digits(s, i + 2) &&
		    speech_token(s, i + 2)->n == 3)
			last = i + 2;
		if (take_before_town(s, i, last, out))
			return;
		last = dutch_end(s, i);
	} else {
		return;
	}
	if (!last)
		return;
	speech_add(s, out, i, last, code);
	speech_add(s, out, last + 1, last + 1,
	    (struct finding_of){ KIND_ADDRESS, "address-number", 70 });
}
