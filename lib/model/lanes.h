#ifndef MODEL_LANES_H
#define MODEL_LANES_H

#include <stddef.h>
#include <stdint.h>

#include "model/format.h"

/*
 * Private to the room: rows of small integers, one lane a head, added up.  Of a
 * row there are `width` lanes, a multiple of FORMAT_WIDTH.  Sums of integers
 * are the same in any order: all that do this do the same.
 */

/* What is added to totals: rows, which add up to no more than fits into sums,
 * and sums. */
struct addends {
	const int8_t *const *rows;
	const int16_t *const *sums;
	size_t n_rows, n_sums;
};

struct lanes {
	/* The sums of n rows, which are no more than fit. */
	void (*sum)(int16_t *restrict sums, const int8_t *const *rows, size_t n,
	    size_t width);

	/* Add to totals. */
	void (*add)(
	    int32_t *restrict totals, const struct addends *a, size_t width);

	/* scale x total x norm + bias, of n heads. */
	void (*score)(double *restrict scores, const int32_t *totals,
	    const double *scale, const double *bias, double norm, size_t n);
};

extern const struct lanes lanes_plain;

/* The fastest for this processor. */
const struct lanes *lanes_best(void);

#endif
