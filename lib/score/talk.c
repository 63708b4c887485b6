#include "score/talk.h"

#include <math.h>
#include <string.h>

#include "text/text.h"

/* Constants that the manual names. */
#define SAME_QUESTION 0.75  /* Dice coefficient of content words */
#define NO_USE_AT     0.6   /* of negative_feedback */
#define LONG_WAIT_MS  30000 /* for an answer that never came */
#define SILENCE_S     5
#define ZERO_ASKS     0.6 /* a zero on the keys, and no word */

void
talk_start(struct talk *t)
{
	memset(t, 0, offsetof(struct talk, asked));
	t->n_asked = 0;
	t->questioned = false;
	t->question_ms = CONV_NO_TIME;
}

static bool
is_same_question(const struct asks *a, const struct asks *b)
{
	uint32_t shared = 0;

	for (uint32_t i = 0; i < a->n; i++)
		for (uint32_t j = 0; j < b->n; j++)
			if (a->words[i] == b->words[j]) {
				shared++;
				break;
			}
	return shared && 2.0 * shared >= SAME_QUESTION * (a->n + b->n);
}

/* Asked before, but not in this exchange, where a bot may well insist. */
static const struct asked *
find_asked(const struct talk *t, const struct asked *now)
{
	uint32_t n = t->n_asked < ASKED ? t->n_asked : ASKED;

	for (uint32_t i = 0; i < n; i++) {
		const struct asked *old = &t->asked[i];

		if (old->exchange == now->exchange)
			continue;
		if (now->slot && old->slot
			? now->slot == old->slot
			: is_same_question(&now->asks, &old->asks))
			return old;
	}
	return NULL;
}

static void
count_silence(struct talk *t, const struct voice *voice, uint32_t turn,
    uint32_t size, struct hitches *out)
{
	if (!(voice->silence_s >= SILENCE_S))
		return;
	t->silences++;
	flow_note(out, FRICTION_SILENCE, turn, size, voice->silence_s);
}

void
talk_bot(struct talk *t, const struct told *told, struct hitches *out)
{
	const struct bot_line *line = told->line;
	struct str slot = told->voice->slot;
	const struct asked *before;
	struct asked now;

	count_silence(t, told->voice, told->turn, line->size, out);
	if (line->asks.n == 0 && slot.n == 0)
		return;
	now = (struct asked){
		.asks = line->asks,
		.slot = slot.n ? text_hash(slot) : 0,
		.exchange = t->customer_turns,
		.turn = told->turn,
	};
	before = find_asked(t, &now);
	if (before) {
		t->slot_repeats++;
		flow_note(out, FRICTION_SLOT_REPEAT, told->turn, line->size,
		    before->turn);
	}
	t->asked[t->n_asked++ % ASKED] = now;
}

static bool
is_question(const struct reading *r)
{
	const struct text *x = &r->text;

	if (x->n_tokens == 0)
		return false;
	return r->tally.questions || lists_stop(&r->known, 0) == STOP_QUESTION;
}

/* The last question got a fallback, or nothing for long. */
static bool
is_unanswered(const struct talk *t, const struct flow *f, int64_t at_ms)
{
	if (!t->questioned)
		return false;
	if (f->answered)
		return f->failed;
	return t->question_ms != CONV_NO_TIME && at_ms != CONV_NO_TIME &&
	       at_ms - t->question_ms >= LONG_WAIT_MS;
}

static void
hear_question(struct talk *t, const struct flow *f, const struct heard *h,
    struct hitches *out)
{
	if (is_unanswered(t, f, h->at_ms)) {
		t->unanswered++;
		flow_note(out, FRICTION_UNANSWERED, h->turn,
		    (uint32_t)h->reading->text.n_codepoints, t->question);
	}
	t->questioned = is_question(h->reading);
	t->question = h->turn;
	t->question_ms = h->at_ms;
}

/* -1..1: how much longer than the turns before it were on the average. */
static double
length_trend(struct talk *t, uint32_t words)
{
	uint32_t before = t->customer_turns - 1;
	double mean = before ? (double)t->words / before : words;

	t->words += words;
	return words + mean > 0 ? (words - mean) / (words + mean) : 0;
}

void
talk_customer(struct talk *t, const struct flow *f, const struct heard *h,
    struct hitches *out)
{
	const struct text *x = &h->reading->text;

	hear_question(t, f, h, out);
	count_silence(t, h->voice, h->turn, (uint32_t)x->n_codepoints, out);
	t->unhelpful += f->answered && h->negative_feedback >= NO_USE_AT;
	t->dtmf += h->voice->pressed;
	t->barge_ins += h->voice->barge_in;
	t->customer_turns++;
}

void
talk_signals(struct talk *t, const struct heard *h, struct signals *g)
{
	double sure = h->voice->asr_confidence;

	g->value[SLOT_SLOT_REPEATS] = t->slot_repeats;
	g->value[SLOT_UNANSWERED] = t->unanswered;
	g->value[SLOT_UNHELPFUL] = t->unhelpful;
	g->value[SLOT_LENGTH_TREND] =
	    quantise(length_trend(t, h->reading->tally.words));
	g->value[SLOT_ASR_CONFIDENCE] = isnan(sure) ? NAN : quantise(sure);
	g->value[SLOT_SILENCES] = t->silences;
	g->value[SLOT_DTMF] = t->dtmf;
	g->value[SLOT_BARGE_INS] = t->barge_ins;
}

/* "0", "00", "*0": whoever presses a zero and says nothing wants out. */
double
talk_keys(const struct voice *voice)
{
	bool zero = false;

	for (size_t i = 0; i < voice->keys.n; i++) {
		char c = voice->keys.p[i];

		if (c != '0' && c != '*' && c != '#')
			return 0;
		zero |= c == '0';
	}
	return zero ? ZERO_ASKS : 0;
}
