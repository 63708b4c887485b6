#include "packet/step.h"

#include "packet/brief_lines.h"
#include "packet/deeds.h"
#include "packet/gist.h"
#include "packet/sentence.h"

enum { ANSWERED = 180 /* most code points of what is to be answered */ };

#define BIT_OF(matter) (UINT64_C(1) << (matter))

/* How much a step matters, the most first. */
enum rank { DANGER, WHY, OTHER, NONE };

/* Whether what the customer tells of calls for it, too. */
static bool
applies(const struct sketch *s, const struct words_step *step)
{
	/* where none is known that is the bit of N_MATTERS */
	uint64_t told = s->matters | BIT_OF(s->matter);
	bool here = !step->matters || step->matters & told;
	double value;

	if (!here || step->unless >> s->matter & 1)
		return false;
	value = sketch_signal(s, step->signal);
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
	double most = 0; /* of the dangers */

	*best = NONE;
	for (size_t i = 0; i < w->n_steps; i++) {
		const struct words_step *step = &w->steps[i];
		enum rank rank = OTHER;

		if (!applies(s, step))
			continue;
		if (str_begins(step->signal, STR("safety.")))
			rank = DANGER;
		else if (sketch_is_why(s, step->signal))
			rank = WHY;
		if (rank >= *best &&
		    !(rank == DANGER && sketch_signal(s, step->signal) > most))
			continue;
		if (rank == DANGER)
			most = sketch_signal(s, step->signal);
		*best = rank;
		found = step;
	}
	return found;
}

/* It has to be done, whatever was said. */
static bool
is_duty(const struct words_step *step, enum rank rank)
{
	return rank == DANGER ||
	       (rank == WHY && str_begins(step->signal, STR("compliance.")));
}

/* The turn that waits for an answer: what was said last, if it asks for
 * something. */
static size_t
find_turn(const struct sketch *s, uint64_t told)
{
	size_t turn = told & FIELD_BIT(CURRENT) ? s->current : NO_TURN;

	return turn != NO_TURN && sketch_gist(s, turn)->asks ? turn : NO_TURN;
}

static struct str
in_words(const struct words_messages *in, struct str english)
{
	return in ? words_spoken(in, english) : english;
}

/* In these what the customer wants is done, or not; in others what the matter
 * calls for is, whatever is wanted. */
#define BIT(matter) BIT_OF(MATTER_##matter)
static const uint64_t to_decide =
    BIT(CHARGE) | BIT(PAYMENT_FAILED) | BIT(REFUND) | BIT(PARCEL_MISSING) |
    BIT(ITEM_WRONG) | BIT(DELIVERY_LATE) | BIT(RETURN_ITEM) |
    BIT(ORDER_CANCELLED) | BIT(WARRANTY) | BIT(BOOKING) | BIT(ORDER_CHANGE) |
    BIT(PRICE) | BIT(DOCUMENT) | BIT(OFFER) | BIT(COMPLAINT) | BIT(FLIGHT) |
    BIT(BAGGAGE) | BIT(DEPOSIT) | BIT(PRICE_UP) | UINT64_C(1) << N_MATTERS;

/* `text` with `filling` in the place of a blank; "" where it has none. */
static struct str
filled(const struct sketch *s, struct str text, struct str blank,
    struct str filling)
{
	struct str before, behind;

	if (!words_split(text, blank, &before, &behind))
		return STR("");
	return arena_printf(s->scratch, "%.*s%.*s%.*s", STR_ARG(before),
	    STR_ARG(filling), STR_ARG(behind));
}

/* What the step of a matter does anyway. */
static uint32_t
done_in(enum matter m)
{
#define WANT(want) GIST_BIT(WANT_##want)
	static const uint32_t done[N_MATTERS] = {
		[MATTER_GAS] = WANT(REPAIR) | WANT(VISIT),
		[MATTER_LEAK] = WANT(REPAIR) | WANT(VISIT),
		[MATTER_FINE] = WANT(CORRECTION) | WANT(STOP) | WANT(CANCEL),
		[MATTER_SUPPLY] = WANT(SERVICE) | WANT(REPAIR) | WANT(STOP),
		[MATTER_METER] = WANT(FIX) | WANT(STOP) | WANT(CORRECTION),
		[MATTER_NOT_MINE] = WANT(STOP) | WANT(CORRECTION),
		[MATTER_CARD_BLOCKED] = WANT(UNBLOCK) | WANT(REPLACEMENT),
		[MATTER_CARD_LOST] = WANT(REPLACEMENT) | WANT(STOP),
		[MATTER_CARD_NEW] = WANT(REPLACEMENT) | WANT(DELIVERY),
		[MATTER_ACCOUNT_BLOCKED] = WANT(UNBLOCK),
		[MATTER_SIM] = WANT(REPLACEMENT) | WANT(SERVICE),
		[MATTER_CANNOT_PAY] = WANT(TIME) | WANT(STOP),
		[MATTER_ADDRESS] = WANT(CHANGE) | WANT(FIX),
		[MATTER_CANCEL_ORDER] = WANT(CANCEL) | WANT(STOP),
		[MATTER_CANCEL_CONTRACT] = WANT(CANCEL) | WANT(STOP),
		[MATTER_CLOSE_ACCOUNT] = WANT(CANCEL) | WANT(STOP),
		[MATTER_PAUSE] = WANT(PAUSE) | WANT(STOP),
		[MATTER_DATA_LEAK] = WANT(STOP),
		[MATTER_DETAILS] = WANT(CHANGE) | WANT(FIX),
		[MATTER_DEATH] = WANT(FIX) | WANT(STOP),
		[MATTER_ON_BEHALF] =
		    WANT(STOP) | WANT(FIX) | WANT(CHANGE) | WANT(CANCEL),
		[MATTER_APPOINTMENT] = WANT(BOOKING) | WANT(CHANGE),
		[MATTER_LOGIN] = WANT(UNBLOCK) | WANT(SERVICE),
		[MATTER_CODE] = WANT(RESEND) | WANT(UNBLOCK),
		[MATTER_VISIT] = WANT(VISIT) | WANT(BOOKING) | WANT(CORRECTION),
		[MATTER_CONNECTION] =
		    WANT(REPAIR) | WANT(SERVICE) | WANT(VISIT),
		[MATTER_PAID] = WANT(FIX) | WANT(CORRECTION) | WANT(STOP),
		[MATTER_RECORD] = WANT(FIX) | WANT(CHANGE),
		[MATTER_FAULT] = WANT(REPAIR) | WANT(SERVICE),
		[MATTER_GIFT_CARD] = WANT(DISCOUNT) | WANT(VOUCHER),
	};
#undef WANT

	return m < N_MATTERS ? done[m] : 0;
}

/* Of these it ends one way: the others are all to be done. */
static bool
is_way(unsigned want)
{
	return want == WANT_REFUND || want == WANT_REPLACEMENT ||
	       want == WANT_REPAIR || want == WANT_VOUCHER ||
	       want == WANT_DISCOUNT || want == WANT_RESEND;
}

/* Whether all they want is to be called, seen or sent something. */
static bool
is_arranged(const struct deeds *d, uint32_t but)
{
	const uint32_t easy = GIST_BIT(WANT_CALLBACK) | GIST_BIT(WANT_VISIT) |
			      GIST_BIT(WANT_BOOKING) | GIST_BIT(WANT_DOCUMENT);
	bool any = false;

	for (unsigned k = 0; k < N_WANTS; k++) {
		if (d->wanted[k] == NO_TURN || but >> k & 1)
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
		if (d->wanted[k] == NO_TURN || but >> k & 1 || k == WANT_STOP)
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

/* What to look at first: a step up to its first semicolon. */
static struct str
first_clause(struct str step)
{
	const char *end = memchr(step.p, ';', step.n);
	size_t n = end ? (size_t)(end - step.p) : 0;

	while (n && step.p[n - 1] == ' ')
		n--;
	return (struct str){ step.p, n };
}

/* Whether it is of a payment that was refused, and nobody tells of money that
 * went. */
static bool
is_free(const struct sketch *s)
{
	return s->matter == MATTER_PAYMENT_FAILED && s->deeds->declined &&
	       !(s->matters & (BIT(CHARGE) | BIT(WRONG_TRANSFER)));
}

static struct str
first_word(struct str name)
{
	const char *end = memchr(name.p, ' ', name.n);

	return (struct str){ name.p, end ? (size_t)(end - name.p) : name.n };
}

/* Whether the customer writes in the language of the reader. */
static bool
is_readers(const struct sketch *s, const struct words_messages *in)
{
	struct str language = str_language(s->c->language);

	return !language.n || str_eq(language, in ? in->language : STR("en"));
}

/* In these a step is about an amount, where that is called something. */
static const uint64_t of_money =
    BIT(CHARGE) | BIT(REFUND) | BIT(DEPOSIT) | BIT(PRICE_UP) | BIT(METER) |
    BIT(FINE) | BIT(PAID) | BIT(PAYMENT_FAILED) | BIT(POINTS) | BIT(GIFT_CARD);

/* Whoever is in danger comes first: nothing is put before these. */
static const uint64_t of_safety =
    BIT(GAS) | BIT(LEAK) | BIT(MEDICINE) | BIT(HARASSED) | BIT(SYMPTOM);

/* Which one a step is about, and how much: " (order 1042, bill 138 euro)", or
 * "". */
static struct str
object(const struct sketch *s, const struct words_messages *in,
    struct str usual, uint64_t told)
{
	struct known_value number = s->deeds->number;
	struct known_value amount = s->deeds->amount;
	bool numbered = number.name.n, costs = amount.name.n;

	if (!(told & FIELD_BIT(KNOWN)) || !(told & FIELD_BIT(REQUEST)))
		return STR("");
	costs &= of_money >> s->matter & 1;
	if (!numbered && !costs)
		return STR("");
	/* "the order (order number 1042)" */
	if (number.name.n && sentence_has(usual, first_word(number.name)))
		number.name = STR("");
	if (amount.name.n && sentence_has(usual, first_word(amount.name)))
		amount.name = STR("");
	if (!numbered)
		number.name = number.value = STR("");
	if (!costs)
		amount.name = amount.value = STR("");
	/* those are words of the customer's */
	if (!is_readers(s, in))
		number.name = amount.name = STR("");
	return arena_printf(s->scratch, " (%.*s%s%.*s%s%.*s%s%.*s)",
	    STR_ARG(number.name), number.name.n ? " " : "",
	    STR_ARG(number.value), numbered && costs ? ", " : "",
	    STR_ARG(amount.name), amount.name.n ? " " : "",
	    STR_ARG(amount.value));
}

/* A step with what it is about behind its first clause. */
static struct str
with_object(const struct sketch *s, const struct words_messages *in,
    struct str text, uint64_t told)
{
	static const uint64_t none =
	    BIT(GAS) | BIT(LEAK) | BIT(MEDICINE) | BIT(SUPPLY) | BIT(HARASSED) |
	    BIT(TALK) | BIT(SYMPTOM) | BIT(DEATH) | BIT(CANNOT_PAY) |
	    BIT(CARD_LOST) | BIT(CARD_BLOCKED) | BIT(ACCOUNT_BLOCKED) |
	    BIT(SIM) | BIT(WRONG_TRANSFER) | BIT(ERASE) | BIT(CLOSE_ACCOUNT) |
	    BIT(DETAILS) | BIT(LOGIN) | BIT(ADDRESS) | BIT(DATA_LEAK) |
	    BIT(CODE);
	struct str what;
	size_t at = 0;

	while (at < text.n && !strchr(";,.", text.p[at]))
		at++;
	what = none >> s->matter & 1
		   ? STR("")
		   : object(s, in, (struct str){ text.p, at }, told);
	return what.n
		   ? arena_printf(s->scratch, "%.*s%.*s%.*s", (int)at, text.p,
			 STR_ARG(what), (int)(text.n - at), text.p + at)
		   : text;
}

/* Whether what they want is told with the step, and is what the matter is. */
static bool
is_wanted(const struct deeds *d, enum matter m)
{
	return (m == MATTER_REFUND || m == MATTER_CHARGE) &&
	       (d->wanted[WANT_REFUND] != NO_TURN ||
		   d->wanted[WANT_CORRECTION] != NO_TURN);
}

/* "Also: find the bag.", where they tell of another matter. */
static struct str
with_second(
    const struct sketch *s, const struct words_messages *in, struct str text)
{
	const struct words *w = s->plan->words;
	struct str also = STR("");

	if (s->second < N_MATTERS && w->matters[s->second].n &&
	    !(of_safety >> s->matter & 1) && !is_wanted(s->deeds, s->second))
		also = first_clause(in_words(in, w->matters[s->second]));
	if (also.n)
		also =
		    filled(s, in_words(in, w->second_step), words_matter, also);
	else if (s->deeds->several != NO_TURN && !(of_safety >> s->matter & 1))
		also = filled(s, in_words(in, w->several_step), words_turns,
		    arena_printf(s->scratch, "%zu", s->deeds->several));
	return also.n ? arena_printf(s->scratch, "%.*s %.*s", STR_ARG(text),
			    STR_ARG(also))
		      : text;
}

/* Behind the step what else they want, or instead of how it usually ends. */
static struct str
with_outcome(
    const struct sketch *s, const struct words_messages *in, struct str usual)
{
	const struct words *w = s->plan->words;
	const struct deeds *d = s->deeds;
	bool decides = to_decide >> s->matter & 1, chosen;
	uint32_t but = decides ? 0 : done_in(s->matter);
	struct str wanted = outcome(s, in, but, &chosen), text;
	struct str look = usual;

	if (!wanted.n)
		return usual;
	/* what nobody has to decide on */
	if (is_arranged(d, but) && w->arrange_step.n) {
		text = filled(
		    s, in_words(in, w->arrange_step), words_outcome, wanted);
		decides = false;
	} else {
		text = filled(s,
		    in_words(in, chosen ? w->chosen_step : w->wanted_step),
		    words_outcome, wanted);
	}
	if (!text.n)
		return usual;
	/* what makes up for it does not bring it */
	if (decides && d->wanted[WANT_COMPENSATION] == NO_TURN) {
		look =
		    s->matter == MATTER_BOOKING ? STR("") : first_clause(usual);
		return arena_printf(s->scratch, "%.*s%s%.*s", STR_ARG(look),
		    look.n ? ". " : "", STR_ARG(text));
	}
	return arena_printf(s->scratch, "%.*s%s%.*s", STR_ARG(look),
	    look.n ? " " : "", STR_ARG(text));
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
		buf_printf(&all, "%s%zu", last == NO_TURN ? "" : ", ", turn);
		last = turn;
	}
	if (last == NO_TURN)
		buf_printf(&all, "%zu", s->turn);
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

	if (s->says_nothing && w->ask_step.n)
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
matter_step(
    const struct sketch *s, const struct words_messages *in, uint64_t told)
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
		usual = with_object(s, in, usual, told);
	if (usual.n)
		usual = with_outcome(s, in, usual);
	return usual.n ? with_second(s, in, usual) : usual;
}

/* Behind what is to be done: what there is not is not waited for, and what was
 * promised is kept. */
static struct str
with_deeds(
    const struct sketch *s, const struct words_messages *in, struct str text)
{
	const struct words *w = s->plan->words;
	const struct deeds *d = s->deeds;

	if (d->protests && w->undo_step.n && !(of_safety >> s->matter & 1))
		text = arena_printf(s->scratch, "%.*s %.*s",
		    STR_ARG(in_words(in, w->undo_step)), STR_ARG(text));
	if (d->asked[THING_PHOTO].answer == DEED_LACKED && w->without_step.n)
		text = arena_printf(s->scratch, "%.*s %.*s", STR_ARG(text),
		    STR_ARG(filled(s, in_words(in, w->without_step),
			words_thing, in_words(in, gist_thing(THING_PHOTO)))));
	/* what was promised may be what is to be undone */
	if (d->vows && !d->protests && w->keep_step.n)
		text = arena_printf(s->scratch, "%.*s %.*s", STR_ARG(text),
		    STR_ARG(in_words(in, w->keep_step)));
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
		out->before = arena_printf(s->scratch, "%.*s %.*s",
		    STR_ARG(first), STR_ARG(out->before));
	return true;
}

/* What to do where no signal calls for anything, behind `first`, or without
 * it what the matter calls for. */
static void
put_usual(const struct sketch *s, const struct words_messages *in,
    uint64_t told, struct str first, struct step *out)
{
	if (!first.n)
		first = matter_step(s, in, told);
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
put_signal_step(const struct sketch *s, const struct words_messages *in,
    const struct words_step *step, uint64_t told, struct str *out)
{
	struct str text = in_words(in, step->text), before, behind, matter;

	*out = filled(s, text, words_ask,
	    words_spoken(words_for(s->plan->words, s->c->language), step->ask));
	if (out->n)
		text = *out;
	*out = text;
	if (!words_split(text, words_matter, &before, &behind))
		return false;
	matter = matter_step(s, in, told);
	if (!matter.n || s->matter == MATTER_COMPLAINT)
		matter = neutral_step(s, in);
	*out = arena_printf(s->scratch, "%.*s%.*s%.*s", STR_ARG(before),
	    STR_ARG(matter), STR_ARG(behind));
	return true;
}

struct step
step_in(const struct sketch *s, const struct words_messages *in, uint64_t told)
{
	struct step out = { STR(""), STR(""), NO_TURN, STR(""), STR("") };
	const struct words_step *step;
	struct str first = STR("");
	bool whole = false;
	enum rank rank;

	step = find_step(s, &rank);
	if (step)
		whole = put_signal_step(s, in, step, told, &first);
	if (step && is_duty(step, rank)) {
		out.before = first;
		return out;
	}
	put_usual(s, in, told, whole ? first : STR(""), &out);
	out.known = not_again(s, in, told);
	if (!step || whole)
		return out;
	out.before = arena_printf(
	    s->scratch, "%.*s %.*s", STR_ARG(first), STR_ARG(out.before));
	if (out.alone.n)
		out.alone = arena_printf(s->scratch, "%.*s %.*s",
		    STR_ARG(first), STR_ARG(out.alone));
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
		buf_str(&all, sketch_clip(s, s->texts[step.turn], ANSWERED));
	buf_str(&all, step.behind);
	if (step.known.n)
		buf_char(&all, ' ');
	buf_str(&all, step.known);
	text = arena_copy(s->scratch, buf_view(&all));
	buf_free(&all);
	return text;
}
