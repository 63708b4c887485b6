#ifndef SCORE_TALK_H
#define SCORE_TALK_H

#include <stdint.h>

#include "conv/conv.h"
#include "score/botline.h"
#include "score/flow.h"
#include "score/reading.h"
#include "score/signals.h"

/*
 * Private to the room: how the talk goes, beside what flow.h counts: the same
 * asked again, questions without an answer, answers that were no use, long and
 * short turns, and what a voice platform logs.
 */
enum { ASKED = 4 /* questions of the bot that are remembered */ };

struct talk {
	/* counts so far */
	uint32_t customer_turns;
	uint32_t words; /* of those whose signals were asked for */
	uint32_t slot_repeats, unanswered, unhelpful;
	uint32_t silences, dtmf, barge_ins;

	/* a ring: what the bot asked last */
	struct asked {
		struct asks asks;
		uint64_t slot; /* hash of its name, or 0 */
		uint32_t exchange, turn;
	} asked[ASKED];
	uint32_t n_asked;

	/* the customer's last turn */
	bool questioned;
	uint32_t question; /* its number */
	int64_t question_ms;
};

void talk_start(struct talk *t);

/* A bot's turn. */
void talk_bot(struct talk *t, const struct told *told, struct hitches *out);

/*
 * A customer's turn, before flow_customer(), which forgets how the exchange
 * before it ended.
 */
void talk_customer(struct talk *t, const struct flow *f, const struct heard *h,
    struct hitches *out);

/* After one that is judged, as all before it were: fills the signals that this
 * owns. */
void talk_signals(struct talk *t, const struct heard *h, struct signals *g);

/* How much keys that were pressed without a word ask for a person. */
double talk_keys(const struct voice *voice);

#endif
