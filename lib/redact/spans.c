#include "redact/spans.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "redact/recogniser.h"

enum { MANY = 1 << 14 }; /* more grow slowly: memory is what they cost */

static void
set_room(struct spans *s, size_t room)
{
	s->at = realloc(s->at, room * sizeof(*s->at));
	if (!s->at)
		die_of_memory();
	s->room = room;
}

void
spans_add(struct spans *s, struct span span)
{
	if (s->n == s->room)
		set_room(s,
		    s->room < MANY ? 2 * s->room + 16 : s->room + s->room / 4);
	s->at[s->n++] = span;
}

void
spans_drop_last(struct spans *s)
{
	s->n--;
	if (s->room > MANY && s->n < s->room - s->room / 8 && s->n > 0)
		set_room(s, s->n);
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

size_t
spans_behind(const struct spans *s, size_t at)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->at[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Write them over s->at[from..to), and perhaps not all of it; their end. */
static size_t
overlay(struct spans *s, size_t from, size_t to, const struct spans *others)
{
	size_t end = from + others->n;

	if (end > to) {
		if (s->n + end - to > s->room)
			set_room(s, s->n + end - to);
		memmove(&s->at[end], &s->at[to], (s->n - to) * sizeof(*s->at));
		s->n += end - to;
	}
	memcpy(&s->at[from], others->at, others->n * sizeof(*s->at));
	return end;
}

void
spans_put(struct spans *s, size_t from, size_t to, const struct spans *others)
{
	size_t end = overlay(s, from, to, others);

	if (end >= to)
		return;
	memmove(&s->at[end], &s->at[to], (s->n - to) * sizeof(*s->at));
	s->n -= to - end;
}

static int
compare_places(const void *x, const void *y)
{
	const struct span *a = x, *b = y;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (a->end > b->end) - (a->end < b->end);
}

static int
compare_numbered(const void *x, const void *y, void *spans)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	const struct span *at = spans;
	int c = compare_places(&at[a], &at[b]);

	return c ? c : (a > b) - (a < b);
}

/* Bring at[by[i]] to i, for all. */
static void
permute(struct span *at, uint32_t *by, size_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct span first = at[i];
		uint32_t to = i, from;

		while ((from = by[to]) != i) {
			at[to] = at[from];
			by[to] = to;
			to = from;
		}
		at[to] = first;
		by[to] = to;
	}
}

/* By their numbers, which takes a third of what it takes to merge them. */
void
spans_sort(struct spans *s)
{
	uint32_t *by;
	size_t i = 1;

	while (i < s->n && compare_places(&s->at[i - 1], &s->at[i]) <= 0)
		i++;
	if (i >= s->n)
		return;
	by = calloc(s->n, sizeof(*by));
	if (!by)
		die_of_memory();
	for (i = 0; i < s->n; i++)
		by[i] = (uint32_t)i;
	qsort_r(by, s->n, sizeof(*by), compare_numbered, s->at);
	permute(s->at, by, s->n);
	free(by);
}

void
spans_unite(struct spans *s, size_t from)
{
	struct spans last = { s->at + from, s->n - from, 0 };
	size_t n = from;

	spans_sort(&last);
	for (size_t i = from; i < s->n; i++) {
		const struct span *x = &s->at[i];
		size_t k = n;

		while (k > from && compare_places(&s->at[k - 1], x) == 0 &&
		       s->at[k - 1].kind != x->kind)
			k--;
		if (k == from || compare_places(&s->at[k - 1], x) != 0)
			s->at[n++] = *x;
	}
	s->n = n;
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

static void
resolve(struct str text, struct spans *candidates, struct spans *out,
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

/* The end of the spans from `from` on, which are sorted, that are many and do
 * not lie over those behind them. */
static size_t
end_of_batch(const struct spans *s, size_t from)
{
	uint32_t covered = 0;
	size_t i = from;

	for (; i < s->n; i++) {
		if (i - from >= MANY && s->at[i].start >= covered)
			break;
		if (s->at[i].end > covered)
			covered = s->at[i].end;
	}
	return i;
}

/* Batch by batch, in their own place: there is memory for them once. */
static void
resolve_many(struct str text, struct spans *candidates, struct spans *out,
    struct spans *spare)
{
	struct spans batch = { 0 }, all;
	size_t done = 0, n = 0;

	spans_sort(candidates);
	while (n < candidates->n) {
		size_t end = end_of_batch(candidates, n), left;

		for (batch.n = 0; n < end; n++)
			spans_add(&batch, candidates->at[n]);
		resolve(text, &batch, out, spare);
		left = candidates->n - end;
		done = overlay(candidates, done, end, out);
		n = candidates->n - left;
	}
	candidates->n = done;
	spans_free(&batch);
	all = *candidates;
	*candidates = *out;
	*out = all;
}

void
spans_resolve(struct str text, struct spans *candidates, struct spans *out,
    struct spans *spare)
{
	if (candidates->n > 2 * MANY)
		resolve_many(text, candidates, out, spare);
	else
		resolve(text, candidates, out, spare);
}
