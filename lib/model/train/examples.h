#ifndef MODEL_TRAIN_EXAMPLES_H
#define MODEL_TRAIN_EXAMPLES_H

#include "base/arena.h"
#include "base/str.h"
#include "text/text.h"

/*
 * What the heads of hoff.model are trained on: texts with a label for each
 * head, which is often not known.
 *
 *	head, its list where it has one, what a 1 means
 */
#define HEADS(X) \
	X(positive, "positive sentiment") \
	X(negative, "negative sentiment") \
	X(anger, "anger, annoyance, frustration") \
	X(anxiety, "worry and fear") \
	X(urgency, "haste") \
	X(human_request, "asks for a person") \
	X(negative_feedback, "tells the bot that its answer was no use") \
	X(abuse, "abuses whoever answers") \
	X(self_harm, "suicide and self-harm") \
	X(violence, "threats and violence") \
	X(medical, "a medical emergency") \
	X(fraud, "reports a fraud") \
	X(legal, "lawyers, courts, regulators") \
	X(complaint, "wants to complain") \
	X(privacy, "asks about personal data") \
	X(vulnerable, "needs special care") \
	X(payment, "cannot pay") \
	X(security, "an account, card or device in others' hands, or lost") \
	X(bot_fallback, "a bot that did not understand") \
	X(closing, "thanks and goodbyes")

#define HEAD_ENUM(name, meaning) HEAD_##name,
enum head { HEADS(HEAD_ENUM) N_HEADS };
#undef HEAD_ENUM

extern const char *const head_names[N_HEADS];
extern const char *const head_meanings[N_HEADS];

enum { LABEL_UNKNOWN = -1 };

/* Trained on, the calibration fitted on, measured on. */
enum part { PART_TRAIN, PART_CALIBRATE, PART_REPORT, N_PARTS };

struct example {
	struct str text;
	uint32_t source; /* see examples_source() */
	uint8_t part;
	bool bot;      /* a bot's words */
	bool everyday; /* a turn of a task dialogue, not looked at by anyone */
	char language[3];
	int8_t label[N_HEADS];
	float terms[N_HEADS]; /* what the term lists say, 0..1 */
};

struct examples {
	struct example *items;
	size_t n, room;
	struct arena *arena;
	const char *sources[64];
	size_t n_sources;
	uint64_t *seen; /* hashes of folded texts: each text once */
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

/* Whether a text without a side of its own is for development: one in ten. */
bool examples_by_hash(struct str text);

/*
 * What is not labelled is a 0 where the lists find nothing that would say 1;
 * `heads` has a bit for each head that this may be done for.
 */
void examples_silent(struct example *x, uint32_t heads);

#define HEAD_BIT(name) ((uint32_t)1 << HEAD_##name)
#define ALL_HEADS      (((uint32_t)1 << N_HEADS) - 1)
#define CUSTOMER_HEADS (ALL_HEADS & ~HEAD_BIT(bot_fallback))

/* Where examples come from. */
void sources_intents(struct examples *e, const char *data);
void sources_emotions(struct examples *e, const char *data);
void sources_abuse(struct examples *e, const char *data);
void sources_counsel(struct examples *e, const char *data);
void sources_dialogues(struct examples *e, const char *data);
void sources_lists(struct examples *e);

/* What the term lists say of a text. */
struct judge_terms;
struct judge_terms *judge_terms_new(struct arena *run);
void judge_terms(struct judge_terms *j, struct str text, const char *language,
    bool bot, float out[N_HEADS]);

#endif
