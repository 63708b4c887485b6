#ifndef SCORE_FACTS_H
#define SCORE_FACTS_H

#include "rules/rules.h"
#include "score/signals.h"

/*
 * Private to the room: what a `when` sees, one object that is changed where it
 * stands from turn to turn.
 */
enum fact {
	FACT_TURN,
	FACT_SIGNALS,
	FACT_CUSTOMER,
	FACT_CHANNEL,
	FACT_LANGUAGE,
	FACT_BOT,
	FACT_HISTORY,
	FACT_LOCAL_TIME, /* see clock.h */
	FACT_THRESHOLDS,
	N_FACTS
};

/* Of slots whose names are known: s->facts, and where each of them is there. */
void facts_shape(struct slots *s, struct arena *run);

/* The shape of .thresholds, which the rules file names. */
void facts_thresholds(struct slots *s, const struct rule_threshold *t, size_t n,
    struct arena *run);

/* One thread's; all are null but the signals, which are null each. */
struct facts;

struct facts *facts_new(const struct slots *s, struct arena *a);

/* Until it is set again; what `v` points to stays as long. */
void facts_set(struct facts *f, enum fact which, struct expr_value v);
void facts_set_json(
    struct facts *f, enum fact which, const struct json *j, uint32_t at);

/* FACT_SIGNALS; the text of the intent is borrowed. */
void facts_signals(struct facts *f, const struct signals *g);

struct expr_value facts_value(const struct facts *f);

#endif
