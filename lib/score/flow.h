#ifndef SCORE_FLOW_H
#define SCORE_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conv/conv.h"
#include "score/botline.h"
#include "score/reading.h"
#include "score/signals.h"
#include "score/signature.h"

/*
 * Private to the room: what a conversation has been like so far, beyond the
 * words of one turn.  An exchange is a customer turn and the bot's turns up to
 * the next one.
 */
enum friction {
	FRICTION_FALLBACK,
	FRICTION_BOT_REPEAT,
	FRICTION_LOOP,
	FRICTION_REPHRASE,
	FRICTION_LONG_WAIT,
	FRICTION_NEGATIVE_FEEDBACK,
	FRICTION_BLOCKED_EXIT, /* asked for a person, got more of the bot */
	FRICTION_SLOT_REPEAT,
	FRICTION_UNANSWERED,
	FRICTION_SILENCE,
	FRICTION_BREAKDOWN,
	N_FRICTIONS
};

struct hitch {
	enum friction kind;
	uint32_t turn;
	uint32_t length; /* code points of the turn */
	double detail;	 /* what is printed of it */
};

enum { ANSWERS = 16, CYCLES = 8, SIGNATURES = 4 };

struct flow {
	/* counts so far */
	uint32_t customer_turns, fallbacks, fallback_streak, bot_repeats,
	    rephrases, loops;
	double mood; /* EWMA of sentiment */

	/* the exchange in hand */
	bool failed, answered, asked;
	uint32_t asked_at;
	bool offered;	   /* the bot's last question was whether a person is
			      wanted */
	bool named;	   /* its last turn spoke of one, and asked nothing */
	uint64_t option;   /* what to answer for one: bot_line.option */
	uint64_t exchange; /* hash of the bot's words in it */
	uint32_t bot_turn, bot_size; /* the last of the bot's turns */
	uint64_t sieve; /* a bit for each of its answers: most are new */

	/* rings */
	uint64_t answers[ANSWERS]; /* of single bot turns */
	uint32_t answered_at[ANSWERS];
	uint32_t n_answers;
	uint64_t cycles[CYCLES]; /* of whole exchanges */
	uint32_t n_cycles, last_loop;
	struct signature signatures[SIGNATURES];
	uint32_t signed_at[SIGNATURES];
	uint32_t n_signatures;
	uint32_t settled; /* of them: the bot has asked for anything else */

	/* times, CONV_NO_TIME where unknown */
	int64_t first_ms, customer_ms, bot_ms;
	int64_t wait_ms; /* the customer's for the bot's last answer */
	int64_t gap_ms;	 /* and then the bot's for the customer */
};

/* All that a customer turn brings; the log's view of it included. */
struct heard {
	const struct reading *reading;
	const struct voice *voice;
	uint32_t turn;
	int64_t at_ms;
	bool fallback_intent;
	double human_request, negative_feedback; /* of the signals */
};

/* And a bot's turn. */
struct told {
	const struct bot_line *line;
	const struct voice *voice;
	uint32_t turn;
	int64_t at_ms;
	bool fallback_intent;
};

struct hitches {
	struct hitch *items;
	size_t n, room;
};

void flow_start(struct flow *f, int64_t started_ms);

/* Returns whether the bot has said that before. */
bool flow_bot(struct flow *f, const struct told *told, struct hitches *out);

void flow_customer(struct flow *f, const struct heard *h, struct hitches *out);

/* After a customer turn that is judged, as all before it were: fills the
 * signals that flow owns.  Needs sentiment. */
void flow_signals(struct flow *f, struct signals *g);

/* What the customer's last turn is compared by, until four more were heard. */
const struct signature *flow_said(const struct flow *f);

/* After the last turn. */
void flow_end(struct flow *f, struct hitches *out);

void flow_note(struct hitches *out, enum friction kind, uint32_t turn,
    uint32_t length, double detail);

/* [{"kind":...},...] */
void flow_put(const struct hitches *h, struct buf *b);

#endif
