#include "score/spelling.h"

#include <string.h>

/* One letter too many, too few, wrong, or two swapped. */
static bool
is_slip(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	while (
	    j < a.n - i && j < b.n - i && a.p[a.n - 1 - j] == b.p[b.n - 1 - j])
		j++;
	if (a.n == b.n && a.n - i - j == 2)
		return a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i];
	return a.n - i - j <= 1 && b.n - i - j <= 1;
}

bool
spelling_is_near(struct str word, struct wordlist words, size_t least)
{
	if (word.n == 0)
		return false;
	for (size_t i = 0; i < words.n; i++) {
		struct str right = wordlist_at(words, i);

		if (*right.p != *word.p)
			continue;
		if (str_eq(word, right) ||
		    (word.n >= least && is_slip(word, right)))
			return true;
	}
	return false;
}

static bool
is_letter(const struct text *x, uint32_t i)
{
	const struct token *k = &x->tokens[i];

	return k->class == TEXT_WORD && k->end - k->start == 1;
}

static bool
is_hyphen(const struct text *x, uint32_t i)
{
	const struct token *k = &x->tokens[i];

	return k->class == TEXT_PUNCT &&
	       (x->folded.p[k->at] == '-' || x->folded.p[k->at] == '.');
}

size_t
spelling_out(const struct text *x, uint32_t first, char word[SPELLED_MAX],
    uint32_t *last)
{
	size_t n = 0, letters = 0;
	uint32_t i = first;

	while (i < x->n_tokens && is_letter(x, i)) {
		struct str letter = text_token(x, &x->tokens[i]);

		if (letter.n > SPELLED_MAX - n)
			return 0;
		memcpy(word + n, letter.p, letter.n);
		n += letter.n;
		letters++;
		*last = i++;
		if (i < x->n_tokens && is_hyphen(x, i))
			i++;
	}
	return letters < SPELLED_LEAST ? 0 : n;
}
