#ifndef EXPR_REASON_H
#define EXPR_REASON_H

#include "expr/range.h"
#include "expr/tree.h"

/*
 * Proofs about conditions.  Private to the room.
 *
 * A condition is taken apart into terms (what is compared or asked for its
 * truth) and what is claimed of each: that its value lies in a range.  A claim
 * is impossible when the ranges of one term have nothing in common, whichever
 * way the ors go.  Terms of one key have one value.
 */
struct expr_view {
	struct str text;
	const struct expr *e;
	struct arena *run;
	struct expr_error outside; /* no detail: native */
};

/* What `.` and the variables stand for: the innermost comes first. */
struct context {
	enum { CONTEXT_DOT, CONTEXT_VARIABLE, CONTEXT_ELEMENT } kind;
	uint32_t slot;		     /* VARIABLE */
	const struct node *node;     /* DOT, VARIABLE: what it is */
	const struct context *home;  /* and where that stands */
	const struct context *outer; /* NULL: the input itself */
};

struct term {
	struct str key;
	struct range possible; /* at this point of the proof */
	bool whole;
};

enum { PROOF_TERMS = 64 };

struct proof {
	const struct expr_knowledge *knowledge;
	struct arena *run; /* holds keys and contexts of the proof */
	struct term terms[PROOF_TERMS];
	size_t n;
	long steps;
	unsigned depth;
};

/* NO_FAIL and FAILS are of the node as a whole. */
enum claim { IS_TRUE, IS_FALSE, NOT_TRUE, NOT_FALSE, NO_FAIL, FAILS };

struct claims { /* all of them together */
	const struct node *node;
	const struct context *context;
	enum claim claim;
	const struct claims *next;
};

struct proof *proof_new(const struct expr_knowledge *k, struct arena *run);

/* False: certainly not, whatever the input is. */
bool proof_possible(struct proof *p, const struct claims *all);

/* The value of `n` on from here is that of *n in *c: what `.` or a variable
 * stands for.  False: of nothing that is written (the input, an element). */
bool context_resolve(const struct node **n, const struct context **c);

/* `.` of what stands behind node | */
const struct context *context_dot(
    struct arena *run, const struct node *node, const struct context *c);
const struct context *context_variable(struct arena *run, uint32_t slot,
    const struct node *node, const struct context *c);
const struct context *context_element(
    struct arena *run, const struct context *c);

/* A text that is the same for expressions that give the same on one input. */
struct str term_key(
    struct proof *p, const struct node *n, const struct context *c);

/* The values it may have, and what is known of it when it is a path. */
struct range term_range(struct proof *p, const struct node *n,
    const struct context *c, const struct expr_known **known);

/*
 * A comparison as a claim on one of its sides: it holds when the value of *term
 * is in *holds.  Where that cannot be said *term is the comparison.
 */
void term_compared(struct proof *p, const struct node *n,
    const struct context *c, const struct node **term,
    const struct context **home, struct range *holds);

/* Parts that fail wherever they are asked, and why. */
typedef void fails_fn(void *arg, const struct node *n, const char *why);

void find_fails(const struct node *n, fails_fn *found, void *arg);

#endif
