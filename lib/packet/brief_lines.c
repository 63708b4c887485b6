#include "packet/brief_lines.h"

#include "packet/brief_known.h"
#include "packet/field.h"
#include "packet/gist.h"
#include "packet/one_line.h"
#include "packet/sentence.h"
#include "packet/step.h"

enum {
	LINE = 140,	/* code points of a line that nobody said */
	OWN_REASON = 5, /* rank of a reason that the user's rules give */
};

static struct brief_line *
add(const struct sketch *s, struct brief *b, enum brief_label label,
    struct str text, size_t turn)
{
	struct brief_line *line = text.n ? brief_add(s, b, label, turn) : NULL;

	if (line) {
		line->text = one_line(s->scratch, sketch_clip(s, text, LINE));
		line->words = ease_words(line->text);
	}
	return line;
}

static enum excerpt_kind
kind_of(enum brief_label label)
{
	switch (label) {
	case BRIEF_WANTS:
		return EXCERPT_REQUEST;
	case BRIEF_TRIED:
		return EXCERPT_ANSWER;
	default:
		return EXCERPT_WORDS;
	}
}

/* What was said, as much of it as there is time for: see brief_fit.c. */
static struct brief_line *
add_said(const struct sketch *s, struct brief *b, enum brief_label label,
    struct str said, size_t turn)
{
	struct brief_line *line = said.n ? brief_add(s, b, label, turn) : NULL;

	if (line)
		line->excerpt =
		    (struct excerpt){ .said = said, .kind = kind_of(label) };
	return line;
}

static void
add_turn(const struct sketch *s, struct brief *b, enum brief_label label,
    size_t turn)
{
	if (turn != NO_TURN)
		add_said(s, b, label, s->texts[turn], turn);
}

/* What was said last is asked for, where the first words are only a number. */
static void
add_wants(const struct sketch *s, struct brief *b)
{
	struct brief_line *line;

	if (s->first == NO_TURN)
		return;
	line = add_said(s, b, BRIEF_WANTS, s->texts[s->first], s->first);
	if (line && s->reference != NO_TURN)
		line->excerpt.kind = EXCERPT_WORDS;
}

/* How sure hoff-score is of a risk, in words: the number is in the packet. */
#define CLEAR  0.9
#define LIKELY 0.6

/* The highest risk that may be a danger. */
static void
add_risk(const struct sketch *s, struct brief *b)
{
	struct sketch_risk worst;
	struct brief_line *line;
	struct str kind, sure;

	if (!sketch_worst(s, &worst))
		return;
	kind = words_spoken(s->reader, facts_risk(worst.kind));
	sure = brief_own(s, worst.value >= CLEAR    ? "clear signs"
			    : worst.value >= LIKELY ? "likely"
						    : "possible");
	line = add(s, b, BRIEF_RISK,
	    arena_printf(
		s->scratch, "%.*s (%.*s)", STR_ARG(kind), STR_ARG(sure)),
	    s->turn);
	if (line && s->is_crisis && !(s->may >> FIELD_CURRENT & 1))
		line->more = arena_printf(s->scratch, "; %.*s",
		    STR_ARG(brief_own(
			s, "words withheld; ask first, then read them")));
}

/* Whether the built-in reason is that the bot's answers did not help. */
static bool
is_useless(const struct sketch *s)
{
	struct str reason = sketch_text(s, sketch_reason(s), "reason");

	return words_spoken(s->reader, reason).p != reason.p &&
	       sketch_is_why(s, STR("negative_feedback"));
}

/* Whether turn i answers what was said before it. */
static bool
is_understood(const struct sketch *s, size_t i)
{
	size_t asked = i;

	while (asked > 0 && !sketch_is_said_by(s, asked, ROLE_CUSTOMER))
		asked--;
	return !((s->marks[i] | s->marks[asked]) & MARK_FALLBACK);
}

/* What the bot said before turn i; NO_TURN. */
static size_t
said_before(const struct sketch *s, size_t i)
{
	while (i-- > 0 && !sketch_is_said_by(s, i, ROLE_CUSTOMER))
		if (sketch_is_answer(s, i) && sketch_sense(s, i)->says)
			return i;
	return NO_TURN;
}

/* What the bot asked or offered, without which the last request means nothing:
 * "Yes, do that"; NO_TURN. */
static size_t
pointed_at(const struct sketch *s)
{
	size_t turn;

	if (s->current == NO_TURN || !sketch_sense(s, s->current)->points)
		return NO_TURN;
	turn = said_before(s, s->current);
	return turn != NO_TURN && sketch_sense(s, turn)->asks ? turn : NO_TURN;
}

/* The bot's last answer that was one; where there is none, its last words. */
static size_t
last_answer(const struct sketch *s)
{
	size_t any = NO_TURN, last = NO_TURN;

	for (size_t i = 0; i <= s->turn; i++) {
		if (!sketch_is_answer(s, i) || !sketch_sense(s, i)->says)
			continue;
		any = i;
		if (is_understood(s, i))
			last = i;
	}
	return last == NO_TURN ? any : last;
}

static size_t
add_tried(const struct sketch *s, struct brief *b)
{
	size_t pointed = pointed_at(s);
	size_t turn = pointed == NO_TURN ? last_answer(s) : pointed;
	struct brief_line *line;

	if (turn == NO_TURN)
		return turn;
	line = add_said(s, b, BRIEF_TRIED, s->texts[turn], turn);
	if (line && pointed != NO_TURN)
		line->rank = BRIEF_RANK_POINTED;
	if (line && s->marks[turn] & MARK_REPEAT)
		line->behind = arena_printf(s->scratch, " (%.*s)",
		    STR_ARG(
			brief_own(s, is_useless(s) ? "repeated; did not help"
						   : "repeated")));
	return turn;
}

/* The last promise; of the bot's last answer it is what tells most. */
static void
add_promised(const struct sketch *s, struct brief *b, size_t answer)
{
	const struct promise *last;
	struct brief_line *line;

	if (!s->n_promises)
		return;
	last = &s->promises[s->n_promises - 1];
	line = last->turn == answer ? brief_find(b, BRIEF_TRIED) : NULL;
	if (line) {
		line->excerpt.promise = last->text;
		return;
	}
	add_said(s, b, BRIEF_PROMISED, last->text, last->turn);
}

/* Whether a text is written: what is spoken has no marks. */
static bool
is_marked(struct str text)
{
	return text.n && strchr(".!", text.p[text.n - 1]);
}

/* Whether turn i asks or tells for anything: an outcry behind what the bot only
 * stated does not. */
static bool
moves_on(const struct sketch *s, size_t i)
{
	const struct gist_sense *sense = sketch_sense(s, i);
	size_t before = said_before(s, i);

	return before == NO_TURN || !is_marked(s->texts[before]) ||
	       str_has_digit(s->texts[i]) || sense->asks || sense->points ||
	       sketch_sense(s, before)->asks;
}

/* The sentence of the customer's that the decision rests on; "" where it is not
 * known, or must not be told. */
static struct str
trigger(const struct sketch *s)
{
	uint32_t list = sketch_list(s, sketch_reason(s), "evidence");
	struct str found = STR("");

	if (!(s->may >> FIELD_CURRENT & 1))
		return found;
	for (uint32_t i = list ? json_first(s->c->json, list) : 0; i;
	     i = json_after(s->c->json, list, i)) {
		double turn = sketch_number(s, i, "turn");
		double start = sketch_number(s, i, "start");

		/* the place may have moved since: what is told is a sentence,
		 * and of that turn */
		if (turn >= 0 && turn <= (double)s->turn && start >= 0 &&
		    sketch_is_said_by(s, (size_t)turn, ROLE_CUSTOMER))
			found =
			    sentence_at(s->texts[(size_t)turn], (size_t)start);
	}
	return found;
}

/* ": "..."", behind why the agent is here. */
static void
add_trigger(const struct sketch *s, struct brief_line *line)
{
	enum { TOLD = 50 /* code points */, TELLING = 3 /* words */ };
	struct str said = trigger(s);

	if (!line || ease_words(said) < TELLING)
		return;
	said = sketch_clip(s, said, TOLD);
	line->source = said;
	line->more = arena_printf(
	    s->scratch, ": \xe2\x80\x9c%.*s\xe2\x80\x9d", STR_ARG(said));
}

/* A built-in reason in the words of the agents; that answers did not help says
 * less than that a question was not answered. */
static struct str
reason_in_words(const struct sketch *s, struct str reason)
{
	return is_useless(s) && s->n_questions
		   ? brief_own(s, "the bot did not answer the question")
		   : words_spoken(s->reader, reason);
}

/* Where the risk says it in fewer words, the built-in reason needs no line. */
static void
add_why(const struct sketch *s, struct brief *b)
{
	struct str reason = sketch_text(s, sketch_reason(s), "reason"), told;
	struct sketch_risk worst;
	struct brief_line *risk = brief_find(b, BRIEF_RISK);
	struct brief_line *tried = brief_find(b, BRIEF_TRIED), *line = NULL;

	if (!reason.n && !s->score)
		return;
	if (!reason.n)
		reason = STR("The readiness for a person is high.");
	told = reason_in_words(s, reason);
	if (tried && tried->behind.n && is_useless(s))
		return;
	if (!(risk && told.p != reason.p && sketch_worst(s, &worst) &&
		sketch_is_why(s, worst.kind)))
		line = add(s, b, BRIEF_WHY, told, s->turn);
	if (line && told.p == reason.p)
		line->rank = OWN_REASON;
	add_trigger(s, line ? line : risk);
}

static void
add_mood(const struct sketch *s, struct brief *b)
{
	const char *mood = facts_mood(s), *trend = facts_trend(s);
	bool steady = !trend || !strcmp(trend, "steady");
	struct str text;

	if (!mood || (steady && !strcmp(mood, "neutral")))
		return;
	text = brief_own(s, mood);
	if (!steady)
		text = arena_printf(s->scratch, "%.*s, %.*s", STR_ARG(text),
		    STR_ARG(brief_own(s, strcmp(trend, "falling")
					     ? "getting better"
					     : "getting worse")));
	add(s, b, BRIEF_MOOD, text, s->turn);
}

/* What to do; true where it quotes what was said last. */
static bool
add_next(const struct sketch *s, struct brief *b)
{
	struct step step = step_in(s, s->reader, s->may);
	bool quotes = step.turn != NO_TURN;
	struct brief_line *line;

	line = quotes
		   ? add_said(s, b, BRIEF_NEXT, s->texts[step.turn], step.turn)
		   : add(s, b, BRIEF_NEXT, step.before, s->turn);
	if (!line)
		return false;
	if (step.known.n)
		line->more =
		    arena_printf(s->scratch, " %.*s", STR_ARG(step.known));
	line->before = step.before;
	line->alone = step.alone;
	line->behind = step.behind;
	return quotes;
}

/* What the next step quotes needs no line of its own. */
void
brief_lines(const struct sketch *s, struct brief *b)
{
	size_t answer;

	b->n = 0;
	add_risk(s, b);
	brief_add_customer(s, b);
	add_wants(s, b);
	answer = add_tried(s, b);
	if (s->current != NO_TURN && moves_on(s, s->current))
		add_turn(s, b, BRIEF_NOW, s->current);
	add_turn(s, b, BRIEF_OPEN, s->open);
	brief_add_known(s, b);
	add_promised(s, b, answer);
	add_why(s, b);
	add_mood(s, b);
	if (add_next(s, b))
		brief_remove(b, BRIEF_NOW);
}
