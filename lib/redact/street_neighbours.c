/* What else is said of where somebody lives: the number of another house in
 * the street, "but I'm at 32", and a street without a number, "we live on
 * Tinkers Lane". */

#include "redact/recogniser.h"
#include "redact/streets.h"

enum { NEAR_HOME = 6 /* tokens, between who lives there and where */ };

/* "I'm", "sto", "wohne", in the same sentence, at most `far` tokens before i.
 */
static bool
lives_before(const struct speech *s, size_t i, size_t far)
{
	for (size_t k = i; k > 0 && i - k < far && !speech_ends(s, k - 1); k--)
		if (speech_in(s, k - 1, WORDS_lives_at))
			return true;
	return false;
}

/* An address ends here, or what is said of it. */
static bool
is_end(const struct speech *s, size_t last)
{
	return speech_ends(s, last) || speech_is_mark(s, last + 1, ",;") ||
	       speech_in(s, last + 1, WORDS_then) ||
	       speech_in(s, last + 1, WORDS_address_then);
}

/* "number 6", ", no 6": where its name begins, or `i`. */
static size_t
called_start(const struct speech *s, size_t i)
{
	size_t k = i;

	if (k > 0 && speech_is_mark(s, k - 1, "."))
		k--;
	return k > 0 && speech_in(s, k - 1, WORDS_house_number) ? k - 1 : i;
}

/* "at", "au", "en la": before a number; the first of them, or `i`. */
static size_t
at_start(const struct speech *s, size_t i)
{
	size_t k = i;

	while (k > 0 && i - k < 2 &&
	       (speech_in(s, k - 1, WORDS_at_number) ||
		   speech_is(s, k - 1, "la") || speech_is(s, k - 1, "der")))
		k--;
	return k;
}

/* At the number of a house that stands alone, in a text with an address. */
static void
take_number(struct speech *s, size_t i, struct spans *out)
{
	enum { NEAR = 3 };
	size_t called = called_start(s, i), at = at_start(s, called);
	size_t byte = speech_byte(s, speech_token(s, i)->start);

	if (s->found[byte] & FOUND || !street_is_house(s, i) ||
	    speech_token(s, i)->n > STREET_LONGEST_HOUSE || !is_end(s, i))
		return;
	if (!(at < called && lives_before(s, at, NEAR)) &&
	    !(called < i && called > 0 && !speech_is(s, called, "no") &&
		speech_is_mark(s, called - 1, ",")))
		return;
	speech_add(s, out, called, i,
	    (struct finding_of){ KIND_ADDRESS, "address-number", 70 });
}

/* What stands behind the name of a street that is no home: "Oxford Street
 * station", "the Park Lane sofa". */
static bool
is_elsewhere(const struct speech *s, size_t last)
{
	return !is_end(s, last) &&
	       !speech_has_use(s, last + 1, USE_PREPOSITION) &&
	       !speech_is(s, last + 1, "next") &&
	       !speech_is(s, last + 1, "near") &&
	       !speech_is(s, last + 1, "opposite");
}

/* "we live on Tinkers Lane", at "Lane". */
static void
take_street(struct speech *s, size_t i, struct spans *out)
{
	enum { MOST_WORDS = 3 };
	size_t first = i;
	size_t byte = speech_byte(s, speech_token(s, i)->start);

	if (s->found[byte] & FOUND || !speech_is_capital(s, i))
		return;
	while (first > 0 && i - first < MOST_WORDS &&
	       speech_is_letters(s, first - 1) &&
	       speech_is_capital(s, first - 1) && !speech_ends(s, first - 1))
		first--;
	if (first == i || first == 0 || is_elsewhere(s, i) ||
	    !(speech_is(s, first - 1, "on") || speech_is(s, first - 1, "in")) ||
	    !lives_before(s, first, NEAR_HOME))
		return;
	speech_add(s, out, first, i,
	    (struct finding_of){ KIND_ADDRESS, "street", 75 });
}

/* "leave it with Joe at number 9": at "at". */
static bool
is_left_at(const struct speech *s, size_t i)
{
	enum { FAR = 7 };

	for (size_t k = i; k > 0 && i - k < FAR && !speech_ends(s, k - 1); k--)
		if (speech_in(s, k - 1, WORDS_left_at))
			return true;
	return false;
}

/* "he's at no. 31": the number of a house, and no street, at its end. */
static void
take_number_alone(struct speech *s, size_t i, struct spans *out)
{
	size_t k = i;

	if (k > 0 && speech_is_mark(s, k - 1, "."))
		k--;
	if (k < 3 || !speech_in(s, k - 1, WORDS_house_number) ||
	    !speech_in(s, k - 2, WORDS_at_number) || !street_is_house(s, i))
		return;
	if (!(is_left_at(s, k - 2) && !speech_is(s, i + 1, "in") &&
		!speech_is(s, i + 1, "of") && !speech_is(s, i + 1, "on")) &&
	    !(speech_in(s, k - 3, WORDS_lives_at) && is_end(s, i)))
		return;
	speech_add(s, out, k - 1, i,
	    (struct finding_of){ KIND_ADDRESS, "address-number", 70 });
}

static bool
has_address(const struct spans *out, size_t first)
{
	for (size_t i = first; i < out->n; i++)
		if (out->at[i].kind == KIND_ADDRESS)
			return true;
	return false;
}

void
street_neighbours(struct speech *s, size_t first, struct spans *out)
{
	bool lives = speech_has(s, WORDS_lives_at);
	bool known;

	if (lives && s->all_uses & USE_STREET)
		for (size_t i = 1; i < s->words->n_tokens; i++)
			if (speech_has_use(s, i, USE_STREET))
				take_street(s, i, out);
	known = has_address(out, first);
	if (!known && !lives && !speech_has(s, WORDS_left_at))
		return;
	for (size_t i = 1; i < s->words->n_tokens; i++) {
		if (!s->seen[i].has_digit)
			continue;
		take_number_alone(s, i, out);
		if (known)
			take_number(s, i, out);
	}
}
