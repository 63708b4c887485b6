#ifndef ROUTE_CONTACT_H
#define ROUTE_CONTACT_H

#include <stdbool.h>
#include <stdint.h>

#include "conv/conv.h"
#include "rules/rules.h"

/*
 * What a conversation says about its escalation, before queues and agents are
 * looked at.
 */
struct wish {
	bool scored;	  /* there is a hoff.score */
	bool escalated;	  /* the rest holds only then */
	bool in_danger;	  /* by the rules, somebody may be; only looked at
			     where the queue is not in them */
	struct str id;	  /* of the conversation */
	struct str queue; /* empty: the default one */
	struct str customer, channel, language, intent,
	    preferred;	    /* may be empty */
	double priority;    /* NAN: the queue's */
	int64_t arrival_us; /* or CONV_NO_TIME */
	/* what an agent spent on it, and for how long somebody waited who left
	 * before one came; -1: not in the log */
	int64_t handle_us, patience_us;
	bool wrapped_up; /* handle_us has the work after it */
};

/*
 * False and *f when hoff.score is not what hoff-score writes.  A pause between
 * two turns counts as handling for at most max_pause_us.  The policy may lead
 * the record to another queue of the rules, but not out of a crisis (nor, where
 * its queue is in no rules, out of danger), and says where its preferred agent
 * stands.
 */
bool contact_read(const struct conv *c, const struct rules *rules,
    const struct policy *p, int64_t max_pause_us, struct wish *out,
    struct fault *f);

#endif
