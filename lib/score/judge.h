#ifndef SCORE_JUDGE_H
#define SCORE_JUDGE_H

#include <stdatomic.h>

#include "base/arena.h"
#include "base/buf.h"
#include "rules/rules.h"
#include "score/course.h"
#include "score/evidence.h"
#include "score/facts.h"
#include "score/failures.h"
#include "score/gates.h"
#include "score/heads.h"
#include "score/purse.h"
#include "score/score.h"
#include "score/signals.h"
#include "score/thresholds.h"

/* Private to the room: from signals and rules to a decision with reasons. */

/* A reason, ready to print, up to its turn; and from there to its evidence,
 * also for where the bot is to ask first. */
struct reason_text {
	struct str head, plain, asking;
};

struct score_plan {
	struct rules rules;
	struct lists lists;
	struct slots slots;
	struct models models;
	double escalate, watch; /* thresholds of readiness, where no
				   override fits */
	uint8_t *looks_at;	/* rule x slot: its `when` names the signal */
	size_t *suppressed;	/* for a suppress rule, which one; or n_rules */
	struct gates gates;
	bool looks_back;     /* some rule asks for .history */
	bool looks_at_turn;  /* for .turn */
	bool looks_at_clock; /* for .local_time */
	bool looks_at_thresholds;
	const struct expr **whens; /* of each rule; then each `until` */
	struct expr_jail *jail;	   /* of those outside the core; or NULL */
	unsigned deadline_ms;	   /* for a rule, on one conversation */
	atomic_flag *told;	   /* rule x how it ended: on standard error */
	struct reason_text *reasons; /* of each rule; then of readiness */
	struct str head;	     /* {"rules":{...},"model":..., ready to
				     print */
};

/* A decision with what it rests on, kept until something outranks it. */
struct verdict {
	enum decision decision;
	bool seen; /* any customer turn at all */
	uint32_t turn;
	int64_t at_ms;
	size_t rule; /* that decided; n_rules: readiness */
	bool hard;
	struct str queue;
	double priority;
	struct signals signals;
	struct buf reasons; /* [{...}] */
};

struct judge {
	const struct score_plan *plan;
	struct ahead *ahead; /* NULL: no rule is jailed */
	struct ends ends;
	struct purse purse;
	struct arena scratch; /* of one `when` */
	struct facts *facts;
	uint64_t *failed; /* for each rule */
	struct failures failures;
	size_t words;	 /* of 64 rules, a bit for each */
	uint64_t *due;	 /* those to be asked at this turn */
	uint8_t *answer; /* for each rule, of `when` at this turn */
	uint8_t *fired;	 /* for each rule, at this turn */
	struct course course;
	struct thresholds thresholds;
	const struct score_change *change; /* supposed; or NULL */
};

void judge_init(struct judge *j, const struct score_plan *p, struct arena *a);
void judge_free(struct judge *j);
void judge_start(struct judge *j, const struct conv *c);

/* Where rules are asked ahead: note the facts of the next turn as they stand,
 * and ask when all have been.  The replay that judges begins after that. */
void judge_note(struct judge *j, const struct signals *g);
void judge_ask(struct judge *j);

/* Which rules fire, with these signals and the other facts as they stand. */
void judge_fire(struct judge *j, const struct signals *g);

/* What rules see at this turn, with its signals. */
struct expr_value judge_facts(struct judge *j, const struct signals *g);

/* Let the fired rules and the readiness improve the verdict. */
void judge_decide(struct judge *j, const struct scene *s,
    const struct signals *g, struct verdict *v);

/* explain.c: what is supposed of the signals, of a rule, of a threshold. */
void change_signals(
    const struct score_change *c, uint32_t turn, struct signals *g);
const struct expr *change_when(
    const struct score_change *c, size_t rule, const struct expr *when);
void change_thresholds(const struct score_change *c, struct thresholds *t);

#endif
