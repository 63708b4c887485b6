#include "expr/tree.h"

#include "base/ascii.h"

/*
 * Regular expressions that need no engine: plain text, or several of them
 * with a `|` between.  With the flag "i" they must be ASCII; what beyond ASCII
 * folds to it is matched as Oniguruma does, letter for letter: k has U+212A
 * and s has U+017F, and each of the UNITS, taken from left to right, has
 * ligatures that stand for all of it and never for a part.
 */
struct pattern {
	struct str *texts; /* in lower case with `ignore_case` */
	size_t n;
	bool ignore_case;
};

/* The longer ones first; no letter of ours is in two of the rest. */
static const struct {
	struct str unit;
	const char *ligatures[3];
} units[] = {
	{ { "ffi", 3 }, { "\xef\xac\x83" } },
	{ { "ffl", 3 }, { "\xef\xac\x84" } },
	{ { "ff", 2 }, { "\xef\xac\x80" } },
	{ { "fi", 2 }, { "\xef\xac\x81" } },
	{ { "fl", 2 }, { "\xef\xac\x82" } },
	{ { "ss", 2 }, { "\xc3\x9f", "\xe1\xba\x9e" } },
	{ { "st", 2 }, { "\xef\xac\x85", "\xef\xac\x86" } },
	{ { "k", 1 }, { "\xe2\x84\xaa" } },
	{ { "s", 1 }, { "\xc5\xbf" } },
};

enum { N_UNITS = sizeof(units) / sizeof(units[0]) };

static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("\\^$.[]()*+?{}", s.p[i]))
			return false;
	return true;
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] & 0x80)
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

struct pattern *
pattern_plain(struct str regex, struct str flags, struct arena *run)
{
	struct pattern *p = arena_zalloc(run, sizeof(*p));
	char *text = arena_cstr(run, regex);

	if (!is_plain(regex) || !read_flags(flags, &p->ignore_case) ||
	    (p->ignore_case && !is_ascii(regex)))
		return NULL;
	for (size_t i = 0; p->ignore_case && i < regex.n; i++)
		text[i] = to_lower(text[i]);
	p->texts = arena_array(run, regex.n + 1, sizeof(*p->texts));
	for (size_t from = 0; from <= regex.n;) {
		size_t to = from;

		while (to < regex.n && text[to] != '|')
			to++;
		p->texts[p->n++] = (struct str){ text + from, to - from };
		from = to + 1;
	}
	return p;
}

/* The bytes of text that match a ligature of units[u], or 0. */
static size_t
ligature(struct str text, size_t u)
{
	const char *const *l = units[u].ligatures;

	for (size_t i = 0; i < 3 && l[i]; i++)
		if (str_begins(text, str_of(l[i])))
			return strlen(l[i]);
	return 0;
}

static struct str
behind(struct str s, size_t n)
{
	return (struct str){ s.p + n, s.n - n };
}

/* One letter, which may be one of the two beyond ASCII. */
static size_t
letter(struct str text, char c)
{
	if (text.n && to_lower(text.p[0]) == c)
		return 1;
	for (size_t u = N_UNITS - 2; u < N_UNITS; u++)
		if (units[u].unit.p[0] == c)
			return ligature(text, u);
	return 0;
}

static bool
begins_ignoring_case(struct str text, struct str part)
{
	while (part.n) {
		size_t u = 0, n = 0, k = 0, at = 0;

		while (u < N_UNITS && !str_begins(part, units[u].unit))
			u++;
		if (u < N_UNITS && (n = ligature(text, u))) {
			text = behind(text, n);
			part = behind(part, units[u].unit.n);
			continue;
		}
		for (n = u < N_UNITS ? units[u].unit.n : 1; k < n; k++) {
			size_t bytes = letter(behind(text, at), part.p[k]);

			if (!bytes)
				return false;
			at += bytes;
		}
		text = behind(text, at);
		part = behind(part, n);
	}
	return true;
}

static bool
find_ignoring_case(struct str text, struct str part)
{
	for (; text.n; text = behind(text, 1))
		if (begins_ignoring_case(text, part))
			return true;
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
