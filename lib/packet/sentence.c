#include "packet/sentence.h"

#include "base/ascii.h"
#include "base/octets.h"
#include "packet/word_lists.h"
#include "text/text.h"

static bool
is_mark(char c)
{
	return c == '.' || c == '!' || c == '?';
}

static struct octets
may_end(struct octets x)
{
	return OCTETS_TRUE(
	    (x.c == '\n') | (x.c == '.') | (x.c == '!') | (x.c == '?'));
}

/* Behind the bytes that surely end nothing: most are such. */
static size_t
skip_inside(struct str s, size_t i)
{
	return octets_find(s.p, s.n, i, may_end);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* "1. this 2. that" */
static bool
is_listed(struct str s, size_t from, size_t dot)
{
	return dot == from + 1 && is_digit(s.p[from]) &&
	       memmem(s.p, s.n, "1. ", 3) && memmem(s.p, s.n, " 2. ", 4);
}

/* "vor dem 20. Juni" */
static bool
is_day(struct str s, size_t dot)
{
	struct wordlist months = packet_words(PACKET_WORDS_day_month);
	struct str rest;

	if (!dot || !is_digit(s.p[dot - 1]) || dot + 2 >= s.n)
		return false;
	rest = (struct str){ s.p + dot + 2, s.n - dot - 2 };
	for (size_t i = 0; i < months.n; i++)
		if (str_begins(rest, wordlist_at(months, i)))
			return true;
	return false;
}

/* "16.03. " and "Rs. " end no sentence, where another word stands behind it. */
static bool
is_short(struct str s, size_t dot)
{
	bool counts = dot + 2 < s.n && is_digit(s.p[dot + 2]);
	size_t from = dot;
	struct str word;

	while (from && (unsigned char)s.p[from - 1] > ' ')
		from--;
	word = (struct str){ s.p + from, dot - from };
	if (wordlist_has_nocase(packet_words(PACKET_WORDS_abbreviation), word))
		return true;
	if (wordlist_has_nocase(
		packet_words(PACKET_WORDS_abbreviation_of_number), word))
		return counts;
	return is_listed(s, from, dot) || is_day(s, dot) ||
	       (dot - from >= 4 && is_digit(s.p[dot - 1]) &&
		   memchr(s.p + from, '.', dot - from) != NULL);
}

bool
sentence_ends(struct str s, size_t i)
{
	if (s.p[i] == '\n')
		return true;
	if (!is_mark(s.p[i]))
		return false;
	if (i + 1 == s.n || s.p[i + 1] == '\n')
		return true;
	return s.p[i + 1] == ' ' && !(s.p[i] == '.' && is_short(s, i));
}

struct str
sentence_next(struct str s, size_t *at)
{
	size_t from = *at, to;

	while (from < s.n && is_blank(s.p[from]))
		from++;
	to = skip_inside(s, from);
	while (to < s.n && !sentence_ends(s, to))
		to = skip_inside(s, to + 1);
	*at = to < s.n ? to + 1 : to;
	if (to < s.n && s.p[to] != '\n')
		to++;
	while (to > from && is_blank(s.p[to - 1]))
		to--;
	return (struct str){ s.p + from, to - from };
}

struct str
sentence_at(struct str s, size_t n)
{
	size_t byte = text_byte(s, n), at = 0;
	struct str next;

	do
		next = sentence_next(s, &at);
	while (next.n && at <= byte);
	return next;
}

static bool
is_end(char c)
{
	return strchr(" ,;.!?)", c) != NULL;
}

bool
sentence_has(struct str text, struct str words)
{
	char first = *words.p | ' ';

	for (size_t i = 0; i + words.n <= text.n; i++) {
		struct str rest = { text.p + i, text.n - i };

		if ((*rest.p | ' ') == first &&
		    (!i || rest.p[-1] == ' ' || rest.p[-1] == '(') &&
		    str_begins_nocase(rest, words) &&
		    (rest.n == words.n || is_end(rest.p[words.n])))
			return true;
	}
	return false;
}
