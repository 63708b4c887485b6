/* Numbers that are said again, rightly: "cvv is 947 no wait, 976". */

#include "redact/speech.h"

#include "redact/recogniser.h"

enum { FAR = 16 /* tokens between the two */ };

/* What may be said again, and how long it is. */
static const struct again {
	enum kind kind;
	size_t least, most; /* characters */
	bool letters;	    /* it may hold some */
} again[] = {
	{ KIND_CVV, 3, 4, false },
	{ KIND_PIN, 4, 6, false },
	{ KIND_OTP, 4, 8, false },
	{ KIND_ACCOUNT, 6, 12, false },
	{ KIND_PASSPORT, 7, 10, true },
	{ KIND_LICENCE, 7, 16, true },
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
	static const struct str words[] = { { "actually", 8 }, { "anzi", 4 },
		{ "correct", 7 }, { "correction", 10 }, { "current", 7 },
		{ "desculpa", 8 }, { "digo", 4 }, { "falsch", 6 },
		{ "fout", 4 }, { "meant", 5 }, { "nao", 3 }, { "nee", 3 },
		{ "nein", 4 }, { "new", 3 }, { "no", 2 }, { "non", 3 },
		{ "nope", 4 }, { "pardon", 6 }, { "perdon", 6 },
		{ "plutot", 6 }, { "right", 5 }, { "scusa", 5 },
		{ "sondern", 7 }, { "sorry", 5 }, { "wait", 4 },
		{ "wrong", 5 } };

	return SPEECH_IS_ONE(s, i, words);
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

/* The right one behind a held one, at `i`. */
static void
take_right_one(
    struct speech *s, size_t i, const struct again *a, struct spans *out)
{
	bool corrected = false;

	for (size_t k = i + 2; k < s->words->n_tokens && k < i + FAR; k++) {
		if (speech_is_held(s, k))
			return;
		corrected |= is_correction(s, k);
		if (!corrected || !is_such(s, k, a))
			continue;
		speech_add(s, out, k, k,
		    (struct finding_of){ a->kind, "said-again", 75 });
		return;
	}
}

void
corrected_find(struct speech *s, struct spans *out)
{
	for (size_t i = 1; i < s->words->n_tokens; i++) {
		const struct again *a =
		    speech_is_held(s, i) ? held_again(s, i) : NULL;

		if (a && s->wanted[a->kind])
			take_right_one(s, i, a, out);
	}
}
