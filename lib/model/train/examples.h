#ifndef MODEL_TRAIN_EXAMPLES_H
#define MODEL_TRAIN_EXAMPLES_H

#include "base/arena.h"
#include "base/str.h"
#include "text/text.h"

/*
 * What the heads of hoff.model are trained on: texts with a label for each
 * head, which is often not known.
 *
 *	head, what a 1 means, share of everyday turns that may pass its floor,
 *	how it is calibrated, p below which it doubts the lists
 *
 * A head is calibrated on texts AS_MET, of sources that it learnt from and in
 * which a 1 is as frequent as it is there.  Or it is calibrated APART: by
 * models that learnt nothing from a text's source, on texts in which the lists
 * find nothing, with this for the share of a 1.
 */
#define OFTEN 1e-3
#define RARE  2e-4

#define AS_MET	    0
#define APART	    0.01
#define APART_GRAVE 0.015 /* to miss a danger is worse than an alarm */
#define APART_OFTEN 0.03
#define APART_FELT  0.05 /* who writes to a help desk is rarely glad */

#define NEVER  0
#define DOUBTS 0.1

#define HEADS(X) \
	X(positive, "positive sentiment", OFTEN, AS_MET, DOUBTS) \
	X(negative, "negative sentiment", OFTEN, AS_MET, NEVER) \
	X(anger, "anger, annoyance, frustration", OFTEN, APART_FELT, NEVER) \
	X(anxiety, "worry and fear", OFTEN, APART_FELT, NEVER) \
	X(urgency, "haste", OFTEN, APART, NEVER) \
	X(human_request, "asks for a person", RARE, APART, NEVER) \
	X(negative_feedback, "tells the bot that its answer was no use", \
	    OFTEN, APART_OFTEN, DOUBTS) \
	X(abuse, "abuses whoever answers", OFTEN, APART_OFTEN, NEVER) \
	X(self_harm, "suicide and self-harm", RARE, APART_GRAVE, NEVER) \
	X(violence, "threats and violence", RARE, APART_GRAVE, NEVER) \
	X(medical, "a medical emergency", RARE, APART_GRAVE, NEVER) \
	X(child, "a child in danger, or one that writes", RARE, APART_GRAVE, \
	    NEVER) \
	X(hazard, "gas, fire, live wires: what endangers life now", RARE, \
	    APART_GRAVE, NEVER) \
	X(fraud, "reports a fraud", RARE, APART, DOUBTS) \
	X(legal, "lawyers, courts, regulators", RARE, APART, DOUBTS) \
	X(complaint, "wants to complain", RARE, APART, DOUBTS) \
	X(privacy, "asks about personal data", RARE, APART, DOUBTS) \
	X(vulnerable, "needs special care", RARE, APART, DOUBTS) \
	X(payment, "cannot pay", RARE, APART, DOUBTS) \
	X(security, "an account, card or device in others' hands, or lost", \
	    RARE, APART, DOUBTS) \
	X(bot_fallback, "a bot that did not understand", OFTEN, AS_MET, NEVER) \
	X(breakdown, "a bot whose turn leaves nothing to go on with", OFTEN, \
	    AS_MET, NEVER) \
	X(closing, "thanks and goodbyes", OFTEN, APART, DOUBTS)

#define HEAD_ENUM(name, meaning, alarms, share, doubt) HEAD_##name,
enum head { HEADS(HEAD_ENUM) N_HEADS };
#undef HEAD_ENUM

extern const char *const head_names[N_HEADS];
extern const char *const head_meanings[N_HEADS];
extern const double head_alarms[N_HEADS], head_shares[N_HEADS],
    head_doubts[N_HEADS];

/* The head of that name; N_HEADS when there is none. */
size_t head_named(struct str name);

enum { LABEL_UNKNOWN = -1 };

/* How often a turn of ConvAbuse counts as met: few of them, of real users. */
enum { ABUSE_TIMES = 8 };

/* What is left out together, so that a model knows nothing of it. */
enum { N_FOLDS = 3, NO_FOLD = N_FOLDS };

/* Trained on, the calibration fitted on, measured on. */
enum part { PART_TRAIN, PART_CALIBRATE, PART_REPORT, N_PARTS };

struct example {
	struct str text;
	uint32_t source; /* see examples_source() */
	uint32_t times;	 /* it was met, in dialogues; else 1 */
	uint32_t words;
	uint32_t judges, broken; /* of each turn with these words: how many, and
				    twice how many saw a breakdown, once how
				    many a possible one */
	uint8_t part, fold;
	bool bot;      /* a bot's words */
	bool everyday; /* a turn of a task dialogue, not looked at by anyone */
	char language[3];
	int8_t label[N_HEADS];
	float terms[N_HEADS];	/* what the term lists say, 0..1 */
	uint8_t leave[N_HEADS]; /* what a head may say: enum leave */
};

/* The hash of a text's words, and the number of the example + 1. */
struct seen {
	uint64_t hash;
	size_t example;
};

struct examples {
	struct example *items;
	size_t n, room;
	struct arena *arena;
	const char *sources[64];
	size_t n_sources;
	struct seen *seen; /* each text once */
	size_t n_seen, seen_room;
	struct text text;
	struct judge_terms *terms;
};

void examples_init(struct examples *e, struct arena *arena);

/* The number of a source's name. */
uint32_t examples_source(struct examples *e, const char *name);

/*
 * Add a text with its labels unknown and its terms looked up; NULL when the
 * same words are there already.  `dev` says on which side the source has it;
 * it is forced by examples_by_hash() where the source does not say.
 */
struct example *examples_add(struct examples *e, struct str text,
    const char *language, bool bot, const char *source, bool dev);

/* Say what is left out with what, when all are there. */
void examples_fold(struct examples *e);

/* The example that has the words of the text examples_add() refused last; NULL
 * where they are reserved. */
struct example *examples_same(struct examples *e);

/* From now on these words are refused: they are measured on elsewhere. */
void examples_reserve(struct examples *e, struct str text);

/* Whether a text without a side of its own is for development: one in ten. */
bool examples_by_hash(struct str text);

/*
 * What is not labelled is a 0 where the lists find nothing that would say 1;
 * `heads` has a bit for each head that this may be done for.
 */
void examples_silent(struct example *x, uint32_t heads);

#define HEAD_BIT(name) ((uint32_t)1 << HEAD_##name)
#define ALL_HEADS      (((uint32_t)1 << N_HEADS) - 1)
#define BOT_HEADS      (HEAD_BIT(bot_fallback) | HEAD_BIT(breakdown))
#define CUSTOMER_HEADS (ALL_HEADS & ~BOT_HEADS)

/* Where examples come from. */
void sources_intents(struct examples *e, const char *data);
void sources_emotions(struct examples *e, const char *data);
void sources_abuse(struct examples *e, const char *data);
void sources_counsel(struct examples *e, const char *data);
void sources_dialogues(struct examples *e, const char *data);
void sources_lessons(struct examples *e, const char *folder);
void sources_turns(struct examples *e, const char *folder);
void sources_lists(struct examples *e);

/* What the term lists say of a text. */
struct judge_terms;
struct judge_terms *judge_terms_new(struct arena *run);
void judge_terms(struct judge_terms *j, struct example *x);

#endif
