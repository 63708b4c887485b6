#include "packet/deeds_room.h"

#include <ctype.h>

enum {
	ALL_OF_IT = 24, /* words of a turn that is told as a whole */
	LONG = 8, /* words of a sentence that asks for more than a person */
};

/* Whether it asks for a person, and for nothing else. */
static bool
asks_for_person(const struct gist_piece *p)
{
	return HAS(p, PERSON) && !p->wants && !p->number && !HAS(p, TROUBLE) &&
	       p->words <= LONG;
}

/* How much a sentence tells of what happened. */
static int
problem_worth(const struct walk *w, const struct gist_piece *p)
{
	int worth = 1;

	if (!is_telling(p) || p->label || asks_for_person(p) ||
	    (HAS(p, GREETING) && !HAS(p, TROUBLE) && p->words <= DEED_SHORT) ||
	    ((HAS(p, TRIED) || HAS(p, TOLD)) && !HAS(p, TROUBLE) &&
		w->i != w->s->first))
		return 0;
	worth += 3 * HAS(p, TROUBLE);
	worth += p->number;
	worth += (p->words >= DEED_SHORT) + (p->words >= 2 * DEED_SHORT);
	worth += w->i == w->s->first ? 2 : 0;
	worth -= p->question ? 1 : 0;
	return worth > 0 ? worth : 1;
}

/* "How much more do you need?!", "Is there any other reason??" */
static bool
is_angry_question(const struct gist_piece *p)
{
	return p->question && (memchr(p->text.p, '!', p->text.n) ||
				  memmem(p->text.p, p->text.n, "??", 2));
}

/* How much it tells of what is wished. */
static int
wish_worth(const struct walk *w, const struct gist_piece *p)
{
	int worth = 0;

	if ((!is_telling(p) && !(p->wants & w->offered)) || p->label ||
	    asks_for_person(p) || HAS(p, OFFER) ||
	    (HAS(p, TRIED) && !HAS(p, WISH)))
		return 0;
	/* asked in anger, or said in it, or a text that was masked */
	if (!(p->wants & ~GIST_BIT(WANT_ANSWER)) &&
	    (HAS(p, OUTCRY) || is_angry_question(p) ||
		memmem(p->text.p, p->text.n, "REDACTED", 8)))
		return 0;
	/* "the replacement came yesterday" */
	if (HAS(p, PAST) && !HAS(p, WISH) && !p->question)
		return 0;
	worth += 3 * HAS(p, WISH);
	if (p->wants || p->unwanted)
		worth += HAS(p, WISH) || p->words <= DEED_SHORT ||
				 p->wants & w->offered
			     ? 3
			     : 1;
	if (p->question && p->wants >> WANT_ANSWER & 1)
		worth += 2;
	if (worth < 2)
		return 0;
	worth += p->number + p->decides - HAS(p, TROUBLE) - HAS(p, TRIED);
	worth -= HAS(p, PERSON) && !p->wants ? 3 : 0;
	worth -= p->points ? 1 : 0;
	return worth > 0 ? worth : 1;
}

/* The best of n, best first; what was said before is not said again. */
static void
keep_some(struct deed_quote *q, size_t n, struct deed_quote next)
{
	for (size_t k = 0; k < n; k++)
		if (q[k].turn != NO_TURN &&
		    str_eq(q[k].piece.text, next.piece.text))
			return;
	for (size_t k = 0; k < n && next.worth > 0; k++) {
		struct deed_quote was = q[k];

		if (next.worth <= was.worth)
			continue;
		q[k] = next;
		next = was;
	}
}

/* The first request tells what is the matter, if it tells anything. */
static void
keep_problem(struct walk *w, const struct gist_piece *p)
{
	struct deeds *d = w->d;
	struct deed_quote next = { *p, w->i, problem_worth(w, p) };

	if (p->words < DEED_SHORT && !HAS(p, TROUBLE) && w->i != w->s->first)
		return;
	if (w->i == w->s->first && next.worth > d->problem.worth) {
		struct deed_quote was = d->problem;

		d->problem = next;
		next = was;
	}
	keep_some(d->more, DEED_MORE, next);
}

static void
keep_wish(struct walk *w, const struct gist_piece *p)
{
	struct deeds *d = w->d;
	struct deed_quote next = { *p, w->i, wish_worth(w, p) };

	if (next.worth > 0 && next.worth + 1 >= d->wish.worth) {
		struct deed_quote was = d->wish;

		d->wish = next;
		next = was;
	}
	if (next.worth > 0 && next.worth + 1 >= d->wish_before.worth)
		d->wish_before = next;
}

void
quotes_read(struct walk *w, const struct gist_piece *p)
{
	keep_problem(w, p);
	keep_wish(w, p);
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

	while (n < text.n && n < 2 && isdigit((unsigned char)text.p[n]))
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
	size_t turn = q->turn == NO_TURN ? s->first : q->turn, n = 0;

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
