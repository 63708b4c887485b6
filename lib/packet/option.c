#include "packet/option.h"

#include <stdbool.h>
#include <string.h>

#include "base/ascii.h"
#include "base/octets.h"
#include "packet/word_lists.h"

enum {
	KEY = 2,      /* bytes of a key, at most */
	LONGEST = 60, /* bytes of an option that are told */
	LISTED = 2    /* options of a list, at least */
};

static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

/* A letter, or a number of one or two digits, that something stands behind: one
 * letter in lower case is a word. */
static size_t
key_at(struct str text, size_t at)
{
	size_t n = 0;

	if (at && !is_blank(text.p[at - 1]) && text.p[at - 1] != '(')
		return 0;
	while (at + n < text.n && n < KEY && is_digit(text.p[at + n]))
		n++;
	if (!n && at < text.n && is_upper(text.p[at]))
		n = 1;
	return n && (at + n == text.n || !is_alnum(text.p[at + n])) ? n : 0;
}

/* What a key begins with. */
static struct octets
may_be_keys(struct octets x)
{
	return OCTETS_TRUE((x.c - '0' < 10) | (x.c - 'A' < 26));
}

/* Whether a word, a blank before it and one behind it, stands there. */
static bool
stands_at(struct str text, size_t at, struct str word)
{
	return text.n - at >= word.n + 2 && text.p[at] == ' ' &&
	       text.p[at + 1 + word.n] == ' ' &&
	       str_eq((struct str){ text.p + at + 1, word.n }, word);
}

/* Behind the key of an option: "1) ", "A: ", "R to "; 0 where it is none. */
static size_t
mark_behind(struct str text, size_t at)
{
	static const struct str marks[] = { { ") ", 2 }, { ": ", 2 },
		{ ". ", 2 }, { " = ", 3 }, { " - ", 3 } };
	struct str rest = { text.p + at, text.n - at };
	struct wordlist words = packet_words(PACKET_WORDS_option_means);

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_begins(rest, marks[i]))
			return at + marks[i].n;
	for (size_t i = 0; i < words.n; i++)
		if (stands_at(text, at, wordlist_at(words, i)))
			return at + wordlist_at(words, i).n + 2;
	return 0;
}

/* The same without a mark, where the options are counted: "1 collect 2
 * deliver".
 */
static size_t
counted(struct str text, size_t at, size_t n, unsigned count)
{
	return n == 1 && (unsigned)(text.p[at] - '0') == count &&
		       at + 2 < text.n && text.p[at + 1] == ' ' &&
		       is_alpha(text.p[at + 2])
		   ? at + 2
		   : 0;
}

/* The first option from a byte on: its key, and where its text begins; false
 * where there is none.  With a count, the one that has it, and no mark. */
static bool
next_option(
    struct str text, unsigned count, size_t *at, struct str *key, size_t *from)
{
	size_t i = *at;

	for (; (i = octets_find(text.p, text.n, i, may_be_keys)) < text.n;
	     i++) {
		size_t n = key_at(text, i);

		*from = !n	? 0
			: count ? counted(text, i, n, count)
				: mark_behind(text, i + n);
		if (!*from)
			continue;
		*key = (struct str){ text.p + i, n };
		*at = i;
		return true;
	}
	return false;
}

/* The text of an option: up to the next, or to a mark that ends it. */
static struct str
option_text(struct str text, unsigned count, size_t from)
{
	size_t next = from, behind, end;
	struct str key;

	if (!next_option(text, count, &next, &key, &behind))
		next = text.n;
	for (end = from; end < next && end - from < LONGEST; end++)
		if (strchr(",;?!\n", text.p[end]) ||
		    (strchr(".:", text.p[end]) &&
			(end + 1 == text.n || is_blank(text.p[end + 1]))))
			break;
	if (end == from + LONGEST)
		while (end > from && !is_blank(text.p[end]))
			end--;
	while (end > from && is_blank(text.p[end - 1]))
		end--;
	return (struct str){ text.p + from, end - from };
}

/* What a key stands for in a list; "" where it is none of it. */
static struct str
find_option(struct str options, struct str wanted, bool marked)
{
	struct str key, chosen = { "", 0 };
	unsigned n = 0;
	size_t from;

	for (size_t at = 0;
	     next_option(options, marked ? 0 : n + 1, &at, &key, &from);
	     at = from) {
		n++;
		/* "Reply A or B: A) ...": the last tells most */
		if (str_eq(key, wanted))
			chosen = option_text(options, marked ? 0 : n + 1, from);
	}
	return n < LISTED ? (struct str){ "", 0 } : chosen;
}

static bool
goes_on_but(struct str answer, size_t at)
{
	struct wordlist but = packet_words(PACKET_WORDS_but);
	struct str rest = { answer.p + at, answer.n - at };

	for (size_t i = 0; i < but.n; i++)
		if (str_begins(rest, wordlist_at(but, i)))
			return true;
	return false;
}

struct str
option_chosen(struct str options, struct str answer, struct str *rest)
{
	struct str chosen = { "", 0 }, wanted = { answer.p, 0 };
	size_t end;

	wanted.n = key_at(answer, 0);
	end = wanted.n;
	/* "5 minutes ago" chooses nothing, "5" and "5." do, and "C then" */
	if (!wanted.n ||
	    (end < answer.n && is_digit(*answer.p) && answer.p[end] == ' ' &&
		!goes_on_but(answer, end + 1)))
		return chosen;
	chosen = find_option(options, wanted, true);
	if (!chosen.n)
		chosen = find_option(options, wanted, false);
	while (end < answer.n &&
	       (is_blank(answer.p[end]) || strchr(".,:;)", answer.p[end])))
		end++;
	if (rest)
		*rest = (struct str){ answer.p + end, answer.n - end };
	return chosen;
}
