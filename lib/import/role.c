/* Who speaks, by what systems and people call him in the languages we know. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/die.h"
#include "import/role.h"
#include "import/word_lists.h"

enum { LONGEST = 32 };

static const struct {
	enum role role;
	enum import_words list;
} lists[] = { { ROLE_CUSTOMER, IMPORT_WORDS_customer },
	{ ROLE_BOT, IMPORT_WORDS_bot }, { ROLE_AGENT, IMPORT_WORDS_agent },
	{ ROLE_SYSTEM, IMPORT_WORDS_system } };

enum { MOST_WORDS = 512 };

/* All of them by their first byte: a log has more names than these. */
static struct word {
	struct str text;
	enum role role;
} words[MOST_WORDS];
static uint16_t begins[UINT8_MAX + 2];

static int
by_text(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	return str_cmp(x->text, y->text);
}

void
role_open(void)
{
	size_t n = 0, i = 0;

	for (size_t r = 0; r < sizeof(lists) / sizeof(*lists); r++) {
		struct wordlist all = import_words(lists[r].list);

		if (all.n > MOST_WORDS - n)
			die("words.csv: too many words for who speaks");
		for (size_t k = 0; k < all.n; k++)
			words[n++] =
			    (struct word){ wordlist_at(all, k), lists[r].role };
	}
	qsort(words, n, sizeof(*words), by_text);
	for (unsigned c = 0; c <= UINT8_MAX + 1; c++) {
		while (i < n && (unsigned char)words[i].text.p[0] < c)
			i++;
		begins[c] = (uint16_t)i;
	}
}

/* Of ASCII and the accents of Western Europe. */
static char
small(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];

	if (i && (unsigned char)s.p[i - 1] == 0xc3 && c >= 0x80 && c <= 0x9e)
		return (char)(c | 32);
	return to_lower(s.p[i]);
}

bool
role_same_name(struct str a, struct str b)
{
	size_t i = 0;

	if (a.n != b.n)
		return false;
	while (i < a.n && (a.p[i] == b.p[i] || small(a, i) == small(b, i)))
		i++;
	return i == a.n;
}

bool
role_of_word(struct str name, enum role *out)
{
	char word[LONGEST];
	unsigned char first;

	name = str_trimmed(name);
	if (name.n == 0 || name.n >= LONGEST)
		return false;
	for (size_t i = 0; i < name.n; i++)
		word[i] =
		    name.p[i] == '_' || name.p[i] == '-' ? ' ' : small(name, i);
	first = (unsigned char)word[0];
	for (size_t i = begins[first]; i < begins[first + 1]; i++)
		if (str_eq(words[i].text, (struct str){ word, name.n })) {
			*out = words[i].role;
			return true;
		}
	return false;
}

static bool
is_letter(struct str s, size_t i)
{
	return i < s.n &&
	       ((unsigned char)s.p[i] >= 0x80 || is_lower(small(s, i)));
}

/* "Acme Virtual Assistant"; of one word only those below say so. */
static bool
ends_in_bot(struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		struct str tail = { name.p + i + 1, name.n - i - 1 };
		enum role role;

		if (name.p[i] == ' ' && memchr(tail.p, ' ', tail.n) &&
		    role_of_word(tail, &role) && role == ROLE_BOT)
			return true;
	}
	return false;
}

/* Whether a word of the name begins, or a part of it as in SupportBot. */
static bool
begins_word(struct str name, size_t i)
{
	return !i || !is_letter(name, i - 1) ||
	       (name.p[i] == 'B' && is_lower(name.p[i - 1]));
}

/* Talbot is somebody, and so may be one whose name has no more to it. */
bool
role_is_named_bot(struct str name)
{
	static const struct str of_it[] = { { "bot", 3 }, { "ivr", 3 },
		{ "chatbot", 7 }, { "voicebot", 8 } };

	for (size_t i = 0; i < name.n; i++) {
		char c = (char)(name.p[i] | 32);

		if ((c != 'b' && c != 'i' && c != 'c' && c != 'v') ||
		    !begins_word(name, i))
			continue;
		for (size_t k = 0; k < sizeof(of_it) / sizeof(*of_it); k++) {
			struct str part = { name.p + i, of_it[k].n };

			if (part.n <= name.n - i && part.n < name.n &&
			    !is_letter(name, i + part.n) &&
			    role_same_name(part, of_it[k]))
				return true;
		}
	}
	return ends_in_bot(name);
}
