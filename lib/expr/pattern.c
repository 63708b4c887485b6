#include "expr/tree.h"

/*
 * Regular expressions that need no engine: plain text, or several of them
 * with a `|` between.  With the flag "i" only texts of ASCII can be looked
 * for, and the letters beyond ASCII that fold to ASCII are told apart below.
 */
struct pattern {
	struct str *texts;
	size_t n;
	bool ignore_case;
};

static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("\\^$.[]()*+?{}", s.p[i]))
			return false;
	return true;
}

static bool
read_flags(struct str flags, bool *ignore_case)
{
	*ignore_case = false;
	for (size_t i = 0; i < flags.n; i++) {
		if (flags.p[i] == 'i')
			*ignore_case = true;
		else if (flags.p[i] != 'g')
			return false;
	}
	return true;
}

/* Beyond ASCII there is k for U+212A and s for U+017F, and ligatures of f and
 * of s: a text with none of these letters folds letter by letter. */
static bool
folds_plainly(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] & 0x80) || strchr("kKsSfF", s.p[i]))
			return false;
	return true;
}

struct pattern *
pattern_plain(struct str regex, struct str flags, struct arena *run)
{
	struct pattern *p = arena_zalloc(run, sizeof(*p));

	if (!is_plain(regex) || !read_flags(flags, &p->ignore_case) ||
	    (p->ignore_case && !folds_plainly(regex)))
		return NULL;
	p->texts = arena_array(run, regex.n + 1, sizeof(*p->texts));
	for (size_t from = 0; from <= regex.n;) {
		size_t to = from;

		while (to < regex.n && regex.p[to] != '|')
			to++;
		p->texts[p->n++] = (struct str){ regex.p + from, to - from };
		from = to + 1;
	}
	return p;
}

static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool
find_ignoring_case(struct str text, struct str part)
{
	for (size_t i = 0; part.n <= text.n && i <= text.n - part.n; i++) {
		size_t k = 0;

		while (k < part.n && lower(text.p[i + k]) == lower(part.p[k]))
			k++;
		if (k == part.n)
			return true;
	}
	return false;
}

bool
pattern_in(const struct pattern *p, struct str text)
{
	for (size_t i = 0; i < p->n; i++) {
		struct str part = p->texts[i];

		if (part.n == 0)
			return true;
		if (p->ignore_case ? find_ignoring_case(text, part)
				   : text.n >= part.n &&
					 memmem(text.p, text.n, part.p, part.n))
			return true;
	}
	return false;
}
