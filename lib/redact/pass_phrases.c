/* Passwords of several words. */

#include <string.h>

#include "redact/secrets.h"

enum { FEWEST = 3, FEWEST_SAID = 4, MOST = 24 };

/* A word of a sentence rather, or of what is said of passwords. */
static bool
is_of_sentence(const struct speech *s, size_t i)
{
	static const struct str words[] = { { "about", 5 }, { "account", 7 },
		{ "again", 5 }, { "all", 3 }, { "als", 3 }, { "also", 4 },
		{ "always", 6 }, { "anche", 5 }, { "ancora", 6 }, { "and", 3 },
		{ "antes", 5 }, { "any", 3 }, { "app", 3 }, { "at", 2 },
		{ "auch", 4 }, { "auf", 3 }, { "aussi", 5 }, { "be", 2 },
		{ "being", 5 }, { "box", 3 }, { "buchstaben", 10 },
		{ "but", 3 }, { "by", 2 }, { "can", 3 }, { "caracteres", 10 },
		{ "caratteri", 9 }, { "case", 4 }, { "characters", 10 },
		{ "che", 3 }, { "com", 3 }, { "con", 3 }, { "das", 3 },
		{ "de", 2 }, { "demasiado", 9 }, { "der", 3 }, { "die", 3 },
		{ "diese", 5 }, { "do", 2 }, { "does", 4 }, { "een", 3 },
		{ "ein", 3 }, { "el", 2 }, { "email", 5 }, { "en", 2 },
		{ "encore", 6 }, { "esa", 3 }, { "est", 3 }, { "et", 2 },
		{ "even", 4 }, { "every", 5 }, { "expires", 7 }, { "field", 5 },
		{ "for", 3 }, { "from", 4 }, { "gar", 3 }, { "get", 3 },
		{ "has", 3 }, { "have", 4 }, { "help", 4 }, { "het", 3 },
		{ "how", 3 }, { "i", 1 }, { "if", 2 }, { "il", 2 },
		{ "immer", 5 }, { "in", 2 }, { "is", 2 }, { "ist", 3 },
		{ "it", 2 }, { "just", 4 }, { "komplett", 8 }, { "la", 2 },
		{ "le", 2 }, { "leider", 6 }, { "les", 3 }, { "less", 4 },
		{ "letters", 7 }, { "lettres", 7 }, { "like", 4 },
		{ "link", 4 }, { "mais", 4 }, { "mas", 3 }, { "me", 2 },
		{ "mindestens", 10 }, { "minimo", 6 }, { "minimum", 7 },
		{ "mit", 3 }, { "molto", 5 }, { "mon", 3 }, { "more", 4 },
		{ "mucho", 5 }, { "muito", 5 }, { "muy", 3 }, { "my", 2 },
		{ "nao", 3 }, { "need", 4 }, { "needs", 5 }, { "never", 5 },
		{ "nicht", 5 }, { "niet", 4 }, { "no", 2 }, { "noch", 4 },
		{ "nog", 3 }, { "non", 3 }, { "none", 4 }, { "not", 3 },
		{ "nothing", 7 }, { "now", 3 }, { "of", 2 }, { "off", 3 },
		{ "ohne", 4 }, { "ok", 2 }, { "okay", 4 }, { "okej", 4 },
		{ "on", 2 }, { "only", 4 }, { "ook", 3 }, { "op", 2 },
		{ "or", 2 }, { "out", 3 }, { "page", 4 }, { "para", 4 },
		{ "pas", 3 }, { "per", 3 }, { "please", 6 }, { "por", 3 },
		{ "pour", 4 }, { "problem", 7 }, { "que", 3 }, { "quella", 6 },
		{ "safe", 4 }, { "same", 4 }, { "sans", 4 }, { "screen", 6 },
		{ "sehr", 4 }, { "sempre", 6 }, { "siempre", 7 },
		{ "since", 5 }, { "site", 4 }, { "so", 2 }, { "some", 4 },
		{ "something", 9 }, { "stata", 5 }, { "stato", 5 },
		{ "still", 5 }, { "tambem", 6 }, { "tambien", 7 },
		{ "tekens", 6 }, { "than", 4 }, { "that", 4 }, { "the", 3 },
		{ "thing", 5 }, { "this", 4 }, { "time", 4 }, { "times", 5 },
		{ "to", 2 }, { "too", 3 }, { "toujours", 8 }, { "tout", 4 },
		{ "toute", 5 }, { "tres", 4 }, { "trop", 4 }, { "und", 3 },
		{ "up", 2 }, { "van", 3 }, { "very", 4 }, { "viel", 4 },
		{ "von", 3 }, { "was", 3 }, { "we", 2 }, { "what", 4 },
		{ "when", 4 }, { "will", 4 }, { "with", 4 }, { "woorden", 7 },
		{ "words", 5 }, { "you", 3 }, { "your", 4 }, { "zeichen", 7 },
		{ "zonder", 6 }, { "zu", 2 } };
	struct str w = speech_word(s, i);

	return SPEECH_IS_ONE(s, i, words) ||
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
