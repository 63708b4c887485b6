#ifndef MODEL_TRAIN_TRAINING_H
#define MODEL_TRAIN_TRAINING_H

#include "base/buf.h"
#include "model/corpus.h"
#include "model/train/examples.h"
#include "model/train/measure.h"

/* How the heads are trained; the card prints it. */
#define COST   4.0  /* liblinear's C */
#define RUNS   0.6  /* weight of a run of characters beside a word's 1 */
#define ALARMS 1e-3 /* share of everyday turns that may pass a floor */
#define LEAST  0.2  /* no floor is lower */

struct training {
	struct examples *examples;
	struct model model;
	struct model_head heads[N_HEADS];
	double *scores;	   /* example x head, of the small integers */
	const char *tests; /* folder of sentences of our own */
};

static inline double
training_score(const struct training *t, size_t example, size_t head)
{
	return t->scores[example * N_HEADS + head];
}

/* What hoff-score makes of the two: see score/heads.h. */
static inline double
training_both(double terms, double model)
{
	return 1 - (1 - terms) * (1 - model);
}

/* The card, as Markdown. */
void card_write(const struct training *t, struct buf *out);

/* Its tables on sentences of our own, and of words swapped. */
void card_sentences(const struct training *t, struct buf *out);
void card_swaps(const struct training *t, struct buf *out);

#endif
