#ifndef TRIAL_EXPLAIN_H
#define TRIAL_EXPLAIN_H

#include "expr/expr.h"
#include "rules/rules.h"
#include "trial/trial.h"

/* Private to the room: a conversation judged under observation, and what else
 * might have become of it. */

/* A comparison of a rule as it stood at a turn. */
struct look {
	size_t rule;
	struct expr_comparison c;
	double step, span; /* of the signal it looks at; see score_scale */
	double needed;	   /* the number nearest to the rule's with which the
			      comparison would have gone the other way */
	bool enough;	   /* that alone makes a rule fire that did not */
};

struct seen_turn {
	uint32_t turn;
	double readiness;
	double *signals;
	uint8_t *answers, *fired; /* of each rule */
	bool held;		  /* by this rule */
	size_t held_by;
	const char **why; /* of each rule: it failed; or NULL */
	struct look *looks;
	size_t n_looks;
};

struct case_file {
	const struct score_plan *plan;
	const struct rules *rules;
	const struct conv *conv;
	struct arena arena;
	struct score *score; /* for trying out */
	struct buf annotation;
	struct score_outcome outcome;
	double *thresholds; /* as they were for this conversation */
	struct seen_turn *turns;
	size_t n_turns, room;
};

/* A change that makes the decision another. */
struct way_out {
	struct score_change change;
	const struct look *look; /* CHANGE_RULE: the comparison to edit */
	double from, to;
	double distance; /* in units of the signal's span */
	struct score_outcome outcome;
};

/* The condition of a rule with another number in that comparison; NULL where
 * it cannot be compiled. */
const struct expr *look_edit(const struct rule *rule, const struct look *l,
    double number, struct arena *a);

/* Judge it once and note what is seen; `words`: evidence comes with them. */
void case_open(struct case_file *f, const struct score_plan *plan,
    const struct conv *c, bool words);
void case_close(struct case_file *f);

/*
 * The smallest changes of one signal at one turn, or of one threshold, that
 * lead to another decision: for an escalation, to none at that turn or before;
 * else to one.  Each is found by judging again, and one step less of it does
 * not do.  Sorted by distance; returns how many, at most `room`.
 */
size_t find_signals(struct case_file *f, struct way_out *out, size_t room);
size_t find_thresholds(struct case_file *f, struct way_out *out, size_t room);

/* No more turns than these, those with the highest readiness, are tried. */
enum { TRIED_TURNS = 32 };

#endif
