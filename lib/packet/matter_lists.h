#ifndef PACKET_MATTER_LISTS_H
#define PACKET_MATTER_LISTS_H

#include "words/words.h"

/* What people have trouble with, and what kind of. */
#define THINGS(X) \
	X(CARD, "thing.card") \
	X(ACCOUNT, "thing.account") \
	X(ORDER, "thing.order") \
	X(PAYMENT, "thing.payment") \
	X(INVOICE, "thing.invoice") \
	X(CONTRACT, "thing.contract") \
	X(LINE, "thing.line") \
	X(APP, "thing.app") \
	X(LOGIN, "thing.login") \
	X(ADDRESS, "thing.address") \
	X(APPOINTMENT, "thing.appointment") \
	X(BOOKING, "thing.booking") \
	X(MEDICINE, "thing.medicine")
#define STATES(X) \
	X(LOST, "state.lost") \
	X(BLOCKED, "state.blocked") \
	X(LATE, "state.late") \
	X(CANCEL, "state.cancel") \
	X(WRONG, "state.wrong") \
	X(CHANGE, "state.change") \
	X(CHARGED, "state.charged") \
	X(WANT, "state.want")

/* The names of the lists of matters.csv, in their order: phrases of the
 * matters; things and states; and how one checks who is there. */
#define MATTER_LIST(symbol, name) { name, sizeof(name) - 1 },
#define MATTER_LISTS \
	MATTERS(MATTER_LIST) \
	THINGS(MATTER_LIST) STATES(MATTER_LIST) \
	{ \
		"identity", 8 \
	}

#endif
