/* Addresses and postcodes that were asked for, or told as such. */

#include "redact/recogniser.h"
#include "redact/street_plain.h"
#include "redact/streets.h"

enum { MOST_TOLD = 2 };

/* Before what is told: ":", "is", "uh". */
static size_t
skip_links(const struct speech *s, size_t i)
{
	while (speech_is_mark(s, i, ":-=,") ||
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
	last = street_unnumbered_end(s, *i);
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

void
street_told(struct speech *s, size_t i, enum plain sure, struct spans *out)
{
	size_t last;

	for (int n = 0; n < MOST_TOLD; n++) {
		i = skip_links(s, i);
		last = told_end(s, &i, sure);
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
	last = street_plain_end(s, i, PLAIN_ASKED);
	if (last) {
		add(s, i, last, "address-asked", out);
		return;
	}
	last = bare_house_end(s, i);
	if (last != SIZE_MAX && !(code && asked_code_end(s, i) == last))
		speech_add(s, out, i, last,
		    (struct finding_of){ KIND_ADDRESS, "address-asked", 75 });
}
