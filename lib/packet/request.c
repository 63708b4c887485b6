#include "packet/sketch.h"

#include "base/ascii.h"
#include "packet/gist.h"

/* What a customer wants stands in turns of some words, which are not only
 * polite; where none has so many, "internet slow" is one, but "room 214" is
 * none. */
enum { FEW_WORDS = 2, SOME_WORDS = 3 };

static bool
is_request(const struct sketch *s, size_t i, size_t words)
{
	return sketch_is_said_by(s, i, ROLE_CUSTOMER) &&
	       !(s->marks[i] & MARK_ASKED) &&
	       sketch_count_words(s->texts[i], words) >= words &&
	       (words >= SOME_WORDS || !str_has_digit(s->texts[i])) &&
	       sketch_gist(s, i)->says;
}

/* The first one of so many words before turn `end`; NO_TURN. */
static size_t
first_request(const struct sketch *s, size_t words, size_t end)
{
	for (size_t i = 0; i < end; i++)
		if (is_request(s, i, words))
			return i;
	return NO_TURN;
}

/* A number with hardly a word: "claim 26-0114-30992 please". */
static bool
is_reference(struct str text)
{
	enum { NUMBER = 4 /* digits */, ENOUGH = 2 /* other words */ };
	size_t digits = 0, words = 0;
	bool inside = false, number = false;

	for (size_t i = 0; i <= text.n && words <= ENOUGH; i++) {
		bool blank = i == text.n || (unsigned char)text.p[i] <= ' ';

		if (!blank) {
			digits += is_digit(text.p[i]);
			inside = true;
			continue;
		}
		words += inside && !digits;
		number |= digits >= NUMBER;
		digits = 0;
		inside = false;
	}
	return number && words <= ENOUGH;
}

/* The customer's first words; NO_TURN. */
static size_t
first_said(const struct sketch *s)
{
	for (size_t i = 0; i <= s->turn; i++)
		if (sketch_is_said_by(s, i, ROLE_CUSTOMER) && s->texts[i].n)
			return i;
	return NO_TURN;
}

/* The last request behind turn `first`; NO_TURN. */
static size_t
last_request(const struct sketch *s, size_t first)
{
	for (size_t i = s->turn; i > first; i--)
		if (is_request(s, i, SOME_WORDS) && !is_reference(s->texts[i]))
			return i;
	return NO_TURN;
}

void
sketch_find_request(struct sketch *s)
{
	size_t i = first_request(s, SOME_WORDS, s->turn + 1);

	s->first = s->current = NO_TURN;
	s->says_little = i == NO_TURN;
	if (s->says_little) /* behind others "a person" is no problem */
		i = first_request(
		    s, FEW_WORDS, s->turn + (first_said(s) == s->turn));
	s->says_nothing = i == NO_TURN;
	s->matter = N_MATTERS;
	if (!s->says_nothing) {
		s->first = i;
		s->current = last_request(s, i);
		if (s->current == NO_TURN)
			return;
		/* a number is no request yet */
		if (is_reference(s->texts[i]))
			s->first = s->current;
		if (s->first == s->current ||
		    str_eq(s->texts[s->current], s->texts[i]))
			s->current = NO_TURN;
		return;
	}
	s->first = first_said(s);
}
