/* Cards that are told in groups: "4111, and then 1111, ... and the last four
 * are 1111". */

#include <string.h>

#include "redact/card_told.h"

#include "redact/recogniser.h"

enum {
	MOST_DIGITS = 16,
	MOST_WORDS = 8, /* between two groups */
};

struct told {
	size_t last;	/* token */
	size_t n;	/* digits */
	bool words;	/* stand between two groups */
	bool fours;	/* each group is of four, or of several such */
	unsigned sizes; /* of the groups: 0x465 */
	char digits[MOST_DIGITS];
};

static bool
is_group(const struct speech *s, size_t i)
{
	size_t n = speech_token(s, i)->n;

	return speech_is_digits(s, i) && n >= CARD_GROUP && n < MOST_DIGITS;
}

/* As it is printed on cards, 4-4-4-4 or 4-6-5: many numbers in a row would be
 * one otherwise. */
static bool
is_printed(const struct told *t)
{
	return t->fours || t->sizes == 0x465;
}

/* "and the card number 2132": another number, by its name. */
static bool
is_called(const struct speech *s, size_t i)
{
	const struct lexeme *x =
	    speech_is_letters(s, i)
		? lexicon_find(s->lexicon, speech_word(s, i))
		: NULL;

	return x && (x->names != KIND_NOTHING ||
			x->says & (SAYS_CARD | SAYS_OTHER | SAYS_PHONE));
}

/* The next group behind token i, or 0.  "The last 4 are" is no digit of it. */
static size_t
next_group(const struct speech *s, size_t i, bool *words)
{
	for (size_t n = 0; ++i < s->words->n_tokens && n <= MOST_WORDS;) {
		if (is_group(s, i))
			return i;
		if (speech_is_held(s, i) || is_called(s, i) ||
		    (s->seen[i].has_digit && speech_token(s, i)->n > 1))
			return 0;
		if (speech_token(s, i)->class != TEXT_PUNCT) {
			*words = true;
			n++;
		}
	}
	return 0;
}

static bool
add_group(const struct speech *s, size_t i, struct told *t)
{
	struct str group = speech_word(s, i);

	if (group.n > MOST_DIGITS - t->n)
		return false;
	memcpy(t->digits + t->n, group.p, group.n);
	t->n += group.n;
	t->fours &= group.n % 4 == 0;
	t->sizes = t->sizes << 4 | (unsigned)group.n;
	t->last = i;
	return true;
}

static bool
is_told(const struct speech *s, size_t first, struct told *t)
{
	size_t i = first;

	*t = (struct told){ .fours = true };
	do {
		if (!add_group(s, i, t))
			return false;
		if (t->words && is_printed(t) &&
		    card_is_issued(t->digits, t->n))
			return true;
	} while ((i = next_group(s, i, &t->words)) > 0);
	return false;
}

bool
card_told_may_be(struct str text)
{
	size_t groups = 0, digits = 0;

	for (size_t i = 0; i < text.n && groups < 2; i++) {
		digits = is_digit(text.p[i]) ? digits + 1 : 0;
		groups += digits == CARD_GROUP;
	}
	return groups > 1;
}

void
card_told_find(struct speech *s, struct spans *out)
{
	struct told t;

	for (size_t i = 0; i + 1 < s->words->n_tokens; i++) {
		if (!is_group(s, i) || !is_told(s, i, &t))
			continue;
		speech_add(s, out, i, t.last,
		    (struct finding_of){ KIND_CARD, "card-told", 85 });
		i = t.last;
	}
}
