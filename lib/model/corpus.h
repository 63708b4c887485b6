#ifndef MODEL_CORPUS_H
#define MODEL_CORPUS_H

#include "model/format.h"

/*
 * Private to the room: texts as features, and the training of heads on them.
 * A feature's value is the root of its mass, a whole number from 1 to 127 that
 * is proportional to the square of its idf; a text's values are divided by the
 * root of the sum of its masses, as model_scores() does.
 */
struct feature {
	uint32_t row, count;
};

struct solver;

struct corpus {
	struct model_shape shape;
	uint32_t prior; /* mass of every text; 0 unless the caller sets it */
	double runs;	/* how much runs of characters count beside words */
	struct feature *features; /* of all texts */
	size_t n_features, room;
	size_t *from; /* text i: from[i] up to from[i + 1] */
	size_t n, texts_room;
	int8_t *mass; /* of each row, once corpus_weigh() was called */
	struct solver *solver;
};

void corpus_init(
    struct corpus *c, const struct model_shape *shape, double runs);
void corpus_free(struct corpus *c);

/* Number of the text, from 0. */
size_t corpus_add(struct corpus *c, const struct text *x);

/* After the last corpus_add(), before corpus_fit(); idf counts the texts up to
 * `known`. */
void corpus_weigh(struct corpus *c, size_t known);

static inline size_t
corpus_buckets(const struct corpus *c)
{
	return (size_t)c->shape.run_buckets + c->shape.word_buckets;
}

/* Real weights, before they are made small integers. */
struct fitted {
	size_t n_heads;
	double *weights; /* row x head */
	double *bias;
};

void fitted_init(struct fitted *f, const struct corpus *c, size_t n_heads);
void fitted_free(struct fitted *f);

/* A head that tells texts whose label is 1 from those whose label is 0 by
 * logistic regression; `more` is how many times a 1 counts. */
void corpus_fit_head(const struct corpus *c, const uint32_t *texts,
    const uint8_t *labels, size_t n, double cost, double more, struct fitted *f,
    size_t head);

/* All heads at once, of which a text has one: Crammer and Singer's machine. */
void corpus_fit_all(const struct corpus *c, const uint32_t *texts,
    const uint32_t *labels, size_t n, double cost, struct fitted *f);

/* The scores of a text under weights that are still real. */
void corpus_scores(const struct corpus *c, const struct fitted *f, size_t text,
    double *scores);

/* Small integers: m's rows, and the scale and bias of its heads, which the
 * caller has named.  Rows live in `run`. */
void corpus_quantise(const struct corpus *c, const struct fitted *f,
    struct model *m, struct model_head *heads, struct arena *run);

#endif
