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
	static const struct {
		struct str first, second;
	} tails[] = {
		{ { "all", 3 }, { "lower", 5 } },
		{ { "all", 3 }, { "lowercase", 9 } },
		{ { "all", 3 }, { "one", 3 } },
		{ { "all", 3 }, { "small", 5 } },
		{ { "alles", 5 }, { "aan", 3 } },
		{ { "alles", 5 }, { "klein", 5 } },
		{ { "alles", 5 }, { "zusammen", 8 } },
		{ { "doesn't", 7 }, { "work", 4 } },
		{ { "geht", 4 }, { "nicht", 5 } },
		{ { "in", 2 }, { "lowercase", 9 } },
		{ { "in", 2 }, { "small", 5 } },
		{ { "mit", 3 }, { "leerzeichen", 11 } },
		{ { "nao", 3 }, { "funciona", 8 } },
		{ { "no", 2 }, { "capitals", 8 } },
		{ { "no", 2 }, { "funciona", 8 } },
		{ { "no", 2 }, { "spaces", 6 } },
		{ { "non", 3 }, { "funziona", 8 } },
		{ { "todo", 4 }, { "junto", 5 } },
		{ { "todo", 4 }, { "minuscula", 9 } },
		{ { "tout", 4 }, { "attache", 7 } },
		{ { "tudo", 4 }, { "junto", 5 } },
		{ { "tutto", 5 }, { "attaccato", 9 } },
		{ { "tutto", 5 }, { "minuscolo", 9 } },
		{ { "werkt", 5 }, { "niet", 4 } },
		{ { "with", 4 }, { "spaces", 6 } },
		{ { "won't", 5 }, { "work", 4 } },
	};

	for (size_t k = 0; k < sizeof(tails) / sizeof(*tails); k++)
		if (speech_is_among(s, i, &tails[k].first, 1) &&
		    speech_is_among(s, i + 1, &tails[k].second, 1))
			return true;
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
		    (!phrase && speech_begins(s, i, SPEECH_password_not)) ||
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
