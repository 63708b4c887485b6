/* Passwords of several words. */

#include "redact/secrets.h"

#include "redact/context.h"

enum { FEWEST = 3, FEWEST_SAID = 4, MOST = 24 };

/* A word of a sentence rather, or of what is said of passwords. */
static bool
is_of_sentence(const struct speech *s, size_t i)
{
	static const struct str words[] = { { "again", 5 }, { "all", 3 },
		{ "als", 3 }, { "also", 4 }, { "always", 6 }, { "and", 3 },
		{ "antes", 5 }, { "any", 3 }, { "at", 2 }, { "auf", 3 },
		{ "be", 2 }, { "being", 5 }, { "buchstaben", 10 }, { "but", 3 },
		{ "by", 2 }, { "can", 3 }, { "caracteres", 10 },
		{ "caratteri", 9 }, { "characters", 10 }, { "che", 3 },
		{ "com", 3 }, { "con", 3 }, { "das", 3 }, { "de", 2 },
		{ "der", 3 }, { "die", 3 }, { "do", 2 }, { "does", 4 },
		{ "een", 3 }, { "ein", 3 }, { "el", 2 }, { "en", 2 },
		{ "est", 3 }, { "et", 2 }, { "every", 5 }, { "for", 3 },
		{ "from", 4 }, { "get", 3 }, { "has", 3 }, { "have", 4 },
		{ "het", 3 }, { "how", 3 }, { "i", 1 }, { "if", 2 },
		{ "il", 2 }, { "immer", 5 }, { "in", 2 }, { "is", 2 },
		{ "ist", 3 }, { "it", 2 }, { "just", 4 }, { "la", 2 },
		{ "le", 2 }, { "les", 3 }, { "letters", 7 }, { "lettres", 7 },
		{ "like", 4 }, { "link", 4 }, { "mais", 4 }, { "mas", 3 },
		{ "me", 2 }, { "mindestens", 10 }, { "minimo", 6 },
		{ "minimum", 7 }, { "mit", 3 }, { "mon", 3 }, { "my", 2 },
		{ "nao", 3 }, { "need", 4 }, { "never", 5 }, { "nicht", 5 },
		{ "niet", 4 }, { "no", 2 }, { "non", 3 }, { "not", 3 },
		{ "now", 3 }, { "of", 2 }, { "ohne", 4 }, { "on", 2 },
		{ "only", 4 }, { "op", 2 }, { "or", 2 }, { "para", 4 },
		{ "pas", 3 }, { "per", 3 }, { "please", 6 }, { "por", 3 },
		{ "pour", 4 }, { "que", 3 }, { "same", 4 }, { "sans", 4 },
		{ "sempre", 6 }, { "siempre", 7 }, { "since", 5 }, { "so", 2 },
		{ "some", 4 }, { "stata", 5 }, { "stato", 5 }, { "still", 5 },
		{ "tekens", 6 }, { "than", 4 }, { "that", 4 }, { "the", 3 },
		{ "this", 4 }, { "to", 2 }, { "too", 3 }, { "toujours", 8 },
		{ "und", 3 }, { "van", 3 }, { "very", 4 }, { "von", 3 },
		{ "was", 3 }, { "we", 2 }, { "what", 4 }, { "when", 4 },
		{ "will", 4 }, { "with", 4 }, { "woorden", 7 }, { "words", 5 },
		{ "you", 3 }, { "your", 4 }, { "zeichen", 7 }, { "zonder", 6 },
		{ "zu", 2 } };
	struct str w = speech_word(s, i);

	return SPEECH_IS_ONE(s, i, words) ||
	       (w.n > 4 && (memcmp(w.p + w.n - 3, "ing", 3) == 0 ||
			       memcmp(w.p + w.n - 2, "ed", 2) == 0 ||
			       memcmp(w.p + w.n - 3, "ata", 3) == 0 ||
			       memcmp(w.p + w.n - 3, "ada", 3) == 0 ||
			       memcmp(w.p + w.n - 2, "ly", 2) == 0));
}

void
secret_phrase(struct speech *s, size_t cue, size_t first, struct spans *out)
{
	bool phrase = speech_is(s, cue, "passphrase");
	bool said = !phrase && !speech_is_mark(s, first - 1, ":=");
	size_t last = first, n = 0;

	for (size_t i = first;; i++) {
		if (!(speech_is_letters(s, i) ||
			(n > 1 && speech_is_digits(s, i))) ||
		    speech_is_capital(s, i) || is_of_sentence(s, i) ||
		    (!phrase && speech_begins(s, i, SPEECH_password_not)) ||
		    ++n > MOST)
			return;
		last = i;
		if (speech_ends(s, i) || i + 1 >= s->words->n_tokens ||
		    speech_is_mark(s, i + 1, ".,;!)\""))
			break;
	}
	if (n >= (said ? FEWEST_SAID : FEWEST))
		speech_add(s, out, first, last,
		    (struct finding_of){ KIND_PASSWORD, "password", 80 });
}
