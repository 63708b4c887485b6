#ifndef SCORE_SIGNALS_H
#define SCORE_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "expr/expr.h"
#include "score/weights.h"

/*
 * Private to the room: the signals of one customer turn as numbered slots.
 * What fills a slot (a term list, the log, a count, later a model) is nobody
 * else's business; rules, readiness and output see slots only.
 *
 *	slot, group, name, weight of the readiness model, from which value
 *
 * A signal adds weight x (value - from) to the model's sum; an absent one
 * (null) adds nothing.  All weights push the sum up as the risk grows, so
 * readiness is monotone in every signal.  BIAS is set by hand: it puts a
 * conversation without any sign at 0.05.  `make readiness` fits the others on
 * development dialogues, drawn towards those in train/by-hand.tsv, and writes
 * them into weights.h unless they prove worse on folds: see
 * defaults/readiness.md.
 */
#define BIAS (-3.0)

#define SIGNALS(X) \
	X(HUMAN_REQUEST, NULL, "human_request", WEIGHT_HUMAN_REQUEST, 0) \
	X(SENTIMENT, NULL, "sentiment", WEIGHT_SENTIMENT, 0) \
	X(SENTIMENT_TREND, NULL, "sentiment_trend", WEIGHT_SENTIMENT_TREND, 0) \
	X(ANGER, NULL, "anger", WEIGHT_ANGER, 0) \
	X(ANXIETY, NULL, "anxiety", WEIGHT_ANXIETY, 0) \
	X(URGENCY, NULL, "urgency", WEIGHT_URGENCY, 0) \
	X(PROFANITY, NULL, "profanity", WEIGHT_PROFANITY, 0) \
	X(SHOUTING, NULL, "shouting", WEIGHT_SHOUTING, 0) \
	X(CONFIDENCE, NULL, "confidence", WEIGHT_CONFIDENCE, 1) \
	X(MARGIN, NULL, "margin", WEIGHT_MARGIN, 0) \
	X(OUT_OF_SCOPE, NULL, "out_of_scope", WEIGHT_OUT_OF_SCOPE, 0) \
	X(FALLBACKS, NULL, "fallbacks", WEIGHT_FALLBACKS, 0) \
	X(FALLBACK_STREAK, NULL, "fallback_streak", WEIGHT_FALLBACK_STREAK, 0) \
	X(BOT_REPEATS, NULL, "bot_repeats", WEIGHT_BOT_REPEATS, 0) \
	X(REPHRASES, NULL, "rephrases", WEIGHT_REPHRASES, 0) \
	X(LOOPS, NULL, "loops", WEIGHT_LOOPS, 0) \
	X(BREAKDOWN, NULL, "breakdown", WEIGHT_BREAKDOWN, 0) \
	X(NEGATIVE_FEEDBACK, NULL, "negative_feedback", \
	    WEIGHT_NEGATIVE_FEEDBACK, 0) \
	X(CLOSING, NULL, "closing", WEIGHT_CLOSING, 0) \
	X(TURNS, NULL, "turns", WEIGHT_TURNS, 0) \
	X(ELAPSED_S, NULL, "elapsed_s", WEIGHT_ELAPSED_S, 0) \
	X(BOT_WAIT_S, NULL, "bot_wait_s", WEIGHT_BOT_WAIT_S, 0) \
	X(CUSTOMER_GAP_S, NULL, "customer_gap_s", WEIGHT_CUSTOMER_GAP_S, 0) \
	X(SLOT_REPEATS, NULL, "slot_repeats", WEIGHT_SLOT_REPEATS, 0) \
	X(UNANSWERED, NULL, "unanswered", WEIGHT_UNANSWERED, 0) \
	X(UNHELPFUL, NULL, "unhelpful", WEIGHT_UNHELPFUL, 0) \
	X(LENGTH_TREND, NULL, "length_trend", WEIGHT_LENGTH_TREND, 0) \
	X(ASR_CONFIDENCE, NULL, "asr_confidence", WEIGHT_ASR_CONFIDENCE, 1) \
	X(SILENCES, NULL, "silences", WEIGHT_SILENCES, 0) \
	X(DTMF, NULL, "dtmf", WEIGHT_DTMF, 0) \
	X(BARGE_INS, NULL, "barge_ins", WEIGHT_BARGE_INS, 0) \
	X(SELF_HARM, "safety", "self_harm", WEIGHT_SELF_HARM, 0) \
	X(VIOLENCE, "safety", "violence", WEIGHT_VIOLENCE, 0) \
	X(MEDICAL, "safety", "medical", WEIGHT_MEDICAL, 0) \
	X(ABUSE, "safety", "abuse", WEIGHT_ABUSE, 0) \
	X(CHILD, "safety", "child", WEIGHT_CHILD, 0) \
	X(HAZARD, "safety", "hazard", WEIGHT_HAZARD, 0) \
	X(FRAUD, "compliance", "fraud", WEIGHT_FRAUD, 0) \
	X(LEGAL, "compliance", "legal", WEIGHT_LEGAL, 0) \
	X(COMPLAINT, "compliance", "complaint", WEIGHT_COMPLAINT, 0) \
	X(PRIVACY, "compliance", "privacy", WEIGHT_PRIVACY, 0) \
	X(VULNERABLE, "compliance", "vulnerable", WEIGHT_VULNERABLE, 0) \
	X(PAYMENT, "compliance", "payment", WEIGHT_PAYMENT, 0) \
	X(SECURITY, "compliance", "security", WEIGHT_SECURITY, 0) \
	X(DROPOFF_RISK, NULL, "dropoff_risk", WEIGHT_DROPOFF_RISK, 0) \
	X(READINESS, NULL, "readiness", 0, 0)

#define SIGNAL_ENUM(slot, group, name, weight, from) SLOT_##slot,
enum slot { SIGNALS(SIGNAL_ENUM) N_SLOTS };
#undef SIGNAL_ENUM

enum { MAX_USER_LISTS = 64, MAX_SLOTS = N_SLOTS + MAX_USER_LISTS };

/* Values: NAN is an absent one.  Slots from N_SLOTS are the user's lists. */
struct signals {
	double value[MAX_SLOTS];
	struct str intent; /* no p: absent */
};

struct slot_info {
	const char *group, *name;
	double weight, from;
	struct str path; /* "safety.self_harm" */
	struct str term; /* what stands before its contribution's value */
	struct str weight_term; /* and behind that: its weight */
};

/* Where in a form a signal's value goes: there stands a 0. */
struct blank {
	uint32_t slot, at;
};

/* A part of the output as it is when its signals are 0, as most are. */
struct form {
	struct str text;
	struct blank blanks[MAX_SLOTS]; /* from left to right */
	size_t n;
};

/* The groups there are, in the order in which they are printed. */
enum { SLOT_GROUPS = 3 };
extern const char *const slot_groups[SLOT_GROUPS];

/* What a run knows about its slots. */
struct slots {
	struct slot_info info[MAX_SLOTS];
	size_t n;
	struct form before, behind; /* the intent, in the output */
	struct weighed {
		size_t slot;
		double weight, from;
		double least; /* nearer to `from` its value is a trace */
	} * weighed;	      /* those with a weight */
	size_t n_weighed;
	double bias;
	struct str bias_term;
	size_t terms_room;		/* more than all contributions take */
	const struct expr_shape *facts; /* what `when` sees */
	/* and where, in its flat values: .signals.intent, each slot */
	size_t intent_at;
	uint32_t *at;
};

void slots_init(struct slots *s, const char *const *user_names, size_t n_users,
    struct arena *run);

/* The slot of a path, or s->n. */
size_t slots_find(const struct slots *s, struct str path);

/*
 * To four decimals, halves to even: what is printed is what is compared.  The
 * constant is 1.5 x 2^52: adding it leaves a double no bits for a fraction.
 */
static inline double
quantise(double x)
{
	const double no_fraction = 6755399441055744.0;
	double y = x * 10000;

	if (!(y > -1e15 && y < 1e15))
		return x;
	return ((y + no_fraction) - no_fraction) / 10000;
}

/* Heads of the model that add to a slot of the same name; besides them only
 * those of a request and of sentiment fill one, each in its own way.  The first
 * is heard on turns behind an escalation, too. */
#define HEADED(X) \
	X(negative_feedback, NEGATIVE_FEEDBACK) \
	X(anger, ANGER) \
	X(anxiety, ANXIETY) \
	X(urgency, URGENCY) \
	X(closing, CLOSING) \
	X(abuse, ABUSE) \
	X(self_harm, SELF_HARM) \
	X(violence, VIOLENCE) \
	X(medical, MEDICAL) \
	X(child, CHILD) \
	X(hazard, HAZARD) \
	X(fraud, FRAUD) \
	X(legal, LEGAL) \
	X(complaint, COMPLAINT) \
	X(privacy, PRIVACY) \
	X(vulnerable, VULNERABLE) \
	X(payment, PAYMENT) \
	X(security, SECURITY)

/*
 * Whether a head of the model may fill the slot: then a value nearer to 0 than
 * LEAST_FELT is a trace (MODEL_TRACE).  It ranks turns, for thresholds that
 * users set; it adds nothing to what follows and has no evidence.
 */
#define LEAST_FELT 0.05
bool slot_traces(size_t slot);

/* The value without a trace: 0. */
double slot_felt(const struct signals *g, size_t slot);

/* x as quantise() left it; null when it is absent.  The second writes to where
 * JSON_NUMBER_ROOM bytes fit and returns their end. */
void put_quantised(struct buf *b, double x);
char *write_quantised(char *p, double x);

/* What was put into b, for as long as the run lives and for
 * str_write_blocks(); b is empty then. */
struct str keep_text(struct buf *b, struct arena *run);

/* 1 / (1 + e^-x), quantised. */
double logistic(double x);

/* What the signal adds to the sum, quantised; 0 when absent. */
double slots_contribution(
    const struct slots *s, const struct signals *g, size_t slot);

/* After the weights are set, before anything is weighed: which have one, and
 * how the output is written. */
void slots_finish(struct slots *s, struct arena *run);

/* Fill SLOT_DROPOFF_RISK, then SLOT_READINESS, from the others. */
void slots_dropoff(struct signals *g);
void slots_readiness(const struct slots *s, struct signals *g);

/* {"human_request":0.9,...} */
void slots_put(const struct slots *s, const struct signals *g, struct buf *b);

/* [{"signal":"bias",...},...]: what is 0 is left out. */
void slots_put_contributions(
    const struct slots *s, const struct signals *g, struct buf *b);

#endif
