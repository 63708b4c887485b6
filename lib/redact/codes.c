/* One-time codes and PINs: by what they are called, and by what was done with
 * them. */

#include "redact/codes.h"

#include "redact/context.h"

enum { CLAUSE = 5 /* tokens from what a code is called to it, at most */ };

static bool
is_long_as_code(size_t digits)
{
	return digits >= 4 && digits <= 8;
}

static bool
is_group(const struct speech *s, size_t i, size_t digits)
{
	return speech_is_digits(s, i) && speech_token(s, i)->n == digits;
}

/* The last of the groups of so many digits from token i on, which a comma may
 * stand between; *digits: all of theirs. */
static size_t
last_group(const struct speech *s, size_t i, size_t *digits)
{
	size_t each = *digits;

	for (;;) {
		size_t next = i + 1 + speech_is_mark(s, i + 1, ",");

		if (!is_group(s, next, each))
			return i;
		*digits += each;
		i = next;
	}
}

/* Digits, "4 8 2 9 1 3", "48 29 13", "482 913" and "482-913" too. */
static size_t
code_at(const struct speech *s, size_t i, size_t *digits)
{
	enum { PAIRS = 6 /* "12 30" is a time */ };
	size_t last = i;

	if (!speech_is_digits(s, i))
		return 0;
	*digits = speech_token(s, i)->n;
	if (*digits == 1)
		return last_group(s, i, digits) + 1;
	if (*digits == 2) {
		last = last_group(s, i, digits);
		if (*digits >= PAIRS)
			return last + 1;
		*digits = 2;
		return i + 1;
	}
	if (*digits == 3 && speech_is_mark(s, i + 1, "-") &&
	    is_group(s, i + 2, 3))
		last = i + 2;
	else if (*digits == 3 && speech_is_digits(s, i + 1))
		last = i + 1;
	if (last > i)
		*digits += speech_token(s, last)->n;
	return last + 1;
}

static void
code_behind(
    struct speech *s, size_t i, struct finding_of what, struct spans *out)
{
	size_t digits, end;

	for (size_t n = 0; n < CLAUSE && i < s->words->n_tokens; n++, i++) {
		end = code_at(s, i, &digits);
		if (end) {
			if (is_long_as_code(digits))
				speech_add(s, out, i, end - 1, what);
			return;
		}
		/* "a code, 482913" */
		if (speech_is_mark(s, i, "<.!?;,") &&
		    !(speech_is_mark(s, i, "<") &&
			speech_is_digits(s, i + 1)) &&
		    !(n == 0 && speech_is_mark(s, i, ",") &&
			code_at(s, i + 1, &digits) && digits == 6))
			return;
	}
}

/* "649717 is your login code". */
static void
code_before(struct speech *s, size_t i, struct spans *out)
{
	size_t digits, end;

	for (size_t n = 0; n < CLAUSE && i > 0; n++) {
		i--;
		end = code_at(s, i, &digits);
		if (end) {
			if (n > 0 && is_long_as_code(digits))
				speech_add(s, out, i, end - 1,
				    (struct finding_of){
					KIND_OTP, "code", 80 });
			return;
		}
		if (!speech_has_use(s, i, USE_LOGIN) &&
		    !speech_is_mark(s, i, "-'"))
			return;
	}
}

/* Nothing counted, and no other number: "I entered 4821 but". */
static bool
is_whole(struct speech *s, size_t first, size_t last, size_t verb)
{
	size_t next = last + 1;
	enum kind k = context_names(s->lexicon, s->text,
	    speech_byte(s, speech_token(s, first)->start), (struct str){ 0 });

	if (k != KIND_NOTHING && k != KIND_OTP && k != KIND_CVV)
		return false;
	if (first > 0 && speech_is_joined(s, first))
		return false;
	if (speech_is_joined(s, next) && speech_is_joined(s, next + 1))
		return false;
	return next >= s->words->n_tokens || next == verb ||
	       speech_token(s, next)->class != TEXT_WORD ||
	       speech_has_use(s, next, USE_THEN);
}

/* "I entered 4821", "482913 eingegeben": what was done with it is all that is
 * said of it.  Six digits are enough where that is vague. */
void
codes_take_typed(struct speech *s, const struct term_hit *h, struct spans *out)
{
	size_t i = h->last + 1, first = h->first, digits = 0, end;

	while (speech_is_mark(s, i, ":\"'"))
		i++;
	end = code_at(s, i, &digits);
	if (!end && first > 0 && speech_is_digits(s, first - 1)) {
		i = first - 1;
		if (i > 0 && speech_is_digits(s, i - 1) &&
		    speech_token(s, i)->n == 3)
			i--;
		end = code_at(s, i, &digits);
	}
	if (end && (h->weight > 1 ? is_long_as_code(digits) : digits == 6) &&
	    is_whole(s, i, end - 1, h->first))
		speech_add(s, out, i, end - 1,
		    (struct finding_of){ KIND_OTP, "code-typed", 75 });
}

static bool
is_no_secret(const struct speech *s, const struct term_hit *h)
{
	for (size_t i = 0; i < s->n_hits; i++)
		if (s->hits[i].list == SPEECH_code_not &&
		    s->hits[i].first <= h->last && h->first <= s->hits[i].last)
			return true;
	return false;
}

void
codes_take_named(struct speech *s, const struct term_hit *h, struct spans *out)
{
	if (is_no_secret(s, h))
		return;
	/* of a door, a safe */
	if (h->weight > 1) {
		code_behind(s, h->last + 1,
		    (struct finding_of){ KIND_PIN, "code-of", 85 }, out);
		return;
	}
	code_behind(
	    s, h->last + 1, (struct finding_of){ KIND_OTP, "code", 80 }, out);
	code_before(s, h->first, out);
}

void
codes_take_answer(struct speech *s, struct spans *out)
{
	size_t digits, end;

	for (size_t i = 0; i < s->words->n_tokens; i++) {
		end = code_at(s, i, &digits);
		if (end && is_long_as_code(digits))
			speech_add(s, out, i, end - 1,
			    (struct finding_of){ KIND_OTP, "code-answer", 80 });
		if (end)
			i = end - 1;
	}
}
