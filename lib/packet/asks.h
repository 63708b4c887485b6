#ifndef PACKET_ASKS_H
#define PACKET_ASKS_H

#include "base/arena.h"
#include "packet/packet.h"
#include "text/text.h"

/*
 * What people ask each other for, and what tells that they do: phrases by
 * language (asks.csv).
 */
#define ASK_ENUM(symbol, name) ASK_##symbol,
enum ask_topic { AUDIT_TOPICS(ASK_ENUM) N_ASK_TOPICS };

/* Lists behind those of the topics. */
#define ASK_MARKS(X) \
	X(ASK, "ask")	  /* how a thing is asked for */ \
	X(WHICH, "which") /* how a question for a thing begins */ \
	X(NOT, "not")	  /* it need not be given */ \
	X(OTHER, "other") /* another one than what is known */ \
	X(CHECK, "check") /* who is there has to be proven */ \
	X(SAME, "same")	  /* what is known is read back */ \
	X(LACKS, "lacks") /* there is nothing to answer with */ \
	X(EMPTY, "empty") /* tells no problem */
#define MARK_ENUM(symbol, name) SAYS_##symbol,
enum ask_mark { ASK_MARKS(MARK_ENUM) N_ASK_MARKS };

const char *ask_topic_name(enum ask_topic t);

/* Dies on tables that cannot be used. */
struct ask_terms;
const struct ask_terms *ask_terms(
    struct packet_file asks, struct packet_file stopwords, struct arena *run);

/* Words that say something, by their hashes; the least first. */
struct ask_words {
	uint64_t *all;
	size_t n;
};

/* Two times what both have, over what each has; to four decimals. */
double ask_likeness(const struct ask_words *a, const struct ask_words *b);

struct ask_sentence {
	uint32_t first, end;  /* tokens */
	uint32_t start, stop; /* code points of the turn */
	bool question;
	unsigned says;	       /* bits: enum ask_mark */
	uint64_t topics, told; /* bits: asked for; a word of it stands there */
	struct {
		uint32_t start, stop; /* code points, of what was asked for */
	} at[N_ASK_TOPICS], told_at[N_ASK_TOPICS];
	size_t behind; /* words that say something behind the question for
			  the problem */
	struct ask_words words;
};

/* One turn, cut into sentences. */
struct ask_turn {
	struct ask_sentence *all;
	size_t n;
	unsigned says; /* of any of them */
	uint64_t told; /* the same */
	struct ask_words words;
};

/* One thread's reading. */
struct ask_reader;

struct ask_reader *ask_reader_new(const struct ask_terms *t);
void ask_reader_free(struct ask_reader *r);

/* What is read lives in `a`. */
void ask_read(struct ask_reader *r, struct str text, struct str language,
    struct arena *a, struct ask_turn *out);

/* The topics that a name of a slot stands for, as bits: "order_id". */
uint64_t ask_topics_of(struct ask_reader *r, struct str name);

/* Whether each word of a slot's name is in the sentence, of the text that was
 * read last. */
bool ask_names(
    struct ask_reader *r, const struct ask_sentence *s, struct str name);

#endif
