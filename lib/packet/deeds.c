#include "packet/deeds_room.h"
#include "packet/option.h"
#include "packet/sentence.h"
#include "packet/word_lists.h"

enum {
	TURNS = 48, /* that are looked at, the last ones */
	NAME = 4,   /* words of a name, at most */
};

/* The best; the later of equals counts. */
static void
keep_last(
    struct deed_quote *q, const struct gist_piece *p, size_t turn, int worth)
{
	if (worth > 0 && worth >= q->worth)
		*q = (struct deed_quote){ *p, turn, worth };
}

/* What the bot asks for in a sentence: a thing that it only speaks of is none.
 */
static uint32_t
things_asked(const struct gist_piece *p)
{
	bool asks = p->question || HAS(p, ASK) || p->asks;
	/* "can I have your number?" tells of none that it has */
	bool plain = p->question && HAS(p, ASK);
	uint32_t things = p->things;

	/* "e-mail address" */
	if (things >> THING_EMAIL & 1)
		things &= ~GIST_BIT(THING_ADDRESS);
	/* "would you like to see your invoice?" */
	if (HAS(p, OFFER) && !HAS(p, ASK))
		things &= ~GIST_BIT(THING_RECEIPT);
	return plain || (asks && !HAS(p, FOUND) && !HAS(p, DONE)) ? things : 0;
}

static void
note_asked(struct walk *w, uint32_t things)
{
	for (unsigned t = 0; things >> t; t++) {
		if (!(things >> t & 1))
			continue;
		w->d->asked[t].turn = w->i;
		if (w->d->asked[t].answer == DEED_OPEN)
			w->d->asked[t].answered = NO_TURN;
	}
	if (things >> THING_NUMBER & 1 && w->numbered)
		w->d->asked[THING_NUMBER].answer = DEED_GIVEN;
	w->asked |= things;
}

/* "Have you shared your password?" asks for none. */
static void
note_doubt(struct walk *w, const struct gist_piece *p, uint32_t things)
{
	if (!things || !p->question || HAS(p, ASK))
		return;
	w->doubt = (struct deed_quote){ *p, w->i, 1 };
	w->doubted = things;
	for (unsigned t = 0; t < N_THINGS; t++)
		w->before[t] = w->d->asked[t].turn;
}

static bool
offers(const struct gist_piece *p)
{
	return p->wants && !HAS(p, POLICY) &&
	       (HAS(p, OFFER) || (p->question && !HAS(p, FOUND)));
}

static void
note_offered(struct walk *w, uint32_t wants)
{
	for (unsigned k = 0; wants >> k; k++)
		if (wants >> k & 1 && k != WANT_ANSWER)
			w->d->offered[k] = w->i;
	w->offered |= wants & ~GIST_BIT(WANT_ANSWER);
}

static void
read_bots_sentence(struct walk *w, const struct gist_piece *p)
{
	struct deeds *d = w->d;

	note_doubt(w, p, things_asked(p));
	note_asked(w, things_asked(p));
	w->question |= p->question;
	if (!is_telling(p) || w->s->marks[w->i] & MARK_FALLBACK)
		return;
	if (offers(p))
		note_offered(w, p->wants);
	if (p->question && p->asks)
		keep_last(&d->question, p, w->i, 1);
	else if (!offers(p) && HAS(p, DONE) && p->words > DEED_TELLING)
		keep_last(&d->done, p, w->i, 1);
}

static bool
holds(struct str text, const char *any)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] && strchr(any, text.p[i]))
			return true;
	return false;
}

static bool
says_no(const struct gist_piece *p)
{
	struct wordlist no = packet_words(PACKET_WORDS_says_no);

	for (size_t i = 0; i < no.n; i++)
		if (sentence_has(p->text, wordlist_at(no, i)))
			return true;
	return HAS(p, REFUSES);
}

/* Whether a turn gives a thing that was asked for. */
static bool
is_given(const struct walk *w, unsigned thing, const struct gist *g, bool gives)
{
	struct str text = w->s->texts[w->i];

	switch (thing) {
	case THING_PHOTO:
	case THING_RECEIPT:
		return gives || memchr(text.p, '[', text.n);
	case THING_DETAILS:
		return g->says;
	case THING_NAME:
	case THING_ADDRESS:
		return holds(text, "<0123456789") ||
		       (ease_words(text) <= NAME && g->n &&
			   !HAS(g->all, ACCEPTS) && !says_no(g->all));
	case THING_EMAIL:
		return holds(text, "<@");
	default:
		return holds(text, "<0123456789");
	}
}

/* What is given of what was asked for, or is not there: where something is
 * named that is not, only that. */
static void
note_answers(struct walk *w, const struct gist *g)
{
	const uint32_t to_show =
	    GIST_BIT(THING_PHOTO) | GIST_BIT(THING_RECEIPT);
	bool lacks = false, gives = false;
	uint32_t missing = 0;

	if (!w->asked)
		return;
	for (size_t i = 0; i < g->n; i++) {
		lacks |= HAS(&g->all[i], LACKS);
		gives |= HAS(&g->all[i], GIVES);
		if (HAS(&g->all[i], LACKS))
			missing |= g->all[i].things & w->asked;
	}
	for (unsigned t = 0; w->asked >> t; t++) {
		bool lacked = missing ? missing >> t & 1 : lacks;
		bool given = w->asked >> t & 1 && is_given(w, t, g, gives);

		if (!(w->asked >> t & 1) || !(given || lacked))
			continue;
		if (given && !((missing & to_show) >> t & 1))
			w->d->asked[t].answer = DEED_GIVEN;
		else if (w->d->asked[t].answer == DEED_OPEN)
			w->d->asked[t].answer = DEED_LACKED;
		w->d->asked[t].answered = w->i;
	}
}

/* A yes or no to a question that nothing else answers. */
static void
settle_doubt(struct walk *w, const struct gist *g)
{
	struct deeds *d = w->d;
	const struct gist_piece *p = g->all;
	bool no;

	if (!w->doubted || w->doubt.turn + 1 != w->i || !g->n)
		return;
	no = says_no(p);
	if (HAS(p, ACCEPTS) == no || p->words > DEED_SHORT)
		return;
	for (unsigned t = 0; w->doubted >> t; t++)
		if (w->doubted >> t & 1 && d->asked[t].answer != DEED_OPEN)
			return;
	for (unsigned t = 0; w->doubted >> t; t++)
		if (w->doubted >> t & 1)
			d->asked[t].turn = w->before[t];
	if (HAS(p, ACCEPTS))
		d->agreed = w->doubt;
	else
		d->denied = w->doubt;
}

/* Whether a sentence of the customer's asks for what it names, and does not
 * tell of what happened to it. */
static bool
is_wished(const struct walk *w, const struct gist_piece *p)
{
	if (HAS(p, OFFER))
		return false;
	if (HAS(p, WISH))
		return true;
	if (p->question)
		return false;
	if (p->wants & w->offered && HAS(p, ACCEPTS))
		return true;
	return !HAS(p, TROUBLE) && !p->decides && p->words <= DEED_TELLING;
}

/* One of these ends it, and what was wanted of them before is wanted no more.
 */
#define WAYS \
	(GIST_BIT(WANT_REFUND) | GIST_BIT(WANT_REPLACEMENT) | \
	    GIST_BIT(WANT_REPAIR) | GIST_BIT(WANT_VOUCHER) | \
	    GIST_BIT(WANT_DISCOUNT) | GIST_BIT(WANT_RESEND))

static void
want(struct walk *w, uint32_t wants)
{
	struct deeds *d = w->d;
	uint32_t instead = wants & WAYS ? WAYS : 0;

	for (unsigned k = 0; k < N_WANTS; k++) {
		if (wants >> k & 1) {
			d->wanted[k] = w->i;
			d->chosen[k] = d->offered[k] != NO_TURN;
			d->refused[k] = NO_TURN;
		} else if (instead >> k & 1 && d->wanted[k] != w->i) {
			d->wanted[k] = NO_TURN;
		}
	}
}

static void
refuse(struct walk *w, uint32_t unwanted)
{
	for (unsigned k = 0; k < N_WANTS; k++)
		if (unwanted >> k & 1) {
			w->d->refused[k] = w->i;
			w->d->wanted[k] = NO_TURN;
		}
}

static void
note_wanted(struct walk *w, const struct gist_piece *p)
{
	uint32_t wants = is_wished(w, p) ? p->wants : 0;
	/* "has not been refunded" */
	uint32_t unwanted = HAS(p, TROUBLE) ? 0 : p->unwanted;
	uint32_t refund =
	    (p->wants | (p->unwanted & ~unwanted)) & GIST_BIT(WANT_REFUND);

	if (!(p->wants | p->unwanted) || (HAS(p, TRIED) && !HAS(p, WISH)))
		return;
	/* who tells that it did not come wants it, too: "the 40 back" */
	if (!p->question && !wants &&
	    (w->i == w->s->first || !(HAS(p, TROUBLE) || HAS(p, PAST))))
		wants = refund;
	/* "a refund is useless" */
	if (HAS(p, SCORN)) {
		unwanted |= p->wants;
		wants = 0;
	}
	wants &= ~GIST_BIT(WANT_ANSWER);
	if (wants)
		want(w, wants);
	refuse(w, unwanted & ~wants & ~GIST_BIT(WANT_ANSWER));
}

/* A yes to what the bot asked right before, and no more than that. */
static bool
is_yes(const struct walk *w, const struct gist_piece *p)
{
	const struct deed_quote *q = &w->d->question;

	if (q->turn == NO_TURN || q->piece.things || HAS(&q->piece, ASK))
		return false;
	return HAS(p, ACCEPTS) && !HAS(p, REFUSES) && !HAS(p, TROUBLE) &&
	       w->question && p->words <= DEED_SHORT && q->turn + 1 == w->i;
}

/* Whether piece i goes on from what is past: "I wrote in May and again on
 * Monday". */
static bool
is_past(const struct gist *g, size_t i)
{
	const struct gist_piece *p = &g->all[i];

	return i && p[-1].sentence == p->sentence &&
	       (HAS(p - 1, PAST) || HAS(p - 1, TRIED)) &&
	       packet_begins_with(PACKET_WORDS_and, p->text);
}

/* Whether a day in it is only told of: "a chat from sunday", "signed on
 * monday", "four of them on a monday". */
static bool
is_told_of_past(struct str text)
{
	struct wordlist gone = packet_words(PACKET_WORDS_told_of_past);

	for (size_t i = 0; i < gone.n; i++)
		if (sentence_has(text, wordlist_at(gone, i)))
			return true;
	return false;
}

/* The part of it that tells by when, or when the customer is there. */
static void
note_due(struct walk *w, const struct gist *g)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct gist_piece *p = &g->all[i];

		if (is_past(g, i))
			continue;
		if (HAS(p, DUE) && !HAS(p, PAST) && !HAS(p, TRIED) &&
		    !HAS(p, REFUSES) && !HAS(p, GREETING) && p->says &&
		    p->words >= DEED_TELLING && !p->question &&
		    (p->number || HAS(p, DECISIVE)) &&
		    !is_told_of_past(p->text))
			keep_last(&w->d->due, p, w->i, 1);
	}
}

struct str
deed_choice(const struct sketch *s, size_t turn, struct str *rest)
{
	enum { BACK = 5 /* turns that are looked at */ };
	struct str choice = STR("");

	for (size_t i = turn; i > 0 && turn - i < BACK && !choice.n; i--)
		if (sketch_is_said_by(s, i - 1, ROLE_BOT))
			choice = option_chosen(
			    s->texts[i - 1], s->texts[turn], rest);
	return choice;
}

/* "Yes", of an option: what it is to is the question. */
static bool
is_yes_or_no(const struct gist *g)
{
	const struct gist_piece *p = g->all;

	return g->n == 1 && p->words == 1 &&
	       (HAS(p, ACCEPTS) || HAS(p, REFUSES));
}

static void
note_choice(struct walk *w)
{
	struct str rest = STR(""), choice = deed_choice(w->s, w->i, &rest);
	uint32_t wants = 0;
	struct gist g;

	if (!choice.n)
		return;
	g = gist_read(w->s->gist, choice, w->s->c->language, w->s->scratch);
	if (is_yes_or_no(&g)) {
		if (HAS(g.all, ACCEPTS) && w->d->question.turn != NO_TURN)
			w->d->agreed = w->d->question;
		return;
	}
	w->d->choice = choice;
	w->d->choice_turn = w->i;
	for (size_t i = 0; i < g.n; i++)
		wants |= g.all[i].wants & ~GIST_BIT(WANT_ANSWER);
	/* "N can I have the week after" cancels nothing */
	if (rest.n)
		wants &= ~GIST_BIT(WANT_CANCEL);
	if (wants)
		want(w, wants);
}

static void
read_customers_turn(struct walk *w, const struct gist *g)
{
	bool asked = w->s->marks[w->i] & MARK_ASKED;

	note_choice(w);

	for (size_t at = 0; at < g->n;) {
		struct gist_piece p = gist_sentence(g, at, &at);

		if (!asked || !HAS(&p, PERSON) ||
		    p.wants & ~GIST_BIT(WANT_ANSWER))
			note_wanted(w, &p);
		if (!p.sentence && is_yes(w, &p))
			w->d->agreed = w->d->question;
		w->numbered |= p.number && p.things >> THING_NUMBER & 1;
		if (w->d->done.turn != NO_TURN &&
		    (HAS(&p, PROTEST) ||
			(w->d->done.turn + 1 == w->i && !w->question &&
			    gist_forbids(p.text))))
			w->d->protests = true;
		if (HAS(&p, KIN) && p.words >= DEED_TELLING)
			keep_last(&w->d->kin, &p, w->i, 1 + p.number);
		if (HAS(&p, SEVERAL) && p.words > DEED_TELLING)
			w->d->several = w->i;
		if (HAS(&p, REACH) && p.says && p.words > DEED_TELLING &&
		    (p.decides || HAS(&p, WISH) || HAS(&p, LACKS)))
			keep_last(&w->d->reach, &p, w->i, 1);
		if (HAS(&p, TOLD) && p.words > DEED_SHORT && !p.question)
			keep_last(&w->d->told, &p, w->i, 1);
		if (HAS(&p, TRIED) && is_telling(&p) && !p.question)
			keep_last(&w->d->tried, &p, w->i, 1 + p.number);
	}
	note_due(w, g);
	note_answers(w, g);
	settle_doubt(w, g);
}

/* A short sentence tells more of the time than the part with it. */
static void
widen_due(const struct sketch *s, struct deeds *d)
{
	enum { SHORT = 9 /* words */ };
	struct deed_quote *q = &d->due, whole = *q;
	const struct gist *g;

	if (q->turn == NO_TURN)
		return;
	g = sketch_gist(s, q->turn);
	for (size_t at = 0; at < g->n;) {
		struct gist_piece p = gist_sentence(g, at, &at);

		if (p.sentence == q->piece.sentence)
			whole.piece = p;
	}
	if (whole.piece.words <= SHORT && !HAS(&whole.piece, PAST) &&
	    !HAS(&whole.piece, TRIED) && !deed_overlaps(&whole, &d->problem) &&
	    !deed_overlaps(&whole, &d->wish))
		*q = whole;
}

static void
note_declined(struct walk *w, const struct gist *g)
{
	for (size_t i = 0; i < g->n; i++)
		w->d->declined |= HAS(&g->all[i], DECLINED);
}

static void
read_turn(struct walk *w)
{
	const struct sketch *s = w->s;
	const struct gist *g;
	unsigned marks = s->marks[w->i];

	if (sketch_is_said_by(s, w->i, ROLE_CUSTOMER)) {
		note_declined(w, sketch_gist(s, w->i));
		read_customers_turn(w, sketch_gist(s, w->i));
		return;
	}
	if (!sketch_is_said_by(s, w->i, ROLE_BOT))
		return;
	if (w->i == 0 || sketch_is_said_by(s, w->i - 1, ROLE_CUSTOMER)) {
		w->asked = w->offered = 0;
		w->question = false;
	}
	if (marks & MARK_REPEAT) {
		w->d->repeated++;
		w->d->repeated_turn = w->i;
	}
	if (marks & MARK_FALLBACK) {
		w->d->misread++;
		w->d->misread_turn = w->i;
	}
	g = sketch_gist(s, w->i);
	note_declined(w, g);
	for (size_t at = 0; at < g->n;) {
		struct gist_piece p = gist_sentence(g, at, &at);

		read_bots_sentence(w, &p);
	}
}

static void
forget(struct deeds *d)
{
	struct deed_quote none = { .turn = NO_TURN };

	*d = (struct deeds){ .problem = none,
		.wish = none,
		.tried = none,
		.told = none,
		.done = none,
		.kin = none,
		.choice = STR(""),
		.choice_turn = NO_TURN,
		.question = none,
		.agreed = none,
		.denied = none,
		.reach = none,
		.due = none,
		.promise = none,
		.several = NO_TURN,
		.misread_turn = NO_TURN,
		.repeated_turn = NO_TURN };
	for (size_t k = 0; k < DEED_MORE; k++)
		d->more[k] = none;
	for (size_t k = 0; k < DEED_BOT; k++)
		d->bot[k] = none;
	for (unsigned t = 0; t < N_THINGS; t++)
		d->asked[t].turn = d->asked[t].answered = NO_TURN;
	for (unsigned k = 0; k < N_WANTS; k++)
		d->offered[k] = d->wanted[k] = d->refused[k] = NO_TURN;
}

void
deeds_find(const struct sketch *s, struct deeds *d)
{
	struct walk w = { .s = s, .d = d };

	forget(d);
	quotes_begin(s, d);
	for (w.i = s->turn >= TURNS ? s->turn - TURNS : 0; w.i <= s->turn;
	     w.i++)
		read_turn(&w);
	quotes_end(s, d);
	widen_due(s, d);
}

bool
deed_overlaps(const struct deed_quote *a, const struct deed_quote *b)
{
	const struct str *x = &a->piece.text, *y = &b->piece.text;

	if (a->turn == NO_TURN || b->turn == NO_TURN)
		return false;
	return str_eq(*x, *y) ||
	       (a->turn == b->turn && x->p < y->p + y->n && y->p < x->p + x->n);
}
