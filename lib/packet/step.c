#include "packet/step.h"

#include "packet/field.h"
#include "packet/gist.h"

enum { ANSWERED = 180 /* most code points of what is to be answered */ };

/* How much a step matters, the most first. */
enum rank { DANGER, WHY, OTHER, NONE };

/* Whether what the customer tells of calls for it, too. */
static bool
applies(const struct sketch *s, const struct words_step *step)
{
	bool here = !step->matters || step->matters & s->matters;

	return here && !(step->unless >> s->matter & 1) &&
	       sketch_signal(s, step->signal) >= step->at_least;
}

/* A danger first, then what the decision rests on, then what else there is: a
 * complaint about a fake is no fraud with an account. */
static const struct words_step *
find_step(const struct sketch *s, enum rank *best)
{
	const struct words *w = s->plan->words;
	const struct words_step *found = NULL;

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
		if (rank >= *best)
			continue;
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

	return turn != NO_TURN && sketch_sense(s, turn)->asks ? turn : NO_TURN;
}

static struct str
in_words(const struct words_messages *in, struct str english)
{
	return in ? words_spoken(in, english) : english;
}

/* What to do in the matter; "" where that is not known. */
static struct str
matter_step(const struct sketch *s, const struct words_messages *in)
{
	return s->matter == N_MATTERS
		   ? STR("")
		   : in_words(in, s->plan->words->matters[s->matter]);
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
	out->alone = first;
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
	const struct words *w = s->plan->words;

	if (!first.n)
		first = matter_step(s, in);
	out->turn = find_turn(s, told);
	if (put_answer(s, in, first, out))
		return;
	out->before = first;
	if (first.n)
		return;
	if (s->says_nothing && w->ask_step.n)
		out->before = in_words(in, w->ask_step);
	else if (s->answers && w->tried_step.n)
		out->before = in_words(in, w->tried_step);
	else
		out->before = in_words(in, w->default_step);
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
    struct str step, struct str *out)
{
	struct str text = in_words(in, step), before, behind;
	struct str matter = matter_step(s, in);

	*out = text;
	if (!words_split(text, words_matter, &before, &behind))
		return false;
	if (!matter.n || s->matter == MATTER_COMPLAINT)
		matter = in_words(in, s->plan->words->default_step);
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
		whole = put_signal_step(s, in, step->text, &first);
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
