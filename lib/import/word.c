#include "import/word.h"

#include <stddef.h>

#include "import/role.h"

#define WORD(s) \
	{ \
		s, sizeof(s) - 1 \
	}

/* Small letters.  Also what a spreadsheet calls the values of a cell in its own
 * language, and what a database or a data frame writes. */
static const struct str yes[] = { WORD("true"), WORD("yes"), WORD("1"),
	WORD("t"), WORD("y"), WORD("on"), WORD("1.0"), /* de */ WORD("ja"),
	WORD("j"), WORD("wahr"), /* fr */ WORD("oui"), WORD("vrai"),
	/* es */ WORD("s\303\255"), WORD("si"), WORD("verdadero"),
	/* pt */ WORD("sim"), WORD("verdadeiro"), /* it */ WORD("s\303\254"),
	WORD("vero"), /* nl */ WORD("waar") };

static const struct str no[] = { WORD("false"), WORD("no"), WORD("0"),
	WORD("f"), WORD("n"), WORD("off"), WORD("0.0"), /* de */ WORD("nein"),
	WORD("falsch"), /* fr */ WORD("non"), WORD("faux"),
	/* es, it, pt */ WORD("falso"), WORD("n\303\243o"), WORD("nao"),
	/* nl */ WORD("nee"), WORD("onwaar") };

static const struct str nothing[] = { WORD("null"), WORD("none"), WORD("nan"),
	WORD("n/a"), WORD("#n/a"), WORD("na"), WORD("nil"), WORD("undefined"),
	WORD("\\n"), WORD("-") };

#define IS_ONE_OF(word, list) \
	is_one_of((word), (list), sizeof(list) / sizeof(*(list)))

static bool
is_one_of(struct str word, const struct str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (word.n == list[i].n &&
		    (word.p[0] | 32) == (list[i].p[0] | 32) &&
		    role_same_name(word, list[i]))
			return true;
	return false;
}

bool
word_is_nothing(struct str word)
{
	word = str_trimmed(word);
	return word.n == 0 || IS_ONE_OF(word, nothing);
}

enum word_truth
word_truth(struct str word)
{
	word = str_trimmed(word);
	if (word.n == 0)
		return WORD_NOTHING;
	if (IS_ONE_OF(word, yes))
		return WORD_YES;
	if (IS_ONE_OF(word, no))
		return WORD_NO;
	return IS_ONE_OF(word, nothing) ? WORD_NOTHING : WORD_UNKNOWN;
}

/* The next letter behind what parts words; 0: there is none. */
static char
next_letter(struct str *s)
{
	while (s->n && is_any_of(*s->p, "_-. ")) {
		s->p++;
		s->n--;
	}
	if (!s->n)
		return 0;
	s->n--;
	return *s->p++;
}

bool
word_is_like(struct str a, struct str b)
{
	char x, y;

	do {
		x = next_letter(&a);
		y = next_letter(&b);
	} while (x && char_eq_nocase(x, y));
	return x == y;
}
