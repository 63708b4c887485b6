#include "packet/sentence.h"

#include "text/text.h"

static bool
is_mark(char c)
{
	return c == '.' || c == '!' || c == '?';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool
sentence_ends(struct str s, size_t i)
{
	if (s.p[i] == '\n')
		return true;
	return is_mark(s.p[i]) &&
	       (i + 1 == s.n || s.p[i + 1] == ' ' || s.p[i + 1] == '\n');
}

struct str
sentence_next(struct str s, size_t *at)
{
	size_t from = *at, to;

	while (from < s.n && is_blank(s.p[from]))
		from++;
	to = from;
	while (to < s.n && !sentence_ends(s, to))
		to++;
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
