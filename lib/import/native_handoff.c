#include "import/native.h"

#include <string.h>

#include "import/word_lists.h"

/* What asks_for_human says in the mappings, in C; see native.h. */

static size_t
end_of_word(struct str s, size_t i)
{
	while (i < s.n && is_lower(s.p[i]))
		i++;
	return i;
}

static size_t
next_word(struct str s, size_t i)
{
	while (i < s.n && !is_lower(s.p[i]))
		i++;
	return i;
}

/* The word that ends in front of `end`, and no word. */
static struct str
word_before(struct str s, size_t end)
{
	size_t from;

	while (end && !is_lower(s.p[end - 1]))
		end--;
	for (from = end; from && is_lower(s.p[from - 1]); from--)
		;
	return (struct str){ s.p + from, end - from };
}

enum { ROOM = 256 };

/* In small letters, isHuman as is_human.  Into `out`, or `room` where that is
 * enough. */
static struct str
in_words(struct str name, char *room, struct buf *out)
{
	size_t n = 0;

	if (name.n > ROOM / 2)
		room = buf_reserve(out, 2 * name.n);
	for (size_t i = 0; i < name.n; i++) {
		if (i && is_lower(name.p[i - 1]) && is_upper(name.p[i]))
			room[n++] = '_';
		room[n++] = to_lower(name.p[i]);
	}
	return (struct str){ room, n };
}

static bool
is_among(enum import_words list, struct str s, size_t from, size_t to)
{
	return wordlist_has_nocase(
	    import_words(list), (struct str){ s.p + from, to - from });
}

/* Whether who is named as human, up to `end`, is one who is fetched: by what
 * comes behind, else by what is in front. */
static bool
is_fetched(struct str words, size_t at, size_t end)
{
	size_t behind = next_word(words, end);

	if (behind == words.n || is_among(IMPORT_WORDS_human_before, words,
				     behind, end_of_word(words, behind)))
		return true;
	return end_of_word(words, end) == end && at &&
	       !is_lower(words.p[at - 1]) &&
	       wordlist_has_nocase(import_words(IMPORT_WORDS_human_behind),
		   word_before(words, at));
}

static bool
fetches_human(struct str words)
{
	static const struct str human = { "human", 5 };
	const char *end = words.p + words.n, *at = words.p;

	while ((at = memmem(at, (size_t)(end - at), human.p, human.n))) {
		size_t i = (size_t)(at - words.p), j = i + human.n;

		if (is_fetched(words, i, j) ||
		    (j < words.n && words.p[j] == 's' &&
			is_fetched(words, i, j + 1)))
			return true;
		at += human.n;
	}
	return false;
}

/* Who asks first, or looks whether anybody is there. */
static bool
is_no_handoff(struct str words)
{
	if (str_begins_nocase(words, STR("utter_ask_")) ||
	    str_begins_nocase(words, STR("action_ask_")))
		return true;
	for (size_t i = next_word(words, 0), end; i < words.n;
	     i = next_word(words, end)) {
		end = end_of_word(words, i);
		if (is_among(IMPORT_WORDS_no_handoff, words, i, end))
			return true;
	}
	return false;
}

bool
native_asks_for_human(struct str s)
{
	char room[ROOM];
	struct buf longer = { 0 };
	struct str words = in_words(s, room, &longer);
	bool asks =
	    (native_holds(s, "handoff") || native_holds(s, "handover") ||
		native_holds(s, "escalat") ||
		native_holds(words, "live_agent") || fetches_human(words)) &&
	    !is_no_handoff(words);

	buf_free(&longer);
	return asks;
}
