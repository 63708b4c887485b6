#ifndef SCORE_READING_H
#define SCORE_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "score/lists.h"
#include "score/signals.h"
#include "terms/terms.h"
#include "text/text.h"

/*
 * Private to the room: one turn, tokenised and searched once.
 *
 * What costs what, in hundredths of the instructions (callgrind) on the corpus
 * of `make bench` with the default rules and the built-in model, where a
 * customer turn has 24 tokens:
 *	24	reading, indexing and parsing a record
 *	18	the model (heads.c)
 *	12	tokens (text)
 *	 8	searches
 *	 6	what is known of each token (lists_know)
 *	 4	counting words and marks
 *	 3	signals of the words, a request for a person
 *	 4	comparing turns (signature.c), counting frictions
 *	 2	remembered lines of the bot (more in time)
 *	 8	facts, rules, readiness
 *	 6	reasons, the annotation
 * Most of the time that is not computed is lost to branches nobody can foresee:
 * some 200 a turn.
 * The rest is spread thin.  To remember customers' texts that come again, as
 * the bot's are, was tried: tokens, counts and scores of one text in three took
 * 6 hundredths of the instructions away and no time, for what is remembered
 * lies far.
 *
 * Of the hits of one list only the outermost stay, and a term of weight 0 is a
 * counter-term: it takes the hits inside its words away and goes itself.  So
 * "killing" counts, "this app is killing me" does not.
 */
struct heads;

/* A lighter hit says too little by itself for it to matter that it is denied:
 * "my password" takes "password" away and leaves a model to judge. */
#define READING_WEAK 0.5F

/* What is counted of a text; words in one walk without a branch, for what a
 * token is cannot be foreseen. */
enum { CONTENT_WORDS = 24 };

struct tally {
	uint32_t words;
	uint32_t with_ideograms;       /* words and ideograms: model_words() */
	uint32_t long_words, capitals; /* of two characters or more; of those,
					  in capitals */
	uint32_t exclamations, questions;
	uint32_t content[CONTENT_WORDS + 1]; /* the first tokens that are
						neither marks nor stop words */
	uint32_t n_content;
};

/* How many counter-terms of dangers are kept of a turn. */
enum { READING_ASIDE = 8 };

struct reading {
	const struct lists *lists;
	struct text text;
	struct tally tally;
	struct spoken spoken;
	struct lists_known known;
	struct term_hit *hits; /* set by set, each in order */
	float *turned;	       /* for each, how far a negator before it turns it
				  round: 0 no, 1 "not", 0.5 "cannot" */
	size_t n_hits, hits_room;
	size_t from[N_SETS], to[N_SETS]; /* which of them are a set's */
	bool searched[N_SETS];
	uint32_t *covered;   /* for each list, while hits are sifted */
	double strength[64]; /* for each built-in list: 1 - product(1 - w) */
	uint64_t found;	     /* a bit for each built-in list with a hit */
	uint64_t countered;  /* a bit for each built-in list of which a
				counter-term was found that took more away than
				what is weak */
	struct aside {
		uint32_t first, last; /* tokens */
	} aside[READING_ASIDE]; /* the counter-terms of dangers, in order */
	size_t n_aside;		/* all there are, also those not kept */
	struct heads *heads;	/* what models add; NULL: nothing */
};

void reading_init(struct reading *r, const struct lists *l);
void reading_free(struct reading *r);

/* Read a text and search it for a set; for SET_CUSTOMER, for the modifiers
 * too where they matter.  `before`: as the log says, or as was spoken
 * last. */
void reading_take(struct reading *r, enum list_set set, struct str utf8,
    const struct spoken *before);

/* Search the same text for a set anew, as if it were in that language. */
void reading_again(
    struct reading *r, enum list_set set, const struct spoken *spoken);

/* Search the same text for another set, if that was not done yet. */
void reading_search(struct reading *r, enum list_set set);

/* The words in their order, marks aside; *n counts them. */
uint64_t reading_hash(const struct reading *r, uint32_t *n);

/* The first content words, as hashes; returns how many. */
enum { LINE_WORDS = 12 };
uint32_t reading_line(
    const struct reading *r, uint32_t words[static LINE_WORDS]);

/* Whether a sentence ends or pauses between two tokens, both excluded. */
bool reading_breaks(const struct reading *r, uint32_t from, uint32_t to);

/* Fill the signals that the words alone decide; of a text that was taken with
 * SET_FRICTION, those that still matter then. */
void reading_signals(const struct reading *r, struct signals *g);

/* The list whose words are the evidence of a slot, or UINT32_MAX. */
uint32_t reading_list(size_t slot);

/* How far a negator reaches over a list: what remains of the weight. */
double reading_weight(const struct reading *r, size_t hit);

#endif
