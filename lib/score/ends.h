#ifndef SCORE_ENDS_H
#define SCORE_ENDS_H

#include <stdatomic.h>

#include "base/arena.h"
#include "expr/expr.h"

/*
 * Private to the room: rules that were given up on a conversation (crashed,
 * out of time, steps or memory) and how often.  One thread's view.
 */
struct ends {
	size_t n;	   /* rules */
	uint64_t *all;	   /* rule x cause: conversations */
	bool *now;	   /* the same, of the last conversation */
	bool any;	   /* anything in `now` */
	atomic_flag *told; /* of the run: rule x cause */
};

void ends_init(
    struct ends *e, size_t n_rules, atomic_flag *told, struct arena *a);
void ends_start(struct ends *e); /* a conversation */

/* The rule ended so; a second time on a conversation it is not counted. */
void ends_note(struct ends *e, size_t rule, enum expr_answer cause);

/* In how many conversations so far the rule ended so (EXPR_CRASHED and on). */
uint64_t ends_count(const struct ends *e, size_t rule, enum expr_answer cause);

/* A rule that ended so in the last conversation, of which nobody has been told
 * in this run; false when there is none (any more). */
bool ends_trouble(struct ends *e, size_t *rule, enum expr_answer *cause);

#endif
