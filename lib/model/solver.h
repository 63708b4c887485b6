#ifndef MODEL_SOLVER_H
#define MODEL_SOLVER_H

#include <stddef.h>
#include <stdint.h>

/*
 * Private to the room: liblinear, whose names are the same as ours.  Texts are
 * put in one by one, feature by feature in ascending order.  One solver works
 * at a time.
 */
struct solver;

struct solver *solver_new(size_t columns, size_t texts, size_t features);
void solver_free(struct solver *s);
void solver_put(struct solver *s, uint32_t column, double value);
void solver_end(struct solver *s); /* of a text */

/* Where weights go: that of column c and label l to weights[c * step + l]. */
struct solver_weights {
	double *weights;
	size_t step;
	double *bias;
};

/* Logistic regression, 1 against 0; a 1 counts `more` times. */
void solver_head(const struct solver *s, const uint32_t *texts,
    const uint8_t *labels, size_t n, double cost, double more,
    struct solver_weights *out);

/* Crammer and Singer's machine over labels from 0, each of which occurs. */
void solver_all(const struct solver *s, const uint32_t *texts,
    const uint32_t *labels, size_t n, double cost, struct solver_weights *out);

#endif
