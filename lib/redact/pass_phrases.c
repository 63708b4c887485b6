/* Passwords of several words. */

#include <string.h>

#include "redact/secrets.h"

enum { FEWEST = 3, FEWEST_SAID = 4, MOST = 24 };

/* A word of a sentence rather, or of what is said of passwords. */
static bool
is_of_sentence(const struct speech *s, size_t i)
{
	struct str w = speech_word(s, i);

	return speech_in(s, i, WORDS_sentence) ||
	       (w.n > 4 && (memcmp(w.p + w.n - 3, "ing", 3) == 0 ||
			       memcmp(w.p + w.n - 2, "ed", 2) == 0 ||
			       memcmp(w.p + w.n - 3, "ata", 3) == 0 ||
			       memcmp(w.p + w.n - 3, "ada", 3) == 0 ||
			       memcmp(w.p + w.n - 2, "ly", 2) == 0));
}

/* "all small letters", "alles zusammen", "werkt niet": said of a phrase right
 * behind it. */
static bool
is_tail(const struct speech *s, size_t i)
{
	struct wordlist tails = word_lists_all(s->lists, WORDS_password_tail);

	for (size_t k = 0; k < tails.n; k++) {
		struct str both = wordlist_at(tails, k);
		const char *blank = memchr(both.p, ' ', both.n);
		struct str first, second;

		if (!blank)
			continue;
		first = (struct str){ both.p, (size_t)(blank - both.p) };
		second = (struct str){ blank + 1, both.n - first.n - 1 };
		if (speech_is_among(s, i, &first, 1) &&
		    speech_is_among(s, i + 1, &second, 1))
			return true;
	}
	return false;
}

/* Behind "is" goes much that is said of passwords: longer words are wanted
 * there, more of them or rare ones. */
static bool
is_enough(const struct speech *s, size_t first, size_t last)
{
	size_t rare = 0;

	for (size_t i = first; i <= last; i++) {
		if (speech_is_letters(s, i) && speech_token(s, i)->n < 4)
			return false;
		rare += !(s->is[i] & WORD_COMMON);
	}
	return last - first + 1 >= FEWEST_SAID || rare > 1;
}

void
secret_phrase(struct speech *s, size_t cue, size_t first, struct spans *out)
{
	bool phrase = speech_is(s, cue, "passphrase");
	/* a noun, and nouns have capitals there */
	bool german =
	    speech_is_capital(s, cue) &&
	    (speech_is(s, cue, "passwort") || speech_is(s, cue, "kennwort"));
	bool asked = cue == first; /* there is no cue */
	bool said = !phrase && !speech_is_mark(s, first - 1, ":=");
	size_t last = first, n = 0;

	for (size_t i = first;; i++) {
		if (n >= FEWEST && is_tail(s, i)) {
			said = false;
			break;
		}
		if (!(speech_is_letters(s, i) ||
			(n > 1 && speech_is_digits(s, i))) ||
		    (speech_is_capital(s, i) && !german) ||
		    is_of_sentence(s, i) ||
		    (!phrase && !asked &&
			speech_begins(s, i, SPEECH_password_not)) ||
		    (asked && speech_begins(s, i, SPEECH_password_before)) ||
		    ++n > MOST)
			return;
		last = i;
		if (speech_ends(s, i) || i + 1 >= s->words->n_tokens ||
		    speech_is_mark(s, i + 1, ".,;!)\""))
			break;
	}
	if (n >= FEWEST && (!said || is_enough(s, first, last)))
		speech_add(s, out, first, last,
		    (struct finding_of){ KIND_PASSWORD, "password", 80 });
}

bool
secret_quoted(struct speech *s, size_t first, struct spans *out)
{
	size_t start = speech_byte(s, speech_token(s, first)->start);
	char quote[2] = { start > 0 ? s->text.p[start - 1] : '\0', '\0' };
	size_t i = first, rare = 0;

	if (quote[0] != '"' && quote[0] != '\'')
		return false;
	for (; i < first + MOST && !speech_is_mark(s, i, quote); i++) {
		if (i >= s->words->n_tokens ||
		    speech_token(s, i)->class != TEXT_WORD ||
		    speech_is_held(s, i))
			return false;
		rare += !is_of_sentence(s, i) &&
			!speech_begins(s, i, SPEECH_password_not);
	}
	/* "the error is "not correct"" */
	if (i < first + 2 || i == first + MOST || rare < 2)
		return false;
	speech_add(s, out, first, i - 1,
	    (struct finding_of){ KIND_PASSWORD, "password", 85 });
	return true;
}
