#ifndef SCORE_PURSE_H
#define SCORE_PURSE_H

#include "base/arena.h"
#include "expr/expr.h"
#include "score/ends.h"

/*
 * Private to the room: what expressions may take on one conversation.  One
 * that has had its share, or has crashed, is not asked again until the next
 * conversation: there it answers as it ended.
 *
 * The share of the native core is counted in steps, of one evaluation (they
 * grow with the turns) and of all on the conversation (the deadline), so that
 * the answers hang on the record alone.
 */
struct purse {
	size_t n_rules;
	long all;	/* steps on a conversation, for each expression */
	long each;	/* steps for one evaluation, on this conversation */
	long *taken;	/* when 0 .. n_rules - 1, then each until */
	uint8_t *ended; /* enum expr_answer; EXPR_NO: it has not */
	size_t n_ended;
	struct ends *ends;
};

void purse_init(struct purse *p, size_t n_rules, unsigned deadline_ms,
    struct ends *ends, struct arena *a);

/* A conversation whose turns have so many bytes. */
void purse_start(struct purse *p, size_t bytes);

/* Ask expression `i`, which is that of a rule, or n_rules and the rule for
 * its `until`. */
enum expr_answer purse_ask(struct purse *p, size_t i, const struct expr *e,
    struct expr_value facts, struct arena *scratch);

#endif
