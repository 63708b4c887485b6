#ifndef EXPR_RANGE_H
#define EXPR_RANGE_H

#include "expr/syntax.h"
#include "expr/value.h"

/*
 * A set of values: stretches of jq's total order of all values, from null to
 * objects.  Private to the room.
 *
 * A set begins outside; each cut goes in or out.  `fails` tells that there may
 * be no value at all, because the expression fails.
 */
struct cut {
	struct expr_value value;
	bool after; /* just behind the value, or just before it */
};

enum { RANGE_CUTS = 16 };

struct range {
	struct cut cuts[RANGE_CUTS];
	size_t n;
	bool fails;
};

struct range range_all(bool fails);
struct range range_none(void);

/* The values of one kind; EXPR_FALSE and EXPR_TRUE are one value each. */
struct range range_kind(enum expr_kind k);
struct range range_numbers(double low, double high);	     /* both included */
struct range range_strings(struct str low, struct str high); /* the same */

/* The values for which `value op v` holds; false when it cannot be told. */
bool range_compared(
    enum binary op, const struct expr_value *v, struct range *out);

/* Neither null nor false. */
struct range range_truthy(void);

struct range range_not(const struct range *a); /* `fails` stays */

/* What is in both, in either; false when that has too many stretches. */
bool range_and(const struct range *a, const struct range *b, struct range *out);
bool range_or(const struct range *a, const struct range *b, struct range *out);

/* Surely no value, no failure; with `whole` only whole numbers count. */
bool range_is_empty(const struct range *a, bool whole);

/* Every value of a is below every value of b (b->n and a->n are not 0). */
bool range_is_below(const struct range *a, const struct range *b);

/* Nothing but numbers and perhaps null: its least and greatest number.  The
 * numbers are none when *low > *high. */
bool range_numeric(
    const struct range *a, double *low, double *high, bool *null);

#endif
