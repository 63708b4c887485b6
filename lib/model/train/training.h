#ifndef MODEL_TRAIN_TRAINING_H
#define MODEL_TRAIN_TRAINING_H

#include "base/buf.h"
#include "model/corpus.h"
#include "model/train/examples.h"
#include "model/train/measure.h"

/* How the heads are trained; the card prints it. */
#define COST	4.0 /* liblinear's C */
#define RUNS	0.6 /* weight of a run of characters beside a word's 1 */
#define PRIOR	200 /* mass that every text has besides */
#define WORDS	4   /* of shorter turns the model is less sure: */
#define SHORT	0.5 /* what p counts there, so that it ranks and decides not, */
#define UNHEARD 0.52 /* at most, of a bot's */
#define SURE	0.8  /* unless so many of the short ones it names are right */
#define ENOUGH	8    /* and it names as many as this, and no more everyday */
#define CHANCE	2    /* turns than their floor allows, or than these */
#define MOOD	1.0  /* of a difference of sentiment it may add */
#define FEW	5    /* everyday turns of which no floor is made */
#define LEAST	0.05 /* no floor is lower: a smaller p is noise */
#define FELT	0.3  /* the floor of sentiment, which is 0 for most turns */

struct training {
	struct examples *examples;
	struct model model;
	struct model_head heads[N_HEADS];
	double *scores;	   /* example x head, of the small integers */
	double *apart;	   /* by models that know nothing of its fold */
	const char *tests; /* folder of sentences of our own */
};

static inline double
training_score(const struct training *t, size_t example, size_t head)
{
	return t->scores[example * N_HEADS + head];
}

/* The heads, and what they make of every text, in its fold and apart. */
void training_fit(struct training *t, struct arena *run);
void training_score_all(struct training *t, struct arena *run);

/* Then what a score is worth. */
void training_calibrate(struct training *t);

/* Whether a head that is calibrated apart learns from a text what that is. */
bool training_tells(const struct example *x, size_t head);

/* What hoff-score makes of both: see score/heads.h. */
double training_both(const struct training *t, const struct example *x,
    double score, size_t head);

/* The card, as Markdown. */
void card_write(const struct training *t, struct buf *out);

/* No sentence of our own that the card measures on is learnt from. */
void sentences_reserve(struct examples *e, const char *folder);

/* Its tables on sentences of our own, and of words swapped. */
void card_sentences(const struct training *t, struct buf *out);
void card_swaps(const struct training *t, struct buf *out);

/* What hoff-score makes of a text of ours: of the lists alone, of both. */
struct opinion {
	double terms[N_HEADS], both[N_HEADS];
};

struct adviser; /* of a trained model */
struct adviser *adviser_new(const struct training *t, struct arena *run);
void adviser_free(struct adviser *a);
void adviser_read(struct adviser *a, struct str text, const char *language,
    struct opinion *out);

#endif
