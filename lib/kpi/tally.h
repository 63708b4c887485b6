#ifndef KPI_TALLY_H
#define KPI_TALLY_H

#include <stdint.h>

#include "base/arena.h"
#include "stats/stats.h"

/* What is counted, in conversations.  measure.c says what it is for. */
enum count {
	NOTHING, /* ends a list of counts */

	/* How it ended: each conversation is in exactly one (ending.c). */
	ENDED_NOT_ENGAGED,
	ENDED_DELIVERED,
	ENDED_FAILED,
	ENDED_UNCONFIRMED,
	ENDED_LEFT_QUEUE,
	ENDED_LEFT_BOT,
	ENDED_LEFT_SILENT,
	ENDED_RESOLVED,
	ENDED_ASSUMED,
	ENDED_UNRESOLVED,
	ENDED_UNKNOWN,

	/* From the log. */
	N_ALL,
	N_ENGAGED,   /* at least one customer turn */
	N_ATTEMPTED, /* engaged, and a handoff was tried */
	N_NOT_ATTEMPTED,
	N_RETURNED,	/* attempted, and given back to the bot */
	N_NO_HUMAN,	/* of all: no human message */
	N_ANSWERED,	/* delivered, and the human wrote something */
	N_GHOST,	/* answered, and the customer never wrote again */
	N_OUTCOME_SAID, /* engaged, and outcome.resolved is there */
	N_OUTCOME_GOOD,
	N_HUMAN_SAID, /* the same, of those delivered */
	N_HUMAN_GOOD,
	N_CSAT, /* engaged, and outcome.csat is 1 to 5 */
	N_CSAT_TOP,
	N_CSAT_STRANGE, /* outside 1 to 5: not counted above */
	N_DISORDER,	/* a time runs backwards */

	/* With hoff.score. */
	N_JUDGED,
	N_ESCALATE,
	N_WATCH,
	N_CONTAIN,
	N_ESCALATE_NO_HUMAN, /* escalate, and no human in the log */
	N_JUDGED_ATTEMPTED,  /* judged, and a handoff in the log */
	N_CONTAIN_ATTEMPTED, /* of them, those judged contain */
	N_LABELLED,
	N_TRUE_ESCALATE,
	N_FALSE_ESCALATE,
	N_MISSED,
	N_TRUE_CONTAIN,

	/* With hoff.route, hoff.redact, hoff.packet. */
	N_ROUTED, /* assigned, abandoned or unserved */
	N_ASSIGNED,
	N_GAVE_UP,
	N_UNSERVED,
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
	HOLD_TIME,
	WRAP_UP_TIME,
	CSAT_POINTS,
	ROUTE_WAIT,
	ROUTE_PATIENCE,
	N_EXTENTS
};

/* n + never + unknown is the base of the extent. */
struct spread {
	struct histogram values;
	uint64_t never;	  /* censored: it did not happen */
	uint64_t unknown; /* it did; the log cannot say when */
};

struct tally {
	uint64_t counts[N_COUNTS];
	struct spread spreads[N_EXTENTS];
	int64_t first_ms, last_ms; /* starts; if n_starts */
	uint64_t n_starts;
};

void tally_start(struct tally *t, int64_t ms);

/* void *: these are what a ledger's accounts are merged with. */
void tally_merge(void *into, const void *from, struct arena *a);

/* How often a name (a rule, a kind) was met. */
struct mentions {
	uint64_t conversations;
	uint64_t times;
	uint64_t last; /* the conversation that was counted;
			  of one fold, not merged */
};

void mentions_merge(void *into, const void *from, struct arena *a);

#endif
