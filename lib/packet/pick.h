#ifndef PACKET_PICK_H
#define PACKET_PICK_H

#include "packet/gist.h"
#include "packet/sketch.h"

/*
 * Which sentences an agent has to know, learned from conversations in which
 * people marked them (train/picks.ndjson): logistic regression over what a
 * sentence is and where it stands, no word of it but those of gist.csv.
 */
#define PICK_HEADS(X) \
	X(MATTER, \
	    "matter")	/* of the customer: what is wrong, what is wanted */ \
	X(WISH, "wish") /* of the customer: how it is to end */ \
	X(BOT, "bot")	/* of the bot: what it did, refused, promised */
#define PICK_ENUM(symbol, name) PICK_##symbol,
enum pick_head { PICK_HEADS(PICK_ENUM) N_PICK_HEADS };

/* What is counted of a sentence, one number each; GIST_MARKS stand behind
 * these. */
#define PICK_FEATURES(X) \
	X(ALWAYS, "always") \
	X(SAYS, "says") \
	X(ASKS, "asks") \
	X(QUESTION, "question") \
	X(DECIDES, "decides") \
	X(POINTS, "points") \
	X(NUMBER, "number") \
	X(LABEL, "label") \
	X(WANTS, "wants") \
	X(UNWANTED, "unwanted") \
	X(THINGS, "things") \
	X(WORDS_2, "words_2") /* so many words, at most */ \
	X(WORDS_4, "words_4") \
	X(WORDS_7, "words_7") \
	X(WORDS_12, "words_12") \
	X(WORDS_20, "words_20") \
	X(WORDS_MORE, "words_more") \
	X(LONG_WORDS, "long_words") /* log(1 + words of four letters) */ \
	X(BACK_0, "back_0")	    /* in the speaker's last turn */ \
	X(BACK_1, "back_1") \
	X(BACK_2, "back_2") \
	X(BACK_3, "back_3") \
	X(BACK_MORE, "back_more") \
	X(TURN_FIRST, "turn_first") \
	X(TURN_SECOND, "turn_second") \
	X(REQUEST, "request") /* in the first request */ \
	X(ALONE, "alone")     /* the only sentence of its turn */ \
	X(BEGINS, "begins")   /* the first of several */ \
	X(ENDS, "ends") \
	X(PERSON_TURN, "person_turn") /* the turn asks for a person */ \
	X(FALLBACK, \
	    "fallback")	      /* the bot's turn, or the one before it, did */ \
	X(REPEAT, "repeat")   /* not understand, or said the same again */ \
	X(ANSWERS, "answers") /* a question of the bot's */
#define PICK_FEATURE_ENUM(symbol, name) PICK_IS_##symbol,
enum pick_feature {
	PICK_FEATURES(PICK_FEATURE_ENUM) PICK_MARKS,
	N_PICK_FEATURES = PICK_MARKS + N_MARKS
};

enum { PICK_HAS = 32 + N_MARKS }; /* features a sentence has, at most */

_Static_assert(N_PICK_FEATURES <= 256, "a byte holds a feature");

/* "words_2"; and that of a mark. */
const char *pick_feature_name(size_t feature);

/*
 * The sentences of a speaker up to the decision, one by one, with what is
 * counted of each:
 *	pick_begin(s, ROLE_BOT, &w);
 *	while (pick_next(s, &w)) ... w.piece, w.turn
 */
struct pick_walk {
	struct gist_piece piece;
	size_t turn;
	unsigned char has[PICK_HAS]; /* enum pick_feature: those it has */
	size_t n_has;
	double long_words; /* of PICK_IS_LONG_WORDS; the others count 1 */

	/* private */
	enum role role;
	size_t next, nth, back; /* turns of the speaker before it, and behind */
	size_t at;		/* the next piece of the turn */
	bool asked;		/* the other asked something before it */
};

void pick_begin(const struct sketch *s, enum role role, struct pick_walk *w);
bool pick_next(const struct sketch *s, struct pick_walk *w);

/* The probability that it has to be known. */
double pick_probability(enum pick_head head, const struct pick_walk *w);

#endif
