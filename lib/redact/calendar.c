#include "redact/context.h"
#include "redact/recogniser.h"

/* What dates and codes mean only beside what is said of them. */

bool
birth_valid(struct candidate *c)
{
	return candidate_named(c) == KIND_DOB;
}

/* The number of a card right before it, or what is left of one. */
static bool
follows_card(const struct candidate *c)
{
	size_t digits = 0, i = c->start;

	while (i > 0 && (byte_at(c->text, i - 1) == ' ' ||
			    byte_at(c->text, i - 1) == ','))
		i--;
	if (byte_at(c->text, i - 1) == '>') {
		static const char card[] = "<CARD_";

		while (i > 0 && c->text.p[i - 1] != '<')
			i--;
		return i > 0 && c->text.n - i > sizeof(card) &&
		       memcmp(c->text.p + i - 1, card, sizeof(card) - 1) == 0;
	}
	for (; i > 0 && (is_digit(c->text.p[i - 1]) ||
			    c->text.p[i - 1] == ' ' || c->text.p[i - 1] == '-');
	     i--)
		digits += is_digit(c->text.p[i - 1]);
	return digits >= 13;
}

bool
expiry_valid(struct candidate *c)
{
	return follows_card(c) || candidate_named(c) == KIND_EXPIRY;
}

/* In capitals it says itself what it is. */
bool
postcode_valid(struct candidate *c)
{
	for (size_t i = c->start; i < c->end; i++)
		if (is_alpha(c->text.p[i]) &&
		    to_lower(c->text.p[i]) == c->text.p[i])
			return candidate_named(c) == KIND_POSTCODE;
	return true;
}
