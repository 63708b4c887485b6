#ifndef KPI_TALLY_H
#define KPI_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "kpi/census.h"
#include "stats/stats.h"

/* What is counted, in conversations, beside their facts.  measure.c says what
 * it is for. */
enum count {
	NOTHING, /* ends a list of counts */

	/* From the log. */
	N_ALL,
	N_ENGAGED,	/* at least one customer turn */
	N_CSAT_STRANGE, /* outside 1 to 5: not counted as one */
	N_DISORDER,	/* a time runs backwards */
	N_DELIVERED,	/* engaged, and a human took over */
	N_TRANSFERRED,	/* of them: from one human to another */
	N_ASKED,	/* the customer asked for a human */
	N_ASKED_IN_VAIN,
	N_KNOWN_BEFORE, /* an identifier was given before the human wrote */
	N_REASKED,
	N_LOOPED,
	N_NPS,
	N_PROMOTERS,
	N_DETRACTORS,
	N_CES,
	N_CES_EASY,
	N_NPS_STRANGE, /* there, but no whole number from 0 to 10 */
	N_CES_STRANGE, /* from 1 to 7 */

	/* Handoffs, not conversations, by their wait, where it is known. */
	N_SERVED,
	N_SERVED_IN, /* within --target */
	N_QUIT,	     /* the customer left while waiting */
	N_QUIT_IN,
	N_QUIT_LONG, /* not within --short-abandon */
	N_REFUSED,   /* it failed, or was given back unanswered */
	N_TIMED_OUT, /* a timer closed the conversation meanwhile */

	/* With hoff.score. */
	N_JUDGED,
	N_ESCALATE,
	N_WATCH,
	N_CONTAIN,
	N_ESCALATE_NO_HUMAN, /* escalate, and no human in the log */
	N_JUDGED_ATTEMPTED,  /* judged, and a handoff in the log */
	N_CONTAIN_ATTEMPTED, /* of them, those judged contain */
	N_FRUSTRATED,
	N_LABELLED,
	N_TRUE_ESCALATE,
	N_FALSE_ESCALATE,
	N_MISSED,
	N_TRUE_CONTAIN,
	N_GOLD,	     /* judged, and the label says at which turn, or never */
	N_GOLD_TURN, /* of them, those with a turn */
	N_TURNLESS, /* judged, and labelled escalate at no turn that is known */

	/* With hoff.route, hoff.redact, hoff.packet. */
	N_ROUTED, /* assigned, abandoned or unserved */
	N_ASSIGNED,
	N_GAVE_UP,
	N_UNSERVED,
	N_ROUTE_CALLBACK, /* of N_ROUTED: who hung up to be called back */
	N_ROUTE_OFFERED,  /* neither they, nor who came out of hours */
	N_TARGET_MET,
	N_REDACT_SEEN,
	N_REDACTED,
	N_PACKET_SEEN,
	N_PACKET_READY,

	N_COUNTS
};

/* What is measured: whole milliseconds, turns, or thousandths of a point. */
enum extent {
	JUDGED_TURNS,
	JUDGED_TIME,
	HANDOFF_TURNS,
	HANDOFF_TIME,
	HUMAN_TURNS,
	HUMAN_TIME,
	QUEUE_TIME,
	ASKED_TIME,
	HANDLE_TIME,
	TALK_TIME,
	HOLD_TIME,
	WRAP_UP_TIME,
	ACTIVE_TIME,
	CSAT_POINTS,
	CES_POINTS,
	LEFT_TURNS,
	QUIT_TIME,
	ROUTE_WAIT,
	ROUTE_PATIENCE,
	N_EXTENTS
};

/* n + never + unknown is the base of the extent. */
struct spread {
	struct histogram values;
	struct histogram censored; /* how long it could have, but did not */
	uint64_t never;		   /* censored: it did not happen */
	uint64_t unknown;	   /* it did; the log cannot say when */
};

/*
 * Turns to escalate at, as somebody picks them, against labels: the rules, and
 * policies that know nothing, which a metric must be seen to beat.
 */
enum policy { POLICY_RULES, POLICY_NEVER, POLICY_ALWAYS, POLICY_FIXED };

enum { N_POLICIES = POLICY_FIXED + 1, TOLERANCES = 3 };

struct policy_score {
	uint64_t hit, wrong, missed;	     /* turns */
	struct moments transfer[TOLERANCES]; /* in GTT_UNITs, by
						conversation */
};

enum { GTT_UNIT = 1000000, SENTIMENT_UNIT = 10000 };

struct tally {
	uint64_t counts[N_COUNTS];
	struct census census;
	struct spread spreads[N_EXTENTS];
	struct policy_score *policies;	/* N_POLICIES, or NULL: none */
	struct moments sentiment_shift; /* in SENTIMENT_UNITs */
	struct products work;		/* turns of the bot; milliseconds of
					   handling; of each conversation */
	int64_t first_ms, last_ms;	/* starts; if n_starts */
	uint64_t n_starts;
};

/* To be read, and to be added to. */
const struct policy_score *tally_policy(const struct tally *t, enum policy p);
struct policy_score *tally_policies(struct tally *t, struct arena *a);

/* Whether a customer's history was looked at. */
bool tally_has_history(const struct tally *t);

void tally_start(struct tally *t, int64_t ms);

/* void *: these are what a ledger's accounts are merged with. */
void tally_merge(void *into, const void *from, struct arena *a);

/* How often a name (a rule, a kind) was met. */
struct mentions {
	uint64_t conversations;
	uint64_t times;
	/* Of a rule: the only reason, and what labels.escalate says. */
	uint64_t alone, labelled, right;
	uint64_t last; /* the conversation that was counted;
			  of one fold, not merged */
};

void mentions_merge(void *into, const void *from, struct arena *a);

/*
 * Of the names that share an account, for there are too many: a conversation
 * may mention several of them, and how many of those were still counted apart
 * depends on the order of the input.  How often all were met does not.
 */
void mentions_blur(struct mentions *m);

#endif
