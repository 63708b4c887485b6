#include "identifier/identifier.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"

static bool
is_inside(char c)
{
	return is_alnum(c) || c == '@' || c == '.' || c == '-' || c == '_' ||
	       c == '+';
}

static struct str
next_word(struct str text, size_t *at)
{
	struct str word;
	size_t start;

	while (*at < text.n && !is_inside(text.p[*at]))
		++*at;
	start = *at;
	while (*at < text.n && is_inside(text.p[*at]))
		++*at;
	word = (struct str){ text.p + start, *at - start };
	while (word.n && strchr(".-_+@", word.p[word.n - 1]))
		word.n--;
	return word;
}

static bool
is_identifier(struct str word)
{
	size_t digits = 0;

	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] == '@')
			return true;
		digits += is_digit(word.p[i]);
	}
	return digits >= 4;
}

struct str
identifier_next(struct str text, size_t *at)
{
	while (*at < text.n) {
		struct str word = next_word(text, at);

		if (is_identifier(word))
			return word;
	}
	return STR("");
}

/* Skip what separates the parts of a number; an address needs it all. */
static size_t
skip(struct str word, size_t i)
{
	while (i < word.n && (word.p[i] == '-' || word.p[i] == '_') &&
	       !memchr(word.p, '@', word.n))
		i++;
	return i;
}

bool
identifier_is_same(struct str a, struct str b)
{
	size_t i = skip(a, 0), k = skip(b, 0);

	while (i < a.n && k < b.n) {
		if (strncasecmp(a.p + i, b.p + k, 1) != 0)
			return false;
		i = skip(a, i + 1);
		k = skip(b, k + 1);
	}
	return i == a.n && k == b.n;
}
