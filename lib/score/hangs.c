#include "score/hangs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A `when` in the parts that matter here. */
enum sort {
	SORT_SLOT,
	SORT_NUMBER,
	SORT_NAMED, /* null, true, false */
	SORT_COMPARE,
	SORT_JOIN, /* and, or */
	SORT_OPEN,
	SORT_CLOSE,
	SORT_MINUS,
	SORT_OTHER, /* of arithmetic */
	SORT_END,
};

struct part {
	enum sort sort;
	size_t slot;
	double number;
};

enum { PARTS = 128 };

struct parts {
	struct part part[PARTS + 1]; /* and SORT_END */
	size_t n;
	uint64_t slots;
};

bool
cuts_part(const struct cuts *c, double a, double b)
{
	if (c->everywhere || isnan(a) != isnan(b))
		return true;
	for (uint32_t i = 0; i < c->n; i++)
		if ((a > c->at[i]) != (b > c->at[i]) ||
		    (a >= c->at[i]) != (b >= c->at[i]))
			return true;
	return false;
}

static void
add_cut(struct cuts *c, double at)
{
	for (uint32_t i = 0; i < c->n; i++)
		if (c->at[i] == at)
			return;
	if (c->n == CUTS)
		c->everywhere = true;
	else
		c->at[c->n++] = at;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* As a rule's text has them, without a sign. */
static bool
read_number(struct str word, double *x)
{
	enum { LONGEST = 32 };
	char text[LONGEST + 1], *end;

	if (word.n > LONGEST)
		return false;
	memcpy(text, word.p, word.n);
	text[word.n] = '\0';
	*x = strtod(text, &end);
	return end == text + word.n;
}

/* A signal, a number or a word of jq; false: something else. */
static bool
sort_word(const struct slots *s, struct str word, struct part *p)
{
	static const struct {
		struct str word;
		enum sort sort;
	} words[] = {
		{ { "and", 3 }, SORT_JOIN },
		{ { "or", 2 }, SORT_JOIN },
		{ { "null", 4 }, SORT_NAMED },
		{ { "true", 4 }, SORT_NAMED },
		{ { "false", 5 }, SORT_NAMED },
	};
	const struct str prefix = STR(".signals.");

	if (word.n > prefix.n && memcmp(word.p, prefix.p, prefix.n) == 0) {
		p->sort = SORT_SLOT;
		p->slot = slots_find(
		    s, (struct str){ word.p + prefix.n, word.n - prefix.n });
		return p->slot < s->n && p->slot < 64;
	}
	if (word.p[0] >= '0' && word.p[0] <= '9') {
		p->sort = SORT_NUMBER;
		return read_number(word, &p->number);
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq(word, words[i].word)) {
			p->sort = words[i].sort;
			return true;
		}
	return false;
}

/* An operator or a bracket; returns its length, 0: something else. */
static size_t
sort_mark(struct str rest, struct part *p)
{
	bool equal = rest.n > 1 && rest.p[1] == '=';

	switch (*rest.p) {
	case '<':
	case '>':
		p->sort = SORT_COMPARE;
		return equal ? 2 : 1;
	case '=':
	case '!':
		p->sort = SORT_COMPARE;
		return equal ? 2 : 0;
	case '(':
		p->sort = SORT_OPEN;
		return 1;
	case ')':
		p->sort = SORT_CLOSE;
		return 1;
	case '-':
		p->sort = SORT_MINUS;
		return 1;
	case '+':
	case '*':
	case '/':
		p->sort = SORT_OTHER;
		return 1;
	default:
		return 0;
	}
}

/* False: it holds something else, or too much. */
static bool
take_apart(const struct slots *s, struct str when, struct parts *out)
{
	out->n = 0;
	out->slots = 0;
	for (size_t i = 0, n; i < when.n; i += n) {
		struct part *p = &out->part[out->n];
		struct str rest = { when.p + i, when.n - i };

		n = 1;
		if (memchr(" \t\n", *rest.p, 3))
			continue;
		if (out->n++ == PARTS)
			return false;
		n = sort_mark(rest, p);
		if (n)
			continue;
		while (n < rest.n && is_word(rest.p[n]))
			n++;
		if (n == 0 || !sort_word(s, (struct str){ rest.p, n }, p))
			return false;
		if (p->sort == SORT_SLOT)
			out->slots |= (uint64_t)1 << p->slot;
	}
	out->part[out->n].sort = SORT_END;
	return true;
}

static bool
begins(const struct parts *p, size_t i)
{
	return i == 0 || p->part[i - 1].sort == SORT_OPEN ||
	       p->part[i - 1].sort == SORT_JOIN;
}

static bool
ends(const struct part *p)
{
	return p->sort == SORT_END || p->sort == SORT_CLOSE ||
	       p->sort == SORT_JOIN;
}

/* Is the slot at `i` all that stands on its side of a comparison, and a number
 * or a name on the other?  Then *cut is that number, or NAN. */
static bool
is_compared(const struct parts *p, size_t i, double *cut)
{
	const struct part *to = &p->part[i + 1];
	double sign = 1;

	if (!begins(p, i) || to->sort != SORT_COMPARE)
		return false;
	to++;
	if (to->sort == SORT_MINUS) {
		sign = -1;
		to++;
	}
	*cut = to->sort == SORT_NUMBER ? sign * to->number : NAN;
	return (to->sort == SORT_NUMBER ||
		   (to->sort == SORT_NAMED && sign > 0)) &&
	       ends(to + 1);
}

uint64_t
hangs_on(const struct slots *s, struct str when, struct cuts *cuts)
{
	struct parts p;
	double cut;

	if (!take_apart(s, when, &p))
		return 0;
	for (size_t i = 0; i < p.n; i++) {
		const struct part *part = &p.part[i];

		if (part->sort != SORT_SLOT)
			continue;
		if (!is_compared(&p, i, &cut))
			cuts[part->slot].everywhere = true;
		else if (!isnan(cut))
			add_cut(&cuts[part->slot], cut);
	}
	return p.slots;
}
