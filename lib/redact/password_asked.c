/* Passwords that were asked for. */

#include <string.h>

#include "redact/secrets.h"

#include "redact/recogniser.h"

enum { SHORTEST = 4, LONGEST_ANSWER = 4 /* words of one that is a word */ };

/* Its bytes but for what ends a sentence, which a password may end with too. */
static struct span
without_end(const struct speech *s, struct span x)
{
	while (x.end > x.start && strchr("!?.,", s->text.p[x.end - 1]))
		x.end--;
	return x;
}

static bool
has_letter(const struct speech *s, struct span x)
{
	for (size_t i = x.start; i < x.end; i++)
		if (is_alpha(s->text.p[i]) ||
		    (unsigned char)s->text.p[i] >= 0x80)
			return true;
	return false;
}

/* "sure,", "it's", "it is": before what was asked for. */
static bool
is_lead(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_YES | USE_IS | USE_UH) ||
	       speech_is_mark(s, i, ",.:-\"'");
}

static size_t
skip_lead(const struct speech *s)
{
	size_t i = 0;

	while (is_lead(s, i))
		i++;
	return i;
}

/* A word, where it is the answer: nobody's "agent" or "help". */
static bool
is_word(const struct speech *s, size_t i)
{
	return secret_is_told_word(s, i) &&
	       !speech_has_use(s, i, USE_NEVER | USE_YES | USE_THE) &&
	       !speech_in(s, i, WORDS_role) &&
	       !speech_in(s, i, WORDS_sentence) &&
	       !speech_in(s, i, WORDS_english_word);
}

/*
 * "hunter2", "it's Sommer2024!", "quuxy hunter2" where a user name was asked
 * for too, "correct horse battery staple".
 */
void
password_take_answer(struct speech *s, struct spans *out)
{
	size_t first = skip_lead(s), i = first, next, words = 0, n = out->n;
	struct span x = { 0 };

	for (; i < s->words->n_tokens; i = next, words++) {
		x = secret_run(s, i);
		next = secret_token_behind(s, i + 1, x.end);
		if (speech_is_mark(s, i, "<") ||
		    (i > 0 && secret_is_held(s, i - 1)) ||
		    x.end - x.start < SHORTEST || s->found[x.start] & FOUND ||
		    !secret_is_odd(s, without_end(s, x)))
			continue;
		if (has_letter(s, x) ||
		    (i == first && next >= s->words->n_tokens))
			secret_add(out, x, KIND_PASSWORD, "password-asked", 80);
	}
	if (out->n > n || words == 0)
		return;
	if (words == 1 ||
	    (words == 2 && speech_asked(s, SPEECH_username_asked))) {
		i = secret_token_behind(s, first, x.start);
		if (is_word(s, i))
			secret_add(out, x, KIND_PASSWORD, "password-asked", 70);
	} else if (words <= LONGEST_ANSWER) {
		secret_phrase(s, first, first, out);
	}
}
