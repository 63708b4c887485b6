#ifndef RULES_RULES_H
#define RULES_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "expr/expr.h"

/*
 * A rules file: a jq program that evaluates, once, to one object.  This room
 * reads it, checks its members and compiles each rule's `when`; what the rules
 * mean is up to the room that obeys them (score), as are queues (route).
 */
enum rule_action { RULE_ESCALATE, RULE_WATCH, RULE_HOLD, RULE_SUPPRESS };

struct rule {
	struct str id;
	const struct expr *when;
	struct str when_text;
	enum rule_action then;
	double priority;     /* default 50; the higher goes first */
	bool hard;	     /* beats every hold and threshold */
	uint32_t turns;	     /* RULE_HOLD: for so many customer
				turns from the one it fires on */
	struct str suppress; /* RULE_SUPPRESS: which rule's id */
	struct str queue;    /* empty: the default queue */
	struct str reason;   /* for people; empty: the id */
};

struct rule_queue {
	struct str name;
	double priority;    /* default 50; the higher goes first */
	double sla_s;	    /* wait that meets the target; 60 */
	struct str *skills; /* an agent needs all of them */
	size_t n_skills;
	double handle_s;   /* service time where the log is
			      silent; 300 */
	double patience_s; /* gives up waiting; 0: never */
};

struct rule_weight {
	struct str signal;
	double weight;
};

struct rule_terms {
	struct str name; /* becomes .signals.terms.NAME */
	struct str file; /* beside the rules file */
};

struct rules {
	struct str name;
	double version;
	char sha256[65];	/* of the file's bytes, hex */
	double escalate, watch; /* thresholds of readiness,
				   NAN where silent */
	struct rule *rules;	/* by priority, then file order */
	size_t n_rules;
	struct rule_queue *queues; /* in file order; never empty */
	size_t n_queues;
	struct rule_weight *weights;
	size_t n_weights;
	struct rule_terms *terms;
	size_t n_terms;
};

/* Only the names of the term lists, which the shape of the facts needs. */
void rules_peek_terms(
    struct str text, const char *file, struct arena *run, struct rules *r);

/* Only the queues; dies on what is wrong with them.  For a filter that scores
 * nothing, so that `when` needs no facts. */
void rules_read_queues(
    struct str text, const char *file, struct arena *run, struct rules *r);

/*
 * Read a whole rules file.  `facts` is the shape `when` sees.  Dies with
 * "FILE:LINE:COLUMN: ..." or "FILE: rules[3] (id): ..." on anything that would
 * make a rule mean something else than its author meant: an unknown member
 * (naming the nearest), a wrong type, a duplicate id, an unknown signal.
 */
void rules_read(struct str text, const char *file,
    const struct expr_shape *facts, struct arena *run, struct rules *r);

/* The queue called `name`; the first queue when the name is empty; NULL. */
const struct rule_queue *rules_queue(const struct rules *r, struct str name);

#endif
