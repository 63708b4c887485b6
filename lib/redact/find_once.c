/* Find in a text as it stands: patterns, seekers, and a giant one by pieces. */

#include <stdlib.h>

#include "redact/find.h"
#include "redact/scan.h"

enum {
	PIECE = 32 * 1024, /* bytes that are looked through at once */
	OVERLAP = 1024,
};

/* Ask the seekers about a text that can be read at once, in which the spans of
 * `out` were found already. */
static bool
ask(struct finder *f, struct passage *p, struct spans *out)
{
	size_t n = out->n, kept = n;

	p->reader = &f->reader;
	f->reader.is_read = false;
	f->reader.codepoint = f->reader.byte = 0;
	if (f->lists &&
	    !lists_find(f->policy->lists, f->lists, p, out, &f->allowed))
		return false;
	for (size_t i = 0; i < f->n_asked; i++)
		if (!seekers[f->asked[i]]->seek(
			f->seekers[f->asked[i]], p, out))
			return false;
	for (; n < out->n; n++)
		if (f->policy->kinds[out->at[n].kind])
			out->at[kept++] = out->at[n];
	out->n = kept;
	return true;
}

/* Of the first `n` candidates, in order of places, those in a piece. */
static void
take_piece(struct finder *f, size_t n, size_t from, size_t to)
{
	f->piece.n = 0;
	for (size_t i = f->before_piece;
	     i < n && f->candidates.at[i].start < to; i++) {
		struct span s = f->candidates.at[i];

		if (s.end <= from) {
			f->before_piece += i == f->before_piece;
			continue;
		}
		s.start = (uint32_t)(s.start > from ? s.start - from : 0);
		s.end = (uint32_t)((s.end < to ? s.end : to) - from);
		spans_add(&f->piece, s);
	}
}

/* What seekers are told, and tell, is of the piece that they are asked about;
 * the first `n` candidates were found before. */
static bool
seek_piece(
    struct finder *f, const struct passage *p, size_t n, size_t from, size_t to)
{
	size_t allowed = f->allowed.n, known;
	struct passage piece = *p;

	piece.text = (struct str){ f->view.text.p + from, to - from };
	take_piece(f, n, from, to);
	known = f->piece.n;
	if (!ask(f, &piece, &f->piece))
		return false;
	spans_unite(&f->piece, known);
	for (size_t i = known; i < f->piece.n; i++) {
		struct span s = f->piece.at[i];

		s.start += from;
		s.end += from;
		spans_add(&f->candidates, s);
	}
	for (; allowed < f->allowed.n; allowed++) {
		f->allowed.at[allowed].start += from;
		f->allowed.at[allowed].end += from;
	}
	return true;
}

/* Pieces end at a blank and lie over each other: what is at the end of one is
 * in the midst of the next. */
static bool
seek_pieces(struct finder *f, const struct passage *p)
{
	struct str text = f->view.text;
	size_t from = 0, n = f->candidates.n;

	spans_sort(&f->candidates);
	f->before_piece = 0;
	while (text.n - from > PIECE) {
		size_t to = from + PIECE, next;

		while (to > from + PIECE / 2 && text.p[to] != ' ')
			to--;
		if (!seek_piece(f, p, n, from, to))
			return false;
		next = to - OVERLAP;
		while (next > from && text.p[next] != ' ')
			next--;
		from = next > from ? next : to;
	}
	return seek_piece(f, p, n, from, text.n);
}

/* Most texts are one piece. */
static bool
seek(struct finder *f, const struct passage *p)
{
	struct passage all = *p;

	if (f->view.text.n > PIECE)
		return seek_pieces(f, p);
	all.text = f->view.text;
	return ask(f, &all, &f->candidates);
}

static bool
is_allowed(const struct finder *f, const struct span *s)
{
	for (size_t i = 0; i < f->allowed.n; i++)
		if (f->allowed.at[i].start <= s->start &&
		    f->allowed.at[i].end >= s->end)
			return true;
	return false;
}

/* Leave out what the policy allows: never a security code. */
static void
forget_allowed(struct finder *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->merged.n; i++)
		if (f->merged.at[i].kind == KIND_CVV ||
		    !is_allowed(f, &f->merged.at[i]))
			f->merged.at[n++] = f->merged.at[i];
	f->merged.n = n;
}

bool
find_once(struct finder *f, struct str text, const struct passage *p)
{
	bool quiet = !f->policy->is_loud && scan_is_quiet(text);
	bool asks = (f->n_asked > 0 || f->lists) &&
		    (p->of == PASSAGE_STRING || p->of == PASSAGE_KEY);

	f->merged.n = f->candidates.n = f->allowed.n = 0;
	if (quiet && !asks)
		return true;
	view_open_folded(&f->view, text, f->folded);
	if (!quiet && f->view.text.p != text.p)
		quiet = scan_is_quiet(f->view.text);
	if ((!quiet && !scan_view(f, p)) || (asks && !seek(f, p)))
		return false;
	if (f->candidates.n == 0)
		return true;
	spans_resolve(f->view.text, &f->candidates, &f->merged, &f->spare);
	spans_clear(&f->candidates);
	spans_clear(&f->spare);
	if (f->allowed.n)
		forget_allowed(f);
	for (size_t i = 0; i < f->merged.n; i++) {
		struct span *x = &f->merged.at[i];

		x->end = view_end(&f->view, x->end - 1);
		x->start = view_start(&f->view, x->start);
	}
	return true;
}
