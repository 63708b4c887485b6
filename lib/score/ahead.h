#ifndef SCORE_AHEAD_H
#define SCORE_AHEAD_H

#include "score/judge.h"

/*
 * Private to the room: rules that run in the jail are asked ahead, about all
 * customer turns of a conversation in one exchange.  Signals do not hang on
 * rules, so that a first replay can gather the facts of every turn.
 */
struct ahead;

struct ahead *ahead_new(const struct score_plan *p); /* NULL: none is jailed */
void ahead_free(struct ahead *a);

void ahead_start(struct ahead *a);
void ahead_note(struct ahead *a, struct expr_value facts); /* the next turn */
void ahead_ask(struct ahead *a);

/* What the jailed rule says at the turn-th customer turn. */
enum expr_answer ahead_answer(
    const struct ahead *a, size_t rule, uint32_t turn);

/* In how many conversations so far the rule ended so (EXPR_CRASHED and on). */
uint64_t ahead_ended(
    const struct ahead *a, size_t rule, enum expr_answer cause);

/* A rule that ended so in the last conversation, of which nobody has been told
 * in this run; false when there is none (any more). */
bool ahead_trouble(struct ahead *a, size_t *rule, enum expr_answer *cause);

#endif
