#include "packet/step.h"

#include "packet/field.h"

enum { ANSWERED = 180 /* most code points of what is to be answered */ };

/* How much a step matters, the most first. */
enum rank { DANGER, WHY, OTHER, NONE };

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

		if (!(sketch_signal(s, step->signal) >= step->at_least))
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

/* The turn that waits for an answer: a question, if there is one. */
static size_t
find_turn(const struct sketch *s, uint64_t told)
{
	size_t turn = s->current;
	struct str text = turn == NO_TURN ? STR("") : s->texts[turn];

	if (s->open != NO_TURN && told & FIELD_BIT(QUESTIONS) &&
	    (!text.n || !memchr(text.p, '?', text.n)))
		return s->open;
	return told & FIELD_BIT(CURRENT) ? turn : NO_TURN;
}

static struct str
in_words(const struct words_messages *in, struct str english)
{
	return in ? words_spoken(in, english) : english;
}

/* What to do where no signal calls for anything. */
static void
put_usual(const struct sketch *s, const struct words_messages *in,
    uint64_t told, struct step *out)
{
	const struct words *w = s->plan->words;
	const struct str blank = words_request;
	struct str text;
	const char *at;

	out->turn = w->answer_step.n ? find_turn(s, told) : NO_TURN;
	if (out->turn == NO_TURN) {
		bool nothing = s->says_nothing && w->ask_step.n;

		out->before =
		    in_words(in, nothing ? w->ask_step : w->default_step);
		return;
	}
	text = in_words(in, w->answer_step);
	at = memmem(text.p, text.n, blank.p, blank.n);
	if (!at) { /* a translation that has lost it */
		out->before = text;
		out->turn = NO_TURN;
		return;
	}
	out->before = (struct str){ text.p, (size_t)(at - text.p) };
	out->behind =
	    (struct str){ at + blank.n, text.n - out->before.n - blank.n };
}

struct step
step_in(const struct sketch *s, const struct words_messages *in, uint64_t told)
{
	struct step out = { STR(""), STR(""), NO_TURN, false };
	const struct words_step *step;
	struct str first;
	enum rank rank;

	step = find_step(s, &rank);
	if (step)
		out.is_duty = rank == DANGER ||
			      str_begins(step->signal, STR("compliance."));
	if (step && out.is_duty && rank != OTHER) {
		out.before = in_words(in, step->text);
		return out;
	}
	put_usual(s, in, told, &out);
	if (step) {
		first = in_words(in, step->text);
		out.before = arena_printf(s->scratch, "%.*s %.*s",
		    STR_ARG(first), STR_ARG(out.before));
	}
	return out;
}

struct str
step_text(
    const struct sketch *s, const struct words_messages *in, uint64_t told)
{
	struct step step = step_in(s, in, told);
	struct buf all = { 0 };
	struct str text;

	if (step.turn == NO_TURN)
		return step.before;
	buf_str(&all, step.before);
	buf_str(&all, sketch_clip(s, s->texts[step.turn], ANSWERED));
	buf_str(&all, step.behind);
	text = arena_copy(s->scratch, buf_view(&all));
	buf_free(&all);
	return text;
}
