#include "packet/step.h"

#include "packet/brief_lines.h"
#include "packet/deeds.h"
#include "packet/gist.h"
#include "packet/matter_traits.h"
#include "packet/sentence.h"

enum { ANSWERED = 180 /* most code points of what is to be answered */ };

/* How much a step matters, the most first. */
enum rank { DANGER, WHY, OTHER, NONE };

/* Whether a step is for what the customer tells of. */
static bool
is_of_matter(const struct sketch *s, const struct words_step *step)
{
	struct matter_set told = s->matters;

	matters_add(&told, s->matter);
	return (matters_meet(&step->matters, &told) ||
		   matters_are_none(&step->matters)) &&
	       !matters_have(&step->unless, s->matter);
}

/* Whether what its signal came to calls for it. */
static bool
is_called_for(
    const struct sketch *s, const struct words_step *step, double value)
{
	/* what it rests on is looked up only where that matters */
	return value >= step->beside
		   ? value >= step->at_least || !sketch_is_why(s, step->signal)
		   : value >= step->at_least && sketch_is_why(s, step->signal);
}

/* A danger first, the surest, then what the decision rests on, then what else
 * there is: a complaint about a fake is no fraud with an account. */
static const struct words_step *
find_step(const struct sketch *s, enum rank *best)
{
	const struct words *w = s->plan->words;
	const struct words_step *found = NULL;
	struct str signal = STR("");  /* most steps are of that before them */
	double value = NAN, most = 0; /* of it; of the dangers */

	*best = NONE;
	for (size_t i = 0; i < w->n_steps; i++) {
		const struct words_step *step = &w->steps[i];
		bool danger = str_begins(step->signal, STR("safety."));
		enum rank rank = danger ? DANGER : WHY;

		/* the first of equals counts, but of dangers the surest */
		if ((rank >= *best && !danger) || !is_of_matter(s, step))
			continue;
		if (!str_eq(signal, step->signal))
			value = sketch_signal(s, step->signal);
		signal = step->signal;
		if (!is_called_for(s, step, value))
			continue;
		if (!danger && !sketch_is_why(s, signal))
			rank = OTHER;
		if (rank >= *best && !(danger && value > most))
			continue;
		if (danger)
			most = value;
		*best = rank;
		found = step;
	}
	return found;
}

/* A danger has to be seen to, whatever was said, and so has what the law asks
 * for where the decision rests on it. */
void
step_find(struct sketch *s)
{
	enum rank rank;

	s->step = find_step(s, &rank);
	s->is_duty = s->step && (rank == DANGER ||
				    (rank == WHY && str_begins(s->step->signal,
							STR("compliance."))));
}

/* The words that ask, of a turn that does: those of its last sentences that do
 * and stand together, and the one before them where they mean nothing without
 * it. */
static struct str
asking(const struct sketch *s, size_t turn)
{
	const struct gist *g = sketch_gist(s, turn);
	struct str asked = s->texts[turn], before = STR("");
	bool joins = false;

	for (size_t at = 0; at < g->n;) {
		struct gist_piece p = gist_sentence(g, at, &at);
		bool asks = p.asks && p.says;

		if (asks && !joins)
			asked.p = p.points && before.n ? before.p : p.text.p;
		if (asks)
			asked.n = (size_t)(p.text.p + p.text.n - asked.p);
		joins = asks;
		before = p.text;
	}
	return asked;
}

static struct str
in_words(const struct words_messages *in, struct str english)
{
	return in ? words_spoken(in, english) : english;
}

/* `text` with `filling` in the place of a blank; "" where it has none. */
static struct str
filled(const struct sketch *s, struct str text, struct str blank,
    struct str filling)
{
	struct str before, behind;

	if (!words_split(text, blank, &before, &behind))
		return STR("");
	return ARENA_JOIN(s->scratch, before, filling, behind);
}

/* Of these it ends one way: the others are all to be done. */
static bool
is_way(unsigned want)
{
	return want == WANT_REFUND || want == WANT_REPLACEMENT ||
	       want == WANT_REPAIR || want == WANT_VOUCHER ||
	       want == WANT_DISCOUNT || want == WANT_RESEND;
}

/* Whether it is wanted, and may be had: by the matter, or for the bot offered
 * it. */
static bool
is_to_be_had(const struct sketch *s, unsigned want)
{
	const struct deeds *d = s->deeds;

	return d->wanted[want] != NO_TURN &&
	       (d->offered[want] != NO_TURN ||
		   matter_may_end_in(s->matter, want));
}

/* Whether a sentence asks for what the step tells already that they want. */
static bool
is_told(const struct sketch *s, const struct gist_piece *p)
{
	uint32_t wants = p->wants & ~GIST_BIT(WANT_ANSWER);

	if (p->question || !wants || s->matter == N_MATTERS)
		return false;
	for (unsigned k = 0; k < N_WANTS; k++)
		if (wants >> k & 1 && !is_to_be_had(s, k))
			return false;
	return true;
}

static bool
asks_more(const struct sketch *s, const struct gist *g)
{
	for (size_t at = 0; at < g->n;) {
		struct gist_piece p = gist_sentence(g, at, &at);

		if (p.asks && p.says && !is_told(s, &p))
			return true;
	}
	return false;
}

/* The turn that waits for an answer: what was said last, if it asks for
 * something. */
static size_t
find_turn(const struct sketch *s, uint64_t told)
{
	size_t turn = told & FIELD_BIT(CURRENT) ? s->current : NO_TURN;

	return turn != NO_TURN && asks_more(s, sketch_gist(s, turn)) ? turn
								     : NO_TURN;
}

/* Whether all they want is to be called, seen or sent something. */
static bool
is_arranged(const struct sketch *s, uint32_t but)
{
	const uint32_t easy = GIST_BIT(WANT_CALLBACK) | GIST_BIT(WANT_VISIT) |
			      GIST_BIT(WANT_BOOKING) | GIST_BIT(WANT_DOCUMENT);
	bool any = false;

	for (unsigned k = 0; k < N_WANTS; k++) {
		if (!is_to_be_had(s, k) || but >> k & 1)
			continue;
		if (!(easy >> k & 1))
			return false;
		any = true;
	}
	return any;
}

/* How the customer wants it to end: "refund / replacement, call back", but for
 * what is done anyway; "" where no more was said. */
static struct str
outcome(const struct sketch *s, const struct words_messages *in, uint32_t but,
    bool *chosen)
{
	const struct deeds *d = s->deeds;
	struct buf all = { 0 };
	struct str text;
	bool way = false;

	*chosen = true;
	for (unsigned k = 0; k < N_WANTS; k++) {
		/* what is to be stopped only their own words tell */
		if (d->wanted[k] == NO_TURN || but >> k & 1 || k == WANT_STOP ||
		    !matter_may_end_in(s->matter, k))
			continue;
		*chosen &= d->chosen[k] && !all.n;
		if (all.n)
			buf_cstr(&all, way && is_way(k) ? " / " : ", ");
		way |= is_way(k);
		buf_str(&all, in_words(in, gist_want(k)));
	}
	text = arena_copy(s->scratch, buf_view(&all));
	buf_free(&all);
	return text;
}

/* Whether it is of a payment that was refused, and nobody tells of money that
 * went. */
static bool
is_free(const struct sketch *s)
{
	return s->matter == MATTER_PAYMENT_FAILED && s->deeds->declined &&
	       !matters_have(&s->matters, MATTER_CHARGE) &&
	       !matters_have(&s->matters, MATTER_WRONG_TRANSFER);
}

/* "Settle the other matter of [4], too.", where they tell of one. */
static struct str
with_others(
    const struct sketch *s, const struct words_messages *in, struct str text)
{
	const struct words *w = s->plan->words;
	struct str also;

	if (s->deeds->several == NO_TURN || matter_trait(s->matter)->safety)
		return text;
	also = filled(s, in_words(in, w->several_step), words_turns,
	    arena_printf(s->scratch, "%zu", s->deeds->several));
	return also.n ? ARENA_JOIN(s->scratch, text, STR(" "), also) : text;
}

/* Behind the step what else they want. */
static struct str
with_outcome(
    const struct sketch *s, const struct words_messages *in, struct str usual)
{
	const struct words *w = s->plan->words;
	uint32_t but = matter_trait(s->matter)->done;
	struct str wanted, text;
	bool chosen;

	wanted = outcome(s, in, but, &chosen);
	if (!wanted.n)
		return usual;
	/* what nobody has to decide on */
	if (is_arranged(s, but) && w->arrange_step.n)
		text = w->arrange_step;
	else
		text = chosen ? w->chosen_step : w->wanted_step;
	text = filled(s, in_words(in, text), words_outcome, wanted);
	return text.n ? ARENA_JOIN(s->scratch, usual, STR(" "), text) : usual;
}

/* Where to read what it is about: "0, 4". */
static struct str
with_turns(const struct sketch *s, struct str text)
{
	const struct deeds *d = s->deeds;
	const size_t turns[] = { d->problem.turn, d->more[0].turn, d->wish.turn,
		s->current };
	struct str before, behind;
	struct buf all = { 0 };
	size_t last = NO_TURN;

	if (!words_split(text, words_turns, &before, &behind))
		return text;
	buf_str(&all, before);
	for (size_t i = 0; i < sizeof(turns) / sizeof(*turns); i++) {
		size_t turn = turns[i];

		if (turn == NO_TURN || (last != NO_TURN && turn <= last))
			continue;
		if (last != NO_TURN)
			buf_cstr(&all, ", ");
		json_put_int(&all, (int64_t)turn);
		last = turn;
	}
	if (last == NO_TURN)
		json_put_int(&all, (int64_t)s->turn);
	buf_str(&all, behind);
	text = arena_copy(s->scratch, buf_view(&all));
	buf_free(&all);
	return text;
}

/* What to do where nothing tells what. */
static struct str
neutral_step(const struct sketch *s, const struct words_messages *in)
{
	const struct words *w = s->plan->words;

	if ((s->says_nothing || s->says_little) && w->ask_step.n)
		return in_words(in, w->ask_step);
	if (s->deeds->wish.turn != NO_TURN && w->wish_step.n)
		return with_turns(s, in_words(in, w->wish_step));
	if (s->answers && w->tried_step.n)
		return with_turns(s, in_words(in, w->tried_step));
	return with_turns(s, in_words(in, w->default_step));
}

/* Where what it is about is not known: read first, then what they want. */
static struct str
unknown_step(const struct sketch *s, const struct words_messages *in)
{
	struct str read = neutral_step(s, in), all = with_outcome(s, in, read);

	return all.p == read.p ? STR("") : all;
}

/* What to do in the matter; "" where that is not known. */
static struct str
matter_step(const struct sketch *s, const struct words_messages *in)
{
	const struct words *w = s->plan->words;
	struct str usual = STR("");

	/* who wants a thing done does not only want to be heard */
	if (s->matter == MATTER_TALK && s->deeds->wish.turn != NO_TURN)
		return usual;
	if (is_free(s) && w->declined_step.n)
		usual = in_words(in, w->declined_step);
	else if (s->matter < N_MATTERS)
		usual = in_words(in, w->matters[s->matter]);
	if (s->matter == N_MATTERS)
		return unknown_step(s, in);
	if (usual.n)
		usual = with_outcome(s, in, usual);
	return usual.n ? with_others(s, in, usual) : usual;
}

/* Behind what is to be done: what there is not is not waited for, and what was
 * promised is kept. */
static struct str
with_deeds(
    const struct sketch *s, const struct words_messages *in, struct str text)
{
	const struct words *w = s->plan->words;
	const struct deeds *d = s->deeds;

	if (d->protests && w->undo_step.n && !matter_trait(s->matter)->safety)
		text = ARENA_JOIN(
		    s->scratch, in_words(in, w->undo_step), STR(" "), text);
	if (d->asked[THING_PHOTO].answer == DEED_LACKED && w->without_step.n)
		text = ARENA_JOIN(s->scratch, text, STR(" "),
		    filled(s, in_words(in, w->without_step), words_thing,
			in_words(in, gist_thing(THING_PHOTO))));
	/* what was promised may be what is to be undone */
	if (d->vows && !d->protests && w->keep_step.n)
		text = ARENA_JOIN(s->scratch, text, STR(" "),
		    filled(s, in_words(in, w->keep_step), words_turns,
			arena_printf(s->scratch, "%zu", d->promise.turn)));
	return text;
}

/* What is to be answered stands behind what is to be done. */
static bool
put_answer(const struct sketch *s, const struct words_messages *in,
    struct str first, struct step *out)
{
	const struct words *w = s->plan->words;
	struct str text = first.n ? w->also_step : w->answer_step;

	/* a translation may have lost its blank */
	if (out->turn == NO_TURN ||
	    !words_split(in_words(in, text), words_request, &out->before,
		&out->behind)) {
		out->turn = NO_TURN;
		return false;
	}
	out->alone = first.n ? first : neutral_step(s, in);
	if (first.n)
		out->before =
		    ARENA_JOIN(s->scratch, first, STR(" "), out->before);
	return true;
}

/* What to do where no signal calls for anything, behind `first`, or without
 * it what the matter calls for. */
static void
put_usual(const struct sketch *s, const struct words_messages *in,
    uint64_t told, struct str first, struct step *out)
{
	if (!first.n)
		first = matter_step(s, in);
	out->turn = find_turn(s, told);
	if (!first.n && (s->deeds->protests || s->deeds->vows))
		first = neutral_step(s, in);
	if (first.n)
		first = with_deeds(s, in, first);
	if (!put_answer(s, in, first, out))
		out->before = first.n ? first : neutral_step(s, in);
}

/* "Do not ask again for order id, city." */
static struct str
not_again(
    const struct sketch *s, const struct words_messages *in, uint64_t told)
{
	struct str before, behind, text;
	struct buf all = { 0 };

	if (!s->n_slots || !(told & FIELD_BIT(KNOWN)) ||
	    !words_split(in_words(in, s->plan->words->known_step), words_known,
		&before, &behind))
		return STR("");
	buf_str(&all, before);
	for (size_t i = 0; i < s->n_slots; i++) {
		if (i)
			buf_cstr(&all, ", ");
		buf_str(&all, slot_title(s, &s->slots[i]));
	}
	buf_str(&all, behind);
	text = arena_copy(s->scratch, buf_view(&all));
	buf_free(&all);
	return text;
}

/* The step of a signal, with what is to be done in the matter where it has room
 * for that; true then. */
static bool
put_signal_step(
    const struct sketch *s, const struct words_messages *in, struct str *out)
{
	const struct words_step *step = s->step;
	struct str text = in_words(in, step->text), before, behind, matter;

	*out = filled(s, text, words_ask, words_spoken(s->spoken, step->ask));
	if (out->n)
		text = *out;
	*out = text;
	if (!words_split(text, words_matter, &before, &behind))
		return false;
	matter = matter_step(s, in);
	if (!matter.n || s->matter == MATTER_COMPLAINT)
		matter = neutral_step(s, in);
	*out = ARENA_JOIN(s->scratch, before, matter, behind);
	return true;
}

struct step
step_in(const struct sketch *s, const struct words_messages *in, uint64_t told)
{
	struct step out = { STR(""), STR(""), NO_TURN, STR(""), STR("") };
	struct str first = STR("");
	bool whole = false;

	if (s->step)
		whole = put_signal_step(s, in, &first);
	if (s->is_duty) {
		out.before = first;
		return out;
	}
	put_usual(s, in, told, whole ? first : STR(""), &out);
	out.known = not_again(s, in, told);
	if (!s->step || whole)
		return out;
	out.before = ARENA_JOIN(s->scratch, first, STR(" "), out.before);
	if (out.alone.n)
		out.alone = ARENA_JOIN(s->scratch, first, STR(" "), out.alone);
	return out;
}

struct str
step_text(
    const struct sketch *s, const struct words_messages *in, uint64_t told)
{
	struct step step = step_in(s, in, told);
	struct buf all = { 0 };
	struct str text;

	buf_str(&all, step.before);
	if (step.turn != NO_TURN)
		buf_str(&all, sketch_clip(s, asking(s, step.turn), ANSWERED));
	buf_str(&all, step.behind);
	if (step.known.n)
		buf_char(&all, ' ');
	buf_str(&all, step.known);
	text = arena_copy(s->scratch, buf_view(&all));
	buf_free(&all);
	return text;
}
