#include "redact/spans.h"

#include <stdlib.h>

#include "base/die.h"
#include "redact/recogniser.h"

enum { MANY = 1 << 14 }; /* more grow slowly: memory is what they cost */

void
spans_add(struct spans *s, struct span span)
{
	if (s->n == s->room) {
		s->room =
		    s->room < MANY ? 2 * s->room + 16 : s->room + s->room / 4;
		s->at = realloc(s->at, s->room * sizeof(*s->at));
		if (!s->at)
			die_of_memory();
	}
	s->at[s->n++] = span;
}

void
spans_free(struct spans *s)
{
	free(s->at);
	*s = (struct spans){ 0 };
}

void
spans_clear(struct spans *s)
{
	enum { USUAL = 1024 };

	if (s->room > USUAL)
		spans_free(s);
	s->n = 0;
}

/* The strongest kind first, then by place, the longer first. */
static int
compare(const void *x, const void *y)
{
	const struct span *a = x, *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (a->end < b->end) - (a->end > b->end);
}

static bool
is_filler(char c)
{
	return (unsigned char)c < 0x80 && !is_alnum(c) && c != '+' && c != '(';
}

/* What is left of a candidate beside a stronger span. */
static void
add_rest(struct str text, struct spans *out, struct span piece)
{
	while (piece.start < piece.end && is_filler(text.p[piece.start]))
		piece.start++;
	while (piece.start < piece.end && is_filler(text.p[piece.end - 1]))
		piece.end--;
	if (piece.start < piece.end)
		spans_add(out, piece);
}

/*
 * Lay `c` over the spans from *i on, which are in order, and move those that
 * end before it or lie in it to `out`; `covered` is where `out` ends.
 */
static void
lay(struct str text, struct span c, const struct spans *under, size_t *i,
    struct spans *out, size_t *covered)
{
	size_t from = c.start > *covered ? c.start : *covered;

	while (*i < under->n && under->at[*i].start < c.end) {
		const struct span *u = &under->at[(*i)++];

		if (u->start > from) {
			struct span rest = c;

			rest.start = from;
			rest.end = u->start;
			add_rest(text, out, rest);
		}
		spans_add(out, *u);
		*covered = u->end;
		from = u->end > from ? u->end : from;
	}
	if (from >= c.end)
		return;
	if (from == c.start) {
		spans_add(out, c);
	} else {
		c.start = from;
		add_rest(text, out, c);
	}
	*covered = c.end;
}

void
spans_resolve(struct str text, struct spans *candidates, struct spans *out,
    struct spans *spare)
{
	size_t k = 0;

	out->n = 0;
	if (candidates->n > 1)
		qsort(candidates->at, candidates->n, sizeof(struct span),
		    compare);
	while (k < candidates->n) {
		enum kind kind = candidates->at[k].kind;
		size_t i = 0, covered = 0;
		struct spans swap;

		spare->n = 0;
		for (; k < candidates->n && candidates->at[k].kind == kind;
		     k++) {
			struct span c = candidates->at[k];

			while (i < out->n && out->at[i].end <= c.start) {
				covered = out->at[i].end;
				spans_add(spare, out->at[i++]);
			}
			lay(text, c, out, &i, spare, &covered);
		}
		while (i < out->n)
			spans_add(spare, out->at[i++]);
		swap = *out;
		*out = *spare;
		*spare = swap;
	}
}
