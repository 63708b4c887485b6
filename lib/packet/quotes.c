#include "base/ascii.h"
#include "packet/deeds_room.h"
#include "packet/pick.h"

enum {
	ALL_OF_IT = 24, /* words of a turn that is told as a whole */
	CERTAIN = 1000, /* worth of what has to be known for sure */
};

/* What is less likely to have to be known is not told. */
#define TELLS  0.15
#define MORE   0.3
#define OPENS  0 /* of the first request, which says what it is about */
#define WISHED 0.3
#define BOTS   0.2

/* The best of n, best first; what was said before is not said again. */
static void
keep_some(struct deed_quote *q, size_t n, struct deed_quote next)
{
	for (size_t k = 0; k < n; k++)
		if (q[k].turn != NO_TURN &&
		    str_eq(q[k].piece.text, next.piece.text))
			return;
	for (size_t k = 0; k < n; k++) {
		struct deed_quote was = q[k];

		if (next.worth <= was.worth)
			continue;
		q[k] = next;
		next = was;
	}
}

static void
keep_pick(struct deed_quote *q, size_t n, const struct pick_walk *w,
    enum pick_head head, double least)
{
	double p = pick_probability(head, w);

	if (p >= least)
		keep_some(q, n,
		    (struct deed_quote){
			w->piece, w->turn, (int)(p * CERTAIN) });
}

/* Without what the first request tells, the rest may say nothing: it is second
 * at least. */
static void
put_opening(struct deed_quote *best, struct deed_quote opening)
{
	size_t at = 0;

	while (at < DEED_MORE && best[at].turn != opening.turn)
		at++;
	if (at < 2 && best[at].turn == opening.turn)
		return;
	if (best[at].turn == opening.turn)
		opening = best[at];
	memmove(&best[2], &best[1], (at - 1) * sizeof(*best));
	best[1] = opening;
}

/* Whether all that a sentence wishes for is a person: the reason tells that,
 * but not when and how the customer is reached. */
static bool
wishes_person(const struct sketch *s, const struct pick_walk *w)
{
	const struct gist_piece *p = &w->piece;

	return s->marks[w->turn] & MARK_PERSON && HAS(p, PERSON) &&
	       !HAS(p, REACH) && !p->wants && !p->things;
}

/* What tells most, and what else does. */
static void
pick_customers(const struct sketch *s, struct deeds *d)
{
	struct deed_quote best[1 + DEED_MORE], opening = { .turn = NO_TURN };
	struct pick_walk w;

	for (size_t k = 0; k <= DEED_MORE; k++)
		best[k] = opening;
	pick_begin(s, ROLE_CUSTOMER, &w);
	while (pick_next(s, &w)) {
		if (w.turn == s->first && w.piece.says)
			keep_pick(&opening, 1, &w, PICK_MATTER, OPENS);
		if (!is_telling(&w.piece) || w.piece.label)
			continue;
		keep_pick(best, 1 + DEED_MORE, &w, PICK_MATTER, TELLS);
		if (!wishes_person(s, &w))
			keep_pick(&d->wish, 1, &w, PICK_WISH, WISHED);
	}
	for (size_t k = 1; k <= DEED_MORE; k++)
		if (best[k].worth < MORE * CERTAIN)
			best[k].turn = NO_TURN;
	if (opening.turn != NO_TURN)
		put_opening(best, opening);
	d->problem = best[0];
	for (size_t k = 0; k < DEED_MORE; k++)
		d->more[k] = best[1 + k];
}

static void
pick_bots(const struct sketch *s, struct deeds *d)
{
	struct pick_walk w;

	pick_begin(s, ROLE_BOT, &w);
	while (pick_next(s, &w))
		if (is_telling(&w.piece) && !(s->marks[w.turn] & MARK_FALLBACK))
			keep_pick(d->bot, DEED_BOT, &w, PICK_BOT, BOTS);
}

/* "Please allow five days" is no promise. */
static bool
is_vow(const struct gist_piece *p)
{
	const uint32_t no =
	    GIST_BIT(GIST_WISH) | GIST_BIT(GIST_OFFER) | GIST_BIT(GIST_POLICY);

	return !(p->marks & no) && !p->question;
}

static struct deed_quote
promise_as_quote(const struct sketch *s, const struct promise *said)
{
	const struct gist *g = sketch_gist(s, said->turn);
	struct deed_quote q = { .turn = NO_TURN };
	struct str text = said->text;

	for (size_t at = 0; at < g->n;) {
		struct gist_piece p = gist_sentence(g, at, &at);

		if (p.text.p + p.text.n > text.p && p.text.p < text.p + text.n)
			q = (struct deed_quote){ p, said->turn, 1 };
	}
	return q;
}

/* The last that says what will be done; or that tells of a time. */
void
quotes_begin(const struct sketch *s, struct deeds *d)
{
	for (size_t i = s->n_promises; i-- > 0 && !d->vows;) {
		struct deed_quote q = promise_as_quote(s, &s->promises[i]);

		if (q.turn == NO_TURN)
			continue;
		d->vows = is_vow(&q.piece);
		if (d->vows || d->promise.turn == NO_TURN)
			d->promise = q;
	}
}

/* Without the number of what was chosen from a menu: "1, and it was not me";
 * but a house has one, too. */
static struct str
without_choice(const struct sketch *s, size_t turn, struct str text)
{
	size_t n = 0;

	if (!deed_choice(s, turn, NULL).n)
		return text;

	while (n < text.n && n < 2 && is_digit(text.p[n]))
		n++;
	if (!n || n + 2 >= text.n || !strchr(",.)", text.p[n]) ||
	    text.p[n + 1] != ' ')
		return text;
	return (struct str){ text.p + n + 2, text.n - n - 2 };
}

/* All of a turn that is more than polite, as one quote. */
static struct deed_quote
whole_turn(const struct sketch *s, size_t turn)
{
	struct deed_quote q = { .turn = turn };
	struct str *text = &q.piece.text;
	const struct gist *g = sketch_gist(s, turn);

	for (size_t i = 0; i < g->n; i++) {
		const struct gist_piece *p = &g->all[i];

		if (!p->says && g->says)
			continue;
		if (!text->n)
			text->p = p->text.p;
		text->n = (size_t)(p->text.p + p->text.n - text->p);
	}
	*text = without_choice(s, turn, *text);
	q.piece.words = ease_words(*text);
	if (!q.piece.words)
		q.turn = NO_TURN;
	return q;
}

/* A short turn that tells what is the matter tells all of it; where none does,
 * the first one has to do. */
void
quotes_end(const struct sketch *s, struct deeds *d)
{
	struct deed_quote *q = &d->problem, whole = { .turn = NO_TURN };
	size_t turn, n = 0;

	pick_customers(s, d);
	pick_bots(s, d);
	turn = q->turn == NO_TURN ? s->first : q->turn;

	if (turn != NO_TURN)
		whole = whole_turn(s, turn);
	if (whole.turn == NO_TURN)
		return;
	if (q->turn != NO_TURN && whole.piece.words > ALL_OF_IT)
		return;
	whole.worth = q->worth;
	*q = whole;
	for (size_t k = 0; k < DEED_MORE; k++)
		if (!deed_overlaps(&d->more[k], q))
			d->more[n++] = d->more[k];
	while (n < DEED_MORE)
		d->more[n++] = (struct deed_quote){ .turn = NO_TURN };
}
