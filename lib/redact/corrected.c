/* Numbers that are said again, rightly: "cvv is 947 no wait, 976". */

#include "redact/speech.h"

#include "redact/context.h"
#include "redact/letters.h"
#include "redact/recogniser.h"
#include "redact/secrets.h"

enum { FAR = 16 /* tokens between the two */ };

/* What may be said again, and how long it is. */
static const struct again {
	enum kind kind;
	size_t least, most; /* characters; 0: see such_end() */
	bool letters;	    /* it may hold some */
} again[] = {
	{ KIND_CVV, 3, 4, false },
	{ KIND_PIN, 4, 6, false },
	{ KIND_OTP, 4, 8, false },
	{ KIND_ACCOUNT, 6, 12, false },
	{ KIND_PASSPORT, 7, 10, true },
	{ KIND_LICENCE, 7, 16, true },
	{ KIND_DOB, 0, 0, false },
	{ KIND_PASSWORD, 0, 0, false },
};

/* "<CVV_0>", at what stands inside: NULL, it is none of these. */
static const struct again *
held_again(const struct speech *s, size_t i)
{
	struct str word = speech_word(s, i);

	for (size_t k = 0; k < sizeof(again) / sizeof(*again); k++) {
		struct str name = kind_name(again[k].kind);
		size_t n = 0;

		while (n < name.n && n < word.n &&
		       word.p[n] == to_lower(name.p[n]))
			n++;
		if (n == name.n && n < word.n && word.p[n] == '_')
			return &again[k];
	}
	return NULL;
}

static bool
is_correction(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_correction);
}

static bool
is_such(const struct speech *s, size_t i, const struct again *a)
{
	size_t n = speech_token(s, i)->n;
	size_t next = i + 1;

	if (n < a->least || n > a->most || speech_is_held(s, i) ||
	    speech_token(s, i)->class != TEXT_WORD || !s->seen[i].has_digit ||
	    (!a->letters && !speech_is_digits(s, i)) ||
	    speech_is_joined(s, i) ||
	    (speech_is_joined(s, next) && speech_is_joined(s, next + 1)))
		return false;
	/* "947 emails" */
	return next >= s->words->n_tokens ||
	       speech_has_use(s, next, USE_THEN) ||
	       speech_token(s, next)->class != TEXT_WORD ||
	       s->is[next] & WORD_COMMON || s->seen[next].has_digit;
}

/* "12/06/1980", at its day: the last token, or 0. */
static size_t
date_end_at(const struct speech *s, size_t i)
{
	for (size_t k = i; k < i + 5; k++) {
		if (k > i && !speech_is_joined(s, k))
			return 0;
		if ((k - i) % 2
			? !speech_is_mark(s, k, "/.-")
			: !speech_is_digits(s, k) || speech_token(s, k)->n > 4)
			return 0;
	}
	return i + 4;
}

/* Right behind a word that corrects, or what links it: "no its". */
static bool
is_right_behind(const struct speech *s, size_t i)
{
	if (i > 1 &&
	    (speech_is(s, i - 1, "its") || speech_is(s, i - 1, "it's") ||
		speech_has_use(s, i - 1, USE_IS)))
		i--;
	if (i > 1 && speech_is_mark(s, i - 1, ",:"))
		i--;
	return i > 0 && is_correction(s, i - 1);
}

/* The last token of such a value at `i`, or 0. */
static size_t
such_end(struct speech *s, size_t i, const struct again *a)
{
	struct span x;

	switch (a->kind) {
	case KIND_DOB:
		return is_right_behind(s, i) ? date_end_at(s, i) : 0;
	case KIND_PASSWORD:
		if (!s->seen[i].letters && !s->seen[i].has_digit)
			return 0;
		x = secret_run(s, i);
		if (!is_right_behind(s, i) || !secret_is_odd(s, x) ||
		    x.end - x.start < 6)
			return 0;
		while (i + 1 < s->words->n_tokens &&
		       speech_byte(s, speech_token(s, i + 1)->start) < x.end)
			i++;
		return i;
	default:
		return is_such(s, i, a) ? i : 0;
	}
}

/* The right one behind a held one, at `i`. */
static void
take_right_one(
    struct speech *s, size_t i, const struct again *a, struct spans *out)
{
	bool corrected = false;
	size_t last;

	for (size_t k = i + 2; k < s->words->n_tokens && k < i + FAR; k++) {
		if (speech_is_held(s, k))
			return;
		corrected |= is_correction(s, k);
		last = corrected ? such_end(s, k, a) : 0;
		if (!last)
			continue;
		speech_add(s, out, k, last,
		    (struct finding_of){ a->kind, "said-again", 75 });
		return;
	}
}

/* "the passport on file is old. The new one is 283162164", at "one": what it is
 * one of, the sentence before says. */
static void
take_new_one(struct speech *s, size_t i, struct spans *out)
{
	size_t stop = i, at, value = i + 1;
	enum kind named;
	bool start;

	while (stop > 0 && i - stop < FAR && !speech_ends(s, stop - 1))
		stop--;
	while (
	    speech_has_use(s, value, USE_IS) || speech_is_mark(s, value, ":"))
		value++;
	if (stop == 0 || value == i + 1 || value >= s->words->n_tokens)
		return;
	at = speech_byte(s, speech_token(s, stop - 1)->start);
	named = context_names_here(s->lexicon, s->text, at, &start);
	for (size_t k = 0; k < sizeof(again) / sizeof(*again); k++)
		if (again[k].kind == named && s->wanted[named] &&
		    such_end(s, value, &again[k]))
			speech_add(s, out, value, such_end(s, value, &again[k]),
			    (struct finding_of){ named, "said-again", 75 });
}

/* "122 904 556": a number, and no more. */
static bool
is_number_alone(const struct speech *s)
{
	enum { LEAST = 6, MOST = 14 /* digits */ };
	size_t digits = 0;

	if (s->text.n > 2 * MOST)
		return false;
	for (size_t i = 0; i < s->words->n_tokens; i++) {
		if (!speech_is_digits(s, i) && !speech_is_mark(s, i, "-./"))
			return false;
		digits += speech_is_digits(s, i) ? speech_token(s, i)->n : 0;
	}
	return digits >= LEAST && digits <= MOST &&
	       speech_is_digits(s, s->words->n_tokens - 1);
}

static bool
holds_correction(const struct speech *s, struct str text)
{
	struct letters words = letters_of(text);
	size_t start, end;

	while (letters_next(&words, &start, &end))
		if (!kind_in_placeholder(text, start) &&
		    word_lists_have_letters(s->lists, WORDS_correction,
			(struct str){ text.p + start, end - start }))
			return true;
	return false;
}

/* What the turn before gave and took back, "188 402 771 no, sorry, that is my
 * daughter's", is said here: by what stands for it now. */
static void
take_after_wrong_one(struct speech *s, struct spans *out)
{
	struct str before = speech_before(s);
	enum kind k = context_answered(before);

	if (kind_is_identity(k) && s->wanted[k] && holds_correction(s, before))
		speech_add(s, out, 0, s->words->n_tokens - 1,
		    (struct finding_of){ k, "said-again", 75 });
}

void
corrected_find(struct speech *s, struct spans *out)
{
	if (is_number_alone(s))
		take_after_wrong_one(s, out);
	for (size_t i = 1; i < s->words->n_tokens; i++) {
		const struct again *a =
		    speech_is_held(s, i) ? held_again(s, i) : NULL;

		if (a && s->wanted[a->kind])
			take_right_one(s, i, a, out);
		else if (s->has_digits && speech_is(s, i, "one") &&
			 speech_is(s, i - 1, "new"))
			take_new_one(s, i, out);
	}
}
