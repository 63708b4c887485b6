#include "packet/sketch.h"

#include "base/ascii.h"
#include "packet/gist.h"

/* What a customer wants stands in turns of some words, which are not only
 * polite. */
static bool
is_request(const struct sketch *s, size_t i)
{
	enum { ENOUGH = 3 /* words */ };

	return sketch_is_said_by(s, i, ROLE_CUSTOMER) &&
	       !(s->marks[i] & MARK_ASKED) &&
	       sketch_count_words(s->texts[i], ENOUGH) >= ENOUGH &&
	       sketch_gist(s, i)->says;
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

/* The last request behind turn `first`; NO_TURN. */
static size_t
last_request(const struct sketch *s, size_t first)
{
	for (size_t i = s->turn; i > first; i--)
		if (is_request(s, i) && !is_reference(s->texts[i]))
			return i;
	return NO_TURN;
}

void
sketch_find_request(struct sketch *s)
{
	size_t i = 0;

	s->first = s->current = NO_TURN;
	while (i <= s->turn && !is_request(s, i))
		i++;
	s->says_nothing = i > s->turn;
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
	for (i = 0; i <= s->turn && s->first == NO_TURN; i++)
		if (sketch_is_said_by(s, i, ROLE_CUSTOMER) && s->texts[i].n)
			s->first = i;
}
