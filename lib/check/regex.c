#include "check/room.h"

/*
 * A regular expression that backtracks without bounds: a repeat without an
 * upper bound of something that itself repeats without one, as in (a+)+ (each
 * way to share the text out is tried), two of them in a row over anything, as
 * in .*.*, or a back reference.  What it says is certain only of the engine's
 * worst case; one repeat alone, as in \d+, is none of its business.
 */
struct scan {
	struct str text;
	size_t i;
	const char *why;
	unsigned depth;
};

enum { DEPTH = 250 };

static char
here(const struct scan *s)
{
	return s->i < s->text.n ? s->text.p[s->i] : '\0';
}

static bool
scan_more(const struct scan *s)
{
	return s->i < s->text.n && !s->why;
}

/* A quantifier, passed; whether it has no upper bound. */
static bool
pass_quantifier(struct scan *s)
{
	bool unbounded = here(s) == '*' || here(s) == '+';
	size_t end = s->i;

	if (unbounded || here(s) == '?') {
		end++;
	} else if (here(s) == '{') {
		while (end < s->text.n && s->text.p[end] != '}')
			end++;
		unbounded = end < s->text.n && s->text.p[end - 1] == ',';
		end++;
	} else {
		return false;
	}
	s->i = end;
	if (here(s) == '?')
		s->i++;
	if (here(s) == '+') { /* possessive: it gives nothing back */
		s->i++;
		return false;
	}
	return unbounded;
}

static void
pass_class(struct scan *s)
{
	s->i++;
	if (here(s) == '^')
		s->i++;
	if (here(s) == ']')
		s->i++;
	for (; s->i < s->text.n && here(s) != ']'; s->i++)
		if (here(s) == '\\')
			s->i++;
	s->i++;
}

static bool scan_group(struct scan *s);

/* One thing that a quantifier may follow; whether a repeat without an upper
 * bound is in it. */
static bool
pass_atom(struct scan *s)
{
	switch (here(s)) {
	case '(':
		s->i++;
		return scan_group(s);
	case '[':
		pass_class(s);
		return false;
	case '\\':
		s->i++;
		if (here(s) >= '1' && here(s) <= '9')
			s->why = "a back reference";
		s->i++;
		return false;
	default:
		s->i++;
		return false;
	}
}

/* Up to the closing bracket or the end. */
static bool
scan_group(struct scan *s)
{
	bool any = false, atomic = false, last_any = false;

	if (++s->depth > DEPTH)
		s->why = "groups nested too deeply";
	if (here(s) == '?') {
		s->i++;
		atomic = here(s) == '>';
		while (scan_more(s) && !strchr(":=!>)", here(s)))
			s->i++;
		if (here(s) != ')')
			s->i++;
	}
	while (scan_more(s) && here(s) != ')') {
		bool is_any = here(s) == '.', within = pass_atom(s);
		bool repeats = pass_quantifier(s);

		if (repeats && within)
			s->why = "a repeat without an upper bound in another";
		else if (repeats && is_any && last_any)
			s->why = "two repeats of anything in a row";
		last_any = repeats && is_any;
		any |= repeats || within;
	}
	s->i++;
	s->depth--;
	return any && !atomic;
}

const char *
regex_runs_away(struct str regex)
{
	struct scan s = { .text = regex };

	while (scan_more(&s))
		scan_group(&s);
	return s.why;
}
