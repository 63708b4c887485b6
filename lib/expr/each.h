#ifndef EXPR_EACH_H
#define EXPR_EACH_H

#include "expr/tree.h"

/* What the generators of each.c and assemble.c share. */

/* What nearly every sink needs. */
struct next {
	struct sink sink;
	const struct node *n;
	const struct expr_value *in; /* of the node, for its other parts */
	const struct sink *out;
};

#define NEXT(self) ((const struct next *)(self))

bool eval_each_object(struct eval *ev, const struct node *n,
    const struct expr_value *in, const struct sink *out);
bool eval_each_record(struct eval *ev, const struct node *n,
    const struct expr_value *in, const struct sink *out);

/* Functions, and strings with interpolations. */
bool eval_each_native(struct eval *ev, const struct node *n,
    const struct expr_value *in, const struct sink *out);

#endif
