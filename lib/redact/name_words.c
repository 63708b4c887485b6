#include "redact/name_words.h"

#include "redact/recogniser.h"

size_t
name_letter(struct str text, size_t i)
{
	unsigned char c = (unsigned char)text.p[i];

	if (c < 0x80)
		return is_alpha((char)c);
	if (c >= 0xc3 && c <= 0xdf)
		return i + 1 < text.n ? 2 : 0;
	return (c == 0xe0 || c == 0xe1) && i + 2 < text.n ? 3 : 0;
}

/* As name_letter(), for Chinese, Japanese and Korean. */
static size_t
ideogram(struct str text, size_t i)
{
	unsigned char c = (unsigned char)text.p[i];

	return c >= 0xe3 && c <= 0xed && i + 2 < text.n ? 3 : 0;
}

size_t
name_word_end(struct str text, size_t at)
{
	size_t n;

	while (at < text.n && (n = name_letter(text, at)) > 0)
		at += n;
	return at;
}

bool
name_next_word(
    const struct names *names, struct str folded, size_t *i, struct str *word)
{
	while (*i < folded.n) {
		size_t end = name_word_end(folded, *i);

		if (end == *i) {
			(*i)++;
			continue;
		}
		*word = (struct str){ folded.p + *i, end - *i };
		*i = end;
		if (word->n <= LONGEST &&
		    !word_lists_have(names->lists, WORDS_role, *word))
			return true;
	}
	return false;
}

bool
name_has_ideogram(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ideogram(s, i))
			return true;
	return false;
}

bool
name_is_somebody(const struct names *names, struct str folded)
{
	struct str word;
	size_t i = 0;

	for (size_t k = 0; k < folded.n; k++)
		if (strchr("@<>{}", folded.p[k]) && folded.p[k])
			return false;
	return name_next_word(names, folded, &i, &word) ||
	       name_has_ideogram(folded);
}

size_t
name_count_words(const struct names *names, struct str folded)
{
	struct str word;
	size_t i = 0, n = 0;

	while (name_next_word(names, folded, &i, &word))
		n++;
	return n;
}

size_t
name_lower_bound(const struct names *names, struct str word)
{
	size_t low = 0, high = names->n_words;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(names->words[middle].word, word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
