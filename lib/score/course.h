#ifndef SCORE_COURSE_H
#define SCORE_COURSE_H

#include "base/arena.h"
#include "rules/rules.h"
#include "score/purse.h"

/*
 * Private to the room: what rules carry from one customer turn to the next
 * (holds, questions asked, cooldowns), and what part each plays at a turn.
 *
 * The order at a turn, with the rules by priority and then by file order:
 *
 *  1  Every `when` is answered.  A rule whose answer is yes fires, unless it
 *     took effect within its cooldown.
 *  2  Suppress rules take theirs out for this turn.  One that is taken out
 *     itself takes out nothing; one that has already acted stays, and so does
 *     a hard rule.
 *  3  Hold rules begin, and add to holds that run; then each `until` that is
 *     true ends its hold, also one that began at this turn.
 *  4  Escalate and clarify rules take effect, but not while a hold runs,
 *     unless they are hard.  A clarify rule asks, or escalates when it asked
 *     within its turns.  Watch rules always take effect.
 *  5  The first that escalates decides; else readiness, unless a hold runs;
 *     else the first that watches or asks; else readiness.
 *
 * Only what takes effect starts a cooldown or a question.
 */
enum part {
	PART_NONE,
	PART_OTHER,   /* it holds or suppresses */
	PART_HELD,    /* it fires in vain */
	PART_WATCHES, /* from here on it is a reason */
	PART_ASKS,
	PART_ESCALATES,
};

struct course {
	const struct rules *rules;
	const size_t *suppressed; /* for a suppress rule, which one */
	uint8_t *part;		  /* for each rule, at this turn */
	bool idle;		  /* nothing fired: PART_NONE for all */
	bool held;		  /* at this turn */
	size_t held_by;		  /* then: by which rule, of several any */
	struct purse *purse;	  /* who asks */
	uint64_t *failed; /* for each rule: counts an `until` that fails */
	size_t *broken;	  /* rules whose `until` failed at this turn */
	size_t n_broken;

	/* private: turns are customer turns, counted from 1 */
	bool holds; /* some rule until something */
	uint32_t turn;
	uint32_t held_until; /* the last one of the holds with turns */
	size_t holder;	     /* whose turns these are */
	uint32_t *effect;    /* for each rule, when it last had one; or 0 */
	uint32_t *asked;     /* for each rule, when it last asked; or 0 */
	uint8_t *holding;    /* for each rule: it holds until something */
};

void course_init(struct course *c, const struct rules *r,
    const size_t *suppressed, struct purse *purse, uint64_t *failed,
    struct arena *a);
void course_start(struct course *c);

/* The next customer turn.  `fired` comes as the answers to `when`, and leaves
 * without the rules that are quiet or suppressed. */
void course_step(struct course *c, struct expr_value facts,
    struct arena *scratch, uint8_t *fired);

#endif
