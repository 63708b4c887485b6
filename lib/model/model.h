#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "text/text.h"

/*
 * Linear models over the tokens of a turn.
 *
 * What a turn has are features, each a number below `buckets`, got by hashing:
 *	of a word	the word, its stem (where the model has stems), the runs
 *			of `low` to `high` characters in it, its two edges
 *			counting as characters
 *	of words	a word with the next (order 2), the next two (order 3),
 *			and one further on (up to `skips` words between)
 * Of marks only ? and ! are words; a number is a word without characters, and
 * all numbers are one; of a word so long that it has more than MODEL_WORD
 * bytes those are read.
 *
 * A model has heads (a signal, an intent) and for each feature a row of one
 * small integer a head, and a mass.  The raw sum of a head is that of its
 * integers over the features, repeats counted; its score is
 *	scale * sum / sqrt(prior + sum of masses) + bias
 * and for a turn without features `bias`: the prior, a mass that every turn
 * has, keeps the few words of a short turn from saying too much.  The sums are
 * of integers, so the scores are the same everywhere.
 */
enum { MODEL_WORD = 52 };

enum model_kind { MODEL_SIGNALS = 1, MODEL_INTENTS = 2 };

struct model_head {
	struct str name;
	double scale, bias;
	double slope,
	    offset;   /* probability: logistic(slope * score + offset) */
	double floor; /* a lower probability ranks, and decides nothing */
	double brief; /* what a probability counts on a short turn */
	double doubt; /* a lower probability casts doubt on what lists say */
};

/* What is hashed. */
struct model_shape {
	uint32_t run_buckets, word_buckets; /* of runs of characters, and of
					       all else; powers of two */
	uint8_t order, skips, low, high;
	bool stems;
};

enum { MODEL_PARAMETERS = 8 };

/* What a model of signals says of its use: how many words a turn has of which
 * it is sure, how much of a difference of sentiment it may add, and what its
 * probabilities count on a single word, which the term lists know better. */
enum { MODEL_LEAST_WORDS, MODEL_SENTIMENT, MODEL_ALONE };

/* Immutable; for all threads. */
struct model {
	enum model_kind kind;
	struct str name, version, attribution, card;
	char sha256[65]; /* of the file behind its own mention of it */
	struct model_shape shape;
	const struct model_head *heads;
	size_t n_heads;
	size_t width;	/* of a row: heads, the mass, and what fills it up */
	uint32_t prior; /* mass that every text has besides */
	double parameters[MODEL_PARAMETERS]; /* what they are, the kind says */
	const int8_t *rows;		     /* private */
};

/*
 * A model from the bytes of a file, which outlive it.  Dies with "FILE: ..."
 * on one that is truncated, of another kind of file, or altered.
 */
const struct model *model_read(
    struct str bytes, const char *file, struct arena *run);

/* The same from bytes that are as trusted as the program, which brings them;
 * and the signals that hoff brings. */
const struct model *model_embedded(
    struct str bytes, const char *name, struct arena *run);
const struct model *model_builtin(struct arena *run);

/* The head of that name, or n_heads. */
size_t model_find(const struct model *m, struct str name);

/* A small model has fewer rows, and of words only pairs of neighbours. */
enum model_size { MODEL_USUAL, MODEL_SMALL };

/*
 * Train a model of intents on tab-separated values with the columns `text` and
 * `intent`; rows of the intents `oos` and `out_of_scope` are what no intent is
 * for.  A part of each intent is held back first, to measure on; the model
 * that is written then learns from all rows.  The card, which is in the model
 * too, says as Markdown what was measured.  Dies with "FILE:LINE: ..."
 * on a file that cannot be used.
 */
void model_train_intents(struct str tsv, const char *file, enum model_size size,
    struct buf *model, struct buf *card);

/* What a model of intents makes of scores. */
struct model_intent {
	size_t head;
	double confidence;   /* that it is this one, if it is any of them */
	double margin;	     /* to the next one's confidence */
	double out_of_scope; /* that it is none; from 0.5 on it counts as none
			      */
};

struct model_intent model_intent(const struct model *m, const double *scores);

/* How sure it is of an intent whose score is by so much more than that of the
 * best, which has 1: confidence before it is shared out. */
double model_sureness(const struct model *m, double more);

/* One thread's reader of one model: it remembers words. */
struct model_reader;

struct model_reader *model_reader_new(const struct model *m);
void model_reader_free(struct model_reader *r);

/* The scores of all heads for a text; they live until the next call. */
const double *model_scores(struct model_reader *r, const struct text *x);

enum { MODEL_SPAN = 4 };

struct model_span {
	uint32_t first, last; /* tokens */
};

/* The run of at most MODEL_SPAN words that adds most to a head's sum; of a
 * text without words its first token. */
struct model_span model_strongest(
    struct model_reader *r, const struct text *x, size_t head);

/* Words and ideograms: what has them is long enough for a model to speak. */
size_t model_words(const struct text *x);

/* slope * score + offset */
double model_log_odds(const struct model_head *h, double score);

/* logistic(model_log_odds()); below the floor it is drawn out over the numbers
 * under MODEL_TRACE, which rank texts and decide nothing. */
#define MODEL_TRACE 0.049
double model_probability(const struct model_head *h, double score);

#endif
