#ifndef SCORE_AHEAD_H
#define SCORE_AHEAD_H

#include "score/judge.h"

/*
 * Private to the room: rules that run in the jail are asked ahead, about all
 * customer turns of a conversation in one exchange.  Signals do not hang on
 * rules, so that a first replay can gather the facts of every turn.
 */
struct ahead;

/* NULL: none is jailed.  `ends` hears of those that end. */
struct ahead *ahead_new(const struct score_plan *p, struct ends *ends);
void ahead_free(struct ahead *a);

void ahead_start(struct ahead *a);
void ahead_note(struct ahead *a, struct expr_value facts); /* the next turn */
void ahead_ask(struct ahead *a);

/* What the jailed rule says at the turn-th customer turn. */
enum expr_answer ahead_answer(
    const struct ahead *a, size_t rule, uint32_t turn);

#endif
