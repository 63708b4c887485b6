#include "score/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "json/json.h"
#include "score/word_lists.h"

/*
 * Constants that the manual names.  A turn rephrases an earlier one of the
 * last three when the mean of two Dice coefficients, of their content words
 * and of the three-letter pieces of those words, reaches SIMILAR.
 */
#define SIMILAR	     0.6
#define MOOD_ALPHA   0.4 /* of the EWMA of sentiment */
#define FEEDBACK_AT  0.6 /* of negative_feedback, to be friction */
#define ASKED_AT     0.5 /* of human_request */
#define CLOSING_AT   0.5 /* who says goodbye twice repeats nothing */
#define MIX	     0x9e3779b97f4a7c15u /* odd, its bits well spread */
#define LONG_WAIT_MS 30000		 /* for the bot's answer */
enum {
	REPEAT_WORDS = 3, /* a shorter answer may well come twice */
	THAT_WORDS = 5,	  /* a question that hangs on the turn before it */
};

void
flow_start(struct flow *f, int64_t started_ms)
{
	memset(f, 0, offsetof(struct flow, answers));
	f->n_answers = f->n_cycles = f->last_loop = 0;
	f->n_signatures = f->settled = 0;
	f->first_ms = started_ms;
	f->customer_ms = f->bot_ms = CONV_NO_TIME;
	f->wait_ms = f->gap_ms = CONV_NO_TIME;
}

/* What stands around the turn and the detail of a hitch, of which there are
 * many: one block each. */
struct piece {
	char p[STR_BLOCK];
	size_t n;
};
#define PIECE(literal) \
	{ \
		literal, sizeof(literal) - 1 \
	}
#define HITCH(name, before, behind) \
	{ \
		PIECE("{\"kind\":\"" name "\",\"turn\":"), \
		    PIECE(",\"detail\":\"" before), PIECE(behind "\"}") \
	}
static const struct {
	struct piece kind, detail, end;
} words[N_FRICTIONS] = {
	[FRICTION_FALLBACK] = HITCH("fallback", "by its ", ""),
	[FRICTION_BOT_REPEAT] = HITCH("bot_repeat", "said at turn ", ""),
	[FRICTION_LOOP] = HITCH("loop", "a cycle of ", ""),
	[FRICTION_REPHRASE] = HITCH("rephrase", "said at turn ", ""),
	[FRICTION_LONG_WAIT] = HITCH("long_wait", "", " s"),
	[FRICTION_NEGATIVE_FEEDBACK] =
	    HITCH("negative_feedback", "negative_feedback ", ""),
	[FRICTION_BLOCKED_EXIT] =
	    HITCH("blocked_exit", "asked for at turn ", ""),
	[FRICTION_SLOT_REPEAT] = HITCH("slot_repeat", "asked at turn ", ""),
	[FRICTION_UNANSWERED] = HITCH("unanswered", "asked at turn ", ""),
	[FRICTION_SILENCE] = HITCH("silence", "", " s"),
	[FRICTION_BREAKDOWN] = HITCH("breakdown", "breakdown ", ""),
};

static char *
write_piece(char *p, const struct piece *s)
{
	return str_write_blocks(p, (struct str){ s->p, s->n });
}

static void
put_hitch(const struct hitch *h, struct buf *out)
{
	enum { ROOM = 4 * STR_BLOCK + 2 * JSON_NUMBER_ROOM };
	char *p = buf_reserve(out, ROOM);

	p = json_write_int(write_piece(p, &words[h->kind].kind), h->turn);
	p = write_piece(p, &words[h->kind].detail);
	if (h->kind != FRICTION_FALLBACK)
		p = write_quantised(p, quantise(h->detail));
	else if (h->detail == 0)
		p = str_write(p, STR("wording"));
	else
		p = str_write(p, STR("intent"));
	buf_end(out, write_piece(p, &words[h->kind].end));
}

void
flow_put(const struct hitches *h, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i < h->n; i++) {
		if (i)
			buf_char(out, ',');
		put_hitch(&h->items[i], out);
	}
	buf_char(out, ']');
}

void
flow_note(struct hitches *out, enum friction kind, uint32_t turn,
    uint32_t length, double detail)
{
	if (out->n == out->room) {
		out->room = out->room ? out->room * 2 : 64;
		out->items =
		    realloc(out->items, out->room * sizeof(*out->items));
		if (!out->items)
			die_of_memory();
	}
	out->items[out->n++] = (struct hitch){ kind, turn, length, detail };
}

static void
fail_exchange(struct flow *f, struct hitches *out, uint32_t turn, uint32_t size,
    bool by_intent)
{
	if (f->failed)
		return;
	f->failed = true;
	f->fallbacks++;
	f->fallback_streak++;
	flow_note(out, FRICTION_FALLBACK, turn, size, by_intent);
}

/* The turn where the bot has given this answer before, or UINT32_MAX and
 * remember it. */
static uint32_t
find_answer(struct flow *f, uint64_t hash, uint32_t turn)
{
	uint32_t n = f->n_answers < ANSWERS ? f->n_answers : ANSWERS;
	uint64_t bit = (uint64_t)1 << hash % 64;

	for (uint32_t i = 0; f->sieve & bit && i < n; i++)
		if (f->answers[i] == hash)
			return f->answered_at[i];
	f->sieve |= bit;
	f->answered_at[f->n_answers % ANSWERS] = turn;
	f->answers[f->n_answers++ % ANSWERS] = hash;
	return UINT32_MAX;
}

static void
hear_wait(struct flow *f, const struct told *told, struct hitches *out)
{
	int64_t at_ms = told->at_ms;

	if (at_ms == CONV_NO_TIME)
		return;
	if (!f->answered && f->customer_ms != CONV_NO_TIME &&
	    at_ms >= f->customer_ms) {
		f->wait_ms = at_ms - f->customer_ms;
		if (f->wait_ms >= LONG_WAIT_MS)
			flow_note(out, FRICTION_LONG_WAIT, told->turn,
			    told->line->size, (double)f->wait_ms / 1000);
	}
	f->bot_ms = at_ms;
	if (f->first_ms == CONV_NO_TIME)
		f->first_ms = at_ms;
}

/*
 * A yes answers the last question, also one without its mark, or takes what
 * the bot says it can do.  An offer may come in two turns: "Our agents can help
 * with that." - "Would you like to talk to one?"
 */
static void
hear_offer(struct flow *f, const struct bot_line *line)
{
	if (line->question)
		f->offered =
		    line->names || (f->named && line->words <= THAT_WORDS);
	else if (line->offers)
		f->offered = true;
	else if (line->asks.n)
		f->offered = false;
	f->named = line->names && !line->question;
	if (line->option || line->question || line->asks.n)
		f->option = line->option;
}

/* What was said before the last turn is done with: more of its kind is no other
 * wording of it. */
static void
settle(struct flow *f)
{
	if (f->n_signatures)
		f->settled = f->n_signatures - 1;
}

bool
flow_bot(struct flow *f, const struct told *told, struct hitches *out)
{
	const struct bot_line *line = told->line;
	uint32_t before = UINT32_MAX, turn = told->turn;
	bool fallback = line->fallback || told->fallback_intent;
	bool repeat;

	hear_wait(f, told, out);
	if (line->words >= REPEAT_WORDS)
		before = find_answer(f, line->hash, turn);
	repeat = before != UINT32_MAX && !line->routine;
	if (fallback)
		fail_exchange(f, out, turn, line->size, told->fallback_intent);
	if (repeat) {
		f->bot_repeats++;
		flow_note(out, FRICTION_BOT_REPEAT, turn, line->size, before);
	}
	if (f->asked && (fallback || repeat)) {
		flow_note(
		    out, FRICTION_BLOCKED_EXIT, turn, line->size, f->asked_at);
		f->asked = false;
	}
	hear_offer(f, line);
	if (line->words >= REPEAT_WORDS && !line->routine)
		f->exchange = (f->exchange ^ line->hash) * MIX;
	if (line->more)
		settle(f);
	f->answered = true;
	f->bot_turn = turn;
	f->bot_size = line->size;
	return repeat;
}

/* The i-th last exchange; 0 is the newest. */
static uint64_t
cycle(const struct flow *f, uint32_t i)
{
	return f->cycles[(f->n_cycles - 1 - i) % CYCLES];
}

/*
 * Whether the bot's answers end in a cycle of `length` exchanges that was run
 * through twice (three times for the same answer again and again).
 */
static bool
ends_in_cycle(const struct flow *f, uint32_t length)
{
	uint32_t span = length == 1 ? 3 : 2 * length;

	if (f->n_cycles - f->last_loop < span)
		return false;
	for (uint32_t i = 0; i + length < span; i++)
		if (cycle(f, i) == 0 || cycle(f, i) != cycle(f, i + length))
			return false;
	return true;
}

/* Nearly none does: most answers are new.  One thrice running is one that comes
 * round after two.  In a young conversation the ring may hold exchanges of the
 * one before, which ends_in_cycle() does not look at. */
static bool
may_end_in_cycle(const struct flow *f)
{
	return cycle(f, 0) == cycle(f, 2) || cycle(f, 0) == cycle(f, 3);
}

static void
close_exchange(struct flow *f, struct hitches *out)
{
	if (!f->answered)
		return;
	if (!f->failed)
		f->fallback_streak = 0;
	f->cycles[f->n_cycles++ % CYCLES] = f->exchange;
	if (!may_end_in_cycle(f))
		return;
	for (uint32_t length = 1; length <= 3; length++) {
		if (!ends_in_cycle(f, length))
			continue;
		f->loops++;
		/* What goes on needs one more round to count again. */
		f->last_loop = f->n_cycles - length;
		flow_note(out, FRICTION_LOOP, f->bot_turn, f->bot_size, length);
		break;
	}
}

void
flow_end(struct flow *f, struct hitches *out)
{
	close_exchange(f, out);
}

/* "Done", step after step, says nothing again. */
static bool
goes_on(const struct reading *r)
{
	const struct text *x = &r->text;
	const struct tally *c = &r->tally;

	return c->n_content == 1 &&
	       wordlist_has(score_words(SCORE_WORDS_goes_on),
		   text_token(x, &x->tokens[c->content[0]]));
}

/* Only what was answered can be said again in other words. */
static void
hear_rephrase(struct flow *f, const struct heard *h, struct hitches *out)
{
	struct signature *mine = &f->signatures[f->n_signatures % SIGNATURES];
	uint32_t n = f->n_signatures - f->settled;

	if (n > SIGNATURES - 1)
		n = SIGNATURES - 1;
	signature_take(mine, h->reading);
	if (!f->answered || h->reading->strength[LIST_closing] >= CLOSING_AT)
		n = 0;
	for (uint32_t i = 1; i <= n; i++) {
		struct signature *old =
		    &f->signatures[(f->n_signatures - i) % SIGNATURES];

		if (!signature_like(mine, old, SIMILAR))
			continue;
		if (goes_on(h->reading))
			break;
		f->rephrases++;
		flow_note(out, FRICTION_REPHRASE, h->turn,
		    (uint32_t)h->reading->text.n_codepoints,
		    f->signed_at[(f->n_signatures - i) % SIGNATURES]);
		break;
	}
	f->signed_at[f->n_signatures++ % SIGNATURES] = h->turn;
}

const struct signature *
flow_said(const struct flow *f)
{
	return &f->signatures[(f->n_signatures - 1) % SIGNATURES];
}

static int64_t
time_between(int64_t from_ms, int64_t to_ms)
{
	if (from_ms == CONV_NO_TIME || to_ms == CONV_NO_TIME || to_ms < from_ms)
		return CONV_NO_TIME;
	return to_ms - from_ms;
}

static void
hear_times(struct flow *f, int64_t at_ms)
{
	if (f->first_ms == CONV_NO_TIME)
		f->first_ms = at_ms;
	f->gap_ms = f->answered ? time_between(f->bot_ms, at_ms) : CONV_NO_TIME;
	f->customer_ms = at_ms;
}

/* Takes back that a person was offered, too. */
static void
hear_request(struct flow *f, const struct heard *h)
{
	f->asked = h->human_request >= ASKED_AT;
	f->asked_at = h->turn;
	f->offered = f->named = false;
	f->option = 0;
}

void
flow_customer(struct flow *f, const struct heard *h, struct hitches *out)
{
	uint32_t size = (uint32_t)h->reading->text.n_codepoints;

	close_exchange(f, out);
	hear_rephrase(f, h, out);
	hear_times(f, h->at_ms);
	if (f->answered || f->customer_turns == 0)
		f->failed = false;
	f->answered = false;
	f->exchange = 0;
	f->customer_turns++;
	if (h->fallback_intent)
		fail_exchange(f, out, h->turn, size, true);
	if (h->negative_feedback >= FEEDBACK_AT)
		flow_note(out, FRICTION_NEGATIVE_FEEDBACK, h->turn, size,
		    h->negative_feedback);
	hear_request(f, h);
}

static double
seconds(int64_t ms)
{
	return ms == CONV_NO_TIME ? NAN : quantise((double)ms / 1000);
}

void
flow_signals(struct flow *f, struct signals *g)
{
	g->value[SLOT_ELAPSED_S] =
	    seconds(time_between(f->first_ms, f->customer_ms));
	g->value[SLOT_BOT_WAIT_S] = seconds(f->wait_ms);
	g->value[SLOT_CUSTOMER_GAP_S] = seconds(f->gap_ms);
	f->mood = quantise(MOOD_ALPHA * slot_felt(g, SLOT_SENTIMENT) +
			   (1 - MOOD_ALPHA) * f->mood);
	g->value[SLOT_SENTIMENT_TREND] = f->mood;
	g->value[SLOT_FALLBACKS] = f->fallbacks;
	g->value[SLOT_FALLBACK_STREAK] = f->fallback_streak;
	g->value[SLOT_BOT_REPEATS] = f->bot_repeats;
	g->value[SLOT_REPHRASES] = f->rephrases;
	g->value[SLOT_LOOPS] = f->loops;
	g->value[SLOT_TURNS] = f->customer_turns;
}
